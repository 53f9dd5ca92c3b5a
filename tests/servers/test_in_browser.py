"""The lines of a repair, on the real servers, fetched by real browsers: before and after."""

import contextlib
import importlib.util
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from corsmodel import PROFILES, Request, simulate
from corsmodel.infrastructure.bodies import Body
from corsmodel.repair import SERVERS, configure
from tests.servers.configured import over, started
from tests.servers.processes import absent

pytestmark = [pytest.mark.servers, pytest.mark.engines]

PAGE = "https://shop.example"
OTHER = "https://other.example"
URL = "https://api.example/items"
INIT: dict[str, Any] = {
    "method": "PUT",
    "headers": [("Content-Type", "application/json"), ("X-Api-Key", "1")],
    "credentials": "include",
}

Ports = Callable[[str], tuple[int, int]]


@pytest.fixture(scope="module", params=["chromium", "firefox", "webkit"])
def stage(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A browser on a stage whose only server is the one that listens on ``stage.port``."""
    for package in ("cryptography", "trustme", "websockets"):
        if importlib.util.find_spec(package) is None:
            absent(f"{package} (pip install -e '.[engines]')")
    # What plays scenarios in browsers needs those packages.
    from tests.engines.agreement import engine_called  # noqa: PLC0415
    from tests.engines.engine import EngineMissing  # noqa: PLC0415
    from tests.servers.real_stage import RealStage  # noqa: PLC0415

    try:
        with RealStage(engine_called(request.param)) as stage:
            yield stage
    except EngineMissing as missing:
        absent(str(missing))


@pytest.fixture(scope="module")
def ports() -> Iterator[Ports]:
    """Where a server listens without the lines, and where with them."""
    known: dict[str, tuple[int, int]] = {}
    request = Request(URL, origin=PAGE, body=Body("text"), **INIT)
    with contextlib.ExitStack() as ends:

        def start(server: str) -> tuple[int, int]:
            if server not in known:
                bare = ends.enter_context(started(server))
                blocked = simulate(request, over(bare), browser=PROFILES["chromium"])
                (configuration,) = configure(blocked, server, expose=["X-Total-Count"])
                known[server] = (bare, ends.enter_context(started(server, configuration.text)))
            return known[server]

        yield start


def fetched(stage: Any, port: int, origin: str = PAGE) -> Any:
    """Fetch the URL in the browser; what script sees."""
    request = {**INIT, "url": URL, "body": {"kind": "text"}}
    stage.port = port
    (played,) = stage.play([{"client": {"origin": origin}, "fetches": [{"request": request}]}])
    return played.seen[0]


@pytest.mark.parametrize("server", SERVERS)
def test_blocked_before_readable_after(server: str, stage: Any, ports: Ports) -> None:
    bare, configured = ports(server)
    assert fetched(stage, bare)["outcome"] == "network-error"
    seen = fetched(stage, configured)
    assert (seen["outcome"], seen["response"]["status"]) == ("readable", 200)
    assert ["x-total-count", "42"] in seen["response"]["headers"]
    assert fetched(stage, configured, OTHER)["outcome"] == "network-error"
