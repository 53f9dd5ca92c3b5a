"""The lines of a repair, on the real server, fetched by a real browser: before and after."""

import importlib.util
from collections.abc import Iterator
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


@pytest.fixture(scope="module")
def stage() -> Iterator[Any]:
    """Chromium on a stage whose only server is the one that listens on ``stage.port``."""
    for package in ("cryptography", "trustme", "websockets"):
        if importlib.util.find_spec(package) is None:
            absent(f"{package} (pip install -e '.[engines]')")
    # What plays scenarios in browsers needs those packages.
    from tests.engines.chromium import Chromium  # noqa: PLC0415
    from tests.engines.engine import EngineMissing  # noqa: PLC0415
    from tests.servers.real_stage import RealStage  # noqa: PLC0415

    try:
        with RealStage(Chromium()) as stage:
            yield stage
    except EngineMissing as missing:
        absent(str(missing))


def fetched(stage: Any, port: int, origin: str = PAGE) -> Any:
    """Fetch the URL in the browser; what script sees."""
    request = {**INIT, "url": URL, "headers": [list(p) for p in INIT["headers"]]}
    request["body"] = {"kind": "text"}
    stage.port = port
    (played,) = stage.play([{"client": {"origin": origin}, "fetches": [{"request": request}]}])
    return played.seen[0]


@pytest.mark.parametrize("server", SERVERS)
def test_blocked_before_readable_after(server: str, stage: Any) -> None:
    request = Request(URL, origin=PAGE, body=Body("text"), **INIT)
    with started(server) as port:
        blocked = simulate(request, over(port), browser=PROFILES["chromium"])
        assert fetched(stage, port)["outcome"] == "network-error"
    (configuration,) = configure(blocked, server, expose=["X-Total-Count"])
    with started(server, configuration.text) as port:
        seen = fetched(stage, port)
        assert (seen["outcome"], seen["response"]["status"]) == ("readable", 200)
        assert ["x-total-count", "42"] in seen["response"]["headers"]
        assert fetched(stage, port, OTHER)["outcome"] == "network-error"
