"""Answers that are known beforehand, hop by hop, and what engines make of them."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from corsmodel import Hop, Outcome, Request, Response, compare, evaluate
from corsmodel.profiles import PROFILES

PAGE = "https://shop.example"
GET = Request("https://api.example/a", origin=PAGE)
PUT = Request("https://api.example/a", origin=PAGE, method="PUT")
CONSENT = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "PUT"}
OK = Response(200, CONSENT)
MOVED = Response(307, {**CONSENT, "Location": "/b"})


def test_the_place_in_the_chain_picks_the_hop() -> None:
    hops = [Hop(OK, MOVED), Hop(response=OK)]
    verdict = evaluate(GET, hops=hops)
    assert verdict.readable
    assert verdict.response is not None
    assert verdict.response.redirected
    waiting = evaluate(PUT, hops=hops).waiting
    assert waiting is not None
    assert (waiting.preflight, waiting.hop, waiting.url) == (True, 1, "https://api.example/b")


@pytest.mark.parametrize("hops", [[], [Hop()], [Hop(preflight=OK)], [Hop(response=MOVED)]])
def test_what_is_not_there_is_unanswered(hops: list[Hop]) -> None:
    verdict = evaluate(GET, hops=hops)
    assert verdict.outcome is Outcome.UNANSWERED
    assert verdict.waiting is not None
    assert verdict.waiting.hop == len(verdict.exchanges)


def test_two_answers_are_short_for_a_hop() -> None:
    assert evaluate(PUT, preflight=OK, response=OK) == evaluate(PUT, hops=[Hop(OK, OK)])


def test_all_are_compared() -> None:
    comparison = compare(PUT, preflight=OK, response=OK)
    assert comparison.agree
    for name, verdict in comparison.verdicts.items():
        assert verdict == evaluate(PUT, preflight=OK, response=OK, browser=name)
    assert list(comparison.verdicts) == list(PROFILES)


def test_engines_part() -> None:
    """By the standard ``*`` does not cover Authorization; Chromium and WebKit think otherwise."""
    request = Request("https://api.example/", origin=PAGE, headers={"Authorization": "x"})
    allow = Response(204, {**CONSENT, "Access-Control-Allow-Headers": "*"})
    comparison = compare(request, hops=[Hop(allow, OK)])
    assert not comparison.agree
    assert not comparison.verdicts["standard"].readable


WRONG: Any = 5


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Hop(WRONG), "preflight: 5 is of type int; give a corsmodel.Response, a cors"),
        (lambda: Hop(None, WRONG), "response: 5 is of type int; give a corsmodel.Response"),
        (lambda: evaluate(GET, response=WRONG), "response: 5 is of type int; give a corsmodel"),
        (lambda: compare(GET, preflight=WRONG), "preflight: 5 is of type int; give a corsmodel"),
        (lambda: evaluate(GET, hops=WRONG), "hops: 5 is of type int; pass a list of corsmodel.Hop"),
        (lambda: evaluate(GET, hops=[Hop(), WRONG]), "hops[1]: 5 is of type int; pass a list of"),
        (lambda: evaluate(GET, hops=[], response=OK), "hops: give either hops or preflight and"),
        (lambda: compare(GET, hops=[], preflight=OK), "hops: give either hops or preflight and"),
        (
            lambda: evaluate(WRONG, response=OK),
            "request: 5 is of type int; pass what corsmodel.Req",
        ),
        (lambda: compare(WRONG, response=OK), "request: 5 is of type int; pass what corsmodel"),
        (lambda: evaluate(GET, response=OK, browser="lynx"), "browser: 'lynx' is not known; use"),
        (lambda: evaluate(GET, response=OK, at=WRONG.__class__), "at: <class 'int'> is of type"),
    ],
)
def test_misuse(call: Callable[[], object], message: str) -> None:
    with pytest.raises((TypeError, ValueError), match="^" + re.escape(message)):
        call()
