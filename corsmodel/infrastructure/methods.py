"""Methods (https://fetch.spec.whatwg.org/#methods). Methods are bytes and case-sensitive."""

#: The bytes of a token (RFC 9110, section 5.6.2); methods and header names are tokens.
TOKEN_BYTES = b"!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

#: https://fetch.spec.whatwg.org/#cors-safelisted-method
CORS_SAFELISTED_METHODS = frozenset({b"GET", b"HEAD", b"POST"})

_FORBIDDEN = frozenset({b"CONNECT", b"TRACE", b"TRACK"})
#: The methods that are upper-cased, as they come out of that.
NORMALIZED_METHODS = frozenset({b"DELETE", b"GET", b"HEAD", b"OPTIONS", b"POST", b"PUT"})


def is_token(value: bytes) -> bool:
    """Tell whether *value* is a token: one or more of the bytes above, and no others."""
    return bool(value) and not value.translate(None, TOKEN_BYTES)


def is_method(value: bytes) -> bool:
    """Tell whether *value* is a method (https://fetch.spec.whatwg.org/#concept-method)."""
    return is_token(value)


def is_cors_safelisted_method(method: bytes) -> bool:
    """Tell whether *method* needs no permission from a preflight, by exact comparison.

    https://fetch.spec.whatwg.org/#cors-safelisted-method
    """
    return method in CORS_SAFELISTED_METHODS


def is_forbidden_method(method: bytes) -> bool:
    """Tell whether scripts may never use *method*, in any spelling of its letters.

    https://fetch.spec.whatwg.org/#forbidden-method
    """
    return method.upper() in _FORBIDDEN


def normalize_method(method: bytes) -> bytes:
    """Upper-case the six methods of old; leave every other method (``patch``) as it is.

    https://fetch.spec.whatwg.org/#concept-method-normalize
    """
    upper = method.upper()
    return upper if upper in NORMALIZED_METHODS else method
