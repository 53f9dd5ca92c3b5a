"""A shared cache between browser and server, as a server: a proxy, or a network of them."""

import attrs

from corsmodel.drivers.servers import Server
from corsmodel.fetching.fetch_params import Answer
from corsmodel.infrastructure.arguments import finite
from corsmodel.infrastructure.exchanges import HTTPRequest
from corsmodel.infrastructure.freshness import (
    age_on_arrival,
    cache_directives,
    freshness_lifetime,
    has_explicit_freshness,
    varying_names,
)
from corsmodel.infrastructure.headers import HeaderList
from corsmodel.infrastructure.responses import Response
from corsmodel.profile import STANDARD

_RULES = STANDARD.http_cache
#: An answer to a request with ``Authorization`` is for all only if it says so (RFC 9111, 3.5).
_FOR_ALL = frozenset({"public", "s-maxage", "must-revalidate"})
_SAFE_METHODS = frozenset({b"GET", b"HEAD", b"OPTIONS", b"TRACE"})
_MOST_DIGITS = 10
#: They answer a condition or a range, and stand for no whole content.
_PARTIAL = frozenset({206, 304})


@attrs.frozen
class _Stored:
    request: HTTPRequest
    answer: Response
    at: float


@attrs.define
class SharedCache:
    """A cache that all browsers share, in front of *server* (RFC 9111).

    It picks by URL and ``Vary``, keeps what is fresh, and hands it to whoever asks. It has no
    clock: :meth:`at` gives the server as it is at a time. What it keeps stays in it.

    What decides whether ``Vary: Origin`` is missed is here; what does not is left out: it validates
    nothing and serves nothing stale.
    """

    server: Server
    #: For how many seconds it keeps an answer that does not say how long it is fresh and may be
    #: kept all the same (RFC 9111, section 4.2.2).
    default_lifetime: float = 0
    _stored: dict[str, list[_Stored]] = attrs.field(factory=dict, init=False, repr=False)

    def at(self, seconds: float) -> Server:
        """Return the server that browsers meet at a time, in seconds.

        :raises TypeError: for what is no number.
        :raises ValueError: for what is no time.
        """
        finite(seconds, "seconds")
        return lambda http_request: self._answer(http_request, seconds)

    def _answer(self, http_request: HTTPRequest, at: float) -> Answer:
        stored = self._select(http_request, at)
        if stored is not None:
            age = int(age_on_arrival(stored.answer.headers) + at - stored.at)
            headers = stored.answer.headers.set(b"Age", str(age).encode())
            return Response(stored.answer.status, headers)
        answer = self.server(http_request)
        if isinstance(answer, Response):
            self._learn(http_request, answer, at)
        return answer

    def _select(self, http_request: HTTPRequest, at: float) -> _Stored | None:
        """Select the last stored answer that fits and is fresh (RFC 9111, section 4)."""
        asked = cache_directives(http_request.headers)
        if (
            http_request.method not in {b"GET", b"HEAD"}
            or b"range" in http_request.headers
            or not asked.keys().isdisjoint({"no-cache", "no-store"})
        ):
            return None
        oldest = asked.get("max-age", "")
        for stored in reversed(self._stored.get(http_request.url, [])):
            age = age_on_arrival(stored.answer.headers) + at - stored.at
            if oldest.isdecimal() and age > int(oldest[:_MOST_DIGITS]):
                continue
            if _fits(stored, http_request) and age < self._lifetime(stored.answer):
                return stored
        return None

    def _learn(self, http_request: HTTPRequest, answer: Response, at: float) -> None:
        """Keep an answer (RFC 9111, section 3), or forget what a request has changed (4.4)."""
        kept = self._stored.setdefault(http_request.url, [])
        if http_request.method == b"GET":
            if _may_be_stored(http_request, answer):
                kept[:] = [stored for stored in kept if not _fits(stored, http_request)]
                kept.append(_Stored(http_request, answer, at))
        elif http_request.method not in _SAFE_METHODS and answer.status < 400:
            kept.clear()

    def _lifetime(self, answer: Response) -> float:
        """Return for how many seconds an answer is fresh here (RFC 9111, section 4.2.1)."""
        headers = answer.headers
        directives = cache_directives(headers)
        if "no-cache" in directives:
            return 0
        shared = directives.get("s-maxage")
        if shared is not None:
            headers = headers.delete([b"expires"])
            headers = headers.set(b"Cache-Control", b"max-age=" + shared.encode("latin-1"))
            return freshness_lifetime(Response(answer.status, headers), _RULES)
        lifetime = freshness_lifetime(answer, _RULES)
        if has_explicit_freshness(headers, _RULES):
            return lifetime
        return max(lifetime, self.default_lifetime)


def _may_be_stored(http_request: HTTPRequest, answer: Response) -> bool:
    directives = cache_directives(answer.headers)
    if answer.status in _PARTIAL or not directives.keys().isdisjoint({"no-store", "private"}):
        return False
    if b"range" in http_request.headers or b"*" in varying_names(answer.headers):
        return False
    if "no-store" in cache_directives(http_request.headers):
        return False
    if b"authorization" in http_request.headers and _FOR_ALL.isdisjoint(directives):
        return False
    return (
        has_explicit_freshness(answer.headers, _RULES)
        or not directives.keys().isdisjoint({"s-maxage", "public"})
        or answer.status in _RULES.heuristic_statuses
    )


def _fits(stored: _Stored, http_request: HTTPRequest) -> bool:
    """Tell whether ``Vary`` lets a stored answer serve a request (RFC 9111, section 4.1).

    Cookies are not in the model's requests: whether they go along stands for them.
    """
    names = varying_names(stored.answer.headers)
    if b"cookie" in names and stored.request.credentials != http_request.credentials:
        return False
    return all(_same(stored.request.headers, http_request.headers, name) for name in names)


def _same(before: HeaderList, now: HeaderList, name: bytes) -> bool:
    return before.get(name) == now.get(name)
