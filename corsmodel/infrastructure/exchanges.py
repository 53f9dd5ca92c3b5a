"""Exchanges: the HTTP requests of a fetch as they go out, and what came back."""

from typing import Literal, NamedTuple

import attrs

from corsmodel.infrastructure.headers import HeaderList
from corsmodel.infrastructure.responses import ConnectionFailure, Response
from corsmodel.values import Value


@attrs.frozen(eq=False, repr=False)
class HTTPRequest(Value):
    """One HTTP request on the wire, as far as the protocol and the script determine it.

    The headers are the script's, ``Content-Type`` from the body, ``Origin``, the
    ``Access-Control-Request-*`` ones and what the cache mode adds; not ``Host``, ``User-Agent``,
    ``Referer``, ``Cookie`` and the like, nor an ``Accept`` that the script did not set.
    """

    method: bytes
    #: The address, without a fragment.
    url: str
    headers: HeaderList
    #: Whether this is a CORS-preflight request.
    preflight: bool
    #: Whether cookies, client certificates and authentication entries go with it.
    credentials: bool
    #: Which URL of the redirect chain it asks for; 0 is the first.
    hop: int = 0


class StoredResponse(NamedTuple):
    """A response in the HTTP cache, and what it was stored for."""

    request: HTTPRequest
    answer: Response
    #: When it came, or was validated last, in seconds.
    at: float
    #: What the request was for, as the standard calls it: ``image``, ``script``, or empty.
    destination: str = ""


@attrs.frozen(eq=False, repr=False)
class Exchange(Value):
    """One HTTP request and the answer to it; the answer is ``None`` while it is awaited."""

    request: HTTPRequest
    answer: Response | ConnectionFailure | None
    #: The stored response that the browser goes on with, or ``None``.
    stored: StoredResponse | None = None

    @property
    def cache_state(self) -> Literal["", "local", "validated"]:
        """Where the response came from (https://fetch.spec.whatwg.org/#concept-response-cache-state).

        ``local``: the HTTP cache, and nothing went out. ``validated``: the HTTP cache, after the
        server was asked. Empty: the server.
        """
        if self.stored is None:
            return ""
        return "local" if self.stored.answer is self.answer else "validated"

    @property
    def status(self) -> int | None:
        """The answer's status, or ``None`` where there is no answer."""
        return self.answer.status if isinstance(self.answer, Response) else None
