"""Answers 401, and the user name and password in a URL."""

import pytest

from corsmodel import Request, Response, evaluate


@pytest.mark.parametrize(
    ("browser", "challenge", "asked"),
    [
        ("standard", {"WWW-Authenticate": "Basic"}, 2),
        ("standard", {}, 2),
        ("firefox", {"WWW-Authenticate": "Basic"}, 2),
        ("firefox", {}, 1),
        ("webkit", {"WWW-Authenticate": "Basic"}, 2),
        ("webkit", {}, 1),
    ],
)
def test_an_engine_waits_for_a_challenge(
    browser: str, challenge: dict[str, str], asked: int
) -> None:
    request = Request("https://user:pass@shop.example/", origin="https://shop.example", api="xhr")
    verdict = evaluate(request, response=Response(401, challenge), browser=browser)
    assert len(verdict.exchanges) == asked
