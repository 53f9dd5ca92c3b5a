"""Laws about what servers answer: what opens, and what cannot matter."""

from collections.abc import Callable

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from corsmodel import HeaderList, Hop, Request, Response, Verdict, evaluate
from corsmodel.scenario import Scenario, ScenarioHop
from tests import strategies
from tests.strategies import PAGE

LAWS = settings(max_examples=100, deadline=None)

Pair = tuple[bytes, bytes]
ORIGIN = ("Access-Control-Allow-Origin", PAGE)
TRUE = ("Access-Control-Allow-Credentials", "true")
NAMES = ("Access-Control-Allow-Headers", "x-a")


def seen(verdict: Verdict) -> object:
    """What came of it, and at which step, without the answers."""
    wire = [(exchange.request, exchange.status) for exchange in verdict.exchanges]
    return verdict.outcome, wire, verdict.reason and verdict.reason.step, verdict.response


def changed(hops: tuple[ScenarioHop, ...], change: Callable[[list[Pair]], list[Pair]]) -> list[Hop]:
    """Return the hops with the headers of every answer changed."""

    def one(answer: object) -> object:
        if not isinstance(answer, Response):
            return answer
        return Response(answer.status, change(list(answer.headers.pairs)))

    return [Hop(one(hop.preflight), one(hop.response)) for hop in hops]  # type: ignore[arg-type]


def same(headers: list[Pair]) -> list[Pair]:
    return headers


@LAWS
@given(strategies.scenarios(most=1))
def test_an_unknown_response_header_changes_nothing(scenario: Scenario) -> None:
    (fetch,) = scenario.fetches
    unknown = (b"X-Nobody-Knows", b"1")
    before = evaluate(fetch.request, hops=changed(fetch.hops, same))
    after = evaluate(
        fetch.request, hops=changed(fetch.hops, lambda pairs: [unknown, *pairs, unknown])
    )
    assert seen(before)[:3] == seen(after)[:3]  # type: ignore[index]
    if before.response is not None and after.response is not None:
        rest = [pair for pair in after.response.headers if pair[0] != b"x-nobody-knows"]
        assert tuple(rest) == before.response.headers


@LAWS
@given(strategies.scenarios(most=1))
def test_spelling_and_order_of_names_change_nothing(scenario: Scenario) -> None:
    (fetch,) = scenario.fetches

    def change(headers: list[Pair]) -> list[Pair]:
        headers.sort(key=lambda pair: pair[0].lower())
        return [(name.swapcase(), b" \t" + value + b"\t ") for name, value in headers]

    before = evaluate(fetch.request, hops=changed(fetch.hops, same))
    assert seen(evaluate(fetch.request, hops=changed(fetch.hops, change))) == seen(before)


@LAWS
@given(strategies.scenarios(most=1))
def test_headers_of_one_name_are_one_header(scenario: Scenario) -> None:
    """Several Access-Control-* headers of one name, or their values joined by commas."""
    (fetch,) = scenario.fetches

    def change(headers: list[Pair]) -> list[Pair]:
        joined = HeaderList()
        for name, value in headers:
            # A blank at the end is no part of a value, so an empty one stays a line of its own.
            alone = not value or not name.startswith(b"Access-Control-")
            add = joined.append if alone else joined.combine
            joined = add(name, value)
        return list(joined.pairs)

    before = evaluate(fetch.request, hops=changed(fetch.hops, same))
    assert seen(evaluate(fetch.request, hops=changed(fetch.hops, change))) == seen(before)


@LAWS
@given(strategies.scenarios(most=1), strategies.answers())
def test_an_answer_that_nobody_asks_for_changes_nothing(
    scenario: Scenario, other: Response
) -> None:
    (fetch,) = scenario.fetches
    hops = changed(fetch.hops, same)
    before = evaluate(fetch.request, hops=hops)
    asked = {(one.request.hop, one.request.preflight) for one in before.exchanges}
    if before.waiting is not None:
        asked.add((before.waiting.hop, before.waiting.preflight))
    others = [
        Hop(
            hop.preflight if (i, True) in asked else other,
            hop.response if (i, False) in asked else other,
        )
        for i, hop in enumerate([*hops, Hop(), Hop()])
    ]
    assert seen(evaluate(fetch.request, hops=others)) == seen(before)


permissions = st.lists(
    st.one_of(
        st.sampled_from([ORIGIN, ORIGIN, TRUE, TRUE, NAMES]),
        st.sampled_from([pair for pair in strategies.HEADERS if pair[0].startswith("Access-")]),
        st.tuples(st.sampled_from(strategies.LISTS), strategies.token_lists()),
    ),
    min_size=1,
    max_size=5,
)

#: Where one header less opens, by the true exceptions: reason → the header that was spoilt.
EXCEPTIONS = {
    "multiple-allow-origin": b"access-control-allow-origin",
    "invalid-allow-credentials": b"access-control-allow-credentials",
    "invalid-allow-methods": b"access-control-allow-methods",
    "invalid-allow-headers": b"access-control-allow-headers",
}


def without(answer: Response, place: int) -> Response:
    pairs = answer.headers.pairs
    return Response(answer.status, HeaderList(pairs[:place] + pairs[place + 1 :]))


@settings(max_examples=250, deadline=None)
@given(strategies.cors_requests(), permissions, permissions, st.booleans(), st.integers(0, 4))
def test_removing_a_permission_never_opens(
    request_: Request,
    first: list[tuple[str, str]],
    second: list[tuple[str, str]],
    from_preflight: bool,
    place: int,
) -> None:
    """Without one of its Access-Control-* headers a blocked fetch is still blocked.

    The true exceptions are at their smallest below: of two headers that have to be one, one spoils
    the other, and a list that does not parse spoils the whole preflight.
    """
    preflight, response = Response(204, first), Response(200, second)
    before = evaluate(request_, preflight=preflight, response=response)
    assume(before.reason is not None)
    assert before.reason is not None
    answer = preflight if from_preflight else response
    assume(place < len(answer.headers))
    name = answer.headers.pairs[place][0].lower()
    if from_preflight:
        preflight = without(preflight, place)
    else:
        response = without(response, place)
    if evaluate(request_, preflight=preflight, response=response).readable:
        assert EXCEPTIONS[before.reason.code] == name


@attrs.frozen
class Opened:
    """A fetch that is blocked, until one header of the preflight's answer goes."""

    code: str
    request: Request
    headers: list[tuple[str, str]]
    #: The place of the header.
    spoils: int


def asked(**more: object) -> Request:
    return Request("https://api.example/", origin=PAGE, headers={"X-A": "1"}, **more)  # type: ignore[arg-type]


OPENED = [
    Opened("multiple-allow-origin", asked(), [ORIGIN, ORIGIN, NAMES], 0),
    Opened("multiple-allow-origin", asked(), [ORIGIN, (ORIGIN[0], "x"), NAMES], 1),
    Opened(
        "invalid-allow-credentials",
        asked(credentials="include"),
        [ORIGIN, TRUE, TRUE, NAMES],
        2,
    ),
    Opened(
        "invalid-allow-methods",
        asked(method="POST"),
        [ORIGIN, NAMES, ("Access-Control-Allow-Methods", "POST GET")],
        2,
    ),
    Opened("invalid-allow-headers", asked(), [ORIGIN, NAMES, (NAMES[0], "x b")], 2),
]


@pytest.mark.parametrize("opened", OPENED, ids=lambda opened: opened.code)
def test_the_exceptions_of_removing(opened: Opened) -> None:
    answer, final = Response(204, opened.headers), Response(200, [ORIGIN, TRUE])
    before = evaluate(opened.request, preflight=answer, response=final)
    assert before.reason is not None
    assert before.reason.code == opened.code
    assert EXCEPTIONS[opened.code] == answer.headers.pairs[opened.spoils][0].lower()
    better = without(answer, opened.spoils)
    assert evaluate(opened.request, preflight=better, response=final).readable


def test_the_exception_of_a_later_fetch() -> None:
    """Max-age 0 keeps nothing; without the header, permissions last five seconds."""
    final = Response(200, [ORIGIN])
    readable = []
    for more in ([("Access-Control-Max-Age", "0")], []):
        answer = Response(204, [ORIGIN, NAMES, *more])
        browser = evaluate(asked(), preflight=answer, response=final).browser
        later = evaluate(asked(), preflight=Response(404), response=final, browser=browser, at=4)
        readable.append(later.readable)
    assert readable == [False, True]
