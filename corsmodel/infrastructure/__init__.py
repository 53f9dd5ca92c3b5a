"""Infrastructure (https://fetch.spec.whatwg.org/#infrastructure): the values that fetch works on."""
