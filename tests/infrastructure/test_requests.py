"""Redirect-taint in its three degrees; the Origin header tells only the first from the others."""

import pytest

from corsmodel.infrastructure.clients import Client
from corsmodel.infrastructure.headers import HeaderList
from corsmodel.infrastructure.requests import Request, redirect_taint
from corsmodel.infrastructure.urls import URL, parse_url

PAGE = "https://shop.example"
SAME_SITE = "https://api.shop.example"
OTHER = "https://api.example"
THIRD = "https://cdn.third.example"


def url(text: str) -> URL:
    parsed = parse_url(text)
    assert parsed is not None
    return parsed


@pytest.mark.parametrize(
    ("chain", "taint"),
    [
        ([], "same-origin"),
        ([OTHER], "same-origin"),
        ([PAGE, OTHER], "same-origin"),
        ([OTHER, OTHER], "same-origin"),
        ([SAME_SITE, PAGE], "same-site"),
        ([SAME_SITE, OTHER], "same-site"),
        ([OTHER, "https://cdn.api.example"], "same-site"),
        ([OTHER, THIRD], "cross-site"),
        ([OTHER, PAGE], "cross-site"),
        ([SAME_SITE, PAGE, OTHER, THIRD], "cross-site"),
        ([OTHER, THIRD, THIRD, "https://cdn2.third.example"], "cross-site"),
    ],
)
def test_redirect_taint(chain: list[str], taint: str) -> None:
    client = Client(PAGE)
    urls = [url(text + "/") for text in chain]
    assert redirect_taint(Request(b"GET", urls, HeaderList(), client, client.origin)) == taint
