"""What WebKit says about a failure: it has no codes, and mostly two sentences.

The first says what went wrong, the last which URL cannot be loaded. That is the URL whose answer
was refused, or which redirected to where the request may not follow.
"""

from corsmodel.explain.console import webkit_sentences as say
from corsmodel.explain.console.codes import EngineCode
from corsmodel.fetching.http_redirect_fetch import redirect_of
from corsmodel.fetching.reasons import (
    BadPort,
    CORSCheckFailure,
    CORSDisabledScheme,
    CrossOriginResourcePolicy,
    CrossOriginSameOriginMode,
    HeaderFailure,
    HeaderNameNotAllowed,
    InvalidAllowCredentials,
    InvalidLocation,
    KeepaliveQuota,
    MethodNotAllowed,
    MissingAllowCredentials,
    MixedContent,
    NoCORSRedirectMode,
    Reason,
    RedirectCredentials,
    RedirectModeError,
    RedirectScheme,
    StatusFailure,
    TooManyRedirects,
    UnsupportedScheme,
    WildcardAllowOrigin,
)
from corsmodel.fetching.verdict import Outcome, Verdict
from corsmodel.infrastructure.responses import Response
from corsmodel.infrastructure.script_requests import Request
from corsmodel.infrastructure.statuses import REDIRECT_STATUSES
from corsmodel.infrastructure.urls import URL, parse_url


def engine_code(verdict: Verdict) -> EngineCode | None:  # noqa: ARG001 - as the other engines
    """Return ``None``: WebKit has no codes."""
    return None


def console(verdict: Verdict) -> tuple[str, ...]:
    """Return the sentences that WebKit prints."""
    if verdict.outcome is not Outcome.NETWORK_ERROR or verdict.asked is None:
        return ()
    assert verdict.reason is not None  # noqa: S101 - a network error has one
    api = say.APIS.get(verdict.asked.api)
    urls = _urls(verdict, verdict.asked)
    if api is None or not urls:
        return ()
    url = urls[-1].href
    match verdict.reason:
        case BadPort():
            return (say.BAD_PORT.format(port=urls[-1].port, url=url),)
        case CrossOriginSameOriginMode() if len(urls) == 1:
            return (say.SAME_ORIGIN_MODE.format(api=api, url=url),)
        case MixedContent() if len(urls) > 1:
            # It is the redirect that is refused.
            url = urls[-2].href
    reasons = _reasons(verdict, verdict.asked, verdict.reason, urls)
    return (*reasons, say.CANNOT_LOAD.format(api=api, url=url)) if reasons else ()


def _reasons(verdict: Verdict, asked: Request, reason: Reason, urls: list[URL]) -> tuple[str, ...]:
    """Return what is said before the sentence that names the URL."""
    url = urls[-1].href
    match reason:
        case MixedContent():
            sentence = say.MIXED_CONTENT.format(page=_page(asked), url=url)
            return (sentence,) if len(urls) > 1 else (sentence, say.NOT_ALLOWED)
        case NoCORSRedirectMode():
            return (say.NO_CORS_REDIRECT_MODE, say.NOT_ALLOWED)
        case CORSDisabledScheme() | UnsupportedScheme():
            return (say.NOT_HTTP,)
        case KeepaliveQuota():
            return (say.KEEPALIVE_QUOTA,)
        case CrossOriginSameOriginMode():
            origin = asked.client.origin.serialized
            return (say.UNSAFE_ATTEMPT.format(url=_shortened(url), origin=origin),)
        case RedirectModeError():
            return (say.REDIRECT_NOT_WANTED.format(url=url),)
        case TooManyRedirects():
            return (say.TOO_MANY_REDIRECTS,)
        case RedirectCredentials() | RedirectScheme() | InvalidLocation():
            return _redirect_refusal(verdict, reason, urls)
        case CORSCheckFailure(preflight=False) | CrossOriginResourcePolicy():
            return (_of_redirect(verdict, urls, _answer_refusal(verdict, reason, url)),)
        case _:
            sentence = _answer_refusal(verdict, reason, url)
            return (sentence,) if sentence else ()


def _answer_refusal(verdict: Verdict, reason: Reason, url: str) -> str:
    """Return what was wrong with an answer; the empty string where nothing is said."""
    match reason:
        case WildcardAllowOrigin():
            return say.WILDCARD
        case MissingAllowCredentials() | InvalidAllowCredentials():
            return say.CREDENTIALS
        case CORSCheckFailure(value=value, origin=origin):
            if value is not None and b"," in value:
                return say.SEVERAL_ORIGINS
            status = verdict.exchanges[-1].status
            return say.ORIGIN_NOT_ALLOWED.format(origin=origin.decode(), status=status)
        case StatusFailure(status=status):
            return say.PREFLIGHT_STATUS.format(status=status)
        case CrossOriginResourcePolicy():
            return say.RESOURCE_POLICY.format(url=_shortened(url))
        case HeaderFailure(header=header, value=bytes(value)):
            return say.INVALID_LIST.format(header=header.decode(), value=value.decode("latin-1"))
        case MethodNotAllowed(method=method):
            return say.METHOD_NOT_ALLOWED.format(method=method.decode())
        case HeaderNameNotAllowed(allowed=allowed):
            return say.HEADER_NOT_ALLOWED.format(name=_refused_name(verdict, allowed))
        case _:
            return ""


def _of_redirect(verdict: Verdict, urls: list[URL], why: str) -> str:
    """Say that a redirect is denied, where the refused answer is one."""
    answer = verdict.exchanges[-1].answer
    if not isinstance(answer, Response) or answer.status not in REDIRECT_STATUSES:
        return why
    location = answer.headers.get(b"location")
    if location is None:
        return why
    url = parse_url(location.decode("latin-1"), urls[-1])
    return say.REDIRECT_DENIED.format(url=_without_credentials(url), why=why)


def _redirect_refusal(verdict: Verdict, reason: Reason, urls: list[URL]) -> tuple[str, ...]:
    """Return what is said of a redirect to where no request may go."""
    answer = verdict.exchanges[-1].answer
    assert isinstance(answer, Response)  # noqa: S101 - it redirected
    location = (answer.headers.get(b"location") or b"").decode("latin-1")
    url = parse_url(location, urls[-1])
    to = location if url is None else url.href
    if isinstance(reason, RedirectCredentials):
        why = say.REDIRECT_CREDENTIALS.format(url=to)
        return (say.REDIRECT_DENIED.format(url=_without_credentials(url), why=why),)
    return (say.REDIRECT_DENIED.format(url=to, why=say.REDIRECT_SCHEME),)


def _refused_name(verdict: Verdict, allowed: tuple[bytes, ...]) -> str:
    """Find the header that WebKit comes to first: names that it knows, then the script's own."""
    asked = verdict.asked
    assert asked is not None  # noqa: S101 - the caller has looked
    wanted = verdict.exchanges[-1].request.headers.get(b"access-control-request-headers") or b""
    listed = {name.lower() for name in allowed}
    refused = {name.decode() for name in wanted.split(b",") if name not in listed}
    # A body's Content-Type comes after what the script set.
    names = [*(name for name, _ in asked.headers), "Content-Type"]
    names = [name for name in names if name.lower() in refused]
    known = [name for name in names if name.lower() in say.KNOWN_NAMES]
    name = (known or names)[0]
    return say.KNOWN_NAMES.get(name.lower(), name)


def _urls(verdict: Verdict, asked: Request) -> list[URL]:
    """Return the first URL and those that redirects led to, with their fragments."""
    urls = [asked.client.parse_url(asked.url)]
    urls += [redirect_of(decision) for decision in verdict.decisions]
    return [url for url in urls if url is not None]


def _without_credentials(url: URL | None) -> str:
    return "" if url is None else url.with_credentials("", "").href


def _page(asked: Request) -> str:
    url = asked.client.base_url
    return "null" if url is None else url.href


def _shortened(url: str) -> str:
    half = say.LONGEST // 2 - 1
    return url if len(url) <= say.LONGEST else f"{url[:half]}...{url[-half:]}"
