"""Which requests make a browser forget what it has stored (RFC 9111, section 4.4)."""

import pytest

from corsmodel import (
    CHROMIUM,
    FIREFOX,
    STANDARD,
    WEBKIT,
    Browser,
    Profile,
    Request,
    Response,
    evaluate,
)

PAGE = "https://shop.example"
OWN = "https://shop.example/items"
API = "https://api.example/items"
OPEN = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "*"}
KEPT = Response(200, {**OPEN, "Cache-Control": "max-age=60"})


def forgets(profile: Profile, method: str, status: int, url: str) -> bool:
    """Tell whether a GET that was answered before goes out again behind another request."""
    get = Request(url, origin=PAGE)
    other = Request(url, origin=PAGE, method=method)
    stored = evaluate(get, response=KEPT, browser=Browser(profile)).browser
    later = evaluate(
        other, preflight=Response(204, OPEN), response=Response(status, OPEN), browser=stored
    ).browser
    again = evaluate(get, response=KEPT, browser=later)
    return again.exchanges[0].cache_state == ""


@pytest.mark.parametrize(
    ("profile", "methods"),
    [
        (STANDARD, {"POST", "PUT", "DELETE", "PATCH", "PURGE"}),
        (CHROMIUM, {"POST", "DELETE", "PATCH"}),
        (FIREFOX, {"POST", "PUT", "DELETE", "PATCH", "PURGE"}),
        (WEBKIT, {"HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "PURGE"}),
    ],
)
def test_methods(profile: Profile, methods: set[str]) -> None:
    every = {"HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "PURGE"}
    assert {method for method in every if forgets(profile, method, 200, OWN)} == methods


@pytest.mark.parametrize("url", [OWN, API])
@pytest.mark.parametrize(
    ("profile", "statuses"),
    [
        (STANDARD, {200, 399}),
        (CHROMIUM, {200, 399}),
        (FIREFOX, {200, 399, 400, 599}),
        (WEBKIT, {200, 399, 400, 599}),
    ],
)
def test_statuses(profile: Profile, statuses: set[int], url: str) -> None:
    own_only = profile.http_cache.invalidated_by_own_origin_only and url == API
    found = {status for status in (200, 399, 400, 599) if forgets(profile, "POST", status, url)}
    assert found == (set() if own_only else statuses)
