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
    InvalidDataURL,
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
    UnknownBlobURL,
    UnsupportedScheme,
    WildcardAllowOrigin,
)
from corsmodel.fetching.verdict import Outcome, Verdict
from corsmodel.infrastructure.engine_urls import normalize_escapes
from corsmodel.infrastructure.exchanges import Exchange
from corsmodel.infrastructure.header_values import repair_utf8
from corsmodel.infrastructure.origins import same_origin
from corsmodel.infrastructure.responses import Response
from corsmodel.infrastructure.script_requests import Request
from corsmodel.infrastructure.statuses import REDIRECT_STATUSES
from corsmodel.infrastructure.urls import URL, is_potentially_trustworthy, parse_url

#: What only a page on the machine itself may load.
_LOCAL = frozenset({"blob", "file"})
#: What counts as no less secure than https.
_SECURE = frozenset({"about", "data", "wss"})


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
    if isinstance(verdict.reason, BadPort) and api is None and urls:
        # Of elements only this is known.
        return (say.BAD_PORT.format(port=urls[-1].port, url=urls[-1].href),)
    if api is None or not urls:
        return ()
    about, sentences = _failure(verdict, verdict.asked, verdict.reason, urls)
    if about is None:
        return sentences
    return (*sentences, say.CANNOT_LOAD.format(api=api, url=about.href)) if sentences else ()


def _failure(
    verdict: Verdict, asked: Request, reason: Reason, urls: list[URL]
) -> tuple[URL | None, tuple[str, ...]]:
    """Return what went wrong, and the URL for the last sentence; ``None``: there is none."""
    url = urls[-1]
    match reason:
        case BadPort(preflight=True):
            return url, (say.PREFLIGHT_BLOCKED,)
        case BadPort() | MixedContent() if asked.mode == "same-origin" and len(urls) == 1:
            return None, (say.SAME_ORIGIN_MODE.format(api=say.APIS[asked.api], url=url.href),)
        case BadPort() if len(urls) == 1 and url.scheme == "http" and _is_secure(asked):
            return url, (_mixed_content(asked, url), say.NOT_ALLOWED)
        case BadPort():
            return None, (say.BAD_PORT.format(port=url.port, url=url.href),)
        case CrossOriginSameOriginMode() if len(urls) == 1:
            return None, (say.SAME_ORIGIN_MODE.format(api=say.APIS[asked.api], url=url.href),)
        case CrossOriginSameOriginMode():
            origin = asked.client.origin.serialized
            return url, (say.UNSAFE_ATTEMPT.format(url=_shortened(url.href), origin=origin),)
        case MixedContent() if len(urls) > 1:
            # It is the redirect that is refused.
            return urls[-2], (_mixed_content(asked, url),)
        case MixedContent():
            return url, (_mixed_content(asked, url), say.NOT_ALLOWED)
        case NoCORSRedirectMode():
            return url, (say.NO_CORS_REDIRECT_MODE, say.NOT_ALLOWED)
        case CORSDisabledScheme():
            return url, (say.NOT_HTTP,)
        case UnsupportedScheme() | UnknownBlobURL():
            return url, _scheme_refusal(asked, url)
        case KeepaliveQuota():
            return url, (say.KEEPALIVE_QUOTA,)
        case RedirectModeError():
            url = _as_answered(verdict, url)
            return url, (say.REDIRECT_NOT_WANTED.format(url=url.href),)
        case TooManyRedirects():
            return _as_answered(verdict, url), (say.TOO_MANY_REDIRECTS,)
        case InvalidDataURL():
            return None, (say.SAME_ORIGIN_MODE.format(api=say.APIS[asked.api], url=url.href),)
        case RedirectCredentials() | RedirectScheme() | InvalidLocation():
            return _redirect_refusal(verdict, asked, reason, urls)
        case CORSCheckFailure(preflight=False) | CrossOriginResourcePolicy():
            # A preflight for the next URL may have come in between.
            url = urls[_last(verdict).request.hop]
            sentence = _of_redirect(verdict, url, _answer_refusal(verdict, reason, url))
            if sentence.startswith(say.REDIRECT_DENIED[:20]):
                url = _as_answered(verdict, url)
            return urls[0] if sentence == say.NO_FTP else url, (sentence,)
        case _:
            sentence = _answer_refusal(verdict, reason, url)
            return url, (sentence,) if sentence else ()


def _answer_refusal(verdict: Verdict, reason: Reason, url: URL) -> str:
    """Return what was wrong with an answer; the empty string where nothing is said."""
    match reason:
        case WildcardAllowOrigin():
            return say.WILDCARD
        case MissingAllowCredentials() | InvalidAllowCredentials():
            return say.CREDENTIALS
        case CORSCheckFailure(value=value, origin=origin):
            if value is not None and b"," in value:
                return say.SEVERAL_ORIGINS
            status = verdict.exchanges[-1].status if reason.preflight else _last(verdict).status
            return say.ORIGIN_NOT_ALLOWED.format(origin=origin.decode(), status=status)
        case StatusFailure(status=status):
            return say.PREFLIGHT_STATUS.format(status=status)
        case CrossOriginResourcePolicy():
            answered = _as_answered(verdict, url).href
            return say.RESOURCE_POLICY.format(url=_shortened(answered))
        case HeaderFailure(header=header, value=bytes(value)):
            return say.INVALID_LIST.format(header=header.decode(), value=value.decode("latin-1"))
        case MethodNotAllowed(method=method):
            return say.METHOD_NOT_ALLOWED.format(method=method.decode())
        case HeaderNameNotAllowed(allowed=allowed):
            return say.HEADER_NOT_ALLOWED.format(name=_refused_name(verdict, allowed))
        case _:
            return ""


def _last(verdict: Verdict) -> Exchange:
    """Return the last exchange that was no preflight."""
    return next(one for one in reversed(verdict.exchanges) if not one.request.preflight)


def _as_answered(verdict: Verdict, url: URL) -> URL:
    """Give the URL of an answer, which comes from the network."""
    normal = verdict.browser.profile.escapes_normalized
    return normalize_escapes(url) if normal else url


def _location(verdict: Verdict) -> tuple[str, URL | None]:
    """Return the last answer's ``Location``, as text and, if it parses, as a URL."""
    last = _last(verdict)
    assert isinstance(last.answer, Response)  # noqa: S101 - it was refused
    text = repair_utf8(last.answer.headers.get(b"location") or b"").decode("latin-1")
    return text, parse_url(text, parse_url(last.request.url))


def _of_redirect(verdict: Verdict, url: URL, why: str) -> str:
    """Say that a redirect is denied, where the refused answer is one."""
    profile = verdict.browser.profile
    more = profile.more_redirect_statuses
    text, location = _location(verdict)
    if not text or _last(verdict).status not in REDIRECT_STATUSES | more:
        return why
    if location is None:
        return say.REDIRECT_DENIED.format(url=text, why=why)
    if location.scheme == "ftp":
        return say.NO_FTP
    to = _with_fragment_of(location, url).with_credentials("", "").href
    return say.REDIRECT_DENIED.format(url=to, why=why)


def _redirect_refusal(
    verdict: Verdict, asked: Request, reason: Reason, urls: list[URL]
) -> tuple[URL, tuple[str, ...]]:
    """Return what is said of a redirect to where no request may go."""
    urls = urls[: _last(verdict).request.hop + 1]
    url = _as_answered(verdict, urls[-1])
    text, location = _location(verdict)
    under_cors = asked.mode == "cors" and any(
        not same_origin(asked.client.origin, one.origin) for one in urls
    )
    denied = (say.REDIRECT_DENIED.format(url=text, why=say.REDIRECT_SCHEME),)
    if location is None or text == "":
        return url, denied if under_cors and text else ()
    to = _with_fragment_of(location, url)
    denied = (say.REDIRECT_DENIED.format(url=to.href.replace(" ", "%20"), why=say.REDIRECT_SCHEME),)
    if isinstance(reason, RedirectCredentials):
        why = say.REDIRECT_CREDENTIALS.format(url=location.href)
        bare = to.with_credentials("", "").href
        return url, (say.REDIRECT_DENIED.format(url=bare, why=why),)
    if to.scheme == "ftp":
        # This alone is said of the first URL.
        return urls[0], (say.NO_FTP,)
    if under_cors:
        return url, denied
    if to.scheme in _LOCAL:
        return url, (say.LOCAL_RESOURCE.format(url=to.href),)
    if to.scheme not in _SECURE and _is_secure(asked):
        return url, (_mixed_content(asked, to),)
    return (url, denied) if asked.mode == "cors" else (to, (say.REDIRECT_NOT_HTTP,))


def _scheme_refusal(asked: Request, url: URL) -> tuple[str, ...]:
    """Return what is said of a scheme that a request outside CORS may not have."""
    if asked.mode == "cors":
        return ()
    if url.scheme in _LOCAL:
        return (say.LOCAL_RESOURCE.format(url=url.href), say.NOT_ALLOWED)
    if url.scheme not in _SECURE and _is_secure(asked):
        return (_mixed_content(asked, url), say.NOT_ALLOWED)
    return ()


def _is_secure(asked: Request) -> bool:
    """Tell whether the page came from https."""
    url = asked.client.base_url
    return url is not None and url.scheme == "https"


def _mixed_content(asked: Request, url: URL) -> str:
    loopback = url.scheme == "http" and is_potentially_trustworthy(url)
    sentence = say.MIXED_CONTENT_LOOPBACK if loopback else say.MIXED_CONTENT
    return sentence.format(page=_page(asked), url=url.href)


def _with_fragment_of(location: URL, url: URL) -> URL:
    if location.fragment is None and url.fragment is not None:
        return location.with_fragment(url.fragment)
    return location


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
    return [_bare(asked, url) for url in urls if url is not None]


def _bare(asked: Request, url: URL) -> URL:
    """Take user name and password out of what is asked for under CORS."""
    crosses = asked.mode == "cors" and not same_origin(asked.client.origin, url.origin)
    return url.with_credentials("", "") if crosses and url.includes_credentials else url


def _page(asked: Request) -> str:
    url = asked.client.base_url
    return "null" if url is None else url.href


def _shortened(url: str) -> str:
    half = say.LONGEST // 2 - 1
    return url if len(url) <= say.LONGEST else f"{url[:half]}...{url[-half:]}"
