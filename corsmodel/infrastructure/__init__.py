"""Infrastructure (https://fetch.spec.whatwg.org/#infrastructure): what fetch works on."""
