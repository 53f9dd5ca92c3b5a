"""The HTTP cache (https://fetch.spec.whatwg.org/#http-cache-partitions) of one browser, as a value.

As far as CORS meets it: what a response is stored under, whether it fits a later request, and
whether it is fresh. A response that was stored for one request and serves another is judged by the
headers that came for the first: that is how an answer without ``Vary: Origin`` blocks a page that
its server would have let in.
"""

import attrs

from corsmodel.fetching.cors_preflight_cache import network_partition_key
from corsmodel.infrastructure.exchanges import HTTPRequest, StoredResponse
from corsmodel.infrastructure.freshness import (
    age_on_arrival,
    cache_directives,
    freshen,
    freshness_lifetime,
    has_explicit_freshness,
    varying_names,
)
from corsmodel.infrastructure.requests import Request
from corsmodel.infrastructure.responses import Response
from corsmodel.infrastructure.sharded_map import ShardedMap
from corsmodel.profile import HTTPCacheRules

_SAFE_METHODS = frozenset({b"GET", b"HEAD", b"OPTIONS", b"TRACE"})
#: What browsers send with other values for other destinations, or from one time to the next.
_UNKNOWN_NAMES = frozenset({b"accept", b"cookie", b"referer"})


@attrs.frozen
class HTTPCache:
    """The responses that a browser has stored: one for each key, the last."""

    _stored: ShardedMap[StoredResponse] = attrs.field(factory=ShardedMap, repr=False)

    def select(
        self, request: Request, http_request: HTTPRequest, rules: HTTPCacheRules
    ) -> StoredResponse | None:
        """Select the stored response for a request, fresh or not (RFC 9111, section 4)."""
        serves = {b"GET", b"HEAD"} if rules.get_serves_head else {b"GET"}
        if http_request.method not in serves or b"range" in http_request.headers:
            return None
        return self._stored.get(_key(request, http_request, rules))

    def store(
        self,
        request: Request,
        http_request: HTTPRequest,
        answer: Response,
        at: float,
        rules: HTTPCacheRules,
    ) -> "HTTPCache":
        """Store *answer* if it may be (RFC 9111, section 3), in the place of what was there."""
        if http_request.method != b"GET" or not _may_be_stored(answer, rules):
            return self
        stored = StoredResponse(http_request, answer, at, request.destination)
        return HTTPCache(self._stored.put(_key(request, http_request, rules), stored))

    def freshen(
        self,
        request: Request,
        http_request: HTTPRequest,
        validation: Response,
        at: float,
        rules: HTTPCacheRules,
    ) -> tuple["HTTPCache", StoredResponse]:
        """Update the stored response with the headers of a 304 (RFC 9111, section 4.3.4)."""
        key = _key(request, http_request, rules)
        stored = self._stored.get(key)
        assert stored is not None  # noqa: S101 - it is being validated
        headers = freshen(stored.answer.headers, validation.headers)
        answer = Response(stored.answer.status, headers)
        fresh = StoredResponse(http_request, answer, at, request.destination)
        return HTTPCache(self._stored.put(key, fresh)), fresh

    def invalidate(
        self, request: Request, http_request: HTTPRequest, status: int, rules: HTTPCacheRules
    ) -> "HTTPCache":
        """Forget what a request has changed (RFC 9111, section 4.4)."""
        if not (200 <= status <= 399 or rules.invalidated_by_errors):
            return self
        if not _invalidates(http_request.method, rules):
            return self
        if rules.invalidated_by_own_origin_only and request.response_tainting != "basic":
            return self
        key = _key(request, http_request, rules)
        return self if self._stored.get(key) is None else HTTPCache(self._stored.put(key, None))


def _invalidates(method: bytes, rules: HTTPCacheRules) -> bool:
    if rules.invalidated_by == "unsafe":
        return method not in _SAFE_METHODS
    if rules.invalidated_by == "not-get":
        return method != b"GET"
    return method in {b"POST", b"DELETE", b"PATCH"}


def is_fresh(stored: StoredResponse, at: float, rules: HTTPCacheRules) -> bool:
    """Tell whether a stored response may be used without asking (RFC 9111, section 4.2)."""
    headers = stored.answer.headers
    if "no-cache" in cache_directives(headers):
        return False
    age = age_on_arrival(headers) + at - stored.at
    return age < freshness_lifetime(stored.answer, rules)


def varies(stored: StoredResponse, request: Request, http_request: HTTPRequest) -> bool:
    """Tell whether ``Vary`` keeps a stored response from a request (RFC 9111, section 4.1)."""
    names = varying_names(stored.answer.headers)
    if b"*" in names:
        return True
    if stored.destination != request.destination and not names.isdisjoint(_UNKNOWN_NAMES):
        return True
    before, now = stored.request.headers, http_request.headers
    return any(before.get(name) != now.get(name) for name in names)


def _may_be_stored(answer: Response, rules: HTTPCacheRules) -> bool:
    headers = answer.headers
    if answer.status == 206 or "no-store" in cache_directives(headers):
        return False
    if has_explicit_freshness(headers):
        return rules.statuses is None or answer.status in rules.statuses
    if answer.status in rules.lasting_redirects:
        return True
    if answer.status not in rules.heuristic_statuses:
        return False
    return rules.keeps_what_is_never_fresh or b"etag" in headers or b"last-modified" in headers


def _key(request: Request, http_request: HTTPRequest, rules: HTTPCacheRules) -> tuple[object, ...]:
    """Determine the partition and the place in it.

    https://fetch.spec.whatwg.org/#determine-the-http-cache-partition
    """
    # 1. 2. 3. The partition of the network partition key; it is never null here.
    credentials = http_request.credentials if rules.keyed_by_credentials else None
    image = rules.keyed_by_image and request.destination == "image"
    return (network_partition_key(request), credentials, image, http_request.url)
