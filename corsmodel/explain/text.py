"""A verdict as text for a terminal: the result first, then the wire, then what to change."""

from collections.abc import Iterator

import attrs

from corsmodel.explain.advice import advice, deciding_header, needed_headers
from corsmodel.fetching.classification import (
    Cause,
    FlagCause,
    HeaderCause,
    HeaderSumCause,
    MethodCause,
)
from corsmodel.fetching.reasons import InvalidRequest, Reason
from corsmodel.fetching.verdict import Outcome, Verdict
from corsmodel.infrastructure.arguments import of_type
from corsmodel.infrastructure.exchanges import Exchange
from corsmodel.infrastructure.responses import Response

_LONGEST = 200
_MOST_HEADERS = 40

_HEADLINES = {
    Outcome.READABLE: "ALLOWED: the page can read the response",
    Outcome.OPAQUE: "OPAQUE: the page gets a response that it cannot look into",
    Outcome.OPAQUE_REDIRECT: "OPAQUE REDIRECT: the page is told of a redirect, not where to",
    Outcome.NETWORK_ERROR: "BLOCKED: the page gets a network error",
    Outcome.INVALID_REQUEST: "REFUSED: the script API throws",
    Outcome.UNANSWERED: "UNANSWERED: an answer is missing",
}

_RULES = {
    "not-safelisted-name": "the name is not safelisted",
    "too-long": "the value is longer than 128 bytes",
    "unsafe-byte": "the value has a byte that is not safelisted",
    "language-byte": "the value has a byte that a language list does not have",
    "mime-type": "the type is none of the three that forms send",
    "range": "the value is not a single range with a start",
}

_DIRECTIONS = {
    "same-origin": "same-origin: the URL is of the page's own origin, so CORS does not apply",
    "no-cors": "no-cors: the page asked for an opaque response",
    "simple": "simple: sent without a preflight",
    "preflighted": "preflighted, since",
    "local": "local: nothing is sent",
    "blocked": "refused before anything is sent",
}


def explain(verdict: Verdict) -> str:
    """Put the verdict into words; long values are cut short.

    :raises TypeError: for what is no verdict.
    """
    of_type(verdict, Verdict, "verdict", "pass what evaluate() or simulate() returns")
    return "\n".join(_lines(verdict)) + "\n"


def _lines(verdict: Verdict) -> Iterator[str]:
    yield _HEADLINES[verdict.outcome]
    if verdict.reason is not None:
        yield from _reason(verdict.reason)
    if verdict.waiting is not None:
        kind = "preflight" if verdict.waiting.preflight else "request"
        yield f"  no answer is known for the {kind} " + show(
            verdict.waiting.method + b" " + verdict.waiting.url.encode("utf-8", "replace")
        )
    if verdict.classification is not None:
        yield ""
        yield f"The request is {_DIRECTIONS[verdict.classification.kind]}"
        yield from (f"  - {_cause(cause)}" for cause in verdict.classification.causes)
    if verdict.exchanges:
        yield ""
        yield "On the wire"
        for number, exchange in enumerate(verdict.exchanges, 1):
            yield from _exchange(verdict, number, exchange)
    yield from _consequences(verdict)
    yield from _response(verdict)
    yield from _advice(verdict)


def _reason(reason: Reason) -> Iterator[str]:
    where = " (in the answer to the preflight)" if reason.preflight else ""
    yield f"  {reason.code}: {reason.meaning}{where}"
    if isinstance(reason, InvalidRequest):
        yield f"  {reason.argument} is {reason.value[:_LONGEST]!r}: {reason.exception}"
    else:
        for field in attrs.fields(type(reason)):
            if field.name not in {"step", "preflight"}:
                yield f"  {field.name}: {_shown(getattr(reason, field.name))}"
    yield f"  decided at {reason.step} ({reason.step.url})"


def _cause(cause: Cause) -> str:
    match cause:
        case MethodCause(method):
            return f"the method {show(method)} is not GET, HEAD or POST"
        case HeaderCause(name, _, rule):
            return f"the header {show(name)}: {_RULES[rule]}"
        case HeaderSumCause(_, size):
            return f"the values of all safelisted headers together have {size} bytes, over 1024"
        case FlagCause():
            return "an upload listener, or a stream as the body, asks for it"


def _exchange(verdict: Verdict, number: int, exchange: Exchange) -> Iterator[str]:
    request = exchange.request
    kind = "preflight, " if request.preflight else ""
    credentials = "with" if request.credentials else "without"
    target = show(request.method) + " " + request.url[:_LONGEST]
    yield f"  {number}. {target}  ({kind}{credentials} credentials)"
    for name, value in request.headers.pairs:
        yield f"       {show(name)}: {show(value)}"
    if not isinstance(exchange.answer, Response):
        yield "     <- no answer"
        return
    yield f"     <- {exchange.answer.status}"
    decides = deciding_header(verdict, exchange)
    shown = 0
    for name, value in exchange.answer.headers.pairs:
        lower = name.lower()
        if lower == decides or lower.startswith(b"access-control-") or lower in _TOLD:
            shown += 1
            if shown <= _MOST_HEADERS:
                mark = "   <== decides" if lower == decides else ""
                yield f"       {show(name)}: {show(value)}{mark}"
    if decides is not None and decides not in exchange.answer.headers:
        yield f"       (no {show(decides)})   <== decides"


_TOLD = {b"vary", b"location", b"cross-origin-resource-policy", b"timing-allow-origin"}


def _consequences(verdict: Verdict) -> Iterator[str]:
    if verdict.outcome is not Outcome.NETWORK_ERROR or not verdict.exchanges:
        return
    yield ""
    if verdict.reached_server:
        yield "The server received the request and acted on it; the page cannot read the answer."
    elif verdict.exchanges[-1].request.preflight:
        yield "The request itself was never sent."


def _response(verdict: Verdict) -> Iterator[str]:
    response = verdict.response
    if response is None or verdict.outcome is not Outcome.READABLE:
        return
    names = ", ".join(show(name) for name, _ in response.headers[:_MOST_HEADERS])
    yield ""
    yield f"Script sees status {response.status} and these headers: {names or 'none'}"
    answer = verdict.exchanges[-1].answer if verdict.exchanges else None
    if isinstance(answer, Response):
        readable = {name for name, _ in response.headers}
        hidden = [name for name in answer.headers.names if name not in readable]
        exposable = [
            show(name)
            for name in hidden
            if not name.startswith((b"set-cookie", b"access-control-"))
        ]
        if exposable and response.type == "cors":
            listed = ", ".join(exposable[:_MOST_HEADERS])
            yield f"Hidden from script: {listed}"
            yield "  (Access-Control-Expose-Headers lists what script may read)"


def _advice(verdict: Verdict) -> Iterator[str]:
    sentences = advice(verdict)
    headers = needed_headers(verdict)
    if not sentences and not headers:
        return
    yield ""
    yield "What to change"
    yield from (f"  {sentence}" for sentence in sentences)
    yield from (f"  + {show(name)}: {show(value)}" for name, value in headers)


def show(value: bytes) -> str:
    """Write bytes for a terminal: printable ASCII as it is, the rest escaped, long values cut."""
    cut = value[:_LONGEST]
    text = "".join(chr(b) if 0x20 <= b < 0x7F else f"\\x{b:02x}" for b in cut)
    return text if len(value) <= _LONGEST else f"{text}… ({len(value)} bytes)"


def _shown(value: object) -> str:
    if value is None:
        return "(absent)"
    if isinstance(value, bytes):
        return show(value) or "(empty)"
    if isinstance(value, tuple):
        return show(b", ".join(value)) or "(nothing)"
    return str(value)[:_LONGEST]
