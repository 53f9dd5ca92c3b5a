"""Every case of the corpus holds on this library."""

from typing import Any

import pytest

from corsmodel.cases import AlgorithmCase, ScenarioCase, load
from corsmodel.drivers.scenarios import evaluate_scenario
from corsmodel.scenario import scenario_from_json
from corsmodel.scenario_json import scenario_to_json, verdict_to_json
from tests.corpus.algorithms import ALGORITHMS

CASES = list(load())


def differences(expected: Any, actual: Any, path: str = "$") -> list[str]:
    """Compare as the corpus says: keys that are given, recursively; arrays whole."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        found: list[str] = []
        for key, value in expected.items():
            if key in actual:
                found += differences(value, actual[key], f"{path}.{key}")
            else:
                found.append(f"{path}.{key}: expected {value!r}, there is none")
        return found
    if isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        pairs = enumerate(zip(expected, actual, strict=True))
        return [text for i, (e, a) in pairs for text in differences(e, a, f"{path}[{i}]")]
    return [] if expected == actual else [f"{path}: expected {expected!r}, got {actual!r}"]


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case.id) for case in CASES if isinstance(case, ScenarioCase)]
)
def test_scenario(case: ScenarioCase) -> None:
    scenario = scenario_from_json(case.scenario)
    assert scenario_from_json(scenario_to_json(scenario)) == scenario
    actual = [verdict_to_json(verdict) for verdict in evaluate_scenario(scenario)]
    problems = differences(list(case.behaviour), actual)
    if case.explanation:
        problems += differences(list(case.explanation), actual)
    assert not problems, "\n".join([case.description, *problems])


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case.id) for case in CASES if isinstance(case, AlgorithmCase)]
)
def test_algorithm(case: AlgorithmCase) -> None:
    assert ALGORITHMS[case.algorithm](case.input) == case.output, case.description
