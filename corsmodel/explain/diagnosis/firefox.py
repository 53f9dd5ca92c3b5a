"""Firefox's sentences, backwards."""

from collections.abc import Iterator

from corsmodel.explain.console.firefox_sentences import LINK, SENTENCES
from corsmodel.explain.diagnosis import notes
from corsmodel.explain.diagnosis.patterns import Pattern

_SCHEMES = ("cors-disabled-scheme", "unsupported-scheme", "redirect-scheme")
_REDIRECTS = ("redirect-scheme", "redirect-credentials", "invalid-location", "too-many-redirects")

#: Category → the reasons that it is said of, and what *value* is in it.
_REASONS: dict[str, tuple[tuple[str, ...], str]] = {
    "CORSDidNotSucceed2": (
        ("connection-failed", *_REDIRECTS, "preflight-redirect", "bad-port"),
        "",
    ),
    "CORSExternalRedirectNotAllowed": (("preflight-redirect",), ""),
    "CORSRequestNotHttp": (_SCHEMES, ""),
    "CORSMissingAllowOrigin2": (("missing-allow-origin",), "status"),
    "CORSMultipleAllowOriginNotAllowed": (("multiple-allow-origin",), ""),
    "CORSAllowOriginNotMatchingOrigin": (
        ("allow-origin-mismatch", "multiple-allow-origin"),
        "value",
    ),
    "CORSNotSupportingCredentials": (("wildcard-allow-origin",), ""),
    "CORSMissingAllowCredentials": (
        ("missing-allow-credentials", "invalid-allow-credentials"),
        "",
    ),
    "CORSPreflightDidNotSucceed3": (("preflight-status", "preflight-redirect"), "status"),
    "CORSMethodNotFound": (("method-not-allowed",), ""),
    "CORSInvalidAllowMethod": (("invalid-allow-methods",), "value"),
    "CORSInvalidAllowHeader": (("invalid-allow-headers",), "value"),
    "CORSMissingAllowHeaderFromPreflight2": (
        ("header-not-allowed", "authorization-not-allowed"),
        "header",
    ),
    "CORSAllowHeaderFromPreflightDeprecation": ((), ""),
    "Mixed Content Blocker": (("mixed-content",), ""),
    "SOP": (("cross-origin-same-origin-mode", "unknown-blob-url"), "page"),
    "COEP": (("cross-origin-resource-policy",), ""),
    "DATA_URI_BLOCKED": (("redirect-scheme",), ""),
}
_DEPRECATION = "CORSAllowHeaderFromPreflightDeprecation"
_DID_NOT_SUCCEED = "CORSDidNotSucceed2"

#: Wordings of other versions: code, what stands between the brackets.
_OLDER = (
    (_DID_NOT_SUCCEED, "Reason: CORS request failed)"),
    ("CORSPreflightDidNotSucceed3", "Reason: CORS preflight channel did not succeed)"),
    (
        "CORSMissingAllowHeaderFromPreflight2",
        (
            "Reason: missing token \u2018{header}\u2019 in CORS header "
            "\u2018Access-Control-Allow-Headers\u2019 from CORS preflight channel)"
        ),
    ),
)
_HEAD = (
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at"
)
_SPACED = frozenset({"url", "value", "header", "page"})


def patterns() -> Iterator[Pattern]:
    """Give all sentences, the whole ones first."""
    for code, template in SENTENCES.items():
        yield _pattern(code, template)
    yield _pattern("SOP", LINK, _SCHEMES)
    for code, template in SENTENCES.items():
        # Versions differ in what stands around the reason: quotes, a status, a stop.
        _before, bracket, after = template.partition("(Reason: ")
        if bracket:
            yield _pattern(code, "Reason: " + after.partition(").")[0] + ")")
    for code, template in _OLDER:
        yield _pattern(code, template)
    yield Pattern("firefox", None, f"{_HEAD} '{{url}}'.", kind="context")
    yield Pattern("firefox", None, f"{_HEAD} {{url}}. (Reason", kind="context")
    yield Pattern("firefox", None, f"{_HEAD} {{url}} (Reason", kind="context")
    yield Pattern("firefox", None, "). Status code: {status}.", kind="context")
    silent = "NetworkError when attempting to fetch resource"
    yield Pattern("firefox", None, silent, kind="silent", note=notes.SILENT)


def _pattern(code: str, template: str, reasons: tuple[str, ...] | None = None) -> Pattern:
    known, value = _REASONS[code]
    template = template.replace("{value}", f"{{{value}}}") if value else template
    if code == _DEPRECATION:
        note = notes.AUTHORIZATION_WARNING
        return Pattern("firefox", code, template, (), "warning", note, spaced=_SPACED)
    return Pattern(
        "firefox",
        code,
        template,
        known if reasons is None else reasons,
        # After a failed preflight it comes second.
        "generic" if code == _DID_NOT_SUCCEED else "failure",
        spaced=_SPACED,
    )
