"""Which edits of the page's request take a failure away, or make do with fewer permissions."""

from collections.abc import Iterator

import attrs

from corsmodel.fetching import reasons
from corsmodel.fetching.classification import (
    Cause,
    FlagCause,
    HeaderCause,
    HeaderSumCause,
    MethodCause,
)
from corsmodel.fetching.verdict import Outcome, Verdict
from corsmodel.infrastructure.bodies import Body
from corsmodel.infrastructure.responses import Response
from corsmodel.infrastructure.script_requests import Request
from corsmodel.infrastructure.statuses import REDIRECT_STATUSES
from corsmodel.infrastructure.urls import parse_url
from corsmodel.repair.edits import (
    DropRequestHeader,
    FetchDirectly,
    RequestEdit,
    SetMember,
    SetRequestHeader,
)

_SCRIPT_APIS = frozenset({"fetch", "xhr"})
_SAFELISTED_TYPE = "text/plain"

#: Reasons that one member of the request stands for: the class, the member, a value without it.
_MEMBERS: tuple[tuple[type[reasons.Reason], str, object], ...] = (
    (reasons.OnlyIfCached, "cache", "default"),
    (reasons.OnlyIfCachedMode, "cache", "default"),
    (reasons.KeepaliveQuota, "keepalive", False),
    (reasons.KeepaliveStream, "keepalive", False),
    (reasons.StreamWithoutDuplex, "duplex", "half"),
    (reasons.InvalidReferrer, "referrer", None),
    (reasons.BodyNotAllowed, "body", None),
    (reasons.BlobMethod, "method", "GET"),
    (reasons.RedirectModeError, "redirect", "follow"),
    (reasons.NavigateMode, "mode", "cors"),
    (reasons.NoCORSMethod, "mode", "cors"),
    (reasons.NoCORSRedirectMode, "mode", "cors"),
    (reasons.StreamMode, "mode", "cors"),
    (reasons.CrossOriginSameOriginMode, "mode", "cors"),
)


def needed_edits(failed: Verdict, asked: Request, first: int) -> tuple[RequestEdit, ...]:
    """Return what to change in *asked* where no answer helps; or nothing.

    :param first: the place in the original redirect chain at which *asked* begins.
    """
    edit = _needed_edit(failed, asked, first)
    # What is so already is no change.
    return () if edit is None or edit.apply(asked) == asked else (edit,)


def _needed_edit(failed: Verdict, asked: Request, first: int) -> RequestEdit | None:
    reason = failed.reason
    if failed.exchanges and failed.exchanges[-1].cache_state == "local":
        # Past the stored response; only fetch() can ask for that.
        return SetMember("cache", "reload") if asked.api == "fetch" else None
    for kind, member, value in _MEMBERS:
        if isinstance(reason, kind):
            return SetMember(member, value)
    if failed.outcome is Outcome.OPAQUE or isinstance(reason, reasons.CrossOriginResourcePolicy):
        if asked.api in _SCRIPT_APIS:
            return SetMember("mode", "cors")
        return SetMember("crossorigin", "anonymous")
    if failed.outcome is Outcome.OPAQUE_REDIRECT:
        return SetMember("redirect", "follow")
    match reason:
        case reasons.URLIncludesCredentials():
            url = asked.client.parse_url(asked.url)
            return None if url is None else SetMember("url", url.with_credentials("", "").href)
        case reasons.InvalidHeaderName(value=name):
            return DropRequestHeader(name)
        case reasons.InvalidHeaderValue(value=value):
            names = [name for name, known in asked.headers if known == value]
            return DropRequestHeader(names[0]) if names else None
        case reasons.InvalidBlobRange():
            return DropRequestHeader("Range")
        case reasons.HeaderNameNotAllowed() | reasons.InvalidAllowHeaders():
            # The one name that no answer permits without permitting all.
            return DropRequestHeader("*")
        case reasons.MixedContent() if not failed.exchanges:
            url = asked.client.parse_url(asked.url)
            return None if url is None else SetMember("url", url.with_scheme("https").href)
        case reasons.CORSCheckFailure(origin=b"null"):
            # A redirect from one foreign origin to another hid the page's origin.
            http_request = failed.exchanges[-1].request
            hidden = http_request.hop > 0 and asked.client.origin.serialized != "null"
            return FetchDirectly(http_request.url, first + http_request.hop) if hidden else None
        case reasons.MissingAllowCredentials() | reasons.InvalidAllowCredentials():
            # Behind a redirect of the page's own origin; see `answer_edits`.
            if asked.api == "fetch":
                return SetMember("credentials", "omit")
            http_request = failed.exchanges[-1].request
            return FetchDirectly(http_request.url, first + http_request.hop)
    return None


def alternatives(failed: Verdict, asked: Request) -> Iterator[tuple[RequestEdit, ...]]:
    """Give the changes of *asked* that may need fewer permissions of the server."""
    reason = failed.reason
    if not failed.exchanges or reason is None:
        return
    if failed.credentials_mode == "include":
        yield from _without_credentials(asked)
    if isinstance(reason, reasons.MethodNotAllowed) and asked.method != asked.method.upper():
        yield (SetMember("method", asked.method.upper()),)
    if isinstance(reason, reasons.RedirectStreamBody):
        yield (SetMember("body", Body("arraybuffer")), SetMember("duplex", None))
    if reason.preflight and failed.classification is not None:
        yield from _with_safer_headers(failed.classification.causes, reason, asked)
    yield from _at_once(failed)


def _without_credentials(asked: Request) -> Iterator[tuple[RequestEdit, ...]]:
    if asked.api == "fetch":
        yield (SetMember("credentials", "omit"),)
    elif asked.api == "xhr":
        # `withCredentials = false`.
        yield (SetMember("credentials", "same-origin"),)
    elif asked.crossorigin == "use-credentials":
        yield (SetMember("crossorigin", "anonymous"),)


def _with_safer_headers(
    causes: tuple[Cause, ...], reason: reasons.Reason, asked: Request
) -> Iterator[tuple[RequestEdit, ...]]:
    """Give the request without a header that is not allowed, and the one without a preflight."""
    unsafe = [cause for cause in causes if isinstance(cause, HeaderCause)]
    if isinstance(reason, reasons.HeaderNameNotAllowed):
        allowed = {name.lower() for name in reason.allowed}
        refused = {cause.name for cause in unsafe} - allowed | {reason.name}
        yield tuple(_safer_header(name, asked) for name in sorted(refused))
    if any(isinstance(cause, MethodCause | HeaderSumCause) for cause in causes):
        return
    edits = [_safer_header(name, asked) for name in dict.fromkeys(c.name for c in unsafe)]
    if any(isinstance(cause, FlagCause) for cause in causes):
        if asked.upload_listeners:
            edits.append(SetMember("upload_listeners", False))
        if asked.body is not None and asked.body.source_is_null:
            edits += [SetMember("body", Body("arraybuffer")), SetMember("duplex", None)]
    yield tuple(edits)


def _safer_header(name: bytes, asked: Request) -> RequestEdit:
    """Give up the header, or give a Content-Type that a form can have."""
    text = name.decode("latin-1")
    if name != b"content-type":
        return DropRequestHeader(text)
    by_script = any(known.lower() == "content-type" for known, _ in asked.headers)
    if by_script or asked.body is None:
        return SetRequestHeader("Content-Type", _SAFELISTED_TYPE)
    # The body brought the type, which only a blob's can be another than a form's.
    return SetMember("body", attrs.evolve(asked.body, type=_SAFELISTED_TYPE))


def _at_once(failed: Verdict) -> Iterator[tuple[RequestEdit, ...]]:
    """Give the redirect's target in place of the URL that redirects."""
    exchange = failed.exchanges[-1]
    answer = exchange.answer
    if not isinstance(answer, Response) or answer.status not in REDIRECT_STATUSES:
        return
    locations = answer.headers.get_all(b"location")
    base = parse_url(exchange.request.url)
    url = parse_url(locations[0].decode("latin-1"), base) if len(locations) == 1 else None
    if url is not None and url.is_http_s and url != base:
        yield (FetchDirectly(url.with_credentials("", "").href, exchange.request.hop + 1),)
