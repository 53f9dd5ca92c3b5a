"""Generated scenarios: playable, read by the model, and spread over what can come of a fetch."""

import json
from collections import Counter
from collections.abc import Iterator

import pytest

from corsmodel import Outcome
from corsmodel.drivers.scenarios import evaluate_scenario
from corsmodel.fetching.verdict import Verdict
from corsmodel.infrastructure.statuses import REDIRECT_STATUSES
from corsmodel.profiles import PROFILES
from corsmodel.scenario import scenario_from_json
from tests.engines.generator import generate, scenario
from tests.engines.playable import EVERYTHING, HARNESS, JSON, unplayable

COUNT = 3000
SCENARIOS = list(generate(1, COUNT))


def verdicts(records: list[JSON], profile: str) -> Iterator[Verdict]:
    for record in records:
        yield from evaluate_scenario(scenario_from_json(record), PROFILES[profile])


def test_a_seed_gives_the_same_scenarios_and_an_id_gives_its_own() -> None:
    again = list(generate(1, 50))

    assert SCENARIOS[:50] == again
    assert SCENARIOS[37] == scenario("1-37")
    assert SCENARIOS[37]["id"] == "1-37"
    assert list(generate(2, 50)) != again


def test_scenarios_are_json_and_no_two_are_the_same() -> None:
    lines = {json.dumps({**record, "id": ""}, sort_keys=True) for record in SCENARIOS}

    assert [json.loads(json.dumps(record)) for record in SCENARIOS] == SCENARIOS
    assert len(lines) > 0.99 * COUNT


def test_the_harness_can_play_each() -> None:
    complaints = {record["id"]: unplayable(record) for record in SCENARIOS}

    assert {name: why for name, why in complaints.items() if why is not None} == {}


@pytest.mark.parametrize("profile", list(PROFILES))
def test_every_profile_evaluates_each_and_the_outcomes_are_spread(profile: str) -> None:
    counted = Counter(verdict.outcome for verdict in verdicts(SCENARIOS, profile))
    share = {outcome: count / counted.total() for outcome, count in counted.items()}

    assert Outcome.UNANSWERED not in counted
    assert 0.45 < share[Outcome.READABLE] < 0.7
    assert 0.2 < share[Outcome.NETWORK_ERROR] < 0.45
    assert 0.02 < share[Outcome.INVALID_REQUEST] < 0.1
    assert 0.02 < share[Outcome.OPAQUE] < 0.1
    assert share[Outcome.OPAQUE_REDIRECT] > 0.001


def test_nearly_every_reason_comes_up() -> None:
    codes = {v.reason.code for v in verdicts(SCENARIOS, "standard") if v.reason is not None}

    assert len(codes) > 35


def test_every_part_of_the_format_that_a_page_can_play_comes_up() -> None:
    pages = [record["client"] for record in SCENARIOS]
    fetches = [fetch for record in SCENARIOS for fetch in record["fetches"]]
    requests = [fetch["request"] for fetch in fetches]
    statuses = {hop["response"]["status"] for fetch in fetches for hop in fetch["hops"]}

    assert {"origin", "url", "referrer_policy"} == {key for page in pages for key in page}
    assert {
        "api", "body", "cache", "credentials", "duplex", "headers", "keepalive", "method", "mode",
        "redirect", "referrer", "referrer_policy", "upload_listeners", "url",
    } == {key for request in requests for key in request}  # fmt: skip
    assert {"text", "blob", "urlsearchparams", "formdata", "arraybuffer"} == {
        request["body"]["kind"] for request in requests if "body" in request
    }
    assert {0, 2, 7} == {fetch.get("at", 0) for fetch in fetches}
    assert {1, 2, 3, 4} == {len(record["fetches"]) for record in SCENARIOS}
    assert {1, 2, 3, 4, 22} <= {len(fetch["hops"]) for fetch in fetches}
    assert statuses >= REDIRECT_STATUSES
    assert {2, 3, 4, 5} <= {status // 100 for status in statuses}


def test_with_everything_allowed_the_model_plays_what_the_harness_cannot() -> None:
    records = list(generate(1, 1000, EVERYTHING))
    outcomes = {verdict.outcome for verdict in verdicts(records, "standard")}
    apis = {fetch["request"].get("api") for record in records for fetch in record["fetches"]}

    assert outcomes == set(Outcome)
    assert {"img", "script", "module", "stylesheet", "font"} <= apis
    assert all(unplayable(record, EVERYTHING) is None for record in records)
    assert sum(unplayable(record, HARNESS) is not None for record in records) > 300


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("https://api.example/x", None),
        ("https://api.example", "no place for a path segment in 'https://api.example'"),
        ("https:api.example/x", "no place for a path segment in 'https:api.example/x'"),
        ("//api.example/x", None),
        ("/a/../b", None),
        ("/a/../../b", "a path that climbs out of its segment in '/a/../../b'"),
        ("a/%2E./.%2e/", "a path that climbs out of its segment in 'a/%2E./.%2e/'"),
        ("..", "a path that climbs out of its segment in '..'"),
        ("a/..", None),
        ("data:text/plain,../..", None),
        ("blob:https://shop.example/1", "a blob: URL"),
        ("http://localhost/", "the host of 'http://localhost/'"),
        ("https://", None),
    ],
)
def test_urls_that_leave_no_place_for_a_segment_are_named(url: str, complaint: str | None) -> None:
    plain = {which: {"status": 200, "headers": []} for which in ("preflight", "response")}
    record: JSON = {
        "client": {"origin": "https://shop.example"},
        "fetches": [{"request": {"url": url}, "hops": [plain]}],
    }

    assert unplayable(record) == complaint
