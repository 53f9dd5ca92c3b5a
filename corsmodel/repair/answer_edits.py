"""Which edits of the answers take a failure away: for each reason, the least that does."""

from collections.abc import Iterable

from corsmodel.fetching import reasons
from corsmodel.fetching.verdict import Verdict
from corsmodel.infrastructure.exchanges import Exchange
from corsmodel.infrastructure.methods import is_cors_safelisted_method
from corsmodel.infrastructure.responses import Response
from corsmodel.infrastructure.script_requests import API
from corsmodel.infrastructure.urls import URL, parse_url
from corsmodel.repair.edits import AnswerEdit, Place, RemoveHeader, SetHeader, SetStatus

ALLOW_ORIGIN = b"Access-Control-Allow-Origin"
ALLOW_CREDENTIALS = b"Access-Control-Allow-Credentials"
ALLOW_METHODS = b"Access-Control-Allow-Methods"
ALLOW_HEADERS = b"Access-Control-Allow-Headers"

_TYPES: dict[API, bytes] = {
    "script": b"text/javascript",
    "module": b"text/javascript",
    "stylesheet": b"text/css",
}


def answer_edits(failed: Verdict) -> tuple[AnswerEdit, ...]:
    """Return the edits of the last answer that take the reason of *failed* away; or none."""
    if failed.reason is None or not failed.exchanges:
        return ()
    exchange = failed.exchanges[-1]
    if exchange.cache_state == "local":
        # Nobody was asked, so no answer of this fetch can be another one.
        return ()
    place = Place(exchange.request.hop, exchange.request.preflight)
    edit = _edit(failed, failed.reason, exchange, place)
    return () if edit is None else (edit,)


def _edit(
    failed: Verdict, reason: reasons.Reason, exchange: Exchange, place: Place
) -> AnswerEdit | None:
    include = failed.credentials_mode == "include"
    match reason:
        case reasons.CORSCheckFailure():
            return _consent(reason, place, include=include)
        case reasons.PreflightStatus() | reasons.PreflightRedirect():
            return SetStatus(place, 204)
        case reasons.MethodNotAllowed():
            # What is listed stays listed; only a `*` that means nothing here goes.
            listed = _without_wildcard(reason.allowed, include=include)
            return _permit(place, ALLOW_METHODS, listed, [reason.method])
        case reasons.HeaderNameNotAllowed():
            listed = _without_wildcard(reason.allowed, include=include)
            names = _missing(reason, exchange, include=include)
            return _permit(place, ALLOW_HEADERS, listed, names)
        case reasons.InvalidAllowMethods():
            method = exchange.request.headers.get(b"access-control-request-method") or b"GET"
            if is_cors_safelisted_method(method):
                return RemoveHeader(place, ALLOW_METHODS)
            return _permit(place, ALLOW_METHODS, [], [method])
        case reasons.InvalidAllowHeaders():
            names = _asked_names(exchange)
            if not names:
                return RemoveHeader(place, ALLOW_HEADERS)
            return _permit(place, ALLOW_HEADERS, [], names)
        case reasons.Nosniff() | reasons.MIMETypeBlocked():
            kind = None if failed.asked is None else _TYPES.get(failed.asked.api)
            return None if kind is None else SetHeader(place, b"Content-Type", kind)
        case reasons.RedirectStreamBody():
            return SetStatus(place, 303)
        case reasons.ProxyAuthentication():
            return SetStatus(place, 401)
        case reasons.InvalidLocation() | reasons.RedirectCredentials() | reasons.MixedContent():
            url = _better_location(reason, exchange)
            return None if url is None else SetHeader(place, b"Location", url.href.encode())
    return None


def _consent(reason: reasons.CORSCheckFailure, place: Place, *, include: bool) -> AnswerEdit | None:
    if reason.header.lower() == ALLOW_CREDENTIALS.lower():
        # WebKit asks for it behind a redirect of the page's own origin, too; but a request that
        # includes credentials would be let in by it as well, and this one does not.
        return SetHeader(place, ALLOW_CREDENTIALS, b"true") if include else None
    # `null` is the origin of every sandboxed frame of every site: naming it lets them all in.
    if reason.origin == b"null":
        return None
    return SetHeader(place, ALLOW_ORIGIN, reason.origin)


def _permit(
    place: Place, header: bytes, listed: list[bytes], asked: list[bytes]
) -> AnswerEdit | None:
    # `*` is a method and a header name like others, but an answer that names it permits all.
    return None if b"*" in asked else SetHeader(place, header, b", ".join([*listed, *asked]))


def _without_wildcard(listed: Iterable[bytes], *, include: bool) -> list[bytes]:
    return [token for token in listed if not (include and token == b"*")]


def _asked_names(exchange: Exchange) -> list[bytes]:
    names = exchange.request.headers.get(b"access-control-request-headers") or b""
    return [name.strip(b" \t") for name in names.split(b",") if name.strip(b" \t")]


def _missing(
    reason: reasons.HeaderNameNotAllowed, exchange: Exchange, *, include: bool
) -> list[bytes]:
    """Return every name that is not listed, and not only the first."""
    if not include and b"*" in reason.allowed:
        return [reason.name]
    allowed = {name.lower() for name in reason.allowed}
    names = [name for name in _asked_names(exchange) if name.lower() not in allowed]
    return names if reason.name in names else [*names, reason.name]


def _better_location(reason: reasons.Reason, exchange: Exchange) -> URL | None:
    """Return where the redirect may lead: the one URL meant, without a secret, under https."""
    base = parse_url(exchange.request.url)
    if not isinstance(exchange.answer, Response) or base is None:
        return None
    locations = exchange.answer.headers.get_all(b"location")
    parsed = (parse_url(location.decode("latin-1"), base) for location in locations)
    url = next((url for url in parsed if url is not None), None)
    if url is None or isinstance(reason, reasons.InvalidLocation):
        return url
    if isinstance(reason, reasons.MixedContent):
        return url.with_scheme("https") if url.scheme == "http" else None
    return url.with_credentials("", "")
