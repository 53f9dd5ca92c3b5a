"""P1, P2 and P12: what a verdict costs in time, against a parser of its answers, and in space."""

import functools
import tracemalloc
from typing import Any

import h11

from corsmodel import Hop, HTTPRequest, Request, Response, Verdict, evaluate
from tests.benchmarks.corpus import CASES, ORIGIN, Answer, Case
from tests.benchmarks.measure import Goal, Work, each, median_ratio

_COPIES = 20

Inputs = tuple[Request, list[Hop]]


def build(case: Case) -> Inputs:
    modes: dict[str, Any] = {"credentials": case.credentials}
    request = Request(case.url, origin=ORIGIN, method=case.method, headers=case.headers, **modes)
    return request, [Hop(_response(first), _response(second)) for first, second in case.hops]


def _response(answer: Answer | None) -> Response | None:
    return None if answer is None else Response(answer.status, answer.headers)


def judge(inputs: Inputs) -> Verdict:
    request, hops = inputs
    return evaluate(request, hops=hops)


def check_the_cases() -> None:
    """Make sure that it is the right verdicts that are timed, and that they read every answer."""
    for case in CASES:
        verdict = judge(build(case))
        assert verdict.readable == case.readable, case.name
        assert len(verdict.exchanges) == len(case.answers), case.name


def built_before() -> tuple[Work, Work]:
    """Judge values that were built and judged before, so that their headers are indexed."""
    inputs = [build(case) for case in CASES * _COPIES]
    each(judge, inputs)()
    return each(judge, inputs), _parsed_by_h11()


def built_too() -> tuple[Work, Work]:
    return each(lambda case: judge(build(case)), CASES * _COPIES), _parsed_by_h11()


def _parsed_by_h11() -> Work:
    """Send the same requests, without which h11 expects no answers, and parse the answers."""
    exchanges = [
        (one.request, answer.wire)
        for case in CASES
        for one, answer in zip(judge(build(case)).exchanges, case.answers, strict=True)
    ]
    return each(_parse, exchanges * _COPIES)


def _parse(exchange: tuple[HTTPRequest, bytes]) -> object:
    request, wire = exchange
    host, slash, path = request.url.removeprefix("https://").partition("/")
    headers = [(b"Host", host.encode()), *request.headers.pairs]
    connection = h11.Connection(h11.CLIENT)
    connection.send(h11.Request(method=request.method, target=slash + path, headers=headers))
    connection.receive_data(wire)
    return connection.next_event()


def retained(rounds: int) -> float:
    """Return the bytes that a verdict keeps beyond its inputs; every round would give the same."""
    del rounds
    inputs = [build(case) for case in CASES * _COPIES]
    for one in inputs:
        judge(one)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    verdicts = [judge(one) for one in inputs]
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return (after - before) / len(verdicts)


GOALS = [
    Goal(
        "P1",
        "a verdict with its trace",
        "h11 parsing the heads of the same answers",
        0.30,
        0.12,
        functools.partial(median_ratio, built_before),
        meanwhile=0.8,
    ),
    Goal(
        "P2",
        "building request and answers from text, and the verdict",
        "h11 parsing the heads of the same answers",
        0.80,
        0.40,
        functools.partial(median_ratio, built_too),
        meanwhile=1.4,
    ),
]
MEMORY = [
    Goal(
        "P12",
        "memory that a verdict keeps beyond its inputs",
        "(bytes)",
        4096,
        1536,
        retained,
        unit="B",
    ),
]
