"""HTTP extensions (https://fetch.spec.whatwg.org/#http-extensions): one module for each header."""
