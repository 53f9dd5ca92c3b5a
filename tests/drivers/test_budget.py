"""What a session of fetches costs in preflights."""

import pytest

from corsmodel import HTTPRequest, Request, Response, budget
from corsmodel.drivers.budget import scenario_budget
from corsmodel.scenario import scenario_from_json

PAGE = "https://shop.example"


def server(age: str | None) -> object:
    headers = {"Access-Control-Allow-Origin": PAGE, "Access-Control-Allow-Methods": "PUT"}
    aged = headers if age is None else {**headers, "Access-Control-Max-Age": age}

    def answer(http_request: HTTPRequest) -> Response:
        return Response(204, aged) if http_request.preflight else Response(200, headers)

    return answer


def session(*times: float) -> list[tuple[float, Request]]:
    return [(at, Request("https://api.example/7", origin=PAGE, method="PUT")) for at in times]


def test_each_browser_caps_the_age() -> None:
    hourly = session(*range(0, 86400, 3600))
    budgets = budget(hourly, server("10000000"))  # type: ignore[arg-type]
    assert {name: one.preflights for name, one in budgets.items()} == {
        "standard": 1, "chromium": 12, "firefox": 1, "webkit": 24,
    }  # fmt: skip
    assert budgets["standard"].remembered == 23
    assert budgets["webkit"].requests == 48
    assert all(one.best is None for one in budgets.values())


def test_a_better_age_saves_preflights() -> None:
    budgets = budget(session(0, 10, 20, 30), server(None))  # type: ignore[arg-type]
    chromium = budgets["chromium"]
    assert (chromium.preflights, chromium.least_preflights, chromium.best) == (4, 1, 31)


def test_times_run_forward() -> None:
    with pytest.raises(ValueError, match=r"^fetches: the times run backwards"):
        budget(session(2, 1), server(None))  # type: ignore[arg-type]


def test_a_connection_that_fails_has_no_age() -> None:
    budgets = budget(session(0, 1), lambda _: None)
    assert budgets["firefox"].preflights == 0


def test_the_answers_of_a_scenario_stand_for_all_requests_like_theirs() -> None:
    origin = ["Access-Control-Allow-Origin", PAGE]
    consent = {"status": 204, "headers": [origin, ["Access-Control-Allow-Methods", "PUT"]]}
    hops = [{"preflight": consent, "response": {"status": 200, "headers": [origin]}}]
    fetches = [
        {"at": at, "request": {"url": "https://api.example/7", "method": "PUT"}, "hops": hops}
        for at in (0, 3, 9)
    ]
    scenario = scenario_from_json({"client": {"origin": PAGE}, "fetches": fetches})
    assert scenario_budget(scenario)["standard"].preflights == 2
