"""What Chromium says about a failure: the name of its CorsError, and the console's sentences.

The sentences are those about the request itself. The line that the console prints for each failed
load, with its method, address and net error, is not among them.
"""

from corsmodel.explain.console.chromium_sentences import (
    ADVICES,
    BODIES,
    CODES,
    KINDS,
    LONGEST,
    MIXED_CONTENT,
    PREFLIGHT,
    REDIRECT_MODE,
    SAME_ORIGIN_MODE,
    SCHEME,
    UNSAFE_ATTEMPT,
)
from corsmodel.explain.console.codes import EngineCode
from corsmodel.fetching.http_redirect_fetch import redirect_of
from corsmodel.fetching.reasons import (
    AllowOriginMismatch,
    CORSCheckFailure,
    CORSDisabledScheme,
    CrossOriginSameOriginMode,
    HeaderNameNotAllowed,
    MethodNotAllowed,
    MixedContent,
    NoCORSRedirectMode,
    Reason,
    RedirectScheme,
    StatusFailure,
    UnsupportedScheme,
    WildcardAllowOrigin,
)
from corsmodel.fetching.verdict import Outcome, Verdict
from corsmodel.infrastructure.script_requests import Request
from corsmodel.infrastructure.urls import URL, parse_url


def engine_code(verdict: Verdict) -> EngineCode | None:
    """Return the CorsError with its failed parameter, or ``None`` where Chromium has none."""
    reason = verdict.reason
    name = _name(verdict)
    if reason is None or name is None:
        return None
    preflight = "Preflight" if _is_about_preflight(reason) else ""
    return EngineCode(preflight + name, _as_parameter(_parameter(reason)))


def console(verdict: Verdict) -> tuple[str, ...]:
    """Return the sentences that Chromium prints: one or none."""
    # What the script API throws is the script's to print.
    if verdict.asked is None or verdict.outcome is not Outcome.NETWORK_ERROR:
        return ()
    assert verdict.reason is not None  # noqa: S101 - a network error has one
    name = _name(verdict)
    urls = _urls(verdict, verdict.asked)
    if name is None:
        sentence = _refusal(verdict.reason, verdict.asked, urls)
    else:
        sentence = _blocked(name, verdict.reason, verdict.asked, urls)
    return () if sentence is None else (sentence,)


def _blocked(name: str, reason: Reason, asked: Request, urls: list[URL]) -> str:
    """Return the sentence about a CorsError."""
    redirected = f"(redirected from '{urls[0].href}') " if len(urls) > 1 else ""
    preflight = PREFLIGHT if _is_about_preflight(reason) else ""
    body = BODIES[name].format(_escaped(_parameter(reason)))
    advice = ADVICES.get((name, asked.api), "")
    return (
        f"Access to {KINDS[asked.api]} at '{urls[-1].href}' {redirected}from origin "
        f"'{asked.client.origin.serialized}' has been blocked by CORS policy: "
        f"{preflight}{body}{advice}"
    )


def _name(verdict: Verdict) -> str | None:
    """Return the CorsError without the word for preflights."""
    reason = verdict.reason
    match reason:
        case AllowOriginMismatch(value=bytes(value)) if value != b"null" and not _is_url(value):
            return "InvalidAllowOriginValue"
        # A script's fetch() refuses schemes by itself, as does the network a redirect to data:.
        case UnsupportedScheme() | CORSDisabledScheme() if (
            verdict.asked is not None and verdict.asked.api == "fetch"
        ):
            return None
        case RedirectScheme(url=url) if url.startswith("data:"):
            return None
        case _:
            return CODES.get(type(reason)) if reason is not None else None


def _is_about_preflight(reason: Reason) -> bool:
    """Tell whether it is said that the preflight failed: for all but its lists of permissions."""
    return reason.preflight and isinstance(reason, CORSCheckFailure | StatusFailure)


def _is_url(value: bytes) -> bool:
    return parse_url(value.decode("latin-1")) is not None


def _parameter(reason: Reason) -> bytes:
    match reason:
        case MethodNotAllowed(method=value) | HeaderNameNotAllowed(name=value):
            return value
        case WildcardAllowOrigin():
            return b""
        case CORSCheckFailure(value=bytes(value)):
            return value
        case _:
            return b""


def _as_parameter(value: bytes) -> str:
    """Read the failed parameter as the DevTools protocol does: bytes that are no UTF-8 are lost."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return ""


def _escaped(value: bytes) -> str:
    return "".join(chr(b) if 0x20 <= b < 0x7F else f"\\u{b:04X}" for b in value)


def _urls(verdict: Verdict, asked: Request) -> list[URL]:
    """Return the first URL and those that redirects led to, with their fragments."""
    urls = [asked.client.parse_url(asked.url)]
    urls += [redirect_of(decision) for decision in verdict.decisions]
    return [url for url in urls if url is not None]


def _refusal(reason: Reason, asked: Request, urls: list[URL]) -> str | None:
    """Return what is said of a request that is refused without a word about CORS."""
    url = urls[-1].href
    match reason:
        case MixedContent():
            what = "XMLHttpRequest endpoint" if asked.api == "xhr" else "resource"
            return MIXED_CONTENT.format(page=_page(asked), what=what, url=url)
        case CrossOriginSameOriginMode() if len(urls) > 1:
            return UNSAFE_ATTEMPT.format(page=_page(asked), url=_elided(url))
        case CrossOriginSameOriginMode():
            origin = asked.client.origin.serialized
            return SAME_ORIGIN_MODE.format(url=_elided(url), origin=origin)
        case NoCORSRedirectMode():
            return REDIRECT_MODE.format(url=_elided(url))
        case UnsupportedScheme() | CORSDisabledScheme() if asked.api == "fetch":
            return SCHEME.format(url=_elided(url), scheme=urls[-1].scheme)
        case _:
            return None


def _page(asked: Request) -> str:
    url = asked.client.base_url
    return "null" if url is None else url.href


def _elided(url: str) -> str:
    return url if len(url) <= LONGEST else f"{url[:511]}...{url[-510:]}"
