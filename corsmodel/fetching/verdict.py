"""Verdicts: what came of one fetch."""

import enum
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, overload

import attrs

from corsmodel.fetching.browser import Browser
from corsmodel.fetching.classification import Classification
from corsmodel.fetching.reasons import Reason
from corsmodel.infrastructure.exchanges import Exchange, HTTPRequest
from corsmodel.infrastructure.requests import CredentialsMode
from corsmodel.infrastructure.responses import FilteredResponse
from corsmodel.infrastructure.script_requests import Request
from corsmodel.infrastructure.trace import Decision
from corsmodel.values import Value

if TYPE_CHECKING:
    from corsmodel.explain.console import EngineCode
    from corsmodel.repair import Configuration, Obstacle, Repair, Server


class Outcome(enum.StrEnum):
    """What script gets."""

    #: A response whose status, headers and body script can read.
    READABLE = "readable"
    #: A response that script has but cannot look into.
    OPAQUE = "opaque"
    #: A redirect that was not followed, and that script cannot look into.
    OPAQUE_REDIRECT = "opaque-redirect"
    #: A failure: ``fetch()`` rejects with a TypeError, XMLHttpRequest fires an error event.
    NETWORK_ERROR = "network-error"
    #: The script API itself throws; nothing is fetched.
    INVALID_REQUEST = "invalid-request"
    #: The model needs an answer that it was not given; ``waiting`` is the request for it.
    UNANSWERED = "unanswered"


#: The outcome of a response by its type.
OUTCOMES = {
    "basic": Outcome.READABLE,
    "cors": Outcome.READABLE,
    "opaque": Outcome.OPAQUE,
    "opaqueredirect": Outcome.OPAQUE_REDIRECT,
}


@attrs.frozen(eq=False, repr=False)
class Verdict(Value):
    """What came of one fetch. The same inputs always give an equal verdict."""

    outcome: Outcome
    #: The browser to go on with: its CORS-preflight cache knows what this fetch taught it.
    browser: Browser = attrs.field(repr=False)
    #: Which way the request went and every cause for a preflight; ``None`` if nothing was fetched.
    classification: Classification | None = None
    #: The HTTP requests on the wire in order, each with its answer.
    exchanges: tuple[Exchange, ...] = ()
    #: What script gets to see, or ``None``.
    response: FilteredResponse | None = None
    #: Why there is no response, or ``None``.
    reason: Reason | None = None
    #: The HTTP request that the model has no answer for, or ``None``.
    waiting: HTTPRequest | None = None
    #: The request's credentials mode; ``None`` if the API threw.
    credentials_mode: CredentialsMode | None = None
    #: Every step that decided something, in order.
    decisions: tuple[Decision, ...] = attrs.field(default=(), repr=False)
    #: What was asked, of which browser, and when (in seconds): enough to ask again.
    asked: Request | None = attrs.field(default=None, repr=False)
    asked_of: Browser | None = attrs.field(default=None, repr=False)
    at: float = attrs.field(default=0, repr=False)

    @property
    def readable(self) -> bool:
        """Whether script can read the response."""
        return self.outcome is Outcome.READABLE

    @property
    def reached_server(self) -> bool:
        """Whether the request itself, not only a preflight for it, was sent to a server.

        If so, the server has acted on it, whatever script gets to see. A request that got no
        connection, or its answer from the HTTP cache, counts as not sent.
        """
        return any(
            not exchange.request.preflight
            and exchange.status is not None
            and exchange.cache_state != "local"
            for exchange in self.exchanges
        )

    @property
    def engine_code(self) -> str | None:
        """The engine's own code for the failure; the standard has none."""
        code = self._engine_code
        return None if code is None else code.name

    @property
    def engine_parameter(self) -> str | None:
        """What Chromium names as the failed parameter beside its code."""
        code = self._engine_code
        return None if code is None else code.parameter

    @property
    def console(self) -> tuple[str, ...]:
        """The sentences that the engine prints in the console; the standard has none."""
        from corsmodel.explain.console import console  # noqa: PLC0415 - as below

        return console(self)

    @property
    def _engine_code(self) -> "EngineCode | None":
        from corsmodel.explain.console import engine_code  # noqa: PLC0415 - as below

        return engine_code(self)

    def repairs(self, server: "Server | None" = None) -> "tuple[Repair, ...]":
        """Return what makes the fetch readable: the server's way first, then the page's ways.

        Each repair is proved by asking the same browser again. Answers that this verdict has not
        seen come from *server*; one that it does not know (``None``) is designed. Empty where the
        fetch is readable, and where nothing helps: then :meth:`obstacle` says why.
        """
        from corsmodel.repair import repairs  # noqa: PLC0415 - asks again only when asked to

        return repairs(self, server)

    def obstacle(self, server: "Server | None" = None) -> "Obstacle | None":
        """Return what is in the way that no header of any answer takes away, if anything.

        Where nothing helps, it is what the fetch fails of in the end; otherwise the first such
        thing, such as a redirected preflight.
        """
        from corsmodel.repair import obstacle  # noqa: PLC0415 - as above

        return obstacle(self, server)

    @overload
    def explain(
        self,
        form: Literal["text", "markdown"] = "text",
        *,
        whole: bool = False,
        server: "Server | None" = None,
        configurations: "Sequence[Configuration]" = (),
    ) -> str: ...

    @overload
    def explain(
        self,
        form: Literal["dict"],
        *,
        whole: bool = False,
        server: "Server | None" = None,
        configurations: "Sequence[Configuration]" = (),
    ) -> dict[str, Any]: ...

    def explain(
        self,
        form: Literal["text", "markdown", "dict"] = "text",
        *,
        whole: bool = False,
        server: "Server | None" = None,
        configurations: "Sequence[Configuration]" = (),
    ) -> str | dict[str, Any]:
        """Put the verdict into words: what was sent, what came back, what decided, and the fix.

        The same as :func:`corsmodel.explain`.
        """
        from corsmodel.explain import explain  # noqa: PLC0415 - words are made only when asked for

        return explain(self, form, whole=whole, server=server, configurations=configurations)
