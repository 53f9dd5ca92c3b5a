"""Repairs: the smallest edits after which the fetch is readable, each proved by asking again."""

from collections.abc import Iterable, Iterator, Sequence

import attrs

from corsmodel.fetching.reasons import Reason
from corsmodel.fetching.verdict import Outcome, Verdict
from corsmodel.infrastructure.responses import Response
from corsmodel.repair.answer_edits import ALLOW_ORIGIN, answer_edits
from corsmodel.repair.edits import (
    AnswerEdit,
    AppendHeader,
    Edit,
    FetchDirectly,
    Place,
    RequestEdit,
    SetHeader,
    SetStatus,
)
from corsmodel.repair.replay import Replay, Replayer, Server
from corsmodel.repair.request_edits import alternatives, needed_edits
from corsmodel.repair.risks import risk

# Twenty redirects with a preflight each, five edits for each of the two answers, and some to spare.
_MOST_ROUNDS = 250


@attrs.frozen
class Repair:
    """Edits after which the fetch is readable. None of them can be left out.

    Only those ``for_caches`` are not needed for the verdict at hand: ``Vary: Origin`` keeps a
    cache from handing the answer for this page to another one.
    """

    #: What the page changes.
    request: tuple[RequestEdit, ...]
    #: What the server changes, by the answers' places in the fetch as it then is.
    answers: tuple[AnswerEdit, ...]
    #: The places whose answers nobody has seen: the edits there say what such an answer needs.
    unseen: tuple[Place, ...]
    #: What it costs or risks, one sentence for each kind of edit.
    risks: tuple[str, ...]
    #: The proof: what comes of asking again.
    verdict: Verdict = attrs.field(repr=False)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """All edits, the page's first."""
        return (*self.request, *self.answers)


@attrs.frozen
class Obstacle:
    """What no header of any answer takes away."""

    outcome: Outcome
    #: ``None`` for an outcome that is no failure, such as an opaque response.
    reason: Reason | None

    @property
    def code(self) -> str:
        """The reason's code, or the outcome where there is no reason."""
        return self.outcome.value if self.reason is None else self.reason.code


@attrs.frozen
class _Found:
    edits: tuple[Edit, ...]
    replay: Replay
    obstacle: Obstacle | None


def repairs(verdict: Verdict, server: Server | None = None) -> tuple[Repair, ...]:
    """Return what makes the fetch readable, the server's way first, then the page's ways.

    Empty where the fetch is readable, and where nothing that is known here helps; then
    :func:`obstacle` says what is in the way. Answers that the verdict has not seen come from
    *server*; those that it does not know either are designed: a plain status and what is needed.

    :raises ValueError: for a verdict that does not carry what was asked.
    """
    return mend(verdict, server)[0]


def obstacle(verdict: Verdict, server: Server | None = None) -> Obstacle | None:
    """Return what is in the way that no header of any answer takes away, if anything.

    Where nothing helps, it is what the fetch fails of in the end; otherwise the first such thing.

    :raises ValueError: for a verdict that does not carry what was asked.
    """
    return None if verdict.readable else _complete(Replayer.of(verdict, server), ()).obstacle


def mend(
    verdict: Verdict, server: Server | None = None
) -> tuple[tuple[Repair, ...], Obstacle | None]:
    """Return the repairs and the obstacle at once.

    :raises ValueError: for a verdict that does not carry what was asked.
    """
    if verdict.readable:
        return (), None
    replayer = Replayer.of(verdict, server)
    first = _complete(replayer, ())
    made = [_minimal(replayer, first.edits)] if first.replay.verdict.readable else []
    for start in alternatives(verdict, replayer.asked):
        found = _complete(replayer, start)
        if found.replay.verdict.readable:
            edits = _minimal(replayer, found.edits)
            if _is_worth_it(replayer, edits, made):
                made.append(edits)
    return tuple([_repair(replayer, edits) for edits in made if edits]), first.obstacle


def _complete(replayer: Replayer, start: tuple[RequestEdit, ...]) -> _Found:
    """Add one edit after the other until the fetch is readable, or nothing helps any more.

    The server's edits come first; where none helps, the page has to change, and what the server
    changes is found anew.
    """
    request: dict[tuple[object, ...], Edit] = {edit.subject: edit for edit in start}
    answers: dict[tuple[object, ...], Edit] = {}
    obstacle: Obstacle | None = None
    for _ in range(_MOST_ROUNDS):
        edits = (*request.values(), *answers.values())
        replay = replayer.play(edits)
        failed = replay.verdict
        if failed.readable:
            break
        fixes = [edit for edit in answer_edits(failed) if answers.get(edit.subject) != edit]
        if obstacle is None and (not fixes or any(isinstance(fix, SetStatus) for fix in fixes)):
            obstacle = Obstacle(failed.outcome, failed.reason)
        if fixes:
            answers |= {edit.subject: edit for edit in fixes}
            continue
        needed = needed_edits(failed, replayer.request(edits), _first(edits))
        if not needed:
            break
        request |= {edit.subject: edit for edit in needed}
        answers = {}
    if not failed.readable:
        obstacle = Obstacle(failed.outcome, failed.reason)
    return _Found(edits, replay, obstacle)


def _first(edits: Iterable[Edit]) -> int:
    return max((edit.hop for edit in edits if isinstance(edit, FetchDirectly)), default=0)


def _minimal(replayer: Replayer, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Leave out every edit that can be left out, the server's before the page's."""
    kept = list(edits)
    order: list[Edit] = [edit for edit in edits if isinstance(edit, AnswerEdit)]
    order += [edit for edit in edits if isinstance(edit, RequestEdit)]
    shrunk = True
    while shrunk:
        shrunk = False
        for edit in [edit for edit in order if edit in kept]:
            fewer = [other for other in kept if other is not edit]
            if replayer.play(fewer).verdict.readable:
                kept = fewer
                shrunk = True
    return tuple(kept)


def _is_worth_it(
    replayer: Replayer, edits: tuple[Edit, ...], made: Sequence[tuple[Edit, ...]]
) -> bool:
    """Tell whether an alternative asks less of the server than the first repair does."""
    if not any(isinstance(edit, RequestEdit) for edit in edits):
        return False
    if edits in made:
        return False
    return not made or _demands(replayer, edits) < _demands(replayer, made[0])


def _demands(replayer: Replayer, edits: tuple[Edit, ...]) -> tuple[int, int]:
    """Count the edits of answers that were seen, then those of all answers."""
    answers = [edit for edit in edits if isinstance(edit, AnswerEdit)]
    seen = [edit for edit in answers if replayer.answer(edit.place, edits) is not None]
    return len(seen), len(answers)


def _repair(replayer: Replayer, edits: tuple[Edit, ...]) -> Repair:
    """Put the edits in order, add what caches need, and prove the whole."""
    request = tuple([edit for edit in edits if isinstance(edit, RequestEdit)])
    answers = [edit for edit in edits if isinstance(edit, AnswerEdit)]
    answers += _for_caches(replayer.play(edits), answers)
    # An answer's edits stand together, in the order of asking; `sorted` keeps their own order.
    ordered = tuple(sorted(answers, key=lambda edit: (edit.place.hop, not edit.place.preflight)))
    replay = replayer.play((*request, *ordered))
    edited = {edit.place for edit in ordered}
    return Repair(
        request,
        ordered,
        tuple([place for place in replay.unseen if place in edited]),
        tuple(dict.fromkeys(risk(edit, replayer.asked) for edit in edits)),
        replay.verdict,
    )


def _for_caches(replay: Replay, answers: Iterable[AnswerEdit]) -> Iterator[AnswerEdit]:
    """Give ``Vary: Origin`` to each answer that names an origin now and did not say so."""
    known = {
        Place(exchange.request.hop, exchange.request.preflight): exchange.answer
        for exchange in replay.verdict.exchanges
    }
    for edit in answers:
        answer = known.get(edit.place)
        if (
            isinstance(edit, SetHeader)
            and edit.name == ALLOW_ORIGIN
            and isinstance(answer, Response)
        ):
            vary = (answer.headers.get(b"vary") or b"").lower()
            if {b"origin", b"*"}.isdisjoint(word.strip(b" \t") for word in vary.split(b",")):
                yield AppendHeader(edit.place, b"Vary", b"Origin")
