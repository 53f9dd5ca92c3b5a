"""Chromium's codes and sentences, as data.

Measured in Chromium 156: the names as the DevTools protocol writes them in ``corsErrorStatus``, the
sentences letter for letter as its console shows them.
"""

import re

from corsmodel.fetching.reasons import (
    AllowOriginMismatch,
    AuthorizationNotAllowed,
    CORSDisabledScheme,
    HeaderNotAllowed,
    InvalidAllowCredentials,
    InvalidAllowHeaders,
    InvalidAllowMethods,
    MethodNotAllowed,
    MissingAllowCredentials,
    MissingAllowOrigin,
    MultipleAllowOrigin,
    PreflightRedirect,
    PreflightStatus,
    Reason,
    RedirectCredentials,
    RedirectScheme,
    UnsupportedScheme,
    WildcardAllowOrigin,
)

#: The CorsError of each reason.
CODES: dict[type[Reason], str] = {
    MissingAllowOrigin: "MissingAllowOriginHeader",
    WildcardAllowOrigin: "WildcardOriginNotAllowed",
    MultipleAllowOrigin: "MultipleAllowOriginValues",
    AllowOriginMismatch: "AllowOriginMismatch",
    MissingAllowCredentials: "InvalidAllowCredentials",
    InvalidAllowCredentials: "InvalidAllowCredentials",
    PreflightStatus: "InvalidStatus",
    PreflightRedirect: "DisallowedRedirect",
    InvalidAllowMethods: "InvalidAllowMethodsPreflightResponse",
    InvalidAllowHeaders: "InvalidAllowHeadersPreflightResponse",
    MethodNotAllowed: "MethodDisallowedByPreflightResponse",
    HeaderNotAllowed: "HeaderDisallowedByPreflightResponse",
    AuthorizationNotAllowed: "HeaderDisallowedByPreflightResponse",
    RedirectCredentials: "RedirectContainsCredentials",
    RedirectScheme: "CorsDisabledScheme",
    CORSDisabledScheme: "CorsDisabledScheme",
    UnsupportedScheme: "CorsDisabledScheme",
}

#: How the sentence begins; *redirected* is empty for a request that was not.
BLOCKED = (
    "Access to {kind} at '{url}' {redirected}from origin '{origin}' has been blocked by CORS "
    "policy: "
)
REDIRECTED = "(redirected from '{redirected_from}') "

#: How the end of the sentence begins with each code; the braces take the failed parameter.
BODIES = {
    "MissingAllowOriginHeader": (
        "No 'Access-Control-Allow-Origin' header is present on the requested resource."
    ),
    "WildcardOriginNotAllowed": (
        "The value of the 'Access-Control-Allow-Origin' header in the response must not be the "
        "wildcard '*' when the request's credentials mode is 'include'."
    ),
    "MultipleAllowOriginValues": (
        "The 'Access-Control-Allow-Origin' header contains multiple values '{}', but only one is "
        "allowed."
    ),
    "InvalidAllowOriginValue": (
        "The 'Access-Control-Allow-Origin' header contains the invalid value '{}'."
    ),
    "AllowOriginMismatch": (
        "The 'Access-Control-Allow-Origin' header has a value '{}' that is not equal to the "
        "supplied origin."
    ),
    "InvalidAllowCredentials": (
        "The value of the 'Access-Control-Allow-Credentials' header in the response is '{}' which "
        "must be 'true' when the request's credentials mode is 'include'."
    ),
    "InvalidStatus": "It does not have HTTP ok status.",
    "DisallowedRedirect": "Redirect is not allowed for a preflight request.",
    "InvalidAllowMethodsPreflightResponse": (
        "Cannot parse Access-Control-Allow-Methods response header field in preflight response."
    ),
    "InvalidAllowHeadersPreflightResponse": (
        "Cannot parse Access-Control-Allow-Headers response header field in preflight response."
    ),
    "MethodDisallowedByPreflightResponse": (
        "Method {} is not allowed by Access-Control-Allow-Methods in preflight response."
    ),
    "HeaderDisallowedByPreflightResponse": (
        "Request header field {} is not allowed by Access-Control-Allow-Headers in preflight "
        "response."
    ),
    "RedirectContainsCredentials": (
        "Redirect location '{}' contains a username and password, which is disallowed for "
        "cross-origin requests."
    ),
    "CorsDisabledScheme": (
        "Cross origin requests are only supported for protocol schemes: chrome, "
        "chrome-experimental-site-token-provider, chrome-extension, chrome-untrusted, data, http, "
        "https, isolated-app."
    ),
}
PREFLIGHT = "Response to preflight request doesn't pass access control check: "

_CREDENTIALS_ADVICE = (
    " The credentials mode of requests initiated by the XMLHttpRequest is controlled by the "
    "withCredentials attribute."
)
_VALUE_ADVICE = " Have the server send the header with a valid value."
#: What follows for some codes, by what asked.
ADVICES = {
    ("WildcardOriginNotAllowed", "xhr"): _CREDENTIALS_ADVICE,
    ("InvalidAllowCredentials", "xhr"): _CREDENTIALS_ADVICE,
    ("MultipleAllowOriginValues", "fetch"): _VALUE_ADVICE,
    ("InvalidAllowOriginValue", "fetch"): _VALUE_ADVICE,
    ("AllowOriginMismatch", "fetch"): _VALUE_ADVICE,
}

#: What each API is called.
KINDS = {
    "fetch": "fetch",
    "xhr": "XMLHttpRequest",
    "img": "image",
    "script": "script",
    "module": "script",
    "stylesheet": "CSS stylesheet",
    "font": "font",
}

#: How long a URL is where sentences shorten it.
LONGEST = 1024

#: The sentences about requests that Chromium refuses without a word about CORS.
MIXED_CONTENT = (
    "Mixed Content: The page at '{page}' was loaded over HTTPS, but requested an insecure {what} "
    "'{url}'. This request has been blocked; the content must be served over HTTPS."
)
#: What mixed content is called, where that is not what the API is called.
MIXED_KINDS = {"fetch": "resource", "xhr": "XMLHttpRequest endpoint", "stylesheet": "stylesheet"}
NOT_UPGRADED = (
    "Mixed Content: The page at '{page}' was loaded over HTTPS, but requested an insecure element "
    "'{url}'. This request was not upgraded to HTTPS because its URL's host is an IP address."
)
UPGRADED = (
    "Mixed Content: The page at '{page}' was loaded over HTTPS, but requested an insecure element "
    "'{url}'. This request was automatically upgraded to HTTPS, For more information see "
    "https://blog.chromium.org/2019/10/no-more-mixed-messages-about-https.html"
)
UNSAFE_ATTEMPT = (
    "Unsafe attempt to load URL {url} from frame with URL {page}. Domains, protocols and ports "
    "must match.\n"
)
SAME_ORIGIN_MODE = (
    'Fetch API cannot load {url}. Request mode is "same-origin" but the URL\'s origin is not same '
    "as the request origin {origin}."
)
REDIRECT_MODE = (
    'Fetch API cannot load {url}. Request mode is "no-cors" but the redirect mode is not "follow".'
)
SCRIPT_TYPE = (
    "Refused to execute script from '{url}' because its MIME type ('{type}') is not executable."
)
NOSNIFF_SCRIPT_TYPE = (
    "Refused to execute script from '{url}' because its MIME type ('{type}') is not executable, "
    "and strict MIME type checking is enabled."
)
NOSNIFF_STYLE_TYPE = (
    "Refused to apply style from '{url}' because its MIME type ('{type}') is not a supported "
    "stylesheet MIME type, and strict MIME checking is enabled."
)
LOCAL_RESOURCE = "Not allowed to load local resource: {url}"
#: The schemes to which no redirect leads, and without a word.
SILENT_SCHEMES = frozenset({"about", "blob", "data", "file", "filesystem"})
#: Types whose opaque answers are blocked before anybody looks at the type, and without a word.
SILENT_TYPES = re.compile(
    r"text/(?:csv.*|html|json|plain|xml)|application/(?:json|pdf|xml)|(?!image/svg).*\+(?:json|xml)"
)
SCHEME = 'Fetch API cannot load {url}. URL scheme "{scheme}" is not supported.'
