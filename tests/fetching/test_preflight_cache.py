"""The CORS-preflight cache as a value: what it lists, what it forgets, how its parts stay apart."""

import pytest

from corsmodel import STANDARD, Browser, Client, Hop, PreflightCache, Request, Response, evaluate
from corsmodel.fetching.browser import as_browser
from corsmodel.fetching.cors_preflight_cache import CacheEntry
from corsmodel.fetching.reasons import MixedContent
from corsmodel.infrastructure import requests
from corsmodel.using_fetch import set_up_request

PAGE = "https://shop.example"
API = "https://api.example/items"


def answer(*, age: str = "100", methods: str = "PUT", names: str = "x-a") -> Response:
    return Response(
        204,
        {
            "Access-Control-Allow-Origin": PAGE,
            "Access-Control-Allow-Credentials": "true",
            "Access-Control-Allow-Methods": methods,
            "Access-Control-Allow-Headers": names,
            "Access-Control-Max-Age": age,
        },
    )


def asked(
    url: str = API, credentials: str = "same-origin", client: Client | None = None
) -> Request:
    return Request(
        url,
        client=client or Client(PAGE),
        method="PUT",
        headers={"X-A": "1"},
        credentials=credentials,  # type: ignore[arg-type]  # a word of the standard
    )


FINAL = answer()


def learn(browser: Browser, request: Request, at: float = 0, **given: str) -> Browser:
    verdict = evaluate(request, preflight=answer(**given), response=FINAL, browser=browser, at=at)
    assert verdict.readable
    return verdict.browser


def entry(**values: object) -> CacheEntry:
    known: dict[str, object] = {
        "key": "https://shop.example",
        "origin": PAGE.encode(),
        "url": API,
        "max_age": 100,
        "stored_at": 7,
        "credentials": False,
        "method": None,
        "header_name": None,
    }
    return CacheEntry(**{**known, **values})  # type: ignore[arg-type]  # as listed above


def test_what_is_remembered() -> None:
    browser = learn(Browser(), asked(), at=7)
    assert set(browser.preflight_cache) == {entry(method=b"PUT"), entry(header_name=b"x-a")}


def test_with_credentials() -> None:
    browser = learn(Browser(), asked(credentials="include"), at=7, age="5", names="X-A, X-B")
    common = {"credentials": True, "max_age": 5}
    assert set(browser.preflight_cache) == {
        entry(method=b"PUT", **common),
        entry(header_name=b"x-a", **common),
        entry(header_name=b"x-b", **common),
    }


def test_a_wildcard_stands_for_what_is_listed_behind_it() -> None:
    browser = learn(Browser(), asked(), at=7, methods="*, PUT", names="*, x-a")
    assert set(browser.preflight_cache) == {entry(method=b"*"), entry(header_name=b"*")}
    browser = learn(Browser(), asked(), at=7, methods="PUT, *", names="x-a, *")
    assert set(browser.preflight_cache) == {
        entry(method=b"*"),
        entry(method=b"PUT"),
        entry(header_name=b"*"),
        entry(header_name=b"x-a"),
    }


def test_entries_of_many_urls_stay_apart() -> None:
    browser = Browser()
    urls = [f"{API}/{number}" for number in range(600)]
    for url in urls:
        browser = learn(browser, asked(url))
    assert sorted({one.url for one in browser.preflight_cache}) == sorted(urls)
    assert len(list(browser.preflight_cache)) == 2 * len(urls)
    for url in urls:
        verdict = evaluate(asked(url), response=FINAL, browser=browser, at=99)
        assert [exchange.request.preflight for exchange in verdict.exchanges] == [False]


def test_a_cache_is_not_changed() -> None:
    first = learn(Browser(), asked())
    before = set(first.preflight_cache)
    learn(first, asked(API + "/other"))
    failed = evaluate(asked(), response=Response(200), browser=first, at=1)
    assert not failed.readable
    assert set(failed.browser.preflight_cache) == set()
    assert set(first.preflight_cache) == before


def test_clearing_leaves_other_urls() -> None:
    browser = learn(learn(Browser(), asked()), asked(API + "/other"))
    failed = evaluate(asked(), response=Response(200), browser=browser, at=1)
    assert {one.url for one in failed.browser.preflight_cache} == {API + "/other"}


def test_partitions_stay_apart() -> None:
    framed = Client(PAGE, top_level_origin="https://news.example")
    browser = learn(Browser(), asked())
    assert {one.key for one in browser.preflight_cache} == {"https://shop.example"}
    verdict = evaluate(asked(client=framed), preflight=answer(), response=FINAL, browser=browser)
    assert verdict.exchanges[0].request.preflight
    keys = {one.key for one in verdict.browser.preflight_cache}
    assert keys == {"https://shop.example", "https://news.example"}


def test_the_site_is_the_partition() -> None:
    www = Client(PAGE, top_level_origin="https://www.shop.example")
    browser = learn(Browser(), asked())
    same = evaluate(asked(client=www), response=FINAL, browser=browser)
    assert same.readable


@pytest.mark.parametrize(("at", "left"), [(0, 4), (4.9, 4), (5, 2), (99.9, 2), (100, 0)])
def test_expiring(at: float, left: int) -> None:
    browser = learn(learn(Browser(), asked()), asked(API + "/5"), age="5")
    cache = browser.preflight_cache.expire(at)
    assert len(list(cache)) == left
    assert {one.max_age for one in cache} == ({100, 5} if left == 4 else {100} if left else set())
    assert len(list(browser.preflight_cache)) == 4


def test_expiring_part_of_a_group() -> None:
    browser = learn(Browser(), asked())
    more = Request(API, origin=PAGE, headers={"X-B": "1"})
    later = evaluate(
        more, preflight=answer(age="3", methods="GET", names="x-b"), response=FINAL,
        browser=browser, at=1,
    ).browser  # fmt: skip
    names = {one.method or one.header_name for one in later.preflight_cache.expire(50)}
    assert names == {b"PUT", b"x-a"}


def test_what_ran_out_is_dropped_at_the_next_store() -> None:
    browser = learn(Browser(), asked(), age="5", methods="PUT, DELETE")
    later = learn(browser, asked(), at=10)
    assert {one.method for one in later.preflight_cache} == {b"PUT", None}
    assert {one.stored_at for one in later.preflight_cache} == {10}


def test_time_counts_from_when_it_was_stored() -> None:
    browser = learn(Browser(), asked(), at=1000)
    assert evaluate(asked(), response=FINAL, browser=browser, at=1099).readable
    again = evaluate(asked(), preflight=answer(), response=FINAL, browser=browser, at=1100)
    assert again.exchanges[0].request.preflight


def test_an_empty_cache() -> None:
    assert list(PreflightCache()) == []
    assert PreflightCache().expire(0) == PreflightCache()
    assert learn(Browser(), asked()).preflight_cache != PreflightCache()


@pytest.mark.parametrize("profile", ["standard", "chromium"])
@pytest.mark.parametrize(("at", "left"), [(5, True), (99, True), (100, False)])
def test_expiring_what_engines_keep(profile: str, at: float, left: bool) -> None:
    browser = learn(as_browser(profile), asked())
    cache = browser.preflight_cache.expire(at)
    assert bool(list(cache)) is left
    assert (cache == PreflightCache().expire(at)) is not left


@pytest.mark.parametrize("credentials", ["omit", "same-origin", "include"])
def test_whether_a_kept_answer_was_asked_for_with_credentials(credentials: str) -> None:
    browser = learn(as_browser("chromium"), asked(credentials=credentials))
    flags = {one.credentials for one in browser.preflight_cache}
    assert flags == {credentials == "include"}


def test_an_empty_cache_permits_nothing() -> None:
    request = set_up_request(asked())
    assert isinstance(request, requests.Request)
    assert not PreflightCache().has_entries(request, STANDARD)
    assert not PreflightCache().has_method(request, b"PUT", 0, STANDARD)
    assert not PreflightCache().has_header_name(request, b"x-a", 0, STANDARD)


def test_which_url_a_refused_redirect_is_blamed_on() -> None:
    """Firefox 153 asks again for a PUT that is redirected to mixed content: for its last URL."""
    urls = [API, f"{API}/2"]
    browser = as_browser("firefox")
    for url in urls:
        browser = learn(browser, asked(url))
    answers = [
        Response(307, {"Location": location, "Access-Control-Allow-Origin": PAGE})
        for location in (urls[1], "http://api.example/")
    ]
    hops = [Hop(None, answer) for answer in answers]
    later = evaluate(Request(API, origin=PAGE), hops=hops, browser=browser)
    assert isinstance(later.reason, MixedContent)
    assert {one.url for one in later.browser.preflight_cache} == {API}


@pytest.mark.parametrize("name", ["standard", "chromium", "firefox", "webkit"])
def test_what_one_origin_of_a_site_may_do_another_may_not(name: str) -> None:
    browser = learn(as_browser(name), asked())
    other = "https://www.shop.example"
    consent = Response(204, answer().headers.set(b"Access-Control-Allow-Origin", other.encode()))
    request = asked(client=Client(other, top_level_origin=PAGE))
    verdict = evaluate(request, preflight=consent, response=consent, browser=browser)
    assert [exchange.request.preflight for exchange in verdict.exchanges] == [True, False]
