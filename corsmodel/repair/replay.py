"""Asking again: the same fetch with other answers, or of another request."""

from collections.abc import Callable, Iterable

import attrs

from corsmodel.fetching.fetch_params import Answer
from corsmodel.fetching.verdict import Verdict
from corsmodel.infrastructure.exchanges import HTTPRequest
from corsmodel.infrastructure.responses import ConnectionFailure, Response
from corsmodel.infrastructure.script_requests import Request
from corsmodel.repair.edits import AnswerEdit, Edit, FetchDirectly, Place, RequestEdit
from corsmodel.using_fetch import fetch

#: Whoever knows answers that the verdict has not seen; ``None`` from it is "I do not know".
Server = Callable[[HTTPRequest], Answer]

# An answer that nobody knows is designed on one of these: a status, and no header at all.
_BLANK_PREFLIGHT = Response(204)
_BLANK = Response(200)


@attrs.frozen
class Replay:
    """What came of asking again."""

    verdict: Verdict
    #: The places whose answers were made up, since nobody knows them.
    unseen: tuple[Place, ...]


@attrs.frozen
class Replayer:
    """A fetch that can be asked again: its verdict, and the answers known so far."""

    verdict: Verdict
    asked: Request
    _answers: dict[Place, Response | ConnectionFailure]
    _server: Server | None = None

    @classmethod
    def of(cls, verdict: Verdict, server: Server | None = None) -> "Replayer":
        """Take what *verdict* has seen; *server* is asked for what it has not.

        Of several answers at one place (a 401, and what came after it) the last one counts.

        :raises ValueError: for a verdict that does not say what was asked.
        """
        if verdict.asked is None or verdict.asked_of is None:
            message = "verdict: it does not carry what was asked; take one that fetch() made"
            raise ValueError(message)
        answers = {
            Place(exchange.request.hop, exchange.request.preflight): exchange.answer
            for exchange in verdict.exchanges
            # What the HTTP cache gave is no answer to this fetch.
            if exchange.answer is not None and exchange.cache_state != "local"
        }
        return cls(verdict, verdict.asked, answers, server)

    def request(self, edits: Iterable[Edit]) -> Request:
        """Return what is asked for after *edits*."""
        asked = self.asked
        for edit in edits:
            if isinstance(edit, RequestEdit):
                asked = edit.apply(asked)
        return asked

    def play(self, edits: Iterable[Edit], asked: Request | None = None) -> Replay:
        """Ask again with *edits* made, or for *asked* in place of what they make of the request."""
        edits = tuple(edits)
        first = max((edit.hop for edit in edits if isinstance(edit, FetchDirectly)), default=0)
        by_place: dict[Place, list[AnswerEdit]] = {}
        for edit in edits:
            if isinstance(edit, AnswerEdit):
                by_place.setdefault(edit.place, []).append(edit)
        unseen: list[Place] = []
        fetching = fetch(
            self.request(edits) if asked is None else asked,
            browser=self.verdict.asked_of or "standard",
            at=self.verdict.at,
        )
        try:
            http_request = next(fetching)
            while True:
                place = Place(http_request.hop, http_request.preflight)
                answer = self._known(http_request, first)
                if answer is None:
                    unseen.append(place)
                    answer = _BLANK_PREFLIGHT if place.preflight else _BLANK
                for change in by_place.get(place, ()):
                    if isinstance(answer, Response):
                        answer = change.apply(answer)
                http_request = fetching.send(answer)
        except StopIteration as stop:
            verdict: Verdict = stop.value
        return Replay(verdict, tuple(dict.fromkeys(unseen)))

    def answer(self, place: Place, edits: Iterable[Edit]) -> Answer:
        """Return the answer at *place* before any edit of it, if one is known without asking."""
        first = max((edit.hop for edit in edits if isinstance(edit, FetchDirectly)), default=0)
        return self._answers.get(Place(place.hop + first, place.preflight))

    def _known(self, http_request: HTTPRequest, first: int) -> Answer:
        place = Place(http_request.hop + first, http_request.preflight)
        answer: Answer = self._answers.get(place)
        if answer is None and self._server is not None:
            answer = self._server(attrs.evolve(http_request, hop=place.hop))
        return answer
