"""The model against what the engines were seen to do: no browser is needed here."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corsmodel.cases import Recordings, ScenarioCase, load, load_recordings
from corsmodel.profiles import PROFILES
from tests.engines.compare import compare
from tests.engines.departures import departing
from tests.engines.observation import predict

JSON = dict[str, Any]
ENGINES = ("chromium", "firefox", "webkit")
#: The recorded scenarios that a profile does not predict, each with the cause: engine → id → cause.
KNOWN: dict[str, dict[str, str]] = json.loads(
    (Path(__file__).parent / "known_disagreements.json").read_text("utf-8")
)


def disagreements(recordings: Recordings) -> Iterator[tuple[str, str]]:
    profile = PROFILES[recordings.engine]
    for one in recordings.recordings:
        predicted = predict(one.scenario, profile, recordings.defaults)
        found = [list(compare(predicted, observed)) for observed in one.observed]
        # Where the engine itself answered in two ways, either is right.
        if all(found):
            yield one.id, "\n".join(f"{d.kind}: {d.predicted} / {d.observed}" for d in found[0])


@pytest.mark.parametrize("engine", ENGINES)
def test_the_profile_predicts_what_was_recorded(engine: str) -> None:
    found = dict(disagreements(load_recordings(engine)))
    unknown = {key: what for key, what in found.items() if key not in KNOWN[engine]}
    some = "\n".join(f"{key}\n{what}" for key, what in list(unknown.items())[:5])
    assert not unknown, f"{len(unknown)} disagreements, for instance\n{some}"
    # What agrees again is no longer to be listed.
    assert set(KNOWN[engine]) <= set(found)


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_is_hardly_ever_of_two_minds(engine: str) -> None:
    recordings = load_recordings(engine).recordings
    unstable = [one.id for one in recordings if len(one.observed) > 1]
    assert len(unstable) <= len(recordings) / 200, unstable


@pytest.mark.parametrize("engine", ENGINES)
def test_the_cases_that_an_engine_plays_otherwise_are_its_own_cases(engine: str) -> None:
    departures = {case.id for case, _ in departing(engine)} - set(KNOWN[engine])
    cases = [case for case in load(f"engines/{engine}") if isinstance(case, ScenarioCase)]
    assert {case.departs_from for case in cases} - {""} == departures, (
        "run `python -m tests.engines.departures`"
    )
