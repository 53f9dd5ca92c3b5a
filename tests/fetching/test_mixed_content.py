"""Which pages restrict mixed content."""

import pytest

from corsmodel import Client, Request, Response, evaluate
from corsmodel.fetching.reasons import MixedContent

PAGE = "http://shop.example"
OPEN = Response(200, {"Access-Control-Allow-Origin": "*"})


@pytest.mark.parametrize("browser", ["standard", "chromium", "firefox", "webkit"])
@pytest.mark.parametrize(
    ("around", "blocked"), [("https://portal.example", True), ("http://portal.example", False)]
)
def test_a_page_in_a_secure_one(browser: str, around: str, blocked: bool) -> None:
    client = Client(PAGE, url=f"{PAGE}/framed", top_level_origin=around)
    verdict = evaluate(
        Request("http://api.example/", client=client), response=OPEN, browser=browser
    )
    assert isinstance(verdict.reason, MixedContent) is blocked
    assert verdict.readable is not blocked
