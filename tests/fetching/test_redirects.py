"""What redirects leave of a request, in each browser."""

from typing import Any

import pytest

from corsmodel import (
    CHROMIUM,
    FIREFOX,
    STANDARD,
    WEBKIT,
    Hop,
    Profile,
    Request,
    Response,
    evaluate,
)
from corsmodel.fetching.http_redirect_fetch import redirect_of
from corsmodel.fetching.reasons import RedirectCredentials, TooManyRedirects

PAGE = "https://shop.example"
API = "https://api.example/"
OPEN = {
    "Access-Control-Allow-Origin": PAGE,
    "Access-Control-Allow-Credentials": "true",
    "Access-Control-Allow-Headers": "authorization, x-a",
}
BROWSERS = [STANDARD, CHROMIUM, FIREFOX, WEBKIT]


def redirects(*statuses_and_locations: tuple[int, str]) -> list[Hop]:
    consent = Response(204, OPEN)
    answers = [
        Response(status, {**OPEN, "Location": url}) for status, url in statuses_and_locations
    ]
    return [Hop(consent, answer) for answer in [*answers, Response(200, OPEN)]]


@pytest.mark.parametrize("profile", BROWSERS, ids=lambda p: p.name)
@pytest.mark.parametrize("keepalive", [False, True])
def test_how_many_are_followed(profile: Profile, keepalive: bool) -> None:
    most = 19 if keepalive and profile is CHROMIUM else 20
    request = Request("/0", origin=PAGE, keepalive=keepalive)
    for count in (most, most + 1):
        hops = redirects(*[(307, f"/{number}") for number in range(1, count + 1)])
        verdict = evaluate(request, hops=hops, browser=profile)
        assert verdict.readable is (count == most)
        assert isinstance(verdict.reason, TooManyRedirects) is (count > most)


@pytest.mark.parametrize("profile", BROWSERS, ids=lambda p: p.name)
@pytest.mark.parametrize("api", ["fetch", "xhr"])
@pytest.mark.parametrize("statuses", [(303,), (307, 303)])
def test_neither_a_secret_nor_what_is_about_a_body_goes_on(
    profile: Profile, api: Any, statuses: tuple[int, ...]
) -> None:
    """All engines were asked; in Firefox the secret comes back at the second redirect."""
    headers = {"Authorization": "x", "Content-Language": "en", "X-A": "1"}
    request = Request("/0", origin=PAGE, api=api, method="POST", headers=headers, body="x")
    hops = redirects(*[(status, f"{API}{status}") for status in statuses])
    verdict = evaluate(request, hops=hops, browser=profile)
    assert verdict.readable
    last = verdict.exchanges[-1].request
    assert last.method == b"GET"
    back = {b"authorization"} if profile is FIREFOX and len(statuses) > 1 else set[bytes]()
    assert {name.lower() for name in last.headers.names} == {b"x-a", b"origin"} | back


@pytest.mark.parametrize("profile", BROWSERS, ids=lambda p: p.name)
def test_no_credentials_in_the_way_back(profile: Profile) -> None:
    address = "https://shop.example/end"
    hops = redirects((307, address.replace("://", "://user:secret@")))
    reason = evaluate(Request(API, origin=PAGE), hops=hops, browser=profile).reason
    assert isinstance(reason, RedirectCredentials)
    assert reason.url == address.replace("://", "://user:secret@")
    assert reason.step.path == "10"


def test_where_a_trace_would_have_redirected_to() -> None:
    hops = redirects((307, "/1"), (307, "ftp://a/"))
    decisions = evaluate(Request(API, origin=PAGE), hops=hops).decisions
    urls = [url.href for one in decisions if (url := redirect_of(one, refused=True))]
    assert urls == ["ftp://a/"]
