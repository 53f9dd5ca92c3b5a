"""Words that every form of an explanation has in common."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import attrs

from corsmodel.fetching.classification import (
    Cause,
    FlagCause,
    HeaderCause,
    HeaderSumCause,
    MethodCause,
)
from corsmodel.fetching.reasons import ConnectionFailed, CORSCheckFailure, InvalidRequest, Reason
from corsmodel.fetching.verdict import Outcome, Verdict

T = TypeVar("T")

LONGEST = 200
#: No list in an explanation has more items.
MOST = 40
#: A sentence of the console has several values in it.
LONGEST_SENTENCE = 2000

_HEADLINES = {
    Outcome.READABLE: "ALLOWED: the page can read the response",
    Outcome.OPAQUE: "OPAQUE: the page gets a response that it cannot look into",
    Outcome.OPAQUE_REDIRECT: "OPAQUE REDIRECT: the page is told of a redirect, not where to",
    Outcome.NETWORK_ERROR: "BLOCKED: the page gets a network error",
    Outcome.INVALID_REQUEST: "REFUSED: the script API throws",
    Outcome.UNANSWERED: "UNANSWERED: an answer is missing",
}

#: An element has no call that could throw.
_ELEMENT_REFUSED = "REFUSED: the element fetches nothing"

KINDS = {
    "same-origin": "same-origin: the URL is of the page's own origin, so CORS does not apply",
    "no-cors": "no-cors: the page asked for an opaque response",
    "simple": "simple: sent without a preflight",
    "preflighted": "preflighted, since",
    "local": "local: nothing is sent",
    "blocked": "refused before anything is sent",
}

_RULES = {
    "not-safelisted-name": "the name is not safelisted",
    "too-long": "the value is longer than 128 bytes",
    "unsafe-byte": "the value has a byte that is not safelisted",
    "language-byte": "the value has a byte that a language list does not have",
    "mime-type": "the type is none of the three that forms send",
    "range": "the value is not a single range with a start",
}


def first(items: Sequence[T], write: Callable[[T], str]) -> Iterator[str]:
    """Write the first of *items*, as many as people read, and say how many more there are."""
    yield from map(write, items[:MOST])
    if len(items) > MOST:
        yield f"(and {len(items) - MOST} more)"


def show(value: bytes, longest: int = LONGEST) -> str:
    """Write bytes for people: printable ASCII as it is, the rest escaped, long values cut."""
    cut = value[:longest]
    text = "".join(chr(b) if 0x20 <= b < 0x7F else f"\\x{b:02x}" for b in cut)
    return text if len(value) <= longest else f"{text}… ({len(value)} bytes)"


def show_text(value: str, longest: int = LONGEST) -> str:
    """Write a text for people in the same way: a URL, a name that script gave."""
    return show(value.encode("utf-8", "replace"), longest)


def cause(of: Cause) -> str:
    """Say what makes a preflight necessary."""
    match of:
        case MethodCause(method):
            return f"the method {show(method)} is not GET, HEAD or POST"
        case HeaderCause(name, _, rule):
            return f"the header {show(name)}: {_RULES[rule]}"
        case HeaderSumCause(_, size):
            return f"the values of all safelisted headers together have {size} bytes, over 1024"
        case FlagCause():
            return "an upload listener, or a stream as the body, asks for it"


def values(reason: Reason) -> Iterator[tuple[str, str]]:
    """Give the values that disagreed, under their names."""
    if isinstance(reason, InvalidRequest):
        yield reason.argument, repr(reason.value[:LONGEST])
        return
    for field in attrs.fields(type(reason)):
        if field.name not in {"step", "preflight"}:
            yield field.name, _shown(getattr(reason, field.name))


def _shown(value: object) -> str:
    if value is None:
        return "(absent)"
    if isinstance(value, bytes):
        return show(value) or "(empty)"
    if isinstance(value, tuple):
        return show(b", ".join(value)) or "(nothing)"
    return show_text(str(value))


def values_are_on_the_wire(reason: Reason) -> bool:
    """Whether the marked line of the answer and the request's Origin show the values anyway."""
    return isinstance(reason, CORSCheckFailure)


def side_effects(verdict: Verdict) -> str | None:
    """Say whether a server acted on the request, where that could surprise."""
    if verdict.outcome in {Outcome.READABLE, Outcome.UNANSWERED}:
        return None
    if not verdict.exchanges:
        return "Nothing was sent."
    if isinstance(verdict.reason, ConnectionFailed) and not verdict.reached_server:
        return "Nothing came back, so nobody knows what the server did."
    sentences = []
    if verdict.reached_server:
        method = next(
            exchange.request.method
            for exchange in reversed(verdict.exchanges)
            if not exchange.request.preflight
        )
        sentences.append(
            f"The server received the {show(method)} and acted on it; "
            "the page just cannot read the answer."
        )
    if verdict.exchanges[-1].cache_state == "local":
        sentences.append("The answer is one that the browser had stored: nothing was sent for it.")
    last = verdict.exchanges[-1].request
    if last.preflight and verdict.outcome is Outcome.NETWORK_ERROR:
        method = last.headers.get(b"access-control-request-method") or b"request"
        where = f" to {show_text(last.url)}" if verdict.reached_server else ""
        sentences.append(f"The {show(method)}{where} was never sent.")
    return " ".join(sentences) or None


_ELEMENTS = {
    "img": "picture", "script": "script", "module": "script", "stylesheet": "style sheet",
    "font": "font",
}  # fmt: skip


def headline(verdict: Verdict) -> str:
    """Say what came of it in one line."""
    element = verdict.asked is not None and verdict.asked.api in _ELEMENTS
    if verdict.outcome is Outcome.INVALID_REQUEST and element:
        return _ELEMENT_REFUSED
    return _HEADLINES[verdict.outcome]


def script_sees(verdict: Verdict) -> str | None:
    """Say what the page's script gets, headers aside."""
    api = "fetch" if verdict.asked is None else verdict.asked.api
    if verdict.outcome is Outcome.INVALID_REQUEST and api not in _ELEMENTS:
        exception = getattr(verdict.reason, "exception", "TypeError")
        if api == "fetch":
            return f"Script sees: fetch() rejects with a {exception}."
        return f"Script sees: the call throws a {exception}."
    if verdict.outcome in {Outcome.NETWORK_ERROR, Outcome.INVALID_REQUEST}:
        if api == "fetch":
            return "Script sees: fetch() rejects with a TypeError that says nothing of the cause."
        if api == "xhr":
            return "Script sees: an error event and the status 0, nothing of the cause."
        return f"Script sees: the error event of the element; the {_ELEMENTS[api]} is not used."
    if verdict.outcome is Outcome.OPAQUE:
        if api in _ELEMENTS:
            return f"The {_ELEMENTS[api]} is used, and script cannot look into it."
        return "Script sees: a response of type opaque, with status 0, no headers and no body."
    if verdict.outcome is Outcome.OPAQUE_REDIRECT:
        return "Script sees: a response of type opaqueredirect, with status 0 and no headers."
    return None
