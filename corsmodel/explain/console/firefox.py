"""What Firefox says about a failure, and about some requests that do not fail.

Each sentence has a category, which Firefox's documentation goes by. A failure often has several:
first what was wrong with the answer to a preflight, then that the request did not succeed.
"""

from collections.abc import Iterator

from corsmodel.explain.console.codes import EngineCode
from corsmodel.explain.console.firefox_answers import (
    location_of,
    of_answer,
    of_preflight,
    of_refused_location,
)
from corsmodel.explain.console.firefox_sentences import (
    DEPRECATION,
    DID_NOT_SUCCEED,
    LINK,
    SILENT_SCHEMES,
    Line,
    line,
    page,
    without_host,
)
from corsmodel.fetching.http_redirect_fetch import redirect_of
from corsmodel.fetching.reasons import (
    BadPort,
    ConnectionFailed,
    CORSCheckFailure,
    CORSDisabledScheme,
    CrossOriginResourcePolicy,
    CrossOriginSameOriginMode,
    InvalidLocation,
    MixedContent,
    Reason,
    RedirectCredentials,
    RedirectScheme,
    TooManyRedirects,
    UnknownBlobURL,
    UnsupportedScheme,
)
from corsmodel.fetching.verdict import Outcome, Verdict
from corsmodel.http_extensions.cors_protocol import (
    ACCESS_CONTROL_REQUEST_HEADERS,
    ALLOW_HEADERS,
    extract_tokens,
)
from corsmodel.infrastructure.exchanges import Exchange
from corsmodel.infrastructure.header_values import FAILURE
from corsmodel.infrastructure.origins import same_origin
from corsmodel.infrastructure.responses import Response
from corsmodel.infrastructure.script_requests import Request
from corsmodel.infrastructure.urls import URL, is_potentially_trustworthy
from corsmodel.profiles.firefox import FIREFOX


def engine_code(verdict: Verdict) -> EngineCode | None:
    """Return the category of the first sentence about the failure, or ``None``."""
    categories = [category for category, _ in lines(verdict) if category != DEPRECATION]
    return EngineCode(categories[0]) if categories else None


def console(verdict: Verdict) -> tuple[str, ...]:
    """Return the sentences that Firefox prints."""
    return tuple(sentence for _, sentence in lines(verdict))


def lines(verdict: Verdict) -> tuple[Line, ...]:
    """Return the sentences that Firefox prints, each with its category."""
    asked = verdict.asked
    if asked is None or verdict.outcome is Outcome.INVALID_REQUEST:
        return ()
    urls = _urls(verdict, asked)
    found = list(_warnings(verdict, urls))
    if verdict.outcome is Outcome.NETWORK_ERROR and urls:
        assert verdict.reason is not None  # noqa: S101 - a network error has one
        if verdict.reason.preflight:
            found += of_preflight(verdict, verdict.reason, asked, urls[-1])
        else:
            found += _of_request(verdict, verdict.reason, asked, urls)
    return tuple(found)


def _warnings(verdict: Verdict, urls: list[URL]) -> Iterator[Line]:
    """Warn of each preflight that let ``Authorization`` pass under the wildcard."""
    exchanges = verdict.exchanges
    for i, exchange in enumerate(exchanges):
        failed = i == len(exchanges) - 1 and verdict.reason is not None and verdict.reason.preflight
        if exchange.request.preflight and not failed and verdict.credentials_mode != "include":
            for _ in range(_uncovered_names(exchange)):
                yield line(DEPRECATION, urls[exchange.request.hop].href)


def _uncovered_names(exchange: Exchange) -> int:
    answer = exchange.answer
    names = extract_tokens(ALLOW_HEADERS, answer.headers) if isinstance(answer, Response) else None
    asked = exchange.request.headers.get(ACCESS_CONTROL_REQUEST_HEADERS.lower()) or b""
    if names is None or names is FAILURE or b"*" not in names:
        return 0
    if b"authorization" in {name.lower() for name in names}:
        return 0
    return asked.split(b",").count(b"authorization")


def _of_request(verdict: Verdict, reason: Reason, asked: Request, urls: list[URL]) -> list[Line]:
    """Return what is said of a request that failed itself."""
    url = urls[-1]
    match reason:
        case CORSCheckFailure():
            return of_answer(verdict, reason, asked, url)
        case (
            CrossOriginSameOriginMode()
            | UnknownBlobURL()
            | CORSDisabledScheme()
            | UnsupportedScheme()
        ):
            return _of_scheme(asked, url)
        case BadPort() | MixedContent() if _leaves_same_origin_mode(asked, url):
            return [line("SOP", url.href, page(asked))]
        case BadPort() if _is_mixed_content(asked, url):
            return [line("Mixed Content Blocker", url.href)]
        case BadPort() if len(urls) > 1:
            return _did_not_succeed(asked, urls, urls[-2])
        case MixedContent():
            blocked = line("Mixed Content Blocker", url.href)
            return [blocked, *_did_not_succeed(asked, urls[:-1], urls[-2 if len(urls) > 1 else -1])]
        case RedirectScheme() | InvalidLocation():
            location = location_of(verdict.exchanges[-1].answer, url)
            refused = of_refused_location(location, asked, url)
            return [*refused, *_did_not_succeed(asked, urls, url)]
        case ConnectionFailed() | TooManyRedirects():
            return _did_not_succeed(asked, urls, url)
        case RedirectCredentials():
            return [line(DID_NOT_SUCCEED, url.href)]
        case CrossOriginResourcePolicy():
            return [line("COEP", url.href)]
        case _:
            return []


def _of_scheme(asked: Request, url: URL) -> list[Line]:
    """Return what is said of a URL that the request may not go to for its scheme or its origin."""
    if url.scheme in SILENT_SCHEMES or (url.scheme == "about" and not _is_blank(url)):
        return []
    if url.scheme == "blob" and same_origin(url.origin, asked.client.origin):
        return []
    if asked.mode == "same-origin" or url.scheme == "blob":
        silent = url.scheme == "javascript"
        return [] if silent else [line("SOP", without_host(url), page(asked))]
    if url.scheme == "file":
        return [("SOP", LINK.format(value=page(asked), url=without_host(url)))]
    return [] if asked.mode == "no-cors" else [line("CORSRequestNotHttp", url.href)]


def _is_mixed_content(asked: Request, url: URL) -> bool:
    base = asked.client.base_url
    secure = base is not None and base.scheme == "https"
    return secure and url.scheme == "http" and not is_potentially_trustworthy(url)


def _is_blank(url: URL) -> bool:
    return url.href.partition("#")[0].partition("?")[0] == "about:blank"


def _did_not_succeed(asked: Request, urls: list[URL], url: URL) -> list[Line]:
    """Say so of a request under CORS that has left the page's origin."""
    under_cors = asked.mode == "cors" and _is_cross_origin(asked, urls)
    return [line(DID_NOT_SUCCEED, url.href)] if under_cors else []


def _leaves_same_origin_mode(asked: Request, url: URL) -> bool:
    return asked.mode == "same-origin" and _is_cross_origin(asked, [url])


def _is_cross_origin(asked: Request, urls: list[URL]) -> bool:
    origin = asked.client.origin.serialized
    return any(url.origin.serialized != origin for url in urls)


def _urls(verdict: Verdict, asked: Request) -> list[URL]:
    """Return the first URL and those that redirects led to, with their fragments.

    An empty fragment is not handed on, nor kept by fetch() in its own URL.
    """
    last = asked.client.parse_url(asked.url, FIREFOX)
    if last is None:
        return []
    urls = [_without_empty_fragment(last) if asked.api == "fetch" else last]
    for decision in verdict.decisions:
        url = redirect_of(decision)
        if url is not None:
            urls.append(_without_empty_fragment(url) if last.fragment == "" else url)
            last = url
    return urls


def _without_empty_fragment(url: URL) -> URL:
    return url if url.fragment else url.with_fragment(None)
