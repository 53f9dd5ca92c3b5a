"""Values that learn when somebody looks may be looked at by several threads at once."""

import sys
import threading
from collections.abc import Iterator

import pytest

from corsmodel import Browser, Request, Response, evaluate

GET = Request("https://api.example/", origin="https://shop.example")
KEPT = Response(200, {"Access-Control-Allow-Origin": "*", "Cache-Control": "max-age=60"})


@pytest.fixture
def restless() -> Iterator[None]:
    """Let threads take turns as often as they can."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("restless")
def test_one_http_cache_serves_several_threads() -> None:
    seen: list[str] = []

    def look(stored: Browser, ready: threading.Barrier) -> None:
        ready.wait()
        seen.extend(one.cache_state for one in evaluate(GET, browser=stored).exchanges)

    for _ in range(500):
        stored = evaluate(GET, response=KEPT).browser
        ready = threading.Barrier(3)
        threads = [threading.Thread(target=look, args=(stored, ready)) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert seen == ["local"] * 1500
