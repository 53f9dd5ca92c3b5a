"""The sentences that Firefox prints, by their category, as Firefox ESR 153 was seen to print them.

A category is the name of the sentence's template; a figure at its end counts the template's
versions.
"""

from corsmodel.infrastructure.origins import OpaqueOrigin
from corsmodel.infrastructure.script_requests import Request
from corsmodel.infrastructure.urls import URL

#: A category and its sentence.
Line = tuple[str, str]

DID_NOT_SUCCEED = "CORSDidNotSucceed2"
DEPRECATION = "CORSAllowHeaderFromPreflightDeprecation"
#: Nothing is said of URLs with these schemes.
SILENT_SCHEMES = frozenset({"ws", "wss"})

_BLOCKED = (
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at "
)

#: Category → sentence; *url* is the one that was asked for, *value* depends on the category.
SENTENCES = {
    "CORSDidNotSucceed2": (
        _BLOCKED + "{url}. (Reason: CORS request did not succeed). Status code: (null)."
    ),
    "CORSExternalRedirectNotAllowed": (
        _BLOCKED + "{url}. (Reason: CORS request external redirect not allowed)."
    ),
    "CORSRequestNotHttp": _BLOCKED + "{url}. (Reason: CORS request not http).",
    "CORSMissingAllowOrigin2": (
        _BLOCKED + "{url}. (Reason: CORS header \u2018Access-Control-Allow-Origin\u2019 missing). "
        "Status code: {value}."
    ),
    "CORSMultipleAllowOriginNotAllowed": (
        _BLOCKED + "{url}. (Reason: Multiple CORS header "
        "\u2018Access-Control-Allow-Origin\u2019 not allowed)."
    ),
    "CORSAllowOriginNotMatchingOrigin": (
        _BLOCKED + "{url}. (Reason: CORS header \u2018Access-Control-Allow-Origin\u2019 "
        "does not match \u2018{value}\u2019)."
    ),
    "CORSNotSupportingCredentials": (
        _BLOCKED + "\u2018{url}\u2019. (Reason: Credential is not supported if the CORS header "
        "\u2018Access-Control-Allow-Origin\u2019 is \u2018*\u2019)."
    ),
    "CORSMissingAllowCredentials": (
        _BLOCKED + "{url}. (Reason: expected \u2018true\u2019 in CORS header "
        "\u2018Access-Control-Allow-Credentials\u2019)."
    ),
    "CORSPreflightDidNotSucceed3": (
        _BLOCKED + "{url}. (Reason: CORS preflight response did not succeed). Status code: {value}."
    ),
    "CORSMethodNotFound": (
        _BLOCKED + "{url}. (Reason: Did not find method in CORS header "
        "\u2018Access-Control-Allow-Methods\u2019)."
    ),
    "CORSInvalidAllowMethod": (
        _BLOCKED + "{url}. (Reason: invalid token \u2018{value}\u2019 in CORS header "
        "\u2018Access-Control-Allow-Methods\u2019)."
    ),
    "CORSInvalidAllowHeader": (
        _BLOCKED + "{url}. (Reason: invalid token \u2018{value}\u2019 in CORS header "
        "\u2018Access-Control-Allow-Headers\u2019)."
    ),
    "CORSMissingAllowHeaderFromPreflight2": (
        _BLOCKED + "{url}. (Reason: header \u2018{value}\u2019 is not allowed according to header "
        "\u2018Access-Control-Allow-Headers\u2019 from CORS preflight response)."
    ),
    "CORSAllowHeaderFromPreflightDeprecation": (
        "Cross-Origin Request Warning: The Same Origin Policy will disallow reading the remote "
        "resource at {url} soon. (Reason: When the `Access-Control-Allow-Headers` is `*`, the "
        "`Authorization` header is not covered. To include the `Authorization` header, it must be "
        "explicitly listed in CORS header `Access-Control-Allow-Headers`)."
    ),
    "Mixed Content Blocker": "Blocked loading mixed active content \u201c{url}\u201d",
    "SOP": "Security Error: Content at {value} may not load data from {url}.",
    "COEP": (
        "The resource at \u201c{url}\u201d was blocked due to its Cross-Origin-Resource-Policy "
        "header (or lack thereof). See "
        "https://developer.mozilla.org/docs/Web/HTTP/Cross-Origin_Resource_Policy_(CORP)#"
    ),
    "DATA_URI_BLOCKED": (
        "Redirecting to data: URI not allowed (Blocked loading of: \u201c{url}\u201d)"
    ),
}
#: The category of files, where the sentence is another one.
LINK = "Security Error: Content at {value} may not load or link to {url}."


def line(category: str, url: str, value: str = "") -> Line:
    """Return the sentence of a category about a URL."""
    return category, SENTENCES[category].format(url=url, value=value)


def page(asked: Request) -> str:
    """Return what a page is called."""
    url = asked.client.base_url
    if isinstance(asked.client.origin, OpaqueOrigin):
        # Between the braces is a number that is new each time.
        return "moz-nullprincipal:{}" + ("" if url is None else f"?{url.origin.serialized}")
    return "null" if url is None else url.href


def without_host(url: URL) -> str:
    """Return the URL as Firefox has it: files are on no host."""
    if url.scheme != "file":
        return url.href
    return "file:///" + url.href.removeprefix("file://").partition("/")[2]
