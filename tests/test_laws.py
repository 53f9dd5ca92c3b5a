"""Laws that hold for every scenario, and their true exceptions by name."""

import copy
import json
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corsmodel import (
    Browser,
    Hop,
    PreflightCache,
    Profile,
    Request,
    Response,
    Verdict,
    evaluate,
    explain,
)
from corsmodel.drivers.scenarios import evaluate_scenario
from corsmodel.profiles import PROFILES
from corsmodel.scenario import Scenario, ScenarioHop, scenario_from_json
from corsmodel.scenario_json import scenario_to_json, verdict_to_json
from tests import strategies

LAWS = settings(max_examples=100, deadline=None)


def hops(of: tuple[ScenarioHop, ...]) -> list[Hop]:
    return [Hop(hop.preflight, hop.response) for hop in of]


def seen(verdict: Verdict) -> object:
    """What came of it, answers aside."""
    reason = verdict.reason
    wire = [(exchange.request, exchange.status) for exchange in verdict.exchanges]
    return (verdict.outcome, wire, reason and (reason.code, reason.step), verdict.classification)


@LAWS
@given(strategies.scenarios(), st.sampled_from(list(PROFILES.values())))
def test_the_same_inputs_give_an_equal_verdict(scenario: Scenario, profile: Profile) -> None:
    first = evaluate_scenario(scenario, profile)
    assert evaluate_scenario(copy.deepcopy(scenario), profile) == first
    assert evaluate_scenario(scenario_from_json(scenario_to_json(scenario)), profile) == first


@LAWS
@given(strategies.scenarios())
def test_json_comes_back_and_words_are_found(scenario: Scenario) -> None:
    text = json.dumps(scenario_to_json(scenario))
    assert scenario_from_json(json.loads(text)) == scenario
    for verdict in evaluate_scenario(scenario):
        json.dumps(verdict_to_json(verdict))
        assert explain(verdict) == verdict.explain()
        assert pickle.loads(pickle.dumps(verdict)) == verdict


def consent(*, include: bool, methods: str | None, names: str | None, age: str) -> Response:
    origin = strategies.PAGE if include else "*"
    headers = [("Access-Control-Allow-Origin", origin), ("Access-Control-Max-Age", age)]
    headers += [("Access-Control-Allow-Credentials", "true")] if include else []
    headers += [] if methods is None else [("Access-Control-Allow-Methods", methods)]
    headers += [] if names is None else [("Access-Control-Allow-Headers", names)]
    return Response(204, headers)


LISTS = st.one_of(st.none(), strategies.token_lists())


@settings(max_examples=600, deadline=None)
@given(strategies.cors_requests(), strategies.cors_requests(), st.booleans(), LISTS, LISTS)
def test_the_cache_permits_what_the_server_would(
    first: Request, second: Request, include: bool, methods: str | None, names: str | None
) -> None:
    """A remembered permission gives the second fetch what asking again would give.

    The true exception, by the letter of the standard: in the cache a `*` that was stored for
    requests with credentials serves every method and name, while in a preflight's answer it is no
    wildcard for them.
    """
    answer = consent(include=include, methods=methods, names=names, age="600")
    origin = [("Access-Control-Allow-Origin", strategies.PAGE)]
    final = Response(200, [*origin, ("Access-Control-Allow-Credentials", "true")])
    browser = evaluate(first, preflight=answer, response=final).browser
    remembered = evaluate(second, preflight=answer, response=final, browser=browser, at=1)
    asked = evaluate(second, preflight=answer, response=final)
    if remembered.outcome != asked.outcome:
        assert second.credentials == "include"
        assert b"*" in {entry.method or entry.header_name for entry in browser.preflight_cache}
        assert remembered.readable


def test_the_exception_of_the_cache() -> None:
    """The exception above, at its smallest."""
    answer = consent(include=True, methods="*", names="x-a", age="600")
    origin = {"Access-Control-Allow-Origin": strategies.PAGE}
    final = Response(200, {**origin, "Access-Control-Allow-Credentials": "true"})

    def asked(method: str) -> Request:
        return Request(
            "https://api.example/",
            origin=strategies.PAGE,
            method=method,
            headers={"X-A": "1"},
            credentials="include",
        )

    browser = evaluate(asked("GET"), preflight=answer, response=final).browser
    assert evaluate(asked("PUT"), preflight=answer, response=final, browser=browser).readable
    assert not evaluate(asked("PUT"), preflight=answer, response=final).readable


@LAWS
@given(strategies.scenarios())
def test_permissions_run_out(scenario: Scenario) -> None:
    browser = evaluate_scenario(scenario)[-1].browser
    late = 10**19
    assert list(browser.preflight_cache.expire(late)) == []
    last = scenario.fetches[-1]
    fresh = evaluate(last.request, hops=hops(last.hops), browser=Browser(), at=late)
    assert seen(evaluate(last.request, hops=hops(last.hops), browser=browser, at=late)) == seen(
        fresh
    )


@LAWS
@given(strategies.scenarios())
def test_expiring_early_changes_no_verdict(scenario: Scenario) -> None:
    verdicts = evaluate_scenario(scenario)
    browser = verdicts[-1].browser
    last = scenario.fetches[-1]
    at = last.at + 3
    swept = Browser(browser.profile, browser.preflight_cache.expire(at))
    kept = evaluate(last.request, hops=hops(last.hops), browser=browser, at=at)
    assert seen(kept) == seen(evaluate(last.request, hops=hops(last.hops), browser=swept, at=at))


def test_an_empty_cache_is_empty() -> None:
    assert list(PreflightCache()) == []
    assert PreflightCache().expire(0) == PreflightCache()


@pytest.mark.parametrize("name", list(PROFILES))
def test_every_profile_plays(name: str) -> None:
    request = Request("https://api.example/", origin=strategies.PAGE)
    star = Response(200, {"Access-Control-Allow-Origin": "*"})
    verdict = evaluate(request, response=star, browser=name)
    assert verdict.readable
    assert verdict.browser.profile.name == name
