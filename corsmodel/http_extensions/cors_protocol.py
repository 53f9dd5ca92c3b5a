"""The CORS protocol's headers and their grammars (https://fetch.spec.whatwg.org/#http-cors-protocol)."""

from typing import Final, Literal, cast

from corsmodel.infrastructure.header_values import (
    Failure,
    extract_header_list_values,
    parse_delta_seconds,
    parse_token_list,
)
from corsmodel.infrastructure.headers import HeaderList

ACCESS_CONTROL_ALLOW_ORIGIN: Final = b"Access-Control-Allow-Origin"
ACCESS_CONTROL_ALLOW_CREDENTIALS: Final = b"Access-Control-Allow-Credentials"
ACCESS_CONTROL_ALLOW_METHODS: Final = b"Access-Control-Allow-Methods"
ACCESS_CONTROL_ALLOW_HEADERS: Final = b"Access-Control-Allow-Headers"
ACCESS_CONTROL_MAX_AGE: Final = b"Access-Control-Max-Age"
ACCESS_CONTROL_EXPOSE_HEADERS: Final = b"Access-Control-Expose-Headers"
ACCESS_CONTROL_REQUEST_METHOD: Final = b"Access-Control-Request-Method"
ACCESS_CONTROL_REQUEST_HEADERS: Final = b"Access-Control-Request-Headers"

#: The same names in lower case, as look-ups take them.
ALLOW_ORIGIN: Final = ACCESS_CONTROL_ALLOW_ORIGIN.lower()
ALLOW_CREDENTIALS: Final = ACCESS_CONTROL_ALLOW_CREDENTIALS.lower()
ALLOW_METHODS: Final = ACCESS_CONTROL_ALLOW_METHODS.lower()
ALLOW_HEADERS: Final = ACCESS_CONTROL_ALLOW_HEADERS.lower()
MAX_AGE: Final = ACCESS_CONTROL_MAX_AGE.lower()
EXPOSE_HEADERS: Final = ACCESS_CONTROL_EXPOSE_HEADERS.lower()

Tokens = tuple[bytes, ...] | Literal[Failure.FAILURE] | None


def extract_tokens(name: bytes, headers: HeaderList) -> Tokens:
    """Read ``Access-Control-Allow-Methods``, ``-Allow-Headers`` or ``-Expose-Headers``.

    All three are lists of tokens; *name* is in lower case. Null, failure and a list are three
    different results. https://fetch.spec.whatwg.org/#http-new-header-syntax
    """
    return cast("Tokens", extract_header_list_values(name, headers, parse_token_list))


def extract_max_age(headers: HeaderList) -> int | Literal[Failure.FAILURE] | None:
    """Read ``Access-Control-Max-Age`` in seconds; its grammar has one number in one header.

    https://fetch.spec.whatwg.org/#http-new-header-syntax
    """
    values = extract_header_list_values(MAX_AGE, headers, parse_delta_seconds, single=True)
    return cast("int", values[0]) if isinstance(values, tuple) else values
