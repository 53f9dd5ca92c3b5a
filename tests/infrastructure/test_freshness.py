"""How long a stored response is good for (RFC 9111), without a fetch around it."""

import math

import pytest

from corsmodel import STANDARD, HeaderList, Response
from corsmodel.infrastructure.freshness import (
    age_on_arrival,
    cache_directives,
    freshen,
    freshness_lifetime,
    has_explicit_freshness,
    varying_names,
)

DATE = ("Date", "Tue, 24 Nov 2026 20:00:00 GMT")
HOUR_LATER = "Tue, 24 Nov 2026 21:00:00 GMT"
DAY_BEFORE = "Mon, 23 Nov 2026 20:00:00 GMT"
RULES = STANDARD.http_cache
HEURISTIC = min(RULES.heuristic_statuses)
ODD = next(status for status in range(299, 600) if status not in RULES.heuristic_statuses)


def headers(*pairs: tuple[str, str]) -> HeaderList:
    return HeaderList.of(pairs)


@pytest.mark.parametrize(
    ("status", "pairs", "seconds"),
    [
        (200, [("Cache-Control", "max-age=60")], 60),
        (200, [("Cache-Control", "private, MAX-AGE = 60")], 60),
        (200, [("Cache-Control", 'max-age="60"')], 60),
        (200, [("Cache-Control", "max-age=60, max-age=5")], 60),
        (200, [("Cache-Control", "max-age=-1")], 0),
        (200, [("Cache-Control", "max-age=X60X")], 0),
        (200, [("Cache-Control", "max-age=\xb2")], 0),
        (200, [("Cache-Control", "max-age=0000000000060")], 60),
        (200, [("Cache-Control", "max-age=2147483647")], 2147483647),
        (200, [("Cache-Control", "max-age=9999999999")], 1 << 31),
        (200, [("Cache-Control", "max-age=10000000000")], 1 << 31),
        (200, [("Cache-Control", "max-age=" + "9" * 5000)], 1 << 31),
        (200, [("Cache-Control", "max-age=5"), DATE, ("Expires", HOUR_LATER)], 5),
        (200, [DATE, ("Expires", HOUR_LATER)], 3600),
        (200, [DATE, ("Expires", DAY_BEFORE)], 0),
        (200, [DATE, ("Expires", "0")], 0),
        (200, [("Expires", HOUR_LATER)], 0),
        (200, [DATE, ("Expires", HOUR_LATER.replace(" GMT", " " * 36 + "GMT"))], 3600),
        (200, [DATE, ("Expires", HOUR_LATER.replace(" GMT", " " * 37 + "GMT"))], 0),
        (200, [DATE, ("Expires", "Fri, 01 Jan 10000 00:00:00 GMT")], 0),
        (200, [DATE, ("Expires", f"Fri, 01 Jan {'9' * 30} 00:00:00 GMT")], 0),
        (HEURISTIC, [DATE, ("Last-Modified", DAY_BEFORE)], 8640),
        (HEURISTIC, [DATE, ("Last-Modified", HOUR_LATER)], 0),
        (HEURISTIC, [("Last-Modified", DAY_BEFORE)], 1 << 31),
        (HEURISTIC, [DATE], 0),
        (ODD, [DATE, ("Last-Modified", DAY_BEFORE)], 0),
    ],
)
def test_lifetime(status: int, pairs: list[tuple[str, str]], seconds: float) -> None:
    assert freshness_lifetime(Response(status, pairs), RULES) == seconds


def test_redirects_that_last() -> None:
    for status in RULES.lasting_statuses:
        assert freshness_lifetime(Response(status), RULES) == math.inf


def test_directives() -> None:
    found = cache_directives(headers(("Cache-Control", "No-Store , max-age=1"), ("X", "y")))
    assert found == {"no-store": "", "max-age": "1"}
    assert cache_directives(headers()) == {}


@pytest.mark.parametrize(("age", "seconds"), [("7", 7), ("x", 0), ("", 0)])
def test_age(age: str, seconds: float) -> None:
    assert age_on_arrival(headers(("Age", age))) == seconds
    assert age_on_arrival(headers()) == 0


@pytest.mark.parametrize(
    ("pairs", "explicit"),
    [
        ([("Expires", "0")], True),
        ([("Cache-Control", "max-age=0")], True),
        ([("Cache-Control", "no-cache")], False),
        ([("Last-Modified", DAY_BEFORE)], False),
    ],
)
def test_what_says_so_itself(pairs: list[tuple[str, str]], explicit: bool) -> None:
    assert has_explicit_freshness(headers(*pairs), RULES) is explicit


def test_what_varies() -> None:
    vary = headers(("Vary", "Origin,\t X-A ,,"), ("Vary", "*"))
    assert varying_names(vary) == {b"origin", b"x-a", b"*"}
    assert varying_names(headers()) == frozenset()


def test_freshening() -> None:
    stored = headers(("ETag", "1"), ("X-A", "1"), ("Content-Type", "a/b"), ("Content-Length", "2"))
    validation = headers(
        ("x-a", "2"), ("Content-Type", "c/d"), ("content-length", "0"), ("X-B", "")
    )
    assert freshen(stored, validation).pairs == (
        (b"ETag", b"1"),
        (b"Content-Type", b"a/b"),
        (b"Content-Length", b"2"),
        (b"x-a", b"2"),
        (b"X-B", b""),
    )
