"""What a sentence looks like: the verdict that it tells of, rebuilt as far as its values go."""

from collections.abc import Iterator

import attrs

from corsmodel.explain.situations import SITUATIONS, Situation, situations
from corsmodel.fetching import reasons
from corsmodel.fetching.browser import Browser
from corsmodel.fetching.reasons import REASONS, Reason
from corsmodel.fetching.verdict import Outcome, Verdict
from corsmodel.infrastructure.clients import Client
from corsmodel.infrastructure.exchanges import Exchange, HTTPRequest
from corsmodel.infrastructure.headers import HeaderList
from corsmodel.infrastructure.responses import Response
from corsmodel.infrastructure.script_requests import Request
from corsmodel.infrastructure.statuses import REDIRECT_STATUSES
from corsmodel.standard import Step

#: What is named here are causes; what follows from them is not asked of a sentence.
_EFFECTS = frozenset({"executed-though-blocked", "works-without-a-browser"})
_ALLOW_ORIGIN = b"Access-Control-Allow-Origin"
_NOWHERE = Step("cors-check", "")


@attrs.frozen
class Clues:
    """The values of a sentence that its cause shows in."""

    engine: str | None
    reasons: tuple[str, ...]
    preflight: bool | None
    status: int | None
    url: str | None
    location: str | None
    origin: str | None
    value: str | None
    method: str | None
    header: str | None


def likely(clues: Clues) -> tuple[Situation, ...]:
    """Name the situations that fit: of each reason, and of preflight or not where that is open."""
    found: dict[str, Situation] = {}
    for code in clues.reasons:
        names = list(_by_itself(code, clues)) or list(_rebuilt(code, clues))
        found.update({name: SITUATIONS[name] for name in names if name not in _EFFECTS})
    return tuple(found.values())


def _rebuilt(code: str, clues: Clues) -> Iterator[str]:
    for preflight in (True, False) if clues.preflight is None else (clues.preflight,):
        reason = _reason(code, clues, preflight=preflight)
        if reason is not None:
            yield from (one.name for one in situations(_verdict(reason, clues)))


def _by_itself(code: str, clues: Clues) -> Iterator[str]:
    """Name what no verdict has to be rebuilt for, or what has more than one cause."""
    redirects = clues.status in REDIRECT_STATUSES
    if code == "preflight-redirect" and (redirects or len(clues.reasons) == 1):
        yield "preflight-redirected"
    elif code == "missing-allow-origin" and redirects:
        # Which of the two it is, a sentence does not tell.
        yield from ("redirect-without-cors", "preflight-redirected")
    elif code == "multiple-allow-origin" and "," in (clues.value or ""):
        yield from ("headers-doubled", "origin-list")
    elif clues.origin == "null" and clues.engine == "webkit":
        yield from ("origin-null-after-redirect", "opaque-page")


def _reason(code: str, clues: Clues, *, preflight: bool) -> Reason | None:
    """Make the reason, or give ``None`` where too little is known to tell its cause."""
    kind = REASONS[code]
    value = None if clues.value is None else clues.value.encode("utf-8", "replace")
    if issubclass(kind, reasons.CORSCheckFailure):
        if not _tells(code, clues):
            return None
        # An origin that is allowed and does not fit was null when it was sent.
        origin = "null" if clues.value == clues.origin else clues.origin
        sent = (origin or "").encode("utf-8", "replace")
        return kind(_NOWHERE, _ALLOW_ORIGIN, value, sent, preflight=preflight)
    if issubclass(kind, reasons.StatusFailure):
        if clues.status is None or not preflight or clues.status in REDIRECT_STATUSES:
            return None
        return kind(_NOWHERE, clues.status, None, preflight=True)
    if kind is reasons.MethodNotAllowed and clues.method is not None:
        method = clues.method.encode("utf-8", "replace")
        return reasons.MethodNotAllowed(_NOWHERE, method, (), preflight=True)
    if issubclass(kind, reasons.HeaderNameNotAllowed) and clues.header is not None:
        return kind(_NOWHERE, _name(clues), (), preflight=True)
    if issubclass(kind, reasons.HeaderFailure):
        return kind(_NOWHERE, b"", value, preflight=preflight)
    if issubclass(kind, reasons.URLRefused):
        of_http = (clues.url or "").startswith("http")
        return None if of_http and "scheme" in code else kind(_NOWHERE, clues.url or "")
    return None


def _tells(code: str, clues: Clues) -> bool:
    """Whether the values tell more of a failed check than that it failed."""
    if code == "missing-allow-origin":
        return clues.status is not None and (clues.status >= 400 or clues.preflight is not None)
    if code in {"allow-origin-mismatch", "multiple-allow-origin"}:
        value = clues.value or ""
        # Without the page's origin nobody knows how far off a value is.
        return clues.value is not None and (clues.origin is not None or "*" in value)
    return True


def _name(clues: Clues) -> bytes:
    name = clues.header or ""
    return name.lower().encode() if name.isascii() and name.isprintable() else b""


def _verdict(reason: Reason, clues: Clues) -> Verdict:
    url = clues.url or "https://unknown.invalid/"
    names = HeaderList(((b"Access-Control-Request-Headers", _name(clues)),))
    request = HTTPRequest(b"GET", url, names, reason.preflight, credentials=False)
    return Verdict(
        Outcome.NETWORK_ERROR,
        Browser(),
        exchanges=(Exchange(request, Response(clues.status or 200, list(_headers(clues)))),),
        reason=reason,
        asked=None if clues.origin is None else _asked(url, clues.origin),
    )


def _asked(url: str, origin: str) -> Request | None:
    try:
        return Request(url, client=Client(origin))
    except ValueError:
        # The console's text is whatever was pasted.
        return None


def _headers(clues: Clues) -> Iterator[tuple[str, str]]:
    if clues.location is not None and clues.location.isascii() and clues.location.isprintable():
        yield "Location", clues.location
