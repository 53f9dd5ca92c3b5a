"""WebKit's sentences, backwards. Several of its reasons share a sentence."""

from collections.abc import Iterator

from corsmodel.explain.console import webkit_sentences as say
from corsmodel.explain.diagnosis import notes
from corsmodel.explain.diagnosis.patterns import Kind, Pattern

_CHECK = ("missing-allow-origin", "allow-origin-mismatch", "multiple-allow-origin")
_SCHEMES = ("cors-disabled-scheme", "unsupported-scheme", "redirect-scheme")
#: Whatever is not https counts as mixed content.
_MIXED = ("mixed-content", "unsupported-scheme", "redirect-scheme")
#: Nothing more is said of these than that the URL cannot be loaded.
_CANNOT_LOAD = ("cross-origin-same-origin-mode", "invalid-data-url")
_STATUS = ("preflight-status", "preflight-redirect")

#: Template → the reasons that it is said of.
_REASONS: dict[str, tuple[str, ...]] = {
    say.WILDCARD: ("wildcard-allow-origin",),
    say.SEVERAL_ORIGINS: ("multiple-allow-origin", "allow-origin-mismatch"),
    say.ORIGIN_NOT_ALLOWED: _CHECK,
    say.CREDENTIALS: ("missing-allow-credentials", "invalid-allow-credentials"),
    say.PREFLIGHT_STATUS: _STATUS,
    say.INVALID_LIST: ("invalid-allow-methods", "invalid-allow-headers"),
    say.METHOD_NOT_ALLOWED: ("method-not-allowed",),
    say.HEADER_NOT_ALLOWED: ("header-not-allowed", "authorization-not-allowed"),
    say.REDIRECT_SCHEME: ("redirect-scheme", "invalid-location"),
    say.REDIRECT_CREDENTIALS: ("redirect-credentials",),
    say.REDIRECT_NOT_WANTED: ("redirect-mode-error",),
    say.TOO_MANY_REDIRECTS: ("too-many-redirects",),
    say.UNSAFE_ATTEMPT: ("cross-origin-same-origin-mode",),
    say.NOT_HTTP: _SCHEMES,
    say.NO_CORS_REDIRECT_MODE: ("no-cors-redirect-mode",),
    say.MIXED_CONTENT: _MIXED,
    say.MIXED_CONTENT_LOOPBACK: _MIXED,
    say.PREFLIGHT_BLOCKED: ("bad-port",),
    say.REDIRECT_NOT_HTTP: ("redirect-scheme",),
    say.BAD_PORT: ("bad-port",),
    say.KEEPALIVE_QUOTA: ("keepalive-quota",),
    say.RESOURCE_POLICY: ("cross-origin-resource-policy",),
    say.LOCAL_RESOURCE: _SCHEMES,
    say.NO_FTP: _SCHEMES,
}

#: Wordings of other versions, and of the synchronous way.
_OLDER: dict[str, tuple[str, ...]] = {
    "Cross origin requests are not allowed when using same-origin fetch mode.": (
        "cross-origin-same-origin-mode",
    ),
    "Cross-origin redirection denied by Cross-Origin Resource Sharing policy.": (
        "preflight-redirect",
        "redirect-scheme",
        "redirect-credentials",
    ),
}
_SPACED = frozenset({"value", "url", "location", "page"})


def patterns() -> Iterator[Pattern]:
    """Give all sentences, the whole ones first."""
    denied = say.REDIRECT_DENIED.replace("{url}", "{location}").partition("{why}")[0]
    yield Pattern("webkit", None, denied, kind="context", spaced=_SPACED)
    for template, reasons in {**_REASONS, **_OLDER}.items():
        yield _pattern(template, reasons)
        # Versions before 2020 said no status.
        short, status, _ = template.partition(". Status code: ")
        if status:
            yield _pattern(short, reasons)
    for api in say.APIS.values():
        cannot = say.CANNOT_LOAD.replace("{api}", api)
        yield _pattern(cannot, (), "generic")
        refused = say.SAME_ORIGIN_MODE.replace("{api}", api)
        yield Pattern("webkit", None, refused, _CANNOT_LOAD, "generic")
    yield _pattern(say.NOT_ALLOWED, (), "generic")
    yield Pattern("webkit", None, "TypeError: Load failed", kind="silent", note=notes.SILENT)


def _pattern(template: str, reasons: tuple[str, ...], kind: Kind = "failure") -> Pattern:
    template = template.replace("{name}", "{header}")
    if template == say.REDIRECT_CREDENTIALS:
        template = template.replace("{url}", "{location}")
    spaced = _SPACED if "{url} " in template or "{value}" in template else frozenset({"value"})
    note = notes.BESIDE if kind == "generic" else None
    return Pattern("webkit", None, template, reasons, kind, note, spaced=spaced)
