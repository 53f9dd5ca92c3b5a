"""The cases of the standard that an engine plays otherwise, written down as the engine's own cases.

``python -m tests.engines.departures`` reads the recordings and writes one file for each engine,
``spec_cases/engines/<engine>/of-the-standard.json``: a case for each case of the standard whose
behaviour in that engine is not the standard's. A test holds the files to the recordings, so that
the two are the same set.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from corsmodel.cases import ScenarioCase, load, load_recordings
from corsmodel.drivers.scenarios import evaluate_scenario
from corsmodel.profile import STANDARD, Profile
from corsmodel.profiles import PROFILES
from corsmodel.scenario import scenario_from_json
from corsmodel.scenario_json import verdict_to_json
from tests.engines.compare import compare
from tests.engines.observation import predict

JSON = dict[str, Any]
FOLDER = Path(__file__).parents[2] / "spec_cases" / "engines"
_BEHAVIOUR = {"outcome", "response", "wire"}
_SOURCES = {"chromium": "chromium", "firefox": "firefox", "webkit": "webkitgtk"}


def departing(engine: str) -> Iterator[tuple[ScenarioCase, JSON]]:
    """Give each case of the standard that the engine plays otherwise, and what it did."""
    recordings = load_recordings(engine)
    seen = {one.id: one.observed for one in recordings.recordings}
    for case in load("standard"):
        if isinstance(case, ScenarioCase) and case.id in seen:
            expected = predict(case.scenario, STANDARD, recordings.defaults)
            answers = [list(_behaviour(expected, one)) for one in seen[case.id]]
            if all(answers):
                yield case, seen[case.id][0]


def _behaviour(expected: JSON, observed: JSON) -> Iterator[str]:
    return (one.kind for one in compare(expected, observed) if one.kind in _BEHAVIOUR)


def cases(engine: str, known: Mapping[str, str]) -> list[JSON]:
    """Make the engine's cases; those in *known*, which its profile does not predict, say so."""
    profile = PROFILES[engine]
    source = f"{_SOURCES[engine]}-{profile.version}"
    made = []
    for case, _ in departing(engine):
        scenario = {**case.scenario, "browser": engine}
        verdicts = evaluate_scenario(scenario_from_json(scenario))
        if case.id in known:
            continue
        made.append(
            {
                "id": f"{engine}/of-the-standard/{case.id}",
                "description": f"Departs from {case.id}.",
                "departs_from": case.id,
                "fields": list(_fields(profile, case.scenario)),
                "steps": [attrs.asdict(step) for step in case.steps],
                "sources": [source],
                "scenario": scenario,
                "expect": {"behaviour": [_shown(verdict_to_json(one)) for one in verdicts]},
            }
        )
    return made


def _fields(profile: Profile, scenario: JSON) -> Iterator[str]:
    """Give the fields of a profile without any one of which the departure is another, or gone."""
    before = predict(scenario, profile, {})
    for field, _ in profile.evidence:
        without = attrs.evolve(profile, **{field: getattr(STANDARD, field)})
        if any(_behaviour(before, predict(scenario, without, {}))):
            yield field


def _shown(verdict: JSON) -> JSON:
    keys = ("preflight", "method", "url", "headers", "status", "cache")
    response = verdict["response"]
    return {
        "outcome": verdict["outcome"],
        "exchanges": [{key: one[key] for key in keys} for one in verdict["exchanges"]],
        "response": response and {key: response[key] for key in ("type", "status", "headers")},
    }


def main() -> None:
    """Write the files."""
    known = json.loads((Path(__file__).parent / "known_disagreements.json").read_text("utf-8"))
    for engine in _SOURCES:
        made = cases(engine, known[engine])
        text = json.dumps(made, indent=1, ensure_ascii=False)
        (FOLDER / engine / "of-the-standard.json").write_text(f"{text}\n", "utf-8")
        print(f"{engine}: {len(made)} cases")


if __name__ == "__main__":
    main()
