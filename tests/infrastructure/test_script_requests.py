"""What a script asks for, as people write it: defaults, bodies and headers."""

import copy
import pickle

import pytest

from corsmodel import CHROMIUM, Body, Client, HeaderList, Request, evaluate

PAGE = "https://shop.example"
API = "https://api.example/"


def test_defaults_are_those_of_the_api() -> None:
    request = Request(API, origin=PAGE)
    assert request.client == Client(PAGE)
    assert (request.method, request.headers, request.mode) == ("GET", (), "cors")
    assert (request.credentials, request.redirect, request.cache) == (
        "same-origin",
        "follow",
        "default",
    )
    assert (request.referrer, request.referrer_policy, request.body) == (None, "", None)
    assert (request.duplex, request.keepalive, request.api) == (None, False, "fetch")
    assert (request.upload_listeners, request.crossorigin) == (False, None)


@pytest.mark.parametrize(
    ("body", "known"),
    [
        ("caf\xe9 \ud800", Body("text", length=9)),
        (b"abc", Body("arraybuffer", length=3)),
        (Body("stream"), Body("stream")),
        (None, None),
    ],
)
def test_bodies(body: Body | str | bytes | None, known: Body | None) -> None:
    assert Request(API, origin=PAGE, method="POST", body=body).body == known


@pytest.mark.parametrize(
    "headers",
    [
        {"X-A": "1", "X-B": "2"},
        [("X-A", "1"), (b"X-B", b"2")],
        HeaderList.of({"X-A": "1", "X-B": "2"}),
    ],
)
def test_headers(headers: HeaderList | dict[str, str]) -> None:
    request = Request(API, origin=PAGE, headers=headers)
    assert request.headers == (("X-A", "1"), ("X-B", "2"))


@pytest.mark.parametrize("method", ["PUT", b"PUT"])
def test_methods(method: str | bytes) -> None:
    assert Request(API, origin=PAGE, method=method).method == "PUT"


def test_the_client_of_a_page_is_kept_unless_its_origin_is_long() -> None:
    origin = Client(PAGE).origin
    assert Request(API, origin=origin).client == Client(PAGE)
    assert Request(API, origin=PAGE).client is Request(API, origin=PAGE).client
    long = "https://" + "a." * 500 + "example"
    first, second = Request(API, origin=long).client, Request(API, origin=long).client
    assert first == second
    assert first is not second


def test_copies_go_without_what_the_script_api_made() -> None:
    request = Request("https://a.example/", origin="https://b.example", headers={"X-A": "1"})
    before = len(pickle.dumps(request))
    verdict = evaluate(request, browser=CHROMIUM)
    assert len(pickle.dumps(request)) == before
    assert pickle.loads(pickle.dumps(request)) == copy.deepcopy(request) == request
    assert evaluate(copy.copy(request), browser=CHROMIUM) == verdict
