"""What redirects leave of a request, in each browser."""

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
OPEN = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*, authorization"}
BROWSERS = [STANDARD, CHROMIUM, FIREFOX, WEBKIT]


def redirects(*locations: str, status: int = 307) -> list[Hop]:
    consent = Response(204, OPEN)
    answers = [Response(status, {**OPEN, "Location": location}) for location in locations]
    return [*[Hop(consent, answer) for answer in answers], Hop(consent, Response(200, OPEN))]


@pytest.mark.parametrize("profile", BROWSERS, ids=lambda p: p.name)
@pytest.mark.parametrize("keepalive", [False, True])
def test_how_many_are_followed(profile: Profile, keepalive: bool) -> None:
    most = 19 if keepalive and profile is CHROMIUM else 20
    request = Request("/0", origin=PAGE, keepalive=keepalive)
    for count in (most, most + 1):
        hops = redirects(*[f"/{number}" for number in range(1, count + 1)])
        verdict = evaluate(request, hops=hops, browser=profile)
        assert verdict.readable is (count == most)
        assert isinstance(verdict.reason, TooManyRedirects) is (count > most)


@pytest.mark.parametrize("profile", BROWSERS, ids=lambda p: p.name)
def test_neither_a_secret_nor_what_is_about_a_body_goes_on(profile: Profile) -> None:
    request = Request(
        "/0",
        origin=PAGE,
        method="POST",
        headers={"Authorization": "x", "Content-Type": "text/css", "X-A": "1"},
        credentials="omit",
        body="x",
    )
    verdict = evaluate(request, hops=redirects(API, status=303), browser=profile)
    assert verdict.readable
    last = verdict.exchanges[-1].request
    assert last.method == b"GET"
    assert {name.lower() for name in last.headers.names} == {b"x-a", b"origin"}


@pytest.mark.parametrize("profile", BROWSERS, ids=lambda p: p.name)
def test_no_credentials_in_the_way_back(profile: Profile) -> None:
    address = "https://shop.example/end"
    hops = redirects(address.replace("://", "://user:secret@"))
    reason = evaluate(Request(API, origin=PAGE), hops=hops, browser=profile).reason
    assert isinstance(reason, RedirectCredentials)
    assert reason.url == address.replace("://", "://user:secret@")
    assert reason.step.path == "10"


def test_where_a_trace_would_have_redirected_to() -> None:
    hops = redirects("/1", "ftp://a/")
    decisions = evaluate(Request(API, origin=PAGE), hops=hops).decisions
    urls = [url.href for one in decisions if (url := redirect_of(one, refused=True))]
    assert urls == ["ftp://a/"]
