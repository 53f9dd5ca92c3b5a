"""What real browsers printed leads back to what the model says was the matter."""

import pytest

from corsmodel import Verdict, diagnose
from corsmodel.cases import Recording, load_recordings
from corsmodel.drivers.scenarios import evaluate_scenario
from corsmodel.profiles import PROFILES
from corsmodel.scenario import scenario_from_json


def verdict_of(recording: Recording, engine: str) -> Verdict:
    (verdict,) = evaluate_scenario(scenario_from_json(recording.scenario), PROFILES[engine])
    return verdict


@pytest.mark.parametrize("engine", ["chromium", "firefox", "webkit"])
def test_a_recorded_console_is_diagnosed(engine: str) -> None:
    """One in a hundred may tell of another fault of the request, which the engine saw first."""
    recordings = [
        one
        for one in load_recordings(engine).recordings
        if len(one.observed) == 1
        and one.observed[0]["console"]
        and len(one.scenario["fetches"]) == 1
    ]
    told = [
        (one.id, verdict.reason.code, diagnose("\n".join(one.observed[0]["console"])).reasons)
        for one in recordings
        if (verdict := verdict_of(one, engine)).reason is not None
    ]
    assert len(told) > 500
    wrong = [one for one in told if one[1] not in one[2]]
    assert len(wrong) <= len(told) / 100, wrong
