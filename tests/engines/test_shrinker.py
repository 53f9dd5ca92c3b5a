"""The shrinker, held to faults whose smallest scenarios are known."""

import copy
from collections.abc import Callable

import attrs
import pytest

from corsmodel import Outcome
from corsmodel.drivers.scenarios import evaluate_scenario
from corsmodel.profiles import STANDARD
from corsmodel.scenario import scenario_from_json
from tests.engines.generator import generate, scenario
from tests.engines.playable import JSON, unplayable
from tests.engines.shrinker import shrink

Fault = Callable[[JSON], bool]


def shrunk(record: JSON, fault: Fault) -> JSON:
    assert fault(record)
    before = copy.deepcopy(record)
    small = shrink(record, lambda batch: [fault(candidate) for candidate in batch])
    assert record == before
    assert fault(small)
    assert unplayable(small) is None
    return small


def records(fault: Fault, count: int) -> list[JSON]:
    found = [record for record in generate(3, 3000) if fault(record)]
    assert len(found) >= count
    return found[:count]


def requests(record: JSON) -> list[JSON]:
    return [fetch["request"] for fetch in record["fetches"]]


def has_header(record: JSON, name: str) -> bool:
    return any(
        known == name for request in requests(record) for known, _ in request.get("headers", [])
    )


def test_a_fault_that_everything_has_shrinks_to_the_smallest_scenario() -> None:
    for record in records(lambda _: True, 30):
        small = shrunk(record, lambda _: True)

        assert small == {
            "id": record["id"],
            "client": {"origin": "https://shop.example"},
            "fetches": [
                {
                    "request": {"url": "https://api.example/"},
                    "hops": [
                        {
                            "preflight": {"status": 204, "headers": []},
                            "response": {"status": 200, "headers": []},
                        }
                    ],
                }
            ],
        }


def test_what_the_fault_needs_stays_and_all_else_goes() -> None:
    def fault(record: JSON) -> bool:
        return has_header(record, "Authorization") and any(
            request.get("method") == "DELETE" for request in requests(record)
        )

    for record in records(fault, 3):
        small = shrunk(record, fault)

        assert [set(request) for request in requests(small)] == [{"url", "method", "headers"}]
        assert requests(small)[0]["headers"] == [["Authorization", ""]]


def test_a_value_shrinks_to_the_byte_that_matters() -> None:
    record = scenario("3-1")
    record["fetches"][0]["request"] |= {"headers": [["X-A", "so long, \xe9 farewell" * 9]]}

    small = shrunk(record, lambda one: "\xe9" in str(requests(one)))

    assert requests(small)[0]["headers"] == [["X-A", "\xe9"]]


@pytest.mark.parametrize("length", [2, 3])
def test_chains_become_as_short_as_the_fault_allows(length: int) -> None:
    def fault(record: JSON) -> bool:
        return any(len(fetch["hops"]) >= length for fetch in record["fetches"])

    for record in records(fault, 5):
        (fetch,) = shrunk(record, fault)["fetches"]

        assert len(fetch["hops"]) == length


def test_a_real_difference_between_two_profiles_becomes_small() -> None:
    def fault(record: JSON) -> bool:
        one, other = (
            [verdict.outcome for verdict in evaluate_scenario(scenario_from_json(record), profile)]
            for profile in (
                STANDARD,
                attrs.evolve(STANDARD, authorization_covered_by_wildcard=True),
            )
        )
        return Outcome.READABLE in other and one != other

    for record in records(fault, 4):
        small = shrunk(record, fault)

        assert len(small["fetches"]) == 1
        assert small["client"] == {"origin": "https://shop.example"}
        assert len(small["fetches"][0]["hops"]) == 1
        assert set(requests(small)[0]) == {"url", "headers"}


def test_the_sum_of_safelisted_values_keeps_only_what_makes_it_too_large() -> None:
    def fault(record: JSON) -> bool:
        one, other = (
            evaluate_scenario(scenario_from_json(record), profile)[0].exchanges[:1]
            for profile in (STANDARD, attrs.evolve(STANDARD, safelist_value_size_limit=None))
        )
        return [e.request.preflight for e in one] != [e.request.preflight for e in other]

    for record in records(fault, 2):
        (request,) = requests(shrunk(record, fault))

        assert sum(len(value) for _, value in request["headers"]) == 1025


def test_the_work_is_bounded() -> None:
    judged: list[int] = []

    def disagrees(batch: list[JSON]) -> list[bool]:
        judged.append(len(batch))
        return [False] * len(batch)

    record = max(generate(3, 1000), key=lambda one: len(one["fetches"][0]["hops"]))
    shrink(record, disagrees, limit=150)

    assert max(judged) <= 100
    assert sum(judged) < 250


def test_a_fault_that_never_comes_again_leaves_the_scenario_as_it_is() -> None:
    record = scenario("3-2")

    assert shrink(record, lambda batch: [False] * len(batch)) == record
