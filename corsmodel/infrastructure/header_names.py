"""Classes of headers and header names (https://fetch.spec.whatwg.org/#terminology-headers).

Names come in lower case unless a function says otherwise.
"""

from collections.abc import Iterable

from corsmodel.infrastructure.header_values import get_decode_and_split
from corsmodel.infrastructure.headers import NOT_IN_A_HEADER, TAB_OR_SPACE
from corsmodel.infrastructure.methods import is_forbidden_method, is_token
from corsmodel.profile import STANDARD, Profile

#: https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name
CORS_NON_WILDCARD_REQUEST_HEADER_NAMES = frozenset({b"authorization"})

#: The client hints of old, which an engine knows though the standard does not.
CLIENT_HINT_NAMES = frozenset(
    {b"device-memory", b"downlink", b"dpr", b"ect", b"rtt", b"viewport-width", b"width"}
)

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


def is_header_name(name: bytes) -> bool:
    """Tell whether *name* (in any case) is a header name: a token.

    https://fetch.spec.whatwg.org/#header-name
    """
    return is_token(name)


def is_header_value(value: bytes) -> bool:
    """Tell whether *value* is a header value: trimmed, with no NUL, CR or LF.

    https://fetch.spec.whatwg.org/#header-value
    """
    return value.strip(TAB_OR_SPACE) == value == value.translate(None, NOT_IN_A_HEADER)


def is_forbidden_request_header(name: bytes, value: bytes, profile: Profile = STANDARD) -> bool:
    """Tell whether the browser keeps the header (*name* in lower case) from scripts.

    https://fetch.spec.whatwg.org/#forbidden-request-header
    """
    # 1. One of these names. PROFILE: an engine has more of them.
    if name in _FORBIDDEN_REQUEST_HEADER_NAMES or name in profile.more_forbidden_request_headers:
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
