"""P10: a megabyte in any one header, whatever its bytes are, costs a few passes over a megabyte.

What a pass costs depends on how many pieces it makes. So there is one yardstick for all: a simple
pass over a megabyte in which every second byte is a comma. How many passes are fair was set after
the first runs: it is the pieces that a grammar has to look into, one by one, that cost.
"""

import functools
from collections.abc import Callable

from corsmodel import Verdict
from tests.benchmarks.corpus import Pairs
from tests.benchmarks.fetches import ALLOW, preflighted, simple
from tests.benchmarks.measure import Goal, Work, median_ratio

_MEGABYTE = 1_000_000


def _of(piece: str) -> str:
    return piece * (_MEGABYTE // len(piece))


#: Megabytes, of what is special in one grammar or another.
VALUES = [
    *map(_of, ["a", "9", ",", "a,", "a, ", " ", "\t", '"', '",', '"a', "\\", "=;", "a=b;", "/"]),
    *map(_of, ["%", "/../", "@", "*", "\1", "\xff"]),
    "a " * (_MEGABYTE // 2) + "a",
    '"' + "\\" * _MEGABYTE,
    ",".join(map(str, range(150_000))),
    ",".join(f"a/{number}" for number in range(120_000)),
]

_PREFLIGHTED: Pairs = [*ALLOW, ("Access-Control-Allow-Methods", "PUT")]
_preflight = functools.partial(preflighted, [])
_no_cors = functools.partial(simple, api="script")

#: The headers that a model of CORS reads, each in an answer in which it is read.
HEADERS: list[tuple[str, Callable[[Pairs], Verdict], Pairs]] = [
    ("Access-Control-Allow-Origin", simple, []),
    (
        "Access-Control-Allow-Credentials",
        functools.partial(simple, credentials="include"),
        [("Access-Control-Allow-Origin", "https://shop.example")],
    ),
    ("Access-Control-Expose-Headers", simple, ALLOW),
    ("Timing-Allow-Origin", simple, ALLOW),
    ("Access-Control-Allow-Methods", _preflight, ALLOW),
    ("Access-Control-Allow-Headers", _preflight, _PREFLIGHTED),
    ("Access-Control-Max-Age", _preflight, _PREFLIGHTED),
    ("Location", functools.partial(simple, status=302), ALLOW),
    ("Referrer-Policy", functools.partial(simple, status=302), [*ALLOW, ("Location", "/next")]),
    ("Content-Type", _no_cors, []),
    ("X-Content-Type-Options", _no_cors, []),
    ("Cross-Origin-Resource-Policy", _no_cors, []),
]


def in_the_worst_header(value: str, rounds: int) -> float:
    """Return the largest ratio that *value* has in any of the headers."""
    list_value = "a," * (_MEGABYTE // 2)

    def split_and_joined() -> str:
        return ",".join([piece.strip() for piece in list_value.lower().split(",")])

    def pair(fetch: Callable[[Pairs], Verdict], headers: Pairs) -> tuple[Work, Work]:
        return functools.partial(fetch, headers), split_and_joined

    return max(
        median_ratio(functools.partial(pair, fetch, [*headers, (name, value)]), rounds)
        for name, fetch, headers in HEADERS
    )


def worst(rounds: int) -> float:
    """Return the largest ratio of all; each is taken in fewer rounds, as there are many."""
    return max(in_the_worst_header(value, max(1, rounds // 7)) for value in VALUES)


GOALS = [
    Goal(
        "P10",
        f"a megabyte in a header: the worst of {len(VALUES)} in {len(HEADERS)}",
        "splitting, stripping and joining a megabyte",
        15,
        10,
        worst,
    )
]
