"""What a situation is, and the facts of a verdict that its sign looks at."""

from collections.abc import Callable

import attrs

from corsmodel.fetching.reasons import CORSCheckFailure, Reason
from corsmodel.fetching.verdict import Verdict
from corsmodel.infrastructure.exchanges import Exchange, HTTPRequest
from corsmodel.infrastructure.origins import TupleOrigin
from corsmodel.infrastructure.responses import Response
from corsmodel.infrastructure.script_requests import Request
from corsmodel.infrastructure.statuses import REDIRECT_STATUSES
from corsmodel.infrastructure.urls import URL, parse_url


@attrs.frozen
class Situation:
    """An everyday trouble with CORS, by name: what is really the matter, and what helps."""

    #: Stable, in lower case with hyphens.
    name: str
    #: What it is, in one phrase.
    title: str
    #: How what the developer sees comes about.
    explanation: str
    #: What to change.
    remedy: str


@attrs.frozen
class Facts:
    """A verdict, and what its signs have in common."""

    verdict: Verdict

    @property
    def reason(self) -> Reason | None:
        """Why there is no response."""
        return self.verdict.reason

    @property
    def code(self) -> str:
        """The reason's code, or the empty string."""
        return "" if self.verdict.reason is None else self.verdict.reason.code

    @property
    def preflight(self) -> bool:
        """Whether the preflight failed."""
        return self.verdict.reason is not None and self.verdict.reason.preflight

    @property
    def checked(self) -> CORSCheckFailure | None:
        """The failure of the CORS check, if it is one."""
        reason = self.verdict.reason
        return reason if isinstance(reason, CORSCheckFailure) else None

    @property
    def exchange(self) -> Exchange | None:
        """The last exchange."""
        return self.verdict.exchanges[-1] if self.verdict.exchanges else None

    @property
    def request(self) -> HTTPRequest | None:
        """The last request on the wire."""
        return None if self.exchange is None else self.exchange.request

    @property
    def answer(self) -> Response | None:
        """The last answer."""
        answer = None if self.exchange is None else self.exchange.answer
        return answer if isinstance(answer, Response) else None

    @property
    def status(self) -> int:
        """The last answer's status, or 0."""
        return 0 if self.answer is None else self.answer.status

    def header(self, name: bytes) -> bytes | None:
        """Get a header of the last answer by its lower-case name."""
        return None if self.answer is None else self.answer.headers.get(name)

    @property
    def asked(self) -> Request | None:
        """What the page asked for."""
        return self.verdict.asked

    @property
    def page(self) -> TupleOrigin | None:
        """The page's origin, if it has one."""
        origin = None if self.verdict.asked is None else self.verdict.asked.client.origin
        return origin if isinstance(origin, TupleOrigin) else None

    @property
    def url(self) -> URL | None:
        """The URL of the last request, or the one that was asked for."""
        if self.request is not None:
            return parse_url(self.request.url)
        asked = self.verdict.asked
        return None if asked is None else asked.client.parse_url(asked.url)

    @property
    def location(self) -> URL | None:
        """Where the answer that was refused redirects to."""
        value = self.header(b"location")
        if value is None or self.status not in REDIRECT_STATUSES or self.verdict.reason is None:
            return None
        return parse_url(value.decode("latin-1"), self.url)


#: A situation and its sign.
Rule = tuple[Situation, Callable[[Facts], bool]]
