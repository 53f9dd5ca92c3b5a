"""The trace of every scenario is what it was, and so is the verdict, of which a case says a part.

A line of a trace is a decision: its step, its outcome and its values. An engine knows no steps; in
its cases a trace says how the model comes to what the engine does.

``python -m tests.test_traces`` records the traces anew; read the difference before you commit it.
"""

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import pytest

from corsmodel import Verdict
from corsmodel.cases import ScenarioCase, load
from corsmodel.drivers.scenarios import evaluate_scenario
from corsmodel.scenario import scenario_from_json
from corsmodel.scenario_json import verdict_to_json

FILE = Path(__file__).with_name("traces.json")
CASES = [case for case in load() if isinstance(case, ScenarioCase)]


def trace(case: ScenarioCase) -> list[str]:
    """Give one line for each decision, and one for each verdict."""
    return lines_of(evaluate_scenario(scenario_from_json(case.scenario)))


def lines_of(verdicts: Sequence[Verdict]) -> list[str]:
    return [
        line
        for verdict in verdicts
        for line in (
            *(f"{step}: {outcome} {because!r}" for step, outcome, because in verdict.decisions),
            json.dumps(verdict_to_json(verdict)),
        )
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
