"""Fetching (https://fetch.spec.whatwg.org/#fetching): one module for each algorithm."""
