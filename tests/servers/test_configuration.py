"""The lines of a repair, on the real server: blocked before, readable after, and only this page."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import attrs
import pytest

from corsmodel import PROFILES, Body, Request, Response, Verdict, simulate
from corsmodel.repair import SERVERS, configure
from tests.servers.configured import USER, over, started

pytestmark = pytest.mark.servers

PAGE = "https://shop.example"
OTHER = "https://other.example"
API = "https://api.example"
#: Applications whose own headers stand, whatever the lines say; the lines say so.
KEEP_THEIR_OWN = {"express", "flask"}

Bare = Callable[[str], int]


@attrs.frozen
class Situation:
    name: str
    path: str
    expose: tuple[str, ...] = ()
    #: The page's request.
    init: dict[str, Any] = attrs.Factory(dict)
    other: str = OTHER


JSON = {"Content-Type": "application/json"}
SITUATIONS = [
    Situation("simple", "/items"),
    Situation("put", "/items", init={"method": "PUT", "headers": JSON, "body": "text"}),
    Situation("credentials", "/items", init={"credentials": "include"}),
    Situation("header", "/items", init={"headers": {"X-Api-Key": "1"}}),
    Situation("expose", "/items", ("X-Total-Count",)),
    Situation("missing", "/missing", init={"method": "POST"}),
    Situation("broken", "/broken", init={"method": "PUT", "credentials": "include"}),
    Situation("private", "/private", init={"headers": {"Authorization": USER}}),
    Situation("redirect", "/old", init={"method": "PUT", "headers": JSON, "body": "text"}),
    Situation("own", "/own", init={"credentials": "include"}),
    # To some programs a bracket makes a pattern of an origin, and its beginning is enough.
    Situation(
        "characters",
        "/items",
        init={"origin": "http://[::1]:3000", "headers": {"X-%*^": "1"}},
        other="http://[::1]:30001",
    ),
]
ASKED = [
    pytest.param(server, situation, id=f"{server}-{situation.name}")
    for situation in SITUATIONS
    for server in SERVERS
    if situation.name != "own" or server not in KEEP_THEIR_OWN
]


def played(port: int, situation: Situation, browser: str = "standard", **other: Any) -> Verdict:
    given = {"origin": PAGE, **situation.init, **other}
    if "body" in given:
        given["body"] = Body(given["body"])
    return simulate(Request(API + situation.path, **given), over(port), browser=browser)


@pytest.fixture(scope="module")
def bare() -> Iterator[Bare]:
    """Each server as it is without any line, started when first needed."""
    ports: dict[str, int] = {}
    with contextlib.ExitStack() as ends:

        def port(name: str) -> int:
            if name not in ports:
                ports[name] = ends.enter_context(started(name))
            return ports[name]

        yield port


def varies(verdict: Verdict) -> bool:
    answers = [exchange.answer for exchange in verdict.exchanges]
    return all(
        isinstance(answer, Response) and b"origin" in (answer.headers.get(b"vary") or b"").lower()
        for answer in answers
    )


@pytest.mark.parametrize(("server", "situation"), ASKED)
def test_blocked_before_readable_after(server: str, situation: Situation, bare: Bare) -> None:
    for browser in PROFILES:
        assert played(bare(server), situation, browser).reason is not None
    blocked = played(bare(server), situation)
    (configuration,) = configure(blocked, server, expose=situation.expose)
    with started(server, configuration.text) as port:
        for browser in PROFILES:
            verdict = played(port, situation, browser)
            assert verdict.readable, verdict.explain()
            assert varies(verdict)
            assert verdict.response is not None
            names = {name for name, _ in verdict.response.headers}
            assert {name.lower().encode() for name in situation.expose} <= names
            # Nobody else, nothing else: another page, credentials, a method, a header.
            others: list[dict[str, Any]] = [{"origin": situation.other}, {"method": "DELETE"}]
            others.append({"headers": {**situation.init.get("headers", {}), "X-Other": "1"}})
            if "credentials" not in situation.init:
                others.append({"credentials": "include"})
            for other in others:
                denied = played(port, situation, browser, **other)
                assert denied.reason is not None, (other, denied.explain())
                assert varies(denied), (other, denied.explain())


@pytest.mark.parametrize("server", ["express", "flask", "nginx"])
def test_what_is_said_not_to_work_does_not(server: str, bare: Bare) -> None:
    patch = Situation("patch", "/items", init={"method": "patch"})
    (configuration,) = configure(played(bare(server), patch), server)
    assert any("patch" in sentence for sentence in configuration.cannot)
    with started(server, configuration.text) as port:
        assert not played(port, patch).readable
