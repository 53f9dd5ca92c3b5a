"""What Firefox says about an answer that it refuses, of a preflight or of the request itself."""

from typing import Literal

from corsmodel.explain.console.firefox_sentences import (
    DID_NOT_SUCCEED,
    LINK,
    SILENT_SCHEMES,
    Line,
    line,
    page,
    without_host,
)
from corsmodel.fetching.http_redirect_fetch import response_location_url
from corsmodel.fetching.reasons import (
    AllowOriginMismatch,
    ConnectionFailed,
    CORSCheckFailure,
    HeaderNameNotAllowed,
    InvalidAllowHeaders,
    InvalidAllowMethods,
    MethodNotAllowed,
    MissingAllowOrigin,
    MultipleAllowOrigin,
    Reason,
    StatusFailure,
    WildcardAllowOrigin,
)
from corsmodel.fetching.verdict import Verdict
from corsmodel.http_extensions.cors_protocol import ALLOW_ORIGIN
from corsmodel.infrastructure.header_values import FAILURE, Failure, parse_token_list
from corsmodel.infrastructure.headers import TAB_OR_SPACE
from corsmodel.infrastructure.origins import same_origin
from corsmodel.infrastructure.repeated_headers import is_allow_origin_repeated, received_headers
from corsmodel.infrastructure.responses import InternalResponse, Response
from corsmodel.infrastructure.script_requests import Request
from corsmodel.infrastructure.statuses import REDIRECT_STATUSES
from corsmodel.infrastructure.urls import URL, is_potentially_trustworthy
from corsmodel.profiles.firefox import FIREFOX

Location = URL | Literal[Failure.FAILURE] | None


def of_preflight(verdict: Verdict, reason: Reason, asked: Request, url: URL) -> list[Line]:
    """Return what is said of a preflight that failed."""
    last = line(DID_NOT_SUCCEED, url.href)
    sent = bool(verdict.exchanges) and verdict.exchanges[-1].request.preflight
    match reason:
        case CORSCheckFailure() | StatusFailure():
            return [*_of_preflight_answer(verdict, reason, asked, url), last]
        case MethodNotAllowed():
            return [line("CORSMethodNotFound", url.href), last]
        case HeaderNameNotAllowed(name=name):
            category = "CORSMissingAllowHeaderFromPreflight2"
            return [line(category, url.href, _text(name)), last]
        case InvalidAllowMethods(value=bytes(value)):
            return [line("CORSInvalidAllowMethod", url.href, _bad_token(value)), last]
        case InvalidAllowHeaders(value=bytes(value)):
            return [line("CORSInvalidAllowHeader", url.href, _bad_token(value)), last]
        case ConnectionFailed() if not sent:
            return [last]
        case _:
            return [last, last]


def _of_preflight_answer(verdict: Verdict, reason: Reason, asked: Request, url: URL) -> list[Line]:
    """Return what is said of the answer to a preflight, which may be a redirect."""
    answer = verdict.exchanges[-1].answer
    assert isinstance(answer, Response)  # noqa: S101 - it was checked
    failed = line(DID_NOT_SUCCEED, url.href)
    refused = line("CORSPreflightDidNotSucceed3", url.href, str(answer.status))
    location = location_of(answer, url)
    if location is not None and _is_refused_at_once(location, asked):
        return [*of_refused_location(location, asked, url), failed]
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
        refused = line("CORSAllowOriginNotMatchingOrigin", url.href, _text(value))
    return [line("CORSExternalRedirectNotAllowed", url.href), refused]


def of_answer(verdict: Verdict, reason: CORSCheckFailure, asked: Request, url: URL) -> list[Line]:
    """Return what is said of an answer that failed the CORS check: more of a redirect."""
    first = _of_check(verdict, reason, url)
    location = location_of(verdict.exchanges[-1].answer, url)
    if location is None or asked.redirect != "follow":
        return [first]
    last = line(DID_NOT_SUCCEED, url.href)
    if _is_refused_at_once(location, asked):
        return [*of_refused_location(location, asked, url), last]
    return [first, last]


def location_of(answer: object, url: URL) -> URL | Literal[Failure.FAILURE] | None:
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


def of_refused_location(location: Location, asked: Request, url: URL) -> list[Line]:
    """Return what is said of where *url* redirects to, if no request may go there."""
    if location is None or location is FAILURE or location.scheme == "https":
        return []
    if location.scheme == "http":
        return [line("Mixed Content Blocker", location.href)]
    if location.scheme == "data":
        return [line("DATA_URI_BLOCKED", location.href)]
    if location.scheme in SILENT_SCHEMES or location.scheme == "javascript":
        return []
    if asked.mode == "same-origin":
        return [line("SOP", without_host(location), page(asked))]
    if location.scheme == "file":
        # Of a fetch() under CORS it is the redirect's, of others the page's.
        whose = url.href if asked.api == "fetch" and asked.mode == "cors" else page(asked)
        return [("SOP", LINK.format(value=whose, url=without_host(location)))]
    if asked.mode == "no-cors" or _is_refused_at_once(location, asked):
        return []
    return [line("CORSRequestNotHttp", location.href)]


def _of_check(verdict: Verdict, reason: CORSCheckFailure, url: URL) -> Line:
    """Return what is said of an answer that failed the CORS check."""
    answer = verdict.exchanges[-1].answer
    assert isinstance(answer, Response)  # noqa: S101 - it was checked
    if is_allow_origin_repeated(answer.headers):
        return line("CORSMultipleAllowOriginNotAllowed", url.href)
    match reason:
        case MissingAllowOrigin():
            return line("CORSMissingAllowOrigin2", url.href, str(answer.status))
        case WildcardAllowOrigin():
            return line("CORSNotSupportingCredentials", url.href)
        case MultipleAllowOrigin() | AllowOriginMismatch():
            value = _text(reason.value or b"")
            return line("CORSAllowOriginNotMatchingOrigin", url.href, value)
        case _:
            return line("CORSMissingAllowCredentials", url.href)


def _bad_token(value: bytes) -> str:
    """Return the first item of a list that is no token."""
    items = [item.strip(TAB_OR_SPACE) for item in value.split(b",")]
    return _text(next(item for item in items if parse_token_list(item) is FAILURE))


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace")
