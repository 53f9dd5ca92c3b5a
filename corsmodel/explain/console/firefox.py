"""What Firefox says about a failure, and about some requests that do not fail.

Each sentence has a category, which Firefox's documentation goes by. A failure often has several:
first what was wrong with the answer to a preflight, then that the request did not succeed.
"""

import re
from collections.abc import Iterator
from typing import Literal

from corsmodel.explain.console.codes import EngineCode
from corsmodel.explain.console.firefox_sentences import LINK, SENTENCES
from corsmodel.fetching.http_redirect_fetch import redirect_of, response_location_url
from corsmodel.fetching.reasons import (
    AllowOriginMismatch,
    BadPort,
    ConnectionFailed,
    CORSCheckFailure,
    CORSDisabledScheme,
    CrossOriginResourcePolicy,
    CrossOriginSameOriginMode,
    HeaderNameNotAllowed,
    InvalidAllowHeaders,
    InvalidAllowMethods,
    InvalidLocation,
    MethodNotAllowed,
    MissingAllowOrigin,
    MixedContent,
    MultipleAllowOrigin,
    Reason,
    RedirectCredentials,
    RedirectScheme,
    StatusFailure,
    TooManyRedirects,
    UnknownBlobURL,
    UnsupportedScheme,
    WildcardAllowOrigin,
)
from corsmodel.fetching.verdict import Outcome, Verdict
from corsmodel.http_extensions.cors_protocol import (
    ACCESS_CONTROL_REQUEST_HEADERS,
    ALLOW_HEADERS,
    ALLOW_ORIGIN,
    extract_tokens,
)
from corsmodel.infrastructure.exchanges import Exchange
from corsmodel.infrastructure.header_values import FAILURE, Failure, parse_token_list
from corsmodel.infrastructure.headers import TAB_OR_SPACE
from corsmodel.infrastructure.repeated_headers import is_allow_origin_repeated, received_headers
from corsmodel.infrastructure.responses import InternalResponse, Response
from corsmodel.infrastructure.script_requests import Request
from corsmodel.infrastructure.statuses import REDIRECT_STATUSES
from corsmodel.infrastructure.urls import (
    URL,
    OpaqueOrigin,
    is_potentially_trustworthy,
    same_origin,
)
from corsmodel.profiles.firefox import FIREFOX

#: A category and its sentence.
Line = tuple[str, str]

DID_NOT_SUCCEED = "CORSDidNotSucceed2"
DEPRECATION = "CORSAllowHeaderFromPreflightDeprecation"


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
            found += _of_preflight(verdict, verdict.reason, asked, urls[-1])
        else:
            found += _of_request(verdict, verdict.reason, asked, urls)
    return tuple(found)


def _line(category: str, url: str, value: str = "") -> Line:
    return category, SENTENCES[category].format(url=url, value=value)


def _warnings(verdict: Verdict, urls: list[URL]) -> Iterator[Line]:
    """Warn of each preflight that let ``Authorization`` pass under the wildcard."""
    exchanges = verdict.exchanges
    for i, exchange in enumerate(exchanges):
        failed = i == len(exchanges) - 1 and verdict.reason is not None and verdict.reason.preflight
        if exchange.request.preflight and not failed and verdict.credentials_mode != "include":
            for _ in range(_uncovered_names(exchange)):
                yield _line(DEPRECATION, urls[exchange.request.hop].href)


def _uncovered_names(exchange: Exchange) -> int:
    answer = exchange.answer
    names = extract_tokens(ALLOW_HEADERS, answer.headers) if isinstance(answer, Response) else None
    asked = exchange.request.headers.get(ACCESS_CONTROL_REQUEST_HEADERS.lower()) or b""
    if names is None or names is FAILURE or b"*" not in names:
        return 0
    if b"authorization" in {name.lower() for name in names}:
        return 0
    return asked.split(b",").count(b"authorization")


def _of_preflight(verdict: Verdict, reason: Reason, asked: Request, url: URL) -> list[Line]:
    """Return what is said of a preflight that failed."""
    last = _line(DID_NOT_SUCCEED, url.href)
    match reason:
        case CORSCheckFailure() | StatusFailure():
            return [*_of_preflight_answer(verdict, reason, asked, url), last]
        case MethodNotAllowed():
            return [_line("CORSMethodNotFound", url.href), last]
        case HeaderNameNotAllowed(name=name):
            category = "CORSMissingAllowHeaderFromPreflight2"
            return [_line(category, url.href, _text(name)), last]
        case InvalidAllowMethods(value=bytes(value)):
            return [_line("CORSInvalidAllowMethod", url.href, _bad_token(value)), last]
        case InvalidAllowHeaders(value=bytes(value)):
            return [_line("CORSInvalidAllowHeader", url.href, _bad_token(value)), last]
        case MixedContent():
            return [_line("Mixed Content Blocker", url.href)]
        case _:
            return [last, last]


def _of_preflight_answer(verdict: Verdict, reason: Reason, asked: Request, url: URL) -> list[Line]:
    """Return what is said of the answer to a preflight, which may be a redirect."""
    answer = verdict.exchanges[-1].answer
    assert isinstance(answer, Response)  # noqa: S101 - it was checked
    failed = _line(DID_NOT_SUCCEED, url.href)
    refused = _line("CORSPreflightDidNotSucceed3", url.href, str(answer.status))
    location = _location(answer, url)
    if location is not None and _is_refused_at_once(location, asked):
        return [*_of_refused_location(location, asked, url), failed]
    if isinstance(reason, CORSCheckFailure):
        first = _of_check(verdict, reason, url)
        return [first] if location is None else [first, failed]
    if location is None:
        return [refused]
    if location is FAILURE or not location.is_http_s or location.includes_credentials:
        return [failed]
    value = answer.headers.get(ALLOW_ORIGIN) or b""
    # The redirect is refused, but it has made the origin null for the check that follows.
    if not same_origin(location.origin, url.origin) and value not in {b"*", b"null"}:
        refused = _line("CORSAllowOriginNotMatchingOrigin", url.href, _text(value))
    return [_line("CORSExternalRedirectNotAllowed", url.href), refused]


def _location(answer: object, url: URL) -> URL | Literal[Failure.FAILURE] | None:
    """Return where an answer redirects to: null if it does not, failure if that is no URL."""
    if not isinstance(answer, Response) or answer.status not in REDIRECT_STATUSES:
        return None
    headers = received_headers(answer.headers, FIREFOX) or answer.headers
    response = InternalResponse(answer.status, headers, (url,))
    return response_location_url(response, None, FIREFOX)


def _is_refused_at_once(location: URL | Literal[Failure.FAILURE], asked: Request) -> bool:
    """Tell whether the redirect is refused before anything is checked."""
    return (
        location is FAILURE
        or location.scheme in {"data", "file", "javascript", "ws", "wss"}
        or (location.scheme == "http" and _is_mixed(location, asked))
    )


def _is_mixed(location: URL, asked: Request) -> bool:
    page = asked.client.base_url
    return page is not None and page.scheme == "https" and not is_potentially_trustworthy(location)


def _of_refused_location(
    location: URL | Literal[Failure.FAILURE], asked: Request, url: URL
) -> list[Line]:
    if location is FAILURE:
        return []
    if location.scheme == "http":
        return [_line("Mixed Content Blocker", location.href)]
    if location.scheme == "data":
        return [_line("DATA_URI_BLOCKED", location.href)]
    if location.scheme == "file" and asked.api == "fetch" and asked.mode == "cors":
        return [("SOP", LINK.format(value=url.href, url=location.href))]
    if not location.is_http_s and asked.mode == "cors" and not _is_refused_at_once(location, asked):
        return [_line("CORSRequestNotHttp", location.href)]
    return []


def _of_check(verdict: Verdict, reason: CORSCheckFailure, url: URL) -> Line:
    """Return what is said of an answer that failed the CORS check."""
    answer = verdict.exchanges[-1].answer
    assert isinstance(answer, Response)  # noqa: S101 - it was checked
    if is_allow_origin_repeated(answer.headers):
        return _line("CORSMultipleAllowOriginNotAllowed", url.href)
    match reason:
        case MissingAllowOrigin():
            return _line("CORSMissingAllowOrigin2", url.href, str(answer.status))
        case WildcardAllowOrigin():
            return _line("CORSNotSupportingCredentials", url.href)
        case MultipleAllowOrigin() | AllowOriginMismatch():
            value = _text(reason.value or b"")
            return _line("CORSAllowOriginNotMatchingOrigin", url.href, value)
        case _:
            return _line("CORSMissingAllowCredentials", url.href)


def _of_request(verdict: Verdict, reason: Reason, asked: Request, urls: list[URL]) -> list[Line]:
    """Return what is said of a request that failed itself."""
    url = urls[-1]
    match reason:
        case CORSCheckFailure():
            return _of_answer(verdict, reason, asked, url)
        case CrossOriginSameOriginMode() | UnknownBlobURL():
            return [_line("SOP", _href(url), _page(asked))]
        case BadPort() | MixedContent() if _leaves_same_origin_mode(asked, url):
            return [_line("SOP", url.href, _page(asked))]
        case BadPort() if len(urls) > 1:
            return _did_not_succeed(asked, urls, urls[-2])
        case MixedContent():
            blocked = _line("Mixed Content Blocker", url.href)
            return [blocked, *_did_not_succeed(asked, urls[:-1], urls[-2 if len(urls) > 1 else -1])]
        case RedirectScheme() | InvalidLocation():
            location = _location(verdict.exchanges[-1].answer, url)
            refused = [] if location is None else _of_refused_location(location, asked, url)
            return [*refused, *_did_not_succeed(asked, urls, url)]
        case ConnectionFailed() | TooManyRedirects():
            return _did_not_succeed(asked, urls, url)
        case RedirectCredentials():
            return [_line(DID_NOT_SUCCEED, url.href)]
        case CORSDisabledScheme() | UnsupportedScheme() if url.scheme == "file":
            return [("SOP", LINK.format(value=_page(asked), url=_href(url)))]
        case CORSDisabledScheme() | UnsupportedScheme():
            return [] if _is_unknown_about(url) else [_line("CORSRequestNotHttp", url.href)]
        case CrossOriginResourcePolicy():
            return [_line("COEP", url.href)]
        case _:
            return []


def _of_answer(verdict: Verdict, reason: CORSCheckFailure, asked: Request, url: URL) -> list[Line]:
    """Return what is said of an answer that failed the CORS check: more of a redirect."""
    first = _of_check(verdict, reason, url)
    location = _location(verdict.exchanges[-1].answer, url)
    if location is None or asked.redirect != "follow":
        return [first]
    last = _line(DID_NOT_SUCCEED, url.href)
    if _is_refused_at_once(location, asked):
        return [*_of_refused_location(location, asked, url), last]
    return [first, last]


def _href(url: URL) -> str:
    """Return the URL as Firefox has it: files are on no host."""
    if url.scheme != "file":
        return url.href
    return "file:///" + url.href.removeprefix("file://").partition("/")[2]


def _is_unknown_about(url: URL) -> bool:
    return url.scheme == "about" and re.match("about:(blank|srcdoc)(?![^?#])", url.href) is None


def _did_not_succeed(asked: Request, urls: list[URL], url: URL) -> list[Line]:
    """Say so of a request under CORS that has left the page's origin."""
    under_cors = asked.mode == "cors" and _is_cross_origin(asked, urls)
    return [_line(DID_NOT_SUCCEED, url.href)] if under_cors else []


def _leaves_same_origin_mode(asked: Request, url: URL) -> bool:
    return asked.mode == "same-origin" and _is_cross_origin(asked, [url])


def _is_cross_origin(asked: Request, urls: list[URL]) -> bool:
    origin = asked.client.origin.serialized
    return any(url.origin.serialized != origin for url in urls)


def _bad_token(value: bytes) -> str:
    """Return the first item of a list that is no token."""
    items = [item.strip(TAB_OR_SPACE) for item in value.split(b",")]
    return _text(next(item for item in items if parse_token_list(item) is FAILURE))


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace")


def _page(asked: Request) -> str:
    url = asked.client.base_url
    if isinstance(asked.client.origin, OpaqueOrigin):
        # Between the braces is a number that is new each time.
        return "moz-nullprincipal:{}" + ("" if url is None else f"?{url.origin.serialized}")
    return "null" if url is None else url.href


def _urls(verdict: Verdict, asked: Request) -> list[URL]:
    """Return the first URL and those that redirects led to, with their fragments."""
    urls = [asked.client.parse_url(asked.url)]
    urls += [redirect_of(decision) for decision in verdict.decisions]
    return [url for url in urls if url is not None]
