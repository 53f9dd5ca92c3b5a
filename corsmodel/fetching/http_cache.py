"""The HTTP cache (https://fetch.spec.whatwg.org/#http-cache-partitions) of one browser, as a value.

As far as CORS meets it: what a response is stored under, whether it fits a later request, and
whether it is fresh. A response that was stored for one request and serves another is judged by the
headers that came for the first: that is how an answer without ``Vary: Origin`` blocks a page that
its server would have let in.
"""

import functools
from typing import NamedTuple

import attrs

from corsmodel.fetching.cors_preflight_cache import network_partition_key
from corsmodel.http_cache_rules import HTTPCacheRules
from corsmodel.infrastructure.clients import Client
from corsmodel.infrastructure.exchanges import HTTPRequest, StoredResponse
from corsmodel.infrastructure.freshness import (
    age_on_arrival,
    cache_directives,
    freshen,
    freshness_lifetime,
    has_explicit_freshness,
    needs_validation,
    varying_names,
)
from corsmodel.infrastructure.requests import Destination, Request
from corsmodel.infrastructure.responses import Response
from corsmodel.infrastructure.sharded_map import ShardedMap
from corsmodel.infrastructure.statuses import REDIRECT_STATUSES

_SAFE_METHODS = frozenset({b"GET", b"HEAD", b"OPTIONS", b"TRACE"})
#: What browsers send with other values for other destinations, or from one time to the next.
_UNKNOWN_NAMES = frozenset({b"accept", b"cookie", b"referer"})

#: Which page asks, and for what.
_Place = tuple[Client, Destination]
_Stored = ShardedMap[tuple[object, ...], StoredResponse]
_NOTHING_STORED: _Stored = ShardedMap()
#: A look-up goes through the news, so that they have to be few.
_MOST_NEWS = 8


class _News(NamedTuple):
    """What the cache has still to learn from: a request with its answer."""

    place: _Place
    http_request: HTTPRequest
    answer: Response
    at: float
    rules: HTTPCacheRules
    #: The request's response tainting.
    tainting: str
    #: Whether the request let the answer be stored.
    store: bool
    #: Whether the answer was the last word: no redirect that was followed, and no 304.
    final: bool


@attrs.define(eq=False)
class HTTPCache:
    """The responses that a browser has stored: one for each key, the last. It never changes.

    What exchanges teach it is worked out when somebody looks: most verdicts are not asked for the
    browser after them, and few chains of redirects come to a URL twice.
    """

    _stored: _Stored = attrs.field(default=_NOTHING_STORED, repr=False)
    #: A few exchanges that are not worked into it yet, the last one at the end.
    _news: tuple[_News, ...] = attrs.field(default=(), repr=False)

    def select(
        self, request: Request, http_request: HTTPRequest, rules: HTTPCacheRules
    ) -> StoredResponse | None:
        """Select the stored response for a request, fresh or not (RFC 9111, section 4)."""
        url = http_request.url
        # The news first: another thread may just have worked them in.
        if not any(news.http_request.url == url for news in self._news) and not self._stored:
            return None
        serves = {b"GET", b"HEAD"} if rules.get_serves_head else {b"GET"}
        if http_request.method not in serves:
            return None
        # PROFILE: an engine finds what a request for the same range has left.
        if b"range" in http_request.headers and rules.range_answers != "apart":
            return None
        return self._known.get(_key(_place(request), http_request, rules))

    def learn(  # noqa: PLR0913 - what an exchange is
        self,
        request: Request,
        http_request: HTTPRequest,
        answer: Response,
        at: float,
        rules: HTTPCacheRules,
        store: bool,  # noqa: FBT001 - called for every answer, and keywords take time
        final: bool,  # noqa: FBT001 - the same
    ) -> "HTTPCache":
        """Forget what the request has changed, and store *answer* if it may be.

        RFC 9111, sections 4.4 and 3. *store*: whether the request lets it. *final*: whether the
        answer is the last word, and neither a redirect to follow nor a 304.
        """
        tainting = request.response_tainting
        last = _News(_place(request), http_request, answer, at, rules, tainting, store, final)
        # The news first: another thread may just have worked them in.
        news = self._news
        if len(news) < _MOST_NEWS:
            return HTTPCache(self._stored, (*news, last))
        return HTTPCache(self._known, (last,))

    def freshen(
        self,
        request: Request,
        http_request: HTTPRequest,
        validation: Response,
        at: float,
        rules: HTTPCacheRules,
    ) -> tuple["HTTPCache", StoredResponse]:
        """Update the stored response with the headers of a 304 (RFC 9111, section 4.3.4)."""
        key = _key(_place(request), http_request, rules)
        stored = self._known.get(key)
        assert stored is not None  # noqa: S101 - it is being validated
        headers = freshen(stored.answer.headers, validation.headers)
        answer = Response(stored.answer.status, headers)
        fresh = StoredResponse(http_request, answer, at, request.destination)
        # PROFILE: an engine forgets what it is not to store any more.
        forgets = rules.forgotten_by_no_store_validation
        forgets = forgets and "no-store" in cache_directives(headers)
        return HTTPCache(self._known.put(key, None if forgets else fresh)), fresh

    @property
    def _known(self) -> _Stored:
        """The responses, once the news is worked into them; doing it twice gives the same."""
        if self._news:
            self._stored = functools.reduce(_learnt, self._news, self._stored)
            self._news = ()
        return self._stored

    def __eq__(self, other: object) -> bool:
        """Compare what is stored."""
        return self._known == other._known if isinstance(other, HTTPCache) else NotImplemented

    __hash__ = None  # type: ignore[assignment]  # as its parts


def _learnt(stored: _Stored, last: _News) -> _Stored:
    http_request, answer, rules = last.http_request, last.answer, last.rules
    if http_request.method == b"GET":
        # PROFILE: engines store what they get for a range, each in its way.
        part = b"range" in http_request.headers and rules.range_answers == "unstored"
        if not last.store or part:
            return stored
        if _may_be_stored(answer, rules):
            value = StoredResponse(http_request, answer, last.at, last.place[1])
            return stored.put(_key(last.place, http_request, rules), value)
        # PROFILE: engines have a place for one response, and a new one empties it.
        displaced = rules.displaced_by_unstored
        if displaced == "all" or (displaced == "final" and last.final):
            return stored.put(_key(last.place, http_request, rules), None)
        return stored
    if not _invalidates(http_request.method, rules):
        return stored
    if not (200 <= answer.status <= 399 or rules.invalidated_by_errors):
        return stored
    if rules.invalidated_by_own_origin_only and last.tainting != "basic":
        return stored
    return stored.put(_key(last.place, http_request, rules), None)


def _invalidates(method: bytes, rules: HTTPCacheRules) -> bool:
    if rules.invalidated_by == "unsafe":
        return method not in _SAFE_METHODS
    if rules.invalidated_by == "not-get":
        return method != b"GET"
    return method in {b"POST", b"DELETE", b"PATCH"}


def is_fresh(stored: StoredResponse, at: float, rules: HTTPCacheRules) -> bool:
    """Tell whether a stored response may be used without asking (RFC 9111, section 4.2)."""
    headers = stored.answer.headers
    if needs_validation(headers, rules):
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
    headers, status = answer.headers, answer.status
    if status in rules.unstored_statuses or "no-store" in cache_directives(headers):
        return False
    leads_nowhere = status in REDIRECT_STATUSES and not headers.get(b"location")
    # PROFILE: an engine stores no redirect that leads nowhere.
    if leads_nowhere and not rules.keeps_redirects_to_nowhere:
        return False
    told = has_explicit_freshness(headers, rules)
    # PROFILE: engines keep what only their strangest modes find.
    if rules.keeps_what_is_never_fresh == "all":
        return told or status not in rules.statuses_kept_if_told
    if told and (rules.statuses is None or status in rules.statuses):
        if rules.keeps_what_is_never_fresh == "told":
            return True
    elif status not in rules.heuristic_statuses | rules.lasting_statuses:
        return False
    if b"etag" in headers or b"last-modified" in headers:
        return True
    return not needs_validation(headers, rules) and freshness_lifetime(answer, rules) > 0


def _place(request: Request) -> _Place:
    return request.client, request.destination


def _key(place: _Place, http_request: HTTPRequest, rules: HTTPCacheRules) -> tuple[object, ...]:
    """Determine the partition and the place in it.

    https://fetch.spec.whatwg.org/#determine-the-http-cache-partition
    """
    client, destination = place
    # 1. 2. 3. The partition of the network partition key; it is never null here.
    credentials = http_request.credentials if rules.keyed_by_credentials else None
    image = rules.keyed_by_image and destination == "image"
    part = http_request.headers.get(b"range") if rules.range_answers == "apart" else None
    return (network_partition_key(client), credentials, image, part, http_request.url)
