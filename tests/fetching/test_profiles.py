"""Each field of a profile changes a verdict, and nothing else does."""

from collections.abc import Iterator
from typing import Any

import attrs
import pytest

from corsmodel import (
    CHROMIUM,
    FIREFOX,
    STANDARD,
    WEBKIT,
    Browser,
    Hop,
    Profile,
    Request,
    Response,
    classify,
    evaluate,
)
from corsmodel.cases import ScenarioCase, load
from corsmodel.drivers.scenarios import evaluate_scenario
from corsmodel.fetching.browser import as_browser
from corsmodel.fetching.reasons import InvalidLocation, MultipleAllowOrigin
from corsmodel.http_cache_rules import HTTPCacheRules
from corsmodel.scenario import scenario_from_json
from corsmodel.scenario_json import verdict_to_json
from tests.test_corpus import differences

PAGE = "https://shop.example"
API = "https://api.example/"


def preflights(profile: Profile, age: str | None, after: float) -> int:
    """Count the preflights of two equal requests, *after* seconds apart."""
    headers = {"Access-Control-Allow-Origin": PAGE, "Access-Control-Allow-Methods": "PUT"}
    consent = Response(204, headers if age is None else {**headers, "Access-Control-Max-Age": age})
    request = Request(API, origin=PAGE, method="PUT")
    count = 0
    browser = Browser(profile)
    for at in (0, after):
        verdict = evaluate(request, preflight=consent, response=consent, browser=browser, at=at)
        count += sum(exchange.request.preflight for exchange in verdict.exchanges)
        browser = verdict.browser
    return count


@pytest.mark.parametrize(
    ("profile", "age", "lasts"),
    [
        (STANDARD, "10000000", 10000000),
        (CHROMIUM, "10000000", 7200),
        (CHROMIUM, "7200", 7200),
        (CHROMIUM, "7199", 7199),
        (FIREFOX, "10000000", 86400),
        (WEBKIT, "10000000", 600),
        (WEBKIT, "601", 600),
        (CHROMIUM, None, 5),
        (FIREFOX, None, 5),
        (WEBKIT, "", 5),
        (FIREFOX, "", 5),
        (CHROMIUM, "abc", 5),
        (WEBKIT, "abc", 5),
        (FIREFOX, "abc", 0),
        (STANDARD, "-1", 5),
        (CHROMIUM, "-1", 0),
        (WEBKIT, "-1", 0),
        (FIREFOX, "-1", 0),
        (CHROMIUM, "-12", 0),
        (CHROMIUM, "--1", 5),
        (CHROMIUM, "-", 5),
        (CHROMIUM, "-x", 5),
        (CHROMIUM, "x1", 5),
    ],
)
def test_how_long_a_permission_lasts(profile: Profile, age: str | None, lasts: float) -> None:
    if lasts:
        assert preflights(profile, age, lasts - 0.5) == 1
    assert preflights(profile, age, lasts) == 2


@pytest.mark.parametrize("profile", [STANDARD, CHROMIUM, FIREFOX, WEBKIT], ids=lambda p: p.name)
def test_authorization_under_the_wildcard(profile: Profile) -> None:
    headers = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*"}
    answer = Response(200, {**headers, "Access-Control-Max-Age": "60"})
    request = Request(API, origin=PAGE, headers={"Authorization": "x"})
    verdict = evaluate(request, preflight=answer, response=answer, browser=profile)
    assert verdict.readable is (profile is not STANDARD)
    again = evaluate(request, preflight=answer, response=answer, browser=verdict.browser, at=1)
    # In the standard it fails again, Chromium and Firefox ask again, WebKit remembers.
    assert again.exchanges[0].request.preflight is (profile is not WEBKIT)
    assert len(again.exchanges) == (2 if profile in {CHROMIUM, FIREFOX} else 1)


@pytest.mark.parametrize("profile", [STANDARD, CHROMIUM, FIREFOX, WEBKIT], ids=lambda p: p.name)
def test_the_sum_of_safelisted_values(profile: Profile) -> None:
    request = Request(API, origin=PAGE, headers=[("Accept", "a" * 128)] * 9)
    kind = classify(request, browser=profile).kind
    assert kind == ("simple" if profile is FIREFOX else "preflighted")


def test_no_sum_beside_another_unsafe_header() -> None:
    headers = [("Accept", "a" * 128)] * 9 + [("X-A", "1")]
    preflight = classify(Request(API, origin=PAGE, headers=headers), browser=FIREFOX).preflight
    assert preflight is not None
    assert preflight.headers.get(b"access-control-request-headers") == b"x-a"


@pytest.mark.parametrize("profile", [CHROMIUM, FIREFOX, WEBKIT], ids=lambda p: p.name)
def test_each_departure_has_its_evidence(profile: Profile) -> None:
    fields = [
        f.name for f in attrs.fields(Profile) if f.name not in {"name", "version", "evidence"}
    ]
    departures = [f for f in fields if getattr(profile, f) != getattr(STANDARD, f)]
    assert [field for field, _ in profile.evidence] == departures


def departures(profile: Profile) -> Iterator[tuple[str, Profile]]:
    """Give each field that departs from the standard, and the profile without that departure."""
    for field, _ in profile.evidence:
        if field == "http_cache":
            for rule in attrs.fields(HTTPCacheRules):
                standard = getattr(STANDARD.http_cache, rule.name)
                if getattr(profile.http_cache, rule.name) != standard:
                    rules = attrs.evolve(profile.http_cache, **{rule.name: standard})
                    yield f"http_cache.{rule.name}", attrs.evolve(profile, http_cache=rules)
        else:
            yield field, attrs.evolve(profile, **{field: getattr(STANDARD, field)})


@pytest.mark.parametrize(
    ("profile", "without"),
    [
        pytest.param(profile, without, id=f"{profile.name}-{field}")
        for profile in (CHROMIUM, FIREFOX, WEBKIT)
        for field, without in departures(profile)
        # The rest of WebKit's: with its first cases.
        if profile is not WEBKIT or field.startswith("http_cache.")
    ],
)
def test_each_departure_has_a_case_that_fails_without_it(
    profile: Profile, without: Profile
) -> None:
    cases = [case for case in load(f"engines/{profile.name}") if isinstance(case, ScenarioCase)]
    assert any(
        differences(
            list(case.behaviour),
            [
                verdict_to_json(verdict)
                for verdict in evaluate_scenario(scenario_from_json(case.scenario), without)
            ],
        )
        for case in cases
    )


def test_how_people_name_a_browser() -> None:
    assert as_browser("chromium").profile is CHROMIUM
    assert as_browser(WEBKIT).profile is WEBKIT
    kept = Browser(FIREFOX)
    assert as_browser(kept) is kept
    with pytest.raises(
        ValueError, match=r"^browser: .netscape. is not known; use one of standard, "
    ):
        as_browser("netscape")


@pytest.mark.parametrize(
    ("method", "cache", "headers", "sent"),
    [
        ("GET", "default", {}, b"bytes=0-1"),
        ("GET", "reload", {}, b"bytes=0-1"),
        ("GET", "no-store", {}, b"bytes=00-01"),
        ("GET", "default", {"If-Match": "a"}, b"bytes=00-01"),
        ("POST", "default", {}, b"bytes=00-01"),
    ],
)
def test_where_a_range_is_written_anew(
    method: str, cache: str, headers: dict[str, str], sent: bytes
) -> None:
    request = Request(
        f"{PAGE}/x", origin=PAGE, method=method, headers={"Range": "bytes=00-01", **headers},
        cache=cache,  # type: ignore[arg-type]  # a word of the standard
    )  # fmt: skip
    verdict = evaluate(request, response=Response(206), browser=CHROMIUM)
    assert verdict.exchanges[0].request.headers.get(b"range") == sent


def test_which_location_fails_first() -> None:
    bad = Response(302, [("Location", "https://"), ("Access-Control-Allow-Origin", "*")])
    request = Request(API, origin=PAGE, redirect="manual")
    reason = evaluate(request, response=bad, browser=CHROMIUM).reason
    assert isinstance(reason, InvalidLocation)
    assert (reason.url, reason.preflight, reason.step.path) == ("https://", False, "5")
    request = Request(API, origin=PAGE, method="PUT")
    reason = evaluate(request, preflight=bad, browser=CHROMIUM).reason
    assert isinstance(reason, InvalidLocation)
    assert (reason.url, reason.preflight) == ("https://", True)
    assert evaluate(request, preflight=bad).reason != reason


def test_whose_answer_repeats_allow_origin() -> None:
    profile = attrs.evolve(STANDARD, repeated_allow_origin_line_refused=True)
    twice = Response(204, [("Access-Control-Allow-Origin", PAGE)] * 2)
    once = Response(204, [twice.headers.pairs[0], ("Access-Control-Allow-Methods", "PUT")])
    request = Request(API, origin=PAGE, method="PUT")
    for preflight, response in ((twice, once), (once, twice)):
        reason = evaluate(request, preflight=preflight, response=response, browser=profile).reason
        assert isinstance(reason, MultipleAllowOrigin)
        assert reason.preflight is (preflight is twice)


def test_what_a_later_redirect_brings_back() -> None:
    """WebKitGTK 2.50 was asked: what is about a body comes back, and a secret does not."""
    start = Request(
        f"{PAGE}/start",
        origin=PAGE,
        method="POST",
        headers={"Content-Type": "text/css", "Content-Language": "en", "Authorization": "x"},
        credentials="omit",
        body="x",
    )
    answers = {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Headers": "*, authorization",
    }
    preflight = Response(204, answers)
    hops = [
        Hop(preflight, Response(status, {**answers, "Location": location}))
        for status, location in [(303, API), (307, "/end"), (200, "")]
    ]
    verdict = evaluate(start, hops=hops, browser=WEBKIT)
    sent = [
        {name.lower() for name, _ in exchange.request.headers.pairs}
        for exchange in verdict.exchanges
        if not exchange.request.preflight
    ]
    about_a_body = {b"content-type", b"content-language"}
    assert sent == [
        {*about_a_body, b"authorization", b"origin"},
        {b"origin"},
        {*about_a_body, b"origin"},
    ]


@pytest.mark.parametrize(
    ("listed", "credentials", "exposed"),
    [
        ("*, a b", "omit", True),
        ("*, a b", "include", False),
        (" x\t, *\t, a b", "same-origin", True),
        ("a b, *", "same-origin", False),
        ("*X, a b", "same-origin", False),
    ],
)
def test_a_wildcard_before_what_does_not_parse(
    listed: str, credentials: Any, exposed: bool
) -> None:
    headers = {
        "Access-Control-Allow-Origin": PAGE,
        "Access-Control-Allow-Credentials": "true",
        "Access-Control-Expose-Headers": listed,
    }
    answer = Response(200, {**headers, "X-A": "1"})
    request = Request(API, origin=PAGE, credentials=credentials)
    verdict = evaluate(request, response=answer, browser=FIREFOX)
    assert verdict.response is not None
    assert (verdict.response.get("x-a") == "1") is exposed


@pytest.mark.parametrize("redirect", ["follow", "error", "manual"])
@pytest.mark.parametrize("mode", ["cors", "no-cors", "same-origin"])
@pytest.mark.parametrize("profile", [STANDARD, CHROMIUM, FIREFOX, WEBKIT], ids=lambda p: p.name)
def test_data_urls_and_the_redirect_mode(profile: Profile, mode: Any, redirect: Any) -> None:
    """All three engines were asked."""
    verdict = evaluate(
        Request("data:,x", origin=PAGE, mode=mode, redirect=redirect), browser=profile
    )
    refused = profile is WEBKIT and mode == "no-cors" and redirect != "follow"
    assert verdict.readable is not refused
