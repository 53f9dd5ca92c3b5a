"""What Chromium says about a failure: the name of its CorsError, and the console's sentences.

The sentences are those about the request itself. The line that the console prints for each failed
load, with its method, address and net error, is not among them.
"""

from corsmodel.explain.console.chromium_header_order import header_order
from corsmodel.explain.console.chromium_sentences import (
    ADVICES,
    BLOCKED,
    BODIES,
    CODES,
    KINDS,
    LOCAL_RESOURCE,
    LONGEST,
    MIXED_CONTENT,
    MIXED_KINDS,
    NOSNIFF_SCRIPT_TYPE,
    NOSNIFF_STYLE_TYPE,
    NOT_UPGRADED,
    PREFLIGHT,
    REDIRECT_MODE,
    REDIRECTED,
    SAME_ORIGIN_MODE,
    SCHEME,
    SCRIPT_TYPE,
    SILENT_SCHEMES,
    SILENT_TYPES,
    UNSAFE_ATTEMPT,
    UPGRADED,
)
from corsmodel.explain.console.codes import EngineCode
from corsmodel.fetching.http_redirect_fetch import redirect_of
from corsmodel.fetching.mixed_content import is_address
from corsmodel.fetching.reasons import (
    AllowOriginMismatch,
    BadPort,
    CORSCheckFailure,
    CORSDisabledScheme,
    CrossOriginSameOriginMode,
    HeaderNameNotAllowed,
    MethodNotAllowed,
    MIMETypeBlocked,
    MixedContent,
    Nosniff,
    Reason,
    RedirectCredentials,
    RedirectScheme,
    StatusFailure,
    UnsupportedScheme,
    WildcardAllowOrigin,
)
from corsmodel.fetching.verdict import Outcome, Verdict
from corsmodel.infrastructure import requests
from corsmodel.infrastructure.origins import same_origin
from corsmodel.infrastructure.script_requests import Request
from corsmodel.infrastructure.urls import URL, is_potentially_trustworthy, parse_url
from corsmodel.profile import STANDARD
from corsmodel.using_fetch import set_up_request


def engine_code(verdict: Verdict) -> EngineCode | None:
    """Return the CorsError with its failed parameter, or ``None`` where Chromium has none."""
    reason = verdict.reason
    name = _name(verdict)
    if reason is None or name is None:
        return None
    preflight = "Preflight" if _is_about_preflight(reason) else ""
    return EngineCode(preflight + name, _as_parameter(_parameter(reason, verdict)))


def console(verdict: Verdict) -> tuple[str, ...]:
    """Return the sentences that Chromium prints: one or none, and one about an upgrade."""
    # What the script API throws is the script's to print.
    if verdict.asked is None or verdict.outcome is Outcome.INVALID_REQUEST:
        return ()
    urls = _urls(verdict, verdict.asked)
    upgrade = _upgrade(verdict.asked, urls[0])
    if verdict.outcome is not Outcome.NETWORK_ERROR:
        return () if upgrade is None else (upgrade,)
    assert verdict.reason is not None  # noqa: S101 - a network error has one
    name = _name(verdict)
    if name is None:
        sentence = _refusal(verdict.reason, verdict.asked, urls)
    else:
        sentence = _blocked(name, _parameter(verdict.reason, verdict), verdict, urls)
    return tuple(one for one in (upgrade, sentence) if one is not None)


def _blocked(name: str, parameter: bytes, verdict: Verdict, urls: list[URL]) -> str:
    """Return the sentence about a CorsError."""
    reason, asked = verdict.reason, verdict.asked
    assert reason is not None and asked is not None  # noqa: S101, PT018 - console() saw to it
    redirected = REDIRECTED.format(redirected_from=urls[0].href) if len(urls) > 1 else ""
    preflight = PREFLIGHT if _is_about_preflight(reason) else ""
    body = BODIES[name].format(_escaped(parameter))
    advice = ADVICES.get((name, asked.api), "")
    head = BLOCKED.format(
        kind=KINDS[asked.api],
        url=urls[-1].href,
        redirected=redirected,
        origin=asked.client.origin.serialized,
    )
    return f"{head}{preflight}{body}{advice}"


def _name(verdict: Verdict) -> str | None:
    """Return the CorsError without the word for preflights."""
    reason = verdict.reason
    match reason:
        case RedirectCredentials() if not _is_under_cors(reason, verdict):
            return None
        case AllowOriginMismatch(value=bytes(value)) if value != b"null" and not _is_url(value):
            return "InvalidAllowOriginValue"
        # A script's fetch() refuses schemes by itself, as does the network a redirect to data:.
        case UnsupportedScheme() | CORSDisabledScheme() if (
            verdict.asked is not None and verdict.asked.api == "fetch"
        ):
            return None
        case RedirectScheme(url=url) if url.partition(":")[0] in SILENT_SCHEMES:
            return None
        case RedirectScheme() if verdict.asked is not None and verdict.asked.mode == "no-cors":
            return None
        case UnsupportedScheme(url=url) | CORSDisabledScheme(url=url) if url.startswith(
            ("file:", "ftp:")
        ):
            return None
        case _:
            return CODES.get(type(reason)) if reason is not None else None


def _is_about_preflight(reason: Reason) -> bool:
    """Tell whether it is said that the preflight failed: for all but its lists of permissions."""
    return reason.preflight and isinstance(reason, CORSCheckFailure | StatusFailure)


def _is_under_cors(reason: RedirectCredentials, verdict: Verdict) -> bool:
    """Tell whether CORS forbids the redirect: fetch() by itself does so without a word."""
    asked, location = verdict.asked, parse_url(reason.url)
    if asked is None or location is None or (asked.api == "fetch" and asked.mode != "cors"):
        return False
    urls = [*_urls(verdict, asked), location]
    return any(not same_origin(url.origin, asked.client.origin) for url in urls)


def _is_url(value: bytes) -> bool:
    return parse_url(value.decode("utf-8", "replace")) is not None


def _parameter(reason: Reason, verdict: Verdict) -> bytes:
    match reason:
        case HeaderNameNotAllowed():
            return _first_refused(reason, verdict)
        case MethodNotAllowed(method=value):
            return value
        case WildcardAllowOrigin():
            return b""
        case CORSCheckFailure(value=bytes(value)):
            return value
        case _:
            return b""


def _first_refused(reason: HeaderNameNotAllowed, verdict: Verdict) -> bytes:
    """Return which of the refused headers comes first for Chromium."""
    asked, browser = verdict.asked, verdict.asked_of
    request = None if asked is None or browser is None else set_up_request(asked, browser.profile)
    if asked is None or not isinstance(request, requests.Request):
        return reason.name
    listed = verdict.exchanges[-1].request.headers.get(b"access-control-request-headers") or b""
    allowed = {name.lower() for name in reason.allowed}
    refused = set(listed.split(b",")) - allowed
    names = [name.lower() for name in request.header_list.names]
    secure = request.current_url.scheme == "https"
    order = header_order(names, xhr=asked.api == "xhr", secure=secure)
    return next((name for name in order if name in refused), reason.name)


def _as_parameter(value: bytes) -> str:
    """Read the failed parameter as the DevTools protocol does: bytes that are no UTF-8 are lost."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return ""


def _escaped(value: bytes) -> str:
    return "".join(chr(b) if 0x20 <= b < 0x7F else f"\\u{b:04X}" for b in value)


def _urls(verdict: Verdict, asked: Request) -> list[URL]:
    """Return the first URL and those that redirects led to, or did not for their scheme."""
    profile = STANDARD if verdict.asked_of is None else verdict.asked_of.profile
    last = asked.client.parse_url(asked.url, profile)
    urls = [last]
    for decision in verdict.decisions:
        url = redirect_of(decision) or redirect_of(decision, refused=True)
        if url is not None:
            # An empty fragment is not handed on.
            handed_on = last is not None and last.fragment == url.fragment == ""
            urls.append(url.with_fragment(None) if handed_on else url)
            last = url
    return [url for url in urls if url is not None]


def _refusal(reason: Reason, asked: Request, urls: list[URL]) -> str | None:
    """Return what is said of a request that is refused without a word about CORS."""
    url = urls[-1].href
    if asked.api == "fetch" and len(urls) == 1 and (sentence := _refused_by_fetch(asked, urls[0])):
        return sentence
    match reason:
        case MixedContent() | BadPort() if _is_mixed(asked, urls[-1]):
            what = MIXED_KINDS.get(asked.api, KINDS[asked.api])
            return MIXED_CONTENT.format(page=_page(asked), what=what, url=url)
        case Nosniff(value=value) | MIMETypeBlocked(value=value):
            nosniff = isinstance(reason, Nosniff)
            return _of_a_type(_media_type(value), asked, urls, nosniff=nosniff)
        case UnsupportedScheme() | CORSDisabledScheme() if urls[-1].scheme == "file":
            return LOCAL_RESOURCE.format(url=url)
        case CrossOriginSameOriginMode():
            return UNSAFE_ATTEMPT.format(page=_page(asked), url=_elided(url))
        case RedirectCredentials(url=location) if _leaves_same_origin_mode(asked, location):
            return UNSAFE_ATTEMPT.format(page=_page(asked), url=_elided(location))
        case _:
            return None


def _leaves_same_origin_mode(asked: Request, location: str) -> bool:
    url = parse_url(location)
    elsewhere = url is not None and not same_origin(url.origin, asked.client.origin)
    return asked.mode == "same-origin" and elsewhere


def _is_mixed(asked: Request, url: URL) -> bool:
    """Tell whether a page from https asks an http URL; that is looked at before the port."""
    page = asked.client.base_url
    secure = page is not None and page.scheme == "https"
    return secure and url.scheme == "http" and not is_potentially_trustworthy(url)


def _upgrade(asked: Request, url: URL) -> str | None:
    """Return what is said of a picture from http, which is asked of https unless by address."""
    if asked.api != "img" or not _is_mixed(asked, url):
        return None
    sentence = NOT_UPGRADED if is_address(url.host or "") else UPGRADED
    return sentence.format(page=_page(asked), url=url.href)


def _of_a_type(media_type: str, asked: Request, urls: list[URL], *, nosniff: bool) -> str | None:
    """Return what is said of a script or a style sheet whose type is not one."""
    opaque = (
        asked.crossorigin is None
        and asked.api != "module"
        and any(not same_origin(url.origin, asked.client.origin) for url in urls)
    )
    if opaque and SILENT_TYPES.fullmatch(media_type):
        return None
    if asked.api == "stylesheet":
        return NOSNIFF_STYLE_TYPE.format(url=urls[-1].href, type=media_type)
    sentence = NOSNIFF_SCRIPT_TYPE if nosniff else SCRIPT_TYPE
    return sentence.format(url=urls[-1].href, type=media_type)


def _media_type(value: bytes | None) -> str:
    """Read the type that the sentence names: the last one, in lower case, if it is one."""
    text = (value or b"").decode("latin-1").rpartition(",")[2].partition(";")[0]
    text = text.strip("\t ").lower()
    return text if "/" in text and " " not in text else ""


def _refused_by_fetch(asked: Request, url: URL) -> str | None:
    """Return what ``fetch()`` itself says, before any other part of the browser is asked."""
    origin = asked.client.origin
    shown = _elided(url.href)
    if url.scheme == "data" or same_origin(url.origin, origin):
        return None
    if asked.mode == "same-origin":
        return SAME_ORIGIN_MODE.format(url=shown, origin=origin.serialized)
    if asked.mode == "no-cors" and asked.redirect != "follow":
        return REDIRECT_MODE.format(url=shown)
    if not url.is_http_s and url.scheme not in {"blob", "file"}:
        return SCHEME.format(url=shown, scheme=url.scheme)
    return None


def _page(asked: Request) -> str:
    url = asked.client.base_url
    return "null" if url is None else url.href


def _elided(url: str) -> str:
    return url if len(url) <= LONGEST else f"{url[:511]}...{url[-510:]}"
