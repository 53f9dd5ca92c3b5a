"""P11: look-ups in a large CORS-preflight cache against look-ups in a small one."""

import itertools

from corsmodel import STANDARD, PreflightCache, Request
from corsmodel.infrastructure import requests
from corsmodel.using_fetch import set_up_request
from tests.benchmarks.corpus import API, ORIGIN
from tests.benchmarks.measure import Goal, Work, each, median_ratio

_FEW, _MANY, _LOOKUPS = 10, 100_000, 1_000


def _request(number: int) -> requests.Request:
    request = set_up_request(Request(f"{API}/items/{number}", origin=ORIGIN, method="PUT"))
    assert isinstance(request, requests.Request)
    return request


def _filled(entries: int) -> PreflightCache:
    """Make a cache with a method and a header name for each of half as many URLs."""
    cache = PreflightCache()
    for number in range(entries // 2):
        cache = cache.store(_request(number), [b"PUT"], [b"x-token"], 600, 0, STANDARD)
    return cache


def _lookups(cache: PreflightCache, entries: int) -> Work:
    """Look for entries that lie all over the cache."""
    urls = range(0, entries // 2, max(1, entries // 2 // _LOOKUPS))
    asked = [_request(number) for number in itertools.islice(itertools.cycle(urls), _LOOKUPS)]

    def look_up(request: requests.Request) -> None:
        assert cache.has_method(request, b"PUT", 1, STANDARD)
        assert cache.has_header_name(request, b"x-token", 1, STANDARD)

    return each(look_up, asked)


def many_against_few(rounds: int) -> float:
    few, many = _filled(_FEW), _filled(_MANY)
    return median_ratio(lambda: (_lookups(many, _MANY), _lookups(few, _FEW)), rounds)


GOALS = [
    Goal(
        "P11",
        f"look-ups in a preflight cache of {_MANY:,} entries",
        f"the same with {_FEW} entries",
        3,
        1.5,
        many_against_few,
    )
]
