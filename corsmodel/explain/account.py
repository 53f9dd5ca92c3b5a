"""The account: a verdict taken apart for telling, before it is text, Markdown or a dictionary."""

from collections.abc import Iterator

import attrs

from corsmodel.explain import words
from corsmodel.explain.guidance import GUIDANCE, NULL_ORIGIN, OUTCOMES, STORED_ANSWER, WILDCARD_NAME
from corsmodel.explain.situations import Situation, situations
from corsmodel.explain.words import show, show_text
from corsmodel.fetching import reasons
from corsmodel.fetching.browser import Browser
from corsmodel.fetching.verdict import Outcome, Verdict
from corsmodel.infrastructure.exchanges import Exchange
from corsmodel.infrastructure.headers import HeaderList
from corsmodel.infrastructure.responses import Response
from corsmodel.profiles import PROFILES
from corsmodel.repair import (
    Configuration,
    Obstacle,
    Repair,
    Replayer,
    Server,
    mend,
)

_TOLD = frozenset({b"vary", b"location", b"cross-origin-resource-policy", b"timing-allow-origin"})


@attrs.frozen
class Line:
    """One header line of an answer."""

    text: str
    #: Whether this line decided.
    decides: bool = False


@attrs.frozen
class Message:
    """One HTTP request and what came back."""

    #: Method and URL.
    request: str
    preflight: bool
    credentials: bool
    #: ``False`` for the request that a failed preflight kept from being sent.
    sent: bool
    #: Whether the answer is the HTTP cache's: nothing went out.
    stored: bool = False
    headers: tuple[str, ...] = ()
    #: ``None`` where nothing came back.
    status: int | None = None
    answer: tuple[Line, ...] = ()

    @property
    def note(self) -> str:
        """What stands behind it in brackets."""
        if not self.sent:
            return "never sent"
        if self.stored:
            return "from the HTTP cache, nothing was sent"
        kind = "preflight, " if self.preflight else ""
        return f"{kind}{'with' if self.credentials else 'without'} credentials"


@attrs.frozen
class Account:
    """Everything there is to tell about a verdict, in the order of telling."""

    verdict: Verdict
    headline: str
    #: The everyday troubles that it looks like, the most specific first.
    situations: tuple[Situation, ...]
    side_effects: str | None
    script_sees: str | None
    #: Names that script reads, and names that it could read if the server exposed them.
    readable: tuple[str, ...]
    hidden: tuple[str, ...]
    sequence: tuple[Message, ...]
    repairs: tuple[Repair, ...]
    obstacle: Obstacle | None
    #: What to do about the obstacle, or about the reason where no repair is known.
    fix: str | None
    #: How the reason comes about in real servers.
    causes: tuple[str, ...]
    #: Engine → what its console says; of the standard's verdict, what each engine would say.
    consoles: tuple[tuple[str, tuple[str, ...]], ...]
    #: A repair in lines for servers, if those were asked for.
    configurations: tuple[Configuration, ...] = ()


def account(
    verdict: Verdict,
    server: Server | None,
    *,
    whole: bool,
    configurations: tuple[Configuration, ...] = (),
) -> Account:
    """Take *verdict* apart; *whole* keeps every header of the answers."""
    # A verdict made by hand does not say what was asked, so it cannot be asked again.
    repairs, obstacle = mend(verdict, server) if verdict.asked is not None else ((), None)
    reason = verdict.reason
    readable, hidden = _response(verdict)
    return Account(
        verdict,
        words.headline(verdict),
        situations(verdict),
        words.side_effects(verdict),
        words.script_sees(verdict),
        readable,
        hidden,
        tuple(_sequence(verdict, whole=whole)),
        repairs,
        obstacle,
        _fix(verdict, obstacle),
        () if reason is None else GUIDANCE[reason.code].causes,
        tuple(_consoles(verdict, server)) if whole else (),
        configurations,
    )


def _consoles(verdict: Verdict, server: Server | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Ask the verdict's browser for its words, or each engine where the standard was asked."""
    if verdict.asked_of is None or verdict.asked_of.profile.name != "standard":
        if verdict.console and verdict.asked_of is not None:
            yield verdict.asked_of.profile.name, verdict.console
        return
    for name, profile in PROFILES.items():
        # A new browser: what the standard remembers is not what an engine would.
        asked = attrs.evolve(verdict, asked_of=Browser(profile))
        replay = Replayer.of(asked, server).play(())
        if replay.verdict.console and not replay.unseen:
            yield name, replay.verdict.console


def _fix(verdict: Verdict, obstacle: Obstacle | None) -> str | None:
    if verdict.exchanges and verdict.exchanges[-1].cache_state == "local" and obstacle is not None:
        return STORED_ANSWER
    if obstacle is not None:
        match obstacle.reason:
            case None:
                return OUTCOMES[obstacle.code]
            case reasons.CORSCheckFailure(origin=b"null"):
                return NULL_ORIGIN
            case reasons.MethodNotAllowed(method=b"*") | reasons.HeaderNotAllowed(name=b"*"):
                return WILDCARD_NAME
            case _:
                return GUIDANCE[obstacle.code].fix
    return None if verdict.reason is None else GUIDANCE[verdict.reason.code].fix


def _sequence(verdict: Verdict, *, whole: bool) -> Iterator[Message]:
    for exchange in verdict.exchanges:
        request = exchange.request
        answer = exchange.answer if isinstance(exchange.answer, Response) else None
        yield Message(
            f"{show(request.method)} {show_text(request.url)}",
            request.preflight,
            request.credentials,
            sent=True,
            stored=exchange.cache_state == "local",
            headers=tuple(words.first(request.headers.pairs, _header)),
            status=exchange.status,
            answer=()
            if answer is None
            else tuple(_lines(verdict, exchange, answer.headers, whole=whole)),
        )
    last = verdict.exchanges[-1].request if verdict.exchanges else None
    if last is not None and last.preflight and verdict.outcome is Outcome.NETWORK_ERROR:
        method = last.headers.get(b"access-control-request-method") or b""
        yield Message(f"{show(method)} {show_text(last.url)}", False, False, sent=False)


def _header(pair: tuple[bytes, bytes]) -> str:
    return f"{show(pair[0])}: {show(pair[1])}"


def _lines(
    verdict: Verdict, exchange: Exchange, headers: HeaderList, *, whole: bool
) -> Iterator[Line]:
    decides = deciding_header(verdict, exchange)
    name_of_it = b"" if decides is None else decides.lower()
    told = [
        (name, value)
        for name, value in headers.pairs
        if whole
        or name.lower() == name_of_it
        or name.lower().startswith(b"access-control-")
        or name.lower() in _TOLD
    ]
    for name, value in told[: words.MOST]:
        yield Line(f"{show(name)}: {show(value)}", name.lower() == name_of_it)
    if len(told) > words.MOST:
        yield Line(f"(and {len(told) - words.MOST} more)")
    if decides is not None and name_of_it not in headers:
        yield Line(f"(no {show(decides)})", True)


def deciding_header(verdict: Verdict, exchange: Exchange) -> bytes | None:
    """Return the name of the header of this exchange's answer that decided, if one did."""
    if not verdict.exchanges or exchange is not verdict.exchanges[-1]:
        return None
    match verdict.reason:
        case reasons.CORSCheckFailure(header=header) | reasons.HeaderFailure(header=header):
            return header
        case reasons.MethodNotAllowed():
            return b"Access-Control-Allow-Methods"
        case reasons.HeaderNameNotAllowed():
            return b"Access-Control-Allow-Headers"
        case reasons.InvalidLocation() | reasons.RedirectCredentials() | reasons.RedirectScheme():
            return b"Location"
        case reasons.MixedContent() | reasons.BadPort() | reasons.TooManyRedirects():
            return b"Location"
        case reasons.StatusFailure(location=bytes()):
            return b"Location"
    return None


def _response(verdict: Verdict) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names that script reads, and those that it could if they were exposed."""
    response = verdict.response
    if response is None or verdict.outcome is not Outcome.READABLE:
        return (), ()
    names = dict.fromkeys(name for name, _ in response.headers)
    answer = verdict.exchanges[-1].answer if verdict.exchanges else None
    hidden: list[bytes] = []
    if isinstance(answer, Response) and response.type == "cors":
        hidden = [
            name
            for name in answer.headers.names
            if name not in names and not name.startswith((b"set-cookie", b"access-control-"))
        ]
    return _cut(names), _cut(hidden)


def _cut(names: "list[bytes] | dict[bytes, None]") -> tuple[str, ...]:
    shown = [show(name) for name in names][: words.MOST]
    more = len(names) - words.MOST
    return tuple([*shown, f"(and {more} more)"] if more > 0 else shown)
