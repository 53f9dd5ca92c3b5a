"""The CORS-preflight cache (https://fetch.spec.whatwg.org/#cors-preflight-cache), as a value.

A cache is frozen; each change gives a new one. The entries are grouped by what one look-up asks for
(partition key, origin, URL), so a look-up costs the same however many there are. The standard's
list has no order that anybody could see.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import product
from typing import NamedTuple

import attrs

from corsmodel.fetching.cached_answers import CachedAnswer
from corsmodel.infrastructure.clients import Client
from corsmodel.infrastructure.header_names import CORS_NON_WILDCARD_REQUEST_HEADER_NAMES
from corsmodel.infrastructure.requests import Request, byte_serialize_request_origin
from corsmodel.infrastructure.sharded_map import ShardedMap
from corsmodel.infrastructure.sites import partition_site
from corsmodel.profile import Profile
from corsmodel.values import Value

#: Network partition key, byte-serialized origin, URL last; before it the credentials flag, where an
#: engine keeps what was permitted with and without credentials apart.
Key = tuple[str, bytes, bool | None, str]
#: (method or lower-case header name, credentials) → (stored at, max-age), both in seconds.
Table = dict[tuple[bytes, bool], tuple[float, int]]
#: The method entries and the header-name entries of one key. Never changed in place.
Group = tuple[Table, Table]
#: What is kept under one key; which of the two, the profile's ``preflight_cache_unit`` says.
Kept = Group | CachedAnswer

_NO_ENTRIES: Group = ({}, {})
_NOTHING_KEPT: ShardedMap[Key, Kept] = ShardedMap()


class CacheEntry(NamedTuple):
    """One entry, as the standard lists its items (https://fetch.spec.whatwg.org/#cache-entry)."""

    key: str
    origin: bytes
    url: str
    #: Seconds, counted from *stored_at*.
    max_age: int
    stored_at: float
    credentials: bool
    method: bytes | None
    header_name: bytes | None


@attrs.frozen(eq=False, repr=False)
class PreflightCache(Value):
    """The permissions that preflights gave and that have not run out."""

    _kept: ShardedMap[Key, Kept] = attrs.field(default=_NOTHING_KEPT, repr=False)

    def has_entries(self, request: Request, profile: Profile) -> bool:
        """Tell whether an answer to a preflight was kept for *request*, run out or not."""
        return self._at(request, profile) is not None

    def has_method(self, request: Request, method: bytes, at: float, profile: Profile) -> bool:
        """Tell whether there is a method cache entry match for *method* using *request*.

        https://fetch.spec.whatwg.org/#concept-cache-match-method
        """
        table = _as_group(self._at(request, profile))[0]
        return bool(_matching(request, table, _method_tokens(method, profile), at))

    def has_header_name(self, request: Request, name: bytes, at: float, profile: Profile) -> bool:
        """Tell whether there is a header-name cache entry match for lower-case *name*.

        https://fetch.spec.whatwg.org/#concept-cache-match-header
        """
        table = _as_group(self._at(request, profile))[1]
        return bool(_matching(request, table, _header_tokens(name, profile), at))

    def store(  # noqa: PLR0913 - the values of the standard's loop
        self,
        request: Request,
        methods: Iterable[bytes],
        header_names: Iterable[bytes],
        max_age: int,
        at: float,
        profile: Profile,
    ) -> "PreflightCache":
        """Keep what a preflight's answer permits: refresh the entries that match, create the rest.

        A refreshed entry gets the new max-age and keeps the time when it was stored, as written.

        https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
        """
        key = _key(request, profile)
        # PROFILE: an engine keeps the answer, in place of the one before.
        if profile.preflight_cache_unit == "answer":
            names = frozenset(name.lower() for name in header_names)
            include = request.credentials_mode == "include"
            answer = CachedAnswer(frozenset(methods), names, include, at, max_age)
            return PreflightCache(self._kept.put(key, answer))
        known = self._kept.get(key)
        by_method, by_header_name = ({}, {}) if known is None else _living_group(known, at)
        # 7.12. Refresh the entries of the listed methods. 7.13. Create those that are not there.
        covered = partial(_method_tokens, profile=profile)
        _refresh_or_create(request, by_method, methods, covered, (at, max_age), profile)
        # 7.14. Refresh the entries of the listed names. 7.15. Create those that are not there.
        lower_names = map(bytes.lower, header_names)
        covered = partial(_header_tokens, profile=profile)
        _refresh_or_create(request, by_header_name, lower_names, covered, (at, max_age), profile)
        return PreflightCache(self._kept.put(key, (by_method, by_header_name)))

    def answer(self, request: Request, profile: Profile) -> CachedAnswer | None:
        """Return the answer kept for the request, whether or not it has run out."""
        kept = self._at(request, profile)
        return kept if isinstance(kept, CachedAnswer) else None

    def clear(self, request: Request, profile: Profile) -> "PreflightCache":
        """Remove every entry of the request's partition, origin and URL.

        https://fetch.spec.whatwg.org/#concept-cache-clear
        """
        kept = self._kept
        partition, origin, _, url = _key(request, profile)
        for credentials in (True, False) if profile.credentials_cached_apart else (None,):
            key = (partition, origin, credentials, url)
            if kept.get(key) is not None:
                kept = kept.put(key, None)
        return self if kept is self._kept else PreflightCache(kept)

    def expire(self, at: float) -> "PreflightCache":
        """Remove what has run out at the given time; look-ups never see it anyway."""
        return PreflightCache(self._kept.kept(partial(_living_part, at=at)))

    def __iter__(self) -> Iterator[CacheEntry]:
        """Give every entry, those that ran out included, in a fixed order."""
        for (partition, origin, _, url), kept in self._kept:
            place = (partition, origin, url)
            by_method, by_header_name = _as_group(kept)
            for (method, credentials), (stored_at, max_age) in by_method.items():
                yield CacheEntry(*place, max_age, stored_at, credentials, method, None)
            for (name, credentials), (stored_at, max_age) in by_header_name.items():
                yield CacheEntry(*place, max_age, stored_at, credentials, None, name)

    def _at(self, request: Request, profile: Profile) -> Kept | None:
        return self._kept.get(_key(request, profile)) if self._kept else None


def network_partition_key(client: Client) -> str:
    """Determine the network partition key: the site of the page at the top. The second key is null.

    https://fetch.spec.whatwg.org/#request-determine-the-network-partition-key
    """
    # 1. Not modelled: reserved clients, which only navigations have. 2. The client's key.
    # 3. Not modelled: requests without a client.
    return partition_site(client.top_level_origin or client.origin)


def _key(request: Request, profile: Profile) -> Key:
    # PROFILE: an engine files what a tainted request learns under the page's own origin.
    if profile.preflight_cache_origin == "page":
        origin = request.origin.serialized.encode()
    else:
        origin = byte_serialize_request_origin(request)
    # PROFILE: an engine keeps a list for each credentials flag.
    credentials = (
        request.credentials_mode == "include" if profile.credentials_cached_apart else None
    )
    return network_partition_key(request.client), origin, credentials, request.current_url.href


def _matching(
    request: Request, table: Table, tokens: tuple[bytes, ...], at: float
) -> list[tuple[bytes, bool]]:
    """Return the keys of the living entries that match: one made with credentials serves all.

    https://fetch.spec.whatwg.org/#concept-cache-match
    """
    if not table:
        return []
    credentials = (True,) if request.credentials_mode == "include" else (True, False)
    keys = tuple(product(tokens, credentials))
    if table.keys().isdisjoint(keys):
        return []
    return [key for key in keys if key in table and _is_alive(table[key], at)]


def _method_tokens(method: bytes, profile: Profile) -> tuple[bytes, ...]:
    # PROFILE: an engine finds only what was listed by name.
    return (method, b"*") if profile.wildcard_cached else (method,)


def _header_tokens(name: bytes, profile: Profile) -> tuple[bytes, ...]:
    if not profile.wildcard_cached:
        return (name,)
    if name in CORS_NON_WILDCARD_REQUEST_HEADER_NAMES and not (
        profile.authorization_covered_by_wildcard
    ):
        return (name,)
    return (name, b"*")


def _as_group(kept: Kept | None) -> Group:
    """List an answer's permissions one by one."""
    if kept is None:
        return _NO_ENTRIES
    if not isinstance(kept, CachedAnswer):
        return kept
    age = (kept.stored_at, kept.max_age)
    return (
        {(method, kept.credentials): age for method in sorted(kept.methods)},
        {(name, kept.credentials): age for name in sorted(kept.header_names)},
    )


def _living_part(kept: Kept, at: float) -> Kept | None:
    if isinstance(kept, CachedAnswer):
        return kept if kept.is_alive(at) else None
    group = _living_group(kept, at)
    return group if any(group) else None


def _living_group(kept: Kept, at: float) -> Group:
    by_method, by_header_name = _as_group(kept)
    return _living(by_method, at), _living(by_header_name, at)


def _is_alive(age: tuple[float, int], at: float) -> bool:
    stored_at, max_age = age
    return at - stored_at < max_age


def _living(table: Table, at: float) -> Table:
    return {key: age for key, age in table.items() if _is_alive(age, at)}


def _refresh_or_create(  # noqa: PLR0913 - the values of the standard's loops
    request: Request,
    table: Table,
    listed: Iterable[bytes],
    tokens_of: Callable[[bytes], tuple[bytes, ...]],
    age: tuple[float, int],
    profile: Profile,
) -> None:
    # A list may name a thing any number of times; the second time changes nothing.
    listed = dict.fromkeys(listed)
    include = request.credentials_mode == "include"
    # Where nothing is remembered and no wildcard comes in, no entry can match.
    if not table and b"*" not in listed:
        table.update(dict.fromkeys([(name, include) for name in listed], age))
        return
    at, max_age = age
    for name in listed:
        matching = _matching(request, table, tokens_of(name), at)
        for key in matching:
            # PROFILE: an engine counts from now.
            table[key] = age if profile.refreshed_age_starts_over else (table[key][0], max_age)
        if not matching:
            table[(name, include)] = age
