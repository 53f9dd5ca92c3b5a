"""The trace of every scenario of the standard is what it was: steps, outcomes and values, in order.

An engine's cases are left out: the engine knows its verdicts, and no steps.

``python -m tests.test_traces`` records the traces anew; read the difference before you commit it.
"""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from corsmodel.cases import ScenarioCase, load
from corsmodel.drivers.scenarios import evaluate_scenario
from corsmodel.scenario import scenario_from_json

FILE = Path(__file__).with_name("traces.json")
CASES = [case for case in load("standard") if isinstance(case, ScenarioCase)]


def trace(case: ScenarioCase) -> list[str]:
    """Give one line for each decision."""
    return [
        f"{step}: {outcome} {because!r}"
        for verdict in evaluate_scenario(scenario_from_json(case.scenario))
        for step, outcome, because in verdict.decisions
    ]


def digest(lines: list[str]) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()[:12]


RECORDED: dict[str, str] = json.loads(FILE.read_text()) if FILE.exists() else {}


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in CASES])
def test_trace(case: ScenarioCase) -> None:
    lines = trace(case)
    assert digest(lines) == RECORDED.get(case.id), "\n".join(["another trace:", *lines])


if __name__ == "__main__":
    FILE.write_text(json.dumps({case.id: digest(trace(case)) for case in CASES}, indent=0) + "\n")
