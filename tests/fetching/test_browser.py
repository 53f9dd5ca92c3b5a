"""What a browser is made of: misuse is told with the argument, the value and the remedy."""

from collections.abc import Callable

import pytest

from corsmodel import CHROMIUM, STANDARD, Browser, Request, evaluate
from corsmodel.fetching.browser import as_browser
from corsmodel.infrastructure.responses import is_answer

REMEDY = "pass the cache of a verdict's browser, or leave it out"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: Browser("chromium"),  # type: ignore[arg-type]  # the point
            "profile: 'chromium' is of type str; pass a profile such as corsmodel.CHROMIUM",
        ),
        (
            lambda: Browser(preflight_cache=5),  # type: ignore[arg-type]  # the point
            f"preflight_cache: 5 is of type int; {REMEDY}",
        ),
        (
            lambda: Browser(http_cache=5),  # type: ignore[arg-type]  # the point
            f"http_cache: 5 is of type int; {REMEDY}",
        ),
        (
            lambda: as_browser(5),  # type: ignore[arg-type]  # the point
            ("browser: 5 is of type int; pass a name, a corsmodel.Profile or a corsmodel.Browser"),
        ),
        (
            lambda: is_answer(5, "preflight"),
            (
                "preflight: 5 is of type int; "
                "give a corsmodel.Response, a corsmodel.ConnectionFailure or None"
            ),
        ),
    ],
)
def test_misuse(call: Callable[[], object], message: str) -> None:
    with pytest.raises(TypeError) as caught:
        call()
    assert str(caught.value) == message


def test_the_names_are_listed() -> None:
    with pytest.raises(ValueError, match=r"^browser: ") as caught:
        as_browser("netscape")
    assert str(caught.value) == (
        "browser: 'netscape' is not known; use one of standard, chromium, firefox, webkit"
    )


def test_a_new_browser_remembers_nothing() -> None:
    for browser in (Browser(CHROMIUM), as_browser(CHROMIUM), as_browser("chromium")):
        assert browser == Browser(CHROMIUM)
        assert list(browser.preflight_cache) == []
    assert Browser().profile is STANDARD
    assert evaluate(Request("data:,x", origin="null")).browser == Browser()
