"""What Firefox says about a failure, and about some requests that do not fail.

Each sentence has a category, which Firefox's documentation goes by. A failure often has several:
first what was wrong with the answer to a preflight, then that the request did not succeed.
"""

from collections.abc import Iterator

from corsmodel.explain.console.codes import EngineCode
from corsmodel.explain.console.firefox_sentences import LINK, SENTENCES
from corsmodel.fetching.http_redirect_fetch import redirect_of
from corsmodel.fetching.reasons import (
    AllowOriginMismatch,
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
    extract_tokens,
)
from corsmodel.infrastructure.exchanges import Exchange
from corsmodel.infrastructure.header_values import FAILURE, parse_token_list
from corsmodel.infrastructure.headers import TAB_OR_SPACE
from corsmodel.infrastructure.repeated_headers import is_allow_origin_repeated
from corsmodel.infrastructure.responses import Response
from corsmodel.infrastructure.script_requests import Request
from corsmodel.infrastructure.statuses import REDIRECT_STATUSES
from corsmodel.infrastructure.urls import URL, OpaqueOrigin, parse_url

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
            found += _of_preflight(verdict, verdict.reason, urls[-1])
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


def _of_preflight(verdict: Verdict, reason: Reason, url: URL) -> list[Line]:
    """Return what is said of a preflight that failed."""
    last = _line(DID_NOT_SUCCEED, url.href)
    answer = verdict.exchanges[-1].answer
    location = _location(answer)
    match reason:
        case ConnectionFailed():
            return [last, last]
        case CORSCheckFailure() | StatusFailure() if location is not None and (
            parse_url(location.decode("latin-1"), url) is None
        ):
            # It is no redirect that could be refused.
            return [last, last]
        case CORSCheckFailure():
            first = _of_check(verdict, reason, url)
            return [first, last] if location is None else [first, last, last]
        case StatusFailure(status=status):
            refused = _line("CORSPreflightDidNotSucceed3", url.href, str(status))
            if location is None:
                return [refused, last]
            return [_line("CORSExternalRedirectNotAllowed", url.href), refused, last]
        case MethodNotAllowed():
            return [_line("CORSMethodNotFound", url.href), last]
        case HeaderNameNotAllowed(name=name):
            category = "CORSMissingAllowHeaderFromPreflight2"
            return [_line(category, url.href, _text(name)), last]
        case InvalidAllowMethods(value=bytes(value)):
            return [_line("CORSInvalidAllowMethod", url.href, _bad_token(value)), last]
        case InvalidAllowHeaders(value=bytes(value)):
            return [_line("CORSInvalidAllowHeader", url.href, _bad_token(value)), last]
        case _:
            return [last]


def _location(answer: object) -> bytes | None:
    """Return where an answer redirects to, or ``None`` if it does not."""
    if isinstance(answer, Response) and answer.status in REDIRECT_STATUSES:
        values = answer.headers.get_all(b"location")
        return values[0] if values else None
    return None


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
        case ConnectionFailed() | InvalidLocation() | TooManyRedirects():
            return [_line(DID_NOT_SUCCEED, url.href)] if _is_cross_origin(asked, urls) else []
        case RedirectCredentials():
            return [_line(DID_NOT_SUCCEED, url.href)]
        case RedirectScheme():
            blocked = [_line("DATA_URI_BLOCKED", reason.url)] if reason.url[:5] == "data:" else []
            return [*blocked, _line(DID_NOT_SUCCEED, url.href)]
        case MixedContent():
            return [_line("Mixed Content Blocker", url.href)]
        case CrossOriginSameOriginMode() | UnknownBlobURL():
            return [_line("SOP", url.href, _page(asked))]
        case CORSDisabledScheme() | UnsupportedScheme() if url.scheme == "file":
            return [("SOP", LINK.format(value=_page(asked), url=url.href))]
        case CORSDisabledScheme() | UnsupportedScheme():
            return [_line("CORSRequestNotHttp", url.href)]
        case CrossOriginResourcePolicy():
            return [_line("COEP", url.href)]
        case _:
            return []


def _of_answer(verdict: Verdict, reason: CORSCheckFailure, asked: Request, url: URL) -> list[Line]:
    """Return what is said of an answer that failed the CORS check: twice of a redirect."""
    first = _of_check(verdict, reason, url)
    last = _line(DID_NOT_SUCCEED, url.href)
    location = _location(verdict.exchanges[-1].answer)
    if location is None or asked.redirect != "follow":
        return [first]
    return [first, last] if parse_url(location.decode("latin-1"), url) is not None else [last]


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
