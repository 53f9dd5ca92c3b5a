"""Which requests make a browser forget what it has stored (RFC 9111, section 4.4)."""

import attrs
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


@pytest.mark.parametrize("count", [1, 8, 9, 10, 25])
def test_what_a_chain_of_fetches_stored_is_all_there(count: int) -> None:
    # What the cache has to learn waits until somebody looks, and not for long.
    browser = Browser()
    urls = [f"{API}/{number}" for number in range(count)]
    for url in urls:
        browser = evaluate(Request(url, origin=PAGE), response=KEPT, browser=browser).browser
    for url in urls:
        again = evaluate(Request(url, origin=PAGE), browser=browser)
        assert again.exchanges[0].cache_state == "local", url
    assert evaluate(Request(f"{API}/{count}", origin=PAGE), browser=browser).waiting is not None


def test_caches_are_equal_by_what_is_stored() -> None:
    request = Request(API, origin=PAGE)
    kept = evaluate(request, response=KEPT).browser.http_cache
    not_kept = evaluate(request, response=Response(200, OPEN)).browser.http_cache
    assert kept == evaluate(request, response=KEPT).browser.http_cache
    assert kept != not_kept
    assert not_kept == Browser().http_cache
    assert kept != "a cache"
    with pytest.raises(TypeError, match="unhashable"):
        hash(kept)


def test_what_is_not_to_be_stored_is_not() -> None:
    request = Request(API, origin=PAGE, cache="no-store")
    assert evaluate(request, response=KEPT).browser == Browser()


def test_an_answer_to_head_that_validates_invalidates_nothing() -> None:
    # No engine has these two rules together; a profile of one's own may.
    rules = attrs.evolve(STANDARD.http_cache, invalidated_by="not-get")
    browser = Browser(attrs.evolve(STANDARD, http_cache=rules))
    stale = Response(200, {**OPEN, "Cache-Control": "max-age=0", "ETag": '"1"'})
    browser = evaluate(Request(API, origin=PAGE), response=stale, browser=browser).browser
    head = Request(API, origin=PAGE, method="HEAD")
    verdict = evaluate(head, response=Response(304, OPEN), browser=browser)
    assert verdict.exchanges[0].cache_state == "validated"


FRESH = ("Cache-Control", "max-age=60")
TAG = ("ETag", '"1"')
DATE = ("Last-Modified", "Mon, 23 Nov 2026 20:00:00 GMT")
NO_CACHE = ("Cache-Control", "no-cache")
PRAGMA = ("Pragma", "no-cache")


@pytest.mark.parametrize(
    ("browser", "status", "headers", "second"),
    [
        ("standard", 200, [FRESH], "local"),
        ("standard", 206, [FRESH], "nothing"),
        ("standard", 299, [FRESH], "local"),
        ("standard", 200, [TAG], b'"1"'),
        ("standard", 206, [TAG], "nothing"),
        ("standard", 299, [TAG], "nothing"),
        ("standard", 200, [DATE], "local"),
        ("standard", 299, [DATE], "nothing"),
        ("standard", 404, [DATE, NO_CACHE], DATE[1].encode()),
        ("standard", 200, [DATE, PRAGMA], "local"),
        # Chromium 156, Firefox 153 and WebKitGTK 2.50 were asked.
        ("chromium", 206, [FRESH], "nothing"),
        ("chromium", 206, [TAG, NO_CACHE], "nothing"),
        ("chromium", 299, [FRESH], "local"),
        ("chromium", 299, [TAG], "nothing"),
        ("chromium", 404, [DATE], "nothing"),
        ("chromium", 203, [TAG], "nothing"),
        ("chromium", 200, [FRESH, PRAGMA], "nothing"),
        ("firefox", 200, [FRESH, ("Pragma", "x, No-Cache")], "nothing"),
        ("webkit", 200, [DATE, PRAGMA], DATE[1].encode()),
        ("webkit", 200, [DATE, ("Pragma", "x")], "local"),
        ("chromium", 410, [], "local"),
        ("chromium", 401, [FRESH], "nothing"),
        ("firefox", 299, [FRESH], "nothing"),
        ("firefox", 299, [TAG], b'"1"'),
        ("firefox", 206, [FRESH], "local"),
        ("firefox", 410, [], "local"),
        ("firefox", 404, [TAG], "nothing"),
        ("firefox", 302, [FRESH], "nothing"),
        ("firefox", 200, [TAG], b'"1"'),
        ("firefox", 404, [DATE], "nothing"),
        ("webkit", 299, [FRESH], "nothing"),
        ("webkit", 299, [TAG], "nothing"),
        ("webkit", 200, [("Expires", "0"), DATE], "local"),
        ("webkit", 206, [TAG], b'"1"'),
        ("webkit", 301, [TAG, NO_CACHE], b'"1"'),
        ("webkit", 301, [TAG, NO_CACHE, ("Location", "/x")], "nothing"),
        ("webkit", 302, [("Expires", "0"), DATE], "nothing"),
        ("webkit", 404, [DATE], "local"),
        ("webkit", 404, [TAG], b'"1"'),
    ],
)
def test_what_the_second_request_has_of_the_first(
    browser: str, status: int, headers: list[tuple[str, str]], second: str | bytes
) -> None:
    answer = Response(status, headers)
    request = Request(OWN, origin=PAGE)
    first = evaluate(request, response=answer, browser=browser)
    exchange = evaluate(request, response=answer, browser=first.browser, at=1).exchanges[0]
    sent = exchange.request.headers
    condition = sent.get(b"if-none-match") or sent.get(b"if-modified-since")
    assert (condition or exchange.cache_state or "nothing") == second


def test_the_cache_is_shown_by_its_name() -> None:
    get = Request(API, origin=PAGE)
    assert repr(evaluate(get, response=KEPT).browser.http_cache) == "HTTPCache()"


#: All that these engines were asked about: each status that a page can be given but 407 and 421.
STATUSES = {
    *range(200, 210), 226, 299, *range(300, 311), 399, *range(400, 419), 422, 423, 424, 425, 426,
    428, 429, 431, 451, 499, *range(500, 509), 510, 511, 599,
} - {407}  # fmt: skip


@pytest.mark.parametrize(
    ("browser", "headers", "missing"),
    [
        ("chromium", [], {205, 206, 401, 416}),
        ("chromium", [("Cache-Control", "no-cache")], {205, 206, 401, 416}),
        ("firefox", [], {205, *range(300, 311), 399, 408, 425, 429}),
        ("firefox", [FRESH], {205, *range(300, 311), 399, 408, 425, 429}),
        ("webkit", [], STATUSES - {301, 410}),
        ("webkit", [("Expires", "0")], STATUSES - {301, 410}),
        ("webkit", [("Cache-Control", "max-age=0")], STATUSES),
        ("webkit", [("Cache-Control", "no-cache")], STATUSES),
        ("webkit", [FRESH, PRAGMA], STATUSES),
        (
            "webkit",
            [TAG],
            STATUSES - {200, 203, 204, 206, 300, 301, 404, 405, 410, 414, 501},
        ),
        (
            "webkit",
            [FRESH],
            STATUSES
            - {*range(200, 207), *range(300, 304), 307, *range(403, 407), 410, 414, 415, 501},
        ),
    ],
)
def test_what_force_cache_does_not_find(
    browser: str, headers: list[tuple[str, str]], missing: set[int]
) -> None:
    request = Request(OWN, origin=PAGE, redirect="manual")
    forcing = Request(OWN, origin=PAGE, redirect="manual", cache="force-cache")
    found = set()
    for status in STATUSES:
        later = evaluate(request, response=Response(status, headers), browser=browser).browser
        again = evaluate(forcing, response=Response(200), browser=later)
        found |= {status} if again.exchanges[0].cache_state == "local" else set()
    assert STATUSES - found == missing


@pytest.mark.parametrize(
    ("browser", "answer", "left"),
    [
        ("standard", Response(200, [("Cache-Control", "no-store")]), True),
        ("chromium", Response(200, [("Cache-Control", "no-store")]), False),
        ("chromium", Response(206), False),
        ("firefox", Response(500, [("Cache-Control", "no-store")]), False),
        ("firefox", Response(302), False),
        ("webkit", Response(200), False),
        ("webkit", Response(299, [("Location", "/x")]), False),
        ("webkit", Response(302), False),
        ("webkit", Response(300, [("Location", "/x")]), False),
        ("webkit", Response(308, [("Location", "/x")]), True),
        ("webkit", Response(309, [("Location", "/x")]), True),
        ("webkit", Response(399, [("Location", "/x")]), True),
        ("webkit", Response(400, [("Location", "/x")]), False),
        ("webkit", Response(304), True),
    ],
)
def test_what_takes_the_place_of_a_stored_response(
    browser: str, answer: Response, left: bool
) -> None:
    stored = evaluate(Request(OWN, origin=PAGE), response=KEPT, browser=browser).browser
    again = Request(OWN, origin=PAGE, redirect="manual", cache="reload")
    later = evaluate(again, response=answer, browser=stored).browser
    forcing = Request(OWN, origin=PAGE, cache="force-cache")
    exchange = evaluate(forcing, response=KEPT, browser=later).exchanges[0]
    assert (exchange.cache_state == "local") is left
