"""Hostile sizes: no crash, a verdict, and words that a terminal bears. Time is the benchmarks'."""

import json
from collections.abc import Callable

import pytest

from corsmodel import Client, Hop, Outcome, Request, Response, evaluate, explain
from corsmodel.drivers.batch import evaluate_line
from corsmodel.profiles import PROFILES
from corsmodel.scenario_json import verdict_to_json

PAGE = "https://shop.example"
API = "https://api.example/"
LONG = "x" * 1_000_000
LABELS = f"https://{'a.' * 100_000}b/"
MANY = ",".join(f"x-{n}" for n in range(100_000))
ORIGIN = ("Access-Control-Allow-Origin", "*")
OK = Response(200, [ORIGIN])
HEADERS = [(f"X-{n}", "a") for n in range(100_000)]


def get(**more: object) -> Request:
    return Request(API, origin=PAGE, **more)  # type: ignore[arg-type]


def put(**more: object) -> Request:
    return get(method="PUT", **more)


def answered(*headers: tuple[str, str], status: int = 200) -> list[Hop]:
    response = Response(status, [ORIGIN, *headers])
    return [Hop(response, response)]


READABLE, ERROR = Outcome.READABLE, Outcome.NETWORK_ERROR
METHODS = "Access-Control-Allow-Methods"
NAMES = "Access-Control-Allow-Headers"
AGE = "Access-Control-Max-Age"

# What is asked, what is answered, what comes of it by the standard.
CASES: dict[str, tuple[Callable[[], Request], list[Hop], Outcome]] = {
    "a long origin": (get, [Hop(response=Response(200, {ORIGIN[0]: LONG}))], ERROR),
    "many origins": (get, [Hop(response=Response(200, [ORIGIN] * 100_000))], ERROR),
    "a long consent": (
        lambda: get(credentials="include"),
        answered((ORIGIN[0], PAGE), ("Access-Control-Allow-Credentials", LONG)),
        ERROR,
    ),
    "many exposed names": (get, answered(("Access-Control-Expose-Headers", MANY)), READABLE),
    "many response headers": (get, answered(*HEADERS), READABLE),
    "response headers, each twice": (get, answered(*HEADERS, *HEADERS), READABLE),
    "a long response header": (get, answered(("X-A", LONG), ("Content-Type", LONG)), READABLE),
    "many cookies": (get, answered(*[("Set-Cookie", "a")] * 100_000), READABLE),
    "many methods": (put, answered((METHODS, MANY + ",PUT")), READABLE),
    "methods header by header": (put, answered(*[(METHODS, "A")] * 100_000), ERROR),
    "no list of methods": (put, answered((METHODS, MANY + " ;")), ERROR),
    "commas": (put, answered((METHODS, "," * 1_000_000)), ERROR),
    "blanks": (put, answered((METHODS, " \t" * 500_000)), ERROR),
    "many names": (
        lambda: get(headers={"X-99999": "a"}),
        answered((NAMES, MANY)),
        READABLE,
    ),
    "many request headers": (lambda: get(headers=HEADERS), answered((NAMES, "*")), READABLE),
    "a long header": (lambda: get(headers={"X-A": LONG}), answered((NAMES, "x-a")), READABLE),
    "a long name": (lambda: get(headers={LONG: "a"}), answered((NAMES, LONG)), READABLE),
    "a long method": (lambda: get(method=LONG), answered((METHODS, LONG)), READABLE),
    "a long type": (
        lambda: get(method="POST", body="a", headers={"Content-Type": "a/b" + ';a="' * 250_000}),
        answered((NAMES, "content-type")),
        READABLE,
    ),
    "a long age": (put, answered((METHODS, "PUT"), (AGE, "9" * 10**6)), READABLE),
    "a long path": (lambda: Request(API + LONG, origin=PAGE), answered(), READABLE),
    "a long fragment": (lambda: Request(API + "#" + LONG, origin=PAGE), answered(), READABLE),
    "an odd path": (lambda: Request(API + "ü" * 100_000, origin=PAGE), answered(), READABLE),
    "a long host": (lambda: Request(f"https://{LONG}/", origin=PAGE), answered(), READABLE),
    "many labels": (lambda: Request(LABELS, origin=PAGE), answered(), READABLE),
    "a long page": (
        lambda: Request("/", client=Client(PAGE, url=f"{PAGE}/{LONG}")),
        answered(),
        READABLE,
    ),
    "a long data: URL": (lambda: Request("data:," + LONG, origin=PAGE), [], READABLE),
    "a long way": (get, answered(("Location", API + LONG), status=302) * 30, ERROR),
    "many ways": (get, answered(*[("Location", "/a")] * 100_000, status=302), ERROR),
    "a long policy": (
        get,
        [
            *answered(("Location", "/"), ("Referrer-Policy", MANY), status=302),
            Hop(response=OK),
        ],
        READABLE,
    ),
    "many timing origins": (get, answered(("Timing-Allow-Origin", MANY)), READABLE),
    "long quotes": (get, answered(("X-Content-Type-Options", '"\\' * 500_000)), READABLE),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_verdict_comes_of_it(name: str) -> None:
    make, hops, outcome = CASES[name]
    request = make()
    for profile in PROFILES:
        verdict = evaluate(request, hops=hops, browser=profile)
        assert profile != "standard" or verdict.outcome is outcome
        json.dumps(verdict_to_json(verdict))
        words = explain(verdict)
        assert len(words) < 40_000
        assert max(map(len, words.splitlines())) < 12_000


@pytest.mark.parametrize(
    "text",
    [
        "[" * 1_000_000,
        '{"a":' * 1_000_000,
        '{"client":' + "[" * 900 + "]" * 900 + ',"fetches":[]}',
        '{"client":{"origin":"' + LONG + '"},"fetches":[]}',
        '{"' + LONG + '":1}',
        '"' + LONG + '"',
        "9" * 1_000_000,
        "[" + "1," * 500_000 + "1]",
        "{" + ",".join(f'"{n}":1' for n in range(100_000)) + "}",
    ],
    ids=range(9),
)
def test_hostile_json_gives_a_short_error(text: str) -> None:
    result = evaluate_line(text.encode())
    assert not result.ok
    assert len(result.text) < 500
