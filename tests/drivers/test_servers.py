"""Servers that are functions, plain and asynchronous, asked for as long as a fetch goes on."""

import asyncio
import re
from collections.abc import Callable
from typing import Any

import pytest

from corsmodel import (
    CHROMIUM,
    Browser,
    ConnectionFailure,
    HTTPRequest,
    Outcome,
    Request,
    Response,
    Verdict,
    fetch,
    run,
    run_async,
    simulate,
    simulate_async,
)
from corsmodel.drivers.servers import Server

PAGE = "https://shop.example"
PUT = Request("https://api.example/a", origin=PAGE, method="PUT", credentials="include")
CONSENT = {
    "Access-Control-Allow-Origin": PAGE,
    "Access-Control-Allow-Credentials": "true",
    "Access-Control-Allow-Methods": "PUT",
    "Access-Control-Max-Age": "60",
}


def moves(http_request: HTTPRequest) -> Response:
    """Move /a to /b, and consent everywhere."""
    if http_request.url.endswith("/a") and not http_request.preflight:
        return Response(307, {**CONSENT, "Location": "/b"})
    return Response(204 if http_request.preflight else 200, CONSENT)


def played(request: Request, server: Server, **more: Any) -> Verdict:
    """Play it in both ways, which give the same verdict."""

    async def answer(http_request: HTTPRequest) -> Any:
        await asyncio.sleep(0)
        return server(http_request)

    verdict = simulate(request, server, **more)
    assert asyncio.run(simulate_async(request, answer, **more)) == verdict
    assert run(fetch(request, **more), server) == verdict
    assert asyncio.run(run_async(fetch(request, **more), answer)) == verdict
    return verdict


def test_every_request_is_asked_in_order() -> None:
    asked: list[HTTPRequest] = []

    def server(http_request: HTTPRequest) -> Response:
        asked.append(http_request)
        return moves(http_request)

    verdict = played(PUT, server)
    assert verdict.readable
    wire = [exchange.request for exchange in verdict.exchanges]
    assert asked == wire * 4
    assert [(one.preflight, one.hop, one.url[-1]) for one in wire] == [
        (True, 0, "a"), (False, 0, "a"), (True, 1, "b"), (False, 1, "b"),
    ]  # fmt: skip


def test_the_browser_goes_on() -> None:
    first = played(PUT, moves, browser=CHROMIUM, at=10)
    then = played(PUT, moves, browser=first.browser, at=60)
    late = played(PUT, moves, browser=first.browser, at=80)
    assert [len(verdict.exchanges) for verdict in (first, then, late)] == [4, 2, 4]
    assert isinstance(then.browser, Browser)
    assert then.browser.profile is CHROMIUM


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [(None, Outcome.UNANSWERED), (ConnectionFailure(), Outcome.NETWORK_ERROR)],
)
def test_servers_need_not_answer(answer: ConnectionFailure | None, outcome: Outcome) -> None:
    verdict = played(PUT, lambda _: answer)
    assert verdict.outcome is outcome
    assert not verdict.reached_server


def test_what_a_server_raises_comes_through() -> None:
    def server(http_request: HTTPRequest) -> Response:
        raise KeyError(http_request.url)

    async def async_server(http_request: HTTPRequest) -> Response:
        return server(http_request)

    with pytest.raises(KeyError, match=r"api\.example/a"):
        simulate(PUT, server)
    with pytest.raises(KeyError, match=r"api\.example/a"):
        asyncio.run(simulate_async(PUT, async_server))


async def gives_a_number(_: HTTPRequest) -> Any:
    return 200


NO_ANSWER = "give a corsmodel.Response, a corsmodel.ConnectionFailure or None"
UNKNOWN = "browser: 'lynx' is not known; use one of standard, chromium, firefox, webkit"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: simulate(PUT, Response()), "server: Response(status"),  # type: ignore[arg-type]
        (lambda: simulate(PUT, lambda _: 200), f"answer: 200 is of type int; {NO_ANSWER}"),  # type: ignore[arg-type,return-value]
        (lambda: simulate(PUT, moves, browser="lynx"), UNKNOWN),
        (lambda: simulate(PUT, moves, at=float("inf")), "at: inf is no time; pass a finite"),
        (lambda: simulate("https://api.example/", moves), "request: 'https://api.example/' is of"),  # type: ignore[arg-type]
        (lambda: asyncio.run(simulate_async(PUT, 5)), "server: 5 cannot be called; pass a func"),  # type: ignore[arg-type]
        (lambda: asyncio.run(simulate_async(PUT, moves)), "of type Response; make it async, or"),  # type: ignore[arg-type]
        (lambda: asyncio.run(simulate_async(PUT, gives_a_number)), NO_ANSWER),
    ],
)  # fmt: skip
def test_misuse(call: Callable[[], object], message: str) -> None:
    with pytest.raises((TypeError, ValueError), match=re.escape(message)):
        call()
