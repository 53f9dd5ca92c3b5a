"""Classes of headers and header names (https://fetch.spec.whatwg.org/#terminology-headers).

Names come in lower case unless a function says otherwise.
"""

from collections.abc import Iterable

from corsmodel.infrastructure.header_values import (
    FAILURE,
    get_decode_and_split,
    parse_single_range,
)
from corsmodel.infrastructure.headers import HeaderList, sorted_lowercase_set
from corsmodel.infrastructure.methods import is_forbidden_method, is_token
from corsmodel.infrastructure.mime_types import parse_mime_type
from corsmodel.standard import Algorithm, Step

CORS_SAFELISTED_REQUEST_HEADER = Algorithm("cors-safelisted-request-header")

#: https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name
CORS_NON_WILDCARD_REQUEST_HEADER_NAMES = frozenset({b"authorization"})

#: https://fetch.spec.whatwg.org/#privileged-no-cors-request-header-name
PRIVILEGED_NO_CORS_REQUEST_HEADER_NAMES = frozenset({b"range"})

#: https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header-name
NO_CORS_SAFELISTED_REQUEST_HEADER_NAMES = frozenset(
    {b"accept", b"accept-language", b"content-language", b"content-type"}
)

#: https://fetch.spec.whatwg.org/#forbidden-response-header-name
FORBIDDEN_RESPONSE_HEADER_NAMES = frozenset({b"set-cookie", b"set-cookie2"})

#: https://fetch.spec.whatwg.org/#request-body-header-name
REQUEST_BODY_HEADER_NAMES = frozenset(
    {b"content-encoding", b"content-language", b"content-location", b"content-type"}
)

_CORS_SAFELISTED_RESPONSE_HEADER_NAMES = frozenset(
    {
        b"cache-control",
        b"content-language",
        b"content-length",
        b"content-type",
        b"expires",
        b"last-modified",
        b"pragma",
    }
)

_FORBIDDEN_REQUEST_HEADER_NAMES = frozenset(
    {
        b"accept-charset",
        b"accept-encoding",
        b"access-control-request-headers",
        b"access-control-request-method",
        b"connection",
        b"content-length",
        b"cookie",
        b"cookie2",
        b"date",
        b"dnt",
        b"expect",
        b"host",
        b"keep-alive",
        b"origin",
        b"referer",
        b"set-cookie",
        b"te",
        b"trailer",
        b"transfer-encoding",
        b"upgrade",
        b"via",
    }
)
_METHOD_OVERRIDE_NAMES = frozenset(
    {b"x-http-method", b"x-http-method-override", b"x-method-override"}
)

_UNSAFE_BYTES = bytes(byte for byte in range(0x20) if byte != 0x09) + b'"():<>?@[\\]{}\x7f'
_LANGUAGE_BYTES = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz *,-.;="
_SAFELISTED_ESSENCES = frozenset(
    {"application/x-www-form-urlencoded", "multipart/form-data", "text/plain"}
)
_LONGEST_SAFELISTED_VALUE = 128


def is_header_name(name: bytes) -> bool:
    """Tell whether *name* (in any case) is a header name: a token.

    https://fetch.spec.whatwg.org/#header-name
    """
    return is_token(name)


def is_header_value(value: bytes) -> bool:
    """Tell whether *value* is a header value: trimmed, with no NUL, CR or LF.

    https://fetch.spec.whatwg.org/#header-value
    """
    return (
        value.strip(b"\t ") == value
        and b"\0" not in value
        and b"\n" not in value
        and b"\r" not in value
    )


def contains_cors_unsafe_byte(value: bytes) -> bool:
    """Tell whether a CORS-unsafe request-header byte is in *value*.

    https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte
    """
    return len(value.translate(None, _UNSAFE_BYTES)) != len(value)


def unsafe_rule(name: bytes, value: bytes) -> tuple[Step, str] | None:
    """Say why the header is not a CORS-safelisted request-header, or ``None`` if it is one.

    *name* is in lower case. The rule is one of ``too-long``, ``unsafe-byte``, ``language-byte``,
    ``mime-type``, ``range`` and ``not-safelisted-name``; the step is the one that returned false.

    https://fetch.spec.whatwg.org/#cors-safelisted-request-header
    """
    step = CORS_SAFELISTED_REQUEST_HEADER
    # 1. No value of more than 128 bytes is safe.
    if len(value) > _LONGEST_SAFELISTED_VALUE:
        return step["1"], "too-long"
    # 2. Switch on the name.
    # 2.accept. No unsafe byte.
    if name == b"accept":
        if contains_cors_unsafe_byte(value):
            return step["2.accept"], "unsafe-byte"
    # 2.accept-language. The same rule serves `Content-Language`: letters, digits, few signs.
    elif name in {b"accept-language", b"content-language"}:
        if value.translate(None, _LANGUAGE_BYTES):
            return step["2.accept-language"], "language-byte"
    # 2.content-type. A value that servers read as one of the three types that forms send.
    elif name == b"content-type":
        # 2.content-type.1. No unsafe byte.
        if contains_cors_unsafe_byte(value):
            return step["2.content-type.1"], "unsafe-byte"
        # 2.content-type.2. 2.content-type.3. It parses.
        mime_type = parse_mime_type(value.decode("latin-1"))
        if mime_type is None:
            return step["2.content-type.3"], "mime-type"
        # 2.content-type.4. Its essence is one of the three; parameters do not matter.
        if mime_type.essence not in _SAFELISTED_ESSENCES:
            return step["2.content-type.4"], "mime-type"
    # 2.range. A single range that has a start.
    elif name == b"range":
        # 2.range.1. 2.range.2. It parses without white space.
        range_value = parse_single_range(value, allow_whitespace=False)
        if range_value is FAILURE:
            return step["2.range.2"], "range"
        # 2.range.3. It has a start.
        if range_value[0] is None:
            return step["2.range.3"], "range"
    # 2.otherwise. No other name is safelisted.
    else:
        return step["2.otherwise"], "not-safelisted-name"
    # 3. Safelisted.
    return None


def is_cors_safelisted_request_header(name: bytes, value: bytes) -> bool:
    """Tell whether the header (*name* in lower case) needs no permission from a preflight.

    https://fetch.spec.whatwg.org/#cors-safelisted-request-header
    """
    return unsafe_rule(name, value) is None


def cors_unsafe_request_header_names(
    headers: HeaderList, value_size_limit: int | None = 1024
) -> tuple[bytes, ...]:
    """Return the names that a preflight has to ask for: lower case, sorted, each once.

    *value_size_limit* is the number of bytes that all safelisted values may have together;
    ``None`` forms no sum (an engine's departure).

    https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
    """
    if not headers.pairs:
        return ()
    # 1. 2. 3. Two lists and a sum.
    unsafe_names: list[bytes] = []
    potentially_unsafe_names: list[bytes] = []
    safelist_value_size = 0
    # 4. Each header is judged alone.
    for name, value in headers.pairs:
        lower = name.lower()
        # 4.1. Not safelisted: unsafe.
        if unsafe_rule(lower, value) is not None:
            unsafe_names.append(lower)
        # 4.2. Safelisted: its value counts towards the sum.
        else:
            potentially_unsafe_names.append(lower)
            safelist_value_size += len(value)
    # 5. Too much in sum makes all of them unsafe.
    if value_size_limit is not None and safelist_value_size > value_size_limit:
        unsafe_names += potentially_unsafe_names
    # 6. As a sorted set.
    return sorted_lowercase_set(unsafe_names)


def is_no_cors_safelisted_request_header(name: bytes, value: bytes) -> bool:
    """Tell whether a request whose mode is ``no-cors`` may carry the header (*name* lower case).

    https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header
    """
    # 1. One of four names.
    if name not in NO_CORS_SAFELISTED_REQUEST_HEADER_NAMES:
        return False
    # 2. With a safelisted value.
    return is_cors_safelisted_request_header(name, value)


def is_forbidden_request_header(name: bytes, value: bytes) -> bool:
    """Tell whether the browser keeps the header (*name* in lower case) from scripts.

    https://fetch.spec.whatwg.org/#forbidden-request-header
    """
    # 1. One of these names.
    if name in _FORBIDDEN_REQUEST_HEADER_NAMES:
        return True
    # 2. Or a name with one of these beginnings.
    if name.startswith((b"proxy-", b"sec-")):
        return True
    # 3. 3.1. 3.2. Or a header that asks the server for a forbidden method.
    if name in _METHOD_OVERRIDE_NAMES:
        for method in get_decode_and_split(value):
            if is_forbidden_method(method.encode("latin-1")):
                return True
    # 4. No other.
    return False


def is_cors_safelisted_response_header_name(name: bytes, exposed: Iterable[bytes]) -> bool:
    """Tell whether script may read the response header; *exposed* holds lower-case names.

    https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name
    """
    if name in _CORS_SAFELISTED_RESPONSE_HEADER_NAMES:
        return True
    return name not in FORBIDDEN_RESPONSE_HEADER_NAMES and name in exposed
