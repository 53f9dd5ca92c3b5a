"""The laws of repairs, over whatever the strategies come up with."""

from itertools import islice

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from corsmodel import Hop, Outcome, Profile, Request, Response, evaluate, repaired_scenario
from corsmodel.drivers import answers
from corsmodel.drivers.scenarios import evaluate_scenario
from corsmodel.profiles import PROFILES
from corsmodel.scenario import Scenario, ScenarioFetch, scenario_from_json
from corsmodel.scenario_json import scenario_to_json
from tests import strategies
from tests.repairs.laws import broken_laws
from tests.repairs.playable import repaired_scenarios
from tests.repairs.scenarios import fetches

PLAYED = st.sampled_from(list(PROFILES.values()))


def hops(fetch: ScenarioFetch) -> list[Hop]:
    return [Hop(hop.preflight, hop.response) for hop in fetch.hops]


@settings(max_examples=100, deadline=None)
@given(strategies.scenarios(), PLAYED, st.booleans())
def test_repairs_keep_their_laws(scenario: Scenario, profile: Profile, known: bool) -> None:
    """Also in a browser that remembers permissions of the fetches before."""
    verdicts = evaluate_scenario(scenario, profile)
    for fetch, verdict in zip(scenario.fetches, verdicts, strict=True):
        server = answers(hops(fetch)) if known else None
        assert list(broken_laws(verdict, verdict.repairs(server), server)) == []


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9), PLAYED)
def test_a_repaired_scenario_is_readable(seed: int, profile: Profile) -> None:
    fetch = next(fetches(seed))
    verdict = evaluate(fetch.request, hops=hops(fetch), browser=profile, at=fetch.at)
    assume(verdict.outcome is not Outcome.UNANSWERED)
    for repair in verdict.repairs():
        text = scenario_to_json(repaired_scenario(verdict, repair))
        (replayed,) = evaluate_scenario(scenario_from_json(text))
        assert replayed.readable
        assert replayed.exchanges == repair.verdict.exchanges


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(["X-A", "X-B", "X-C", "Content-Type", "Authorization"]), unique=True),
    st.sampled_from(["GET", "PUT", "DELETE", "patch"]),
    st.sampled_from(["same-origin", "include"]),
    PLAYED,
)
def test_silence_is_always_mended_by_headers(
    names: list[str], method: str, credentials: str, profile: Profile
) -> None:
    """A server that says nothing about CORS needs headers only, and for this request alone."""
    request = Request(
        "https://api.example/",
        origin=strategies.PAGE,
        method=method,
        headers=[(name, "a/b") for name in names],
        credentials=credentials,  # type: ignore[arg-type]
    )
    silent = Response(200)
    verdict = evaluate(request, preflight=silent, response=silent, browser=profile)
    assert verdict.obstacle() is None
    best = verdict.repairs()[0]
    assert best.request == ()
    values = [getattr(edit, "value", b"") for edit in best.answers]
    assert b"*" not in b"".join(values)
    assert (b"true" in values) == (credentials == "include")


@pytest.mark.parametrize("profile", list(PROFILES))
def test_repaired_scenarios_for_the_engines(profile: str) -> None:
    for blocked, repaired in islice(repaired_scenarios(profile, 1), 50):
        before = evaluate_scenario(scenario_from_json(blocked))
        after = evaluate_scenario(scenario_from_json(repaired))
        assert [verdict.readable for verdict in (*before, *after)] == [False, True]
        assert repaired.get("browser", "standard") == profile
