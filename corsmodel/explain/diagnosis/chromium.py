"""Chromium's sentences, backwards: each begins with who asked, and ends with what was wrong."""

import re
from collections.abc import Iterator

from corsmodel.explain.console import chromium_sentences as say
from corsmodel.explain.diagnosis import notes
from corsmodel.explain.diagnosis.notes import Note
from corsmodel.explain.diagnosis.patterns import Pattern

_SCHEMES = ("cors-disabled-scheme", "unsupported-scheme")
_REASONS = {
    name: tuple(kind.code for kind, code in say.CODES.items() if code == name)
    for name in dict.fromkeys(say.CODES.values())
} | {"InvalidAllowOriginValue": ("allow-origin-mismatch",)}

#: What the failed parameter is.
_FIELDS = {
    "MethodDisallowedByPreflightResponse": "method",
    "HeaderDisallowedByPreflightResponse": "header",
    "RedirectContainsCredentials": "location",
}
#: They are said of preflights only, in whatever words.
_OF_PREFLIGHTS = frozenset({"InvalidStatus", "DisallowedRedirect"})

#: Wordings of other versions, of which 156 has another, or none.
_OLDER = (
    ("WildcardOriginNotAllowed",
     ("A wildcard '*' cannot be used in the 'Access-Control-Allow-Origin' header when the "
     "credentials flag is true.")),
    ("WildcardOriginNotAllowed",
     "Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true. Origin"),
    ("InvalidAllowCredentials",
     ("Credentials flag is 'true', but the 'Access-Control-Allow-Credentials' header is '{value}'. "
     "It must be 'true' to allow credentials.")),
    ("InvalidStatus", "Response for preflight has invalid HTTP status code {status}"),
    ("InvalidStatus", "It does not have HTTP ok status"),
    ("DisallowedRedirect", "Response for preflight is invalid (redirect)"),
    ("CorsDisabledScheme",
     "Cross origin requests are only supported for protocol schemes: {schemes}."),
    ("CorsDisabledScheme",
     "which has a disallowed scheme for cross-origin requests."),
    ("RedirectContainsCredentials",
     "contains a username and password, which is disallowed for cross-origin requests."),
)  # fmt: skip

#: What the model has no reason for, or no more than half a one.
_BEYOND: tuple[tuple[str, str, tuple[str, ...], Note], ...] = (
    ("DisallowedByMode", "Cross origin requests are not allowed by request mode.",
     ("cross-origin-same-origin-mode",), notes.DISALLOWED_BY_MODE),
    ("InvalidResponse", "The response is invalid.", (), notes.INVALID_RESPONSE),
    ("InsecureLocalNetwork",
     ("The request client is not a secure context and the resource is in more-private address "
     "space `{space}`."), (), notes.LOCAL_NETWORK),
    ("InvalidLocalNetworkAccess",
     ("Request had a target IP address space of `{target}` yet the resource is in address space "
     "`{space}`."), (), notes.LOCAL_NETWORK),
    ("LocalNetworkAccessPermissionDenied",
     "Permission was denied for this request to access the `{space}` address space.", (),
     notes.LOCAL_NETWORK),
    ("PreflightMissingAllowExternal", "No 'Access-Control-Allow-Private-Network' header", (),
     notes.LOCAL_NETWORK),
    ("PreflightMissingAllowExternal", "No 'Access-Control-Allow-External' header", (),
     notes.LOCAL_NETWORK),
)  # fmt: skip

#: The sentences without a CorsError: template, reasons.
_REFUSALS = (
    (say.MIXED_CONTENT, ("mixed-content",)),
    (say.UNSAFE_ATTEMPT, ("cross-origin-same-origin-mode",)),
    (say.SAME_ORIGIN_MODE, ("cross-origin-same-origin-mode",)),
    (say.REDIRECT_MODE, ("no-cors-redirect-mode",)),
    (say.REDIRECT_MODE.replace("mode is not", "mode  is not"), ("no-cors-redirect-mode",)),
    (say.SCHEME, _SCHEMES),
    (say.LOCAL_RESOURCE, _SCHEMES),
    (say.SCRIPT_TYPE, ("mime-type",)),
    (say.NOSNIFF_SCRIPT_TYPE, ("nosniff",)),
    (say.NOSNIFF_STYLE_TYPE, ("nosniff",)),
)
#: net::ERR_… → reasons and, where it is not about them, what to say.
_NET_ERRORS: tuple[tuple[str, tuple[str, ...], Note | None], ...] = (
    ("NAME_NOT_RESOLVED", ("connection-failed",), None),
    ("CONNECTION_REFUSED", ("connection-failed",), None),
    ("CONNECTION_RESET", ("connection-failed",), None),
    ("CONNECTION_TIMED_OUT", ("connection-failed",), None),
    ("EMPTY_RESPONSE", ("connection-failed",), None),
    ("CERT_", ("connection-failed",), None),
    ("SSL_", ("connection-failed",), None),
    ("UNSAFE_PORT", ("bad-port",), None),
    ("TOO_MANY_REDIRECTS", ("too-many-redirects",), None),
    ("BLOCKED_BY_RESPONSE", ("cross-origin-resource-policy",), None),
    ("BLOCKED_BY_CLIENT", (), notes.BLOCKED_BY_CLIENT),
    ("BLOCKED_BY_ORB", (), notes.BLOCKED_BY_ORB),
)
_CONTEXTS = (
    say.BLOCKED.replace("{redirected}", say.REDIRECTED),
    say.BLOCKED.replace("{redirected}", ""),
    "Redirect from '{redirected_from}' to '{url}' has been blocked by CORS policy: ",
    "Redirect from '{redirected_from}' has been blocked by CORS policy: ",
    "The request was redirected to a URL ('{location}') which",
    "Redirect location '{location}' contains",
    "Origin '{origin}' is therefore not allowed access.",
    "The response had HTTP status code {status}.",
)
#: How sentences began until 2018.
_OLDER_CONTEXTS = (
    "XMLHttpRequest cannot load {url}. ",
    "Fetch API cannot load {url}. ",
    "Failed to load {url}: ",
)


def patterns() -> Iterator[Pattern]:
    """Give all sentences, as they are printed now first."""
    for name, body in say.BODIES.items():
        yield _access(name, body.replace("{}", f"{{{_FIELDS.get(name, 'value')}}}"))
    for name, body in _OLDER:
        yield _access(name, body)
    for code, body, reasons, note in _BEYOND:
        yield Pattern("chromium", code, body, reasons, note=note, spaced=frozenset({"space"}))
    for template, reasons in _REFUSALS:
        spaced = frozenset({"url", "what", "type"})
        yield Pattern("chromium", None, template, reasons, spaced=spaced)
    for name, reasons, of_net in _NET_ERRORS:
        yield Pattern("chromium", None, f"net::ERR_{name}", reasons, note=of_net)
    yield Pattern("chromium", None, "net::ERR_FAILED", (), "generic", notes.FAILED)
    yield Pattern("chromium", None, say.NOT_UPGRADED, (), "warning", notes.NOT_UPGRADED)
    for template in _CONTEXTS:
        spaced = frozenset({"url", "kind", "redirected_from"})
        yield Pattern("chromium", None, template, kind="context", spaced=spaced)
    for template in _OLDER_CONTEXTS:
        yield Pattern("chromium", None, template, kind="context")
    yield Pattern("chromium", None, "TypeError: Failed to fetch", (), "silent", notes.SILENT)


def _access(name: str, template: str) -> Pattern:
    code = f"Preflight{name}" if name in _OF_PREFLIGHTS else name
    spaced = frozenset({"value", "location", "schemes"})
    return Pattern("chromium", code, template, _REASONS[name], spaced=spaced)


def is_of_preflight(before: str) -> bool:
    """Tell whether what stands before the end of a sentence says that a preflight failed."""
    return before.rstrip().endswith(say.PREFLIGHT.rstrip())


_ESCAPE = re.compile(r"\\u00([01][0-9A-F]|[7-9A-F][0-9A-F])")


def unescaped(value: str) -> str:
    """Undo how bytes that are not printable are written."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), value)
