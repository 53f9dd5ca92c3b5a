"""Exchanges: the HTTP requests of a fetch as they go out, and what came back."""

import attrs

from corsmodel.infrastructure.headers import HeaderList
from corsmodel.infrastructure.responses import ConnectionFailure, Response


@attrs.frozen
class HTTPRequest:
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


@attrs.frozen
class Exchange:
    """One HTTP request and the answer to it; the answer is ``None`` while it is awaited."""

    request: HTTPRequest
    answer: Response | ConnectionFailure | None

    @property
    def status(self) -> int | None:
        """The answer's status, or ``None`` where there is no answer."""
        return self.answer.status if isinstance(self.answer, Response) else None
