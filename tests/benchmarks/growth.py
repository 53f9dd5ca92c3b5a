"""P9: ten times the input costs ten times the time, whatever a hostile server or script sends."""

import functools
from collections.abc import Callable

from corsmodel import Browser, Request, Response, Verdict, evaluate
from tests.benchmarks.corpus import API, ORIGIN, Pairs
from tests.benchmarks.fetches import ALLOW, preflighted, redirected, simple
from tests.benchmarks.measure import Goal, Work, median_ratio

#: Makes a fetch of a size, from inputs as they come: building the values is part of the work.
Sized = Callable[[int], Callable[[], Verdict]]

_EXPOSE = "Access-Control-Expose-Headers"
_ALLOW_METHODS = "Access-Control-Allow-Methods"
_ALLOW_HEADERS = "Access-Control-Allow-Headers"


def _names(count: int) -> list[str]:
    return [f"X-Name-{number}" for number in range(count)]


def _pairs(count: int) -> Pairs:
    return [(name, "value") for name in _names(count)]


def distinct(n: int) -> Callable[[], Verdict]:
    return functools.partial(simple, ALLOW + _pairs(n))


def exposed(n: int) -> Callable[[], Verdict]:
    return functools.partial(simple, [*ALLOW, (_EXPOSE, ", ".join(_names(n))), *_pairs(n)])


def commas(n: int) -> Callable[[], Verdict]:
    return functools.partial(preflighted, [], [*ALLOW, (_ALLOW_METHODS, "," * n)])


def each_twice(n: int) -> Callable[[], Verdict]:
    return functools.partial(simple, [*ALLOW, *_pairs(n), *_pairs(n)])


def repeated(n: int) -> Callable[[], Verdict]:
    return functools.partial(simple, ALLOW * n)


def allowed(n: int) -> Callable[[], Verdict]:
    headers = [*ALLOW, (_ALLOW_METHODS, "PUT"), (_ALLOW_HEADERS, ", ".join(_names(n)))]
    return functools.partial(preflighted, _pairs(1), headers)


def allowed_and_asked(n: int) -> Callable[[], Verdict]:
    headers = [*ALLOW, (_ALLOW_METHODS, "PUT"), (_ALLOW_HEADERS, ", ".join(_names(n)))]
    return functools.partial(preflighted, _pairs(n), headers)


def refused_at_the_end(n: int) -> Callable[[], Verdict]:
    return functools.partial(preflighted, [], [*ALLOW, (_ALLOW_HEADERS, "a, " * n + "@")])


def combined_by_xhr(n: int) -> Callable[[], Verdict]:
    return functools.partial(preflighted, _pairs(1) * n, ALLOW, api="xhr")


def redirects(n: int) -> Callable[[], Verdict]:
    return functools.partial(redirected, n)


def one_after_another(n: int) -> Callable[[], Verdict]:
    """Fetch *n* URLs, each of which leaves its permission in the browser's cache."""
    preflight = Response(204, [*ALLOW, (_ALLOW_METHODS, "PUT"), ("Access-Control-Max-Age", "600")])

    def play() -> Verdict:
        browser = Browser()
        for number in range(n):
            request = Request(f"{API}/{number}", origin=ORIGIN, method="PUT")
            verdict = evaluate(request, preflight=preflight, browser=browser)
            browser = verdict.browser
        return verdict

    return play


def ten_times_more(sized: Sized, n: int, rounds: int) -> float:
    """Return time(10n) through time(n); one big fetch is held to ten small ones in a row."""
    small, big = sized(n), sized(10 * n)

    def ten_small() -> None:
        for _ in range(10):
            small()

    pair: tuple[Work, Work] = (big, ten_small)
    return 10 * median_ratio(lambda: pair, rounds)


ROWS: list[tuple[str, Sized, int]] = [
    ("distinct response headers", distinct, 1_000),
    ("response headers, all of them exposed by name", exposed, 1_000),
    ("commas in one list", commas, 10_000),
    ("response headers of one name", repeated, 1_000),
    ("response headers, each of them twice", each_twice, 1_000),
    ("names allowed, and one asked for", allowed, 1_000),
    ("names allowed, and all of them asked for", allowed_and_asked, 1_000),
    ("items in a list that fails at its last byte", refused_at_the_end, 10_000),
    ("request headers of one name, combined", combined_by_xhr, 1_000),
    ("redirects in a chain", redirects, 2),
    ("fetches in a row that fill the preflight cache", one_after_another, 100),
]

GOALS = [
    Goal(
        "P9",
        f"{10 * n:,} {what}",
        f"the same with {n:,}",
        20,
        13,
        functools.partial(ten_times_more, sized, n),
    )
    for what, sized, n in ROWS
]
