"""What script sees of a response, as a value."""

import pytest

from corsmodel import ConnectionFailure, Hop, Request, Response, Verdict, evaluate
from corsmodel.infrastructure.responses import FilteredResponse, is_answer

PAGE = "https://shop.example"
ALLOW = ("Access-Control-Allow-Origin", PAGE)
HEADERS = [
    ALLOW,
    ("Access-Control-Expose-Headers", "X-A, X-B"),
    ("X-A", "1"),
    ("x-a", "caf\xe9"),
    ("X-B", ""),
    ("X-Hidden", "2"),
]


def ask(headers: list[tuple[str, str]], status: int = 200, url: str = "/") -> Verdict:
    request = Request("https://api.example" + url, origin=PAGE)
    return evaluate(request, response=Response(status, headers))


def seen(headers: list[tuple[str, str]], status: int = 200, url: str = "/") -> FilteredResponse:
    response = ask(headers, status, url).response
    assert response is not None
    return response


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("x-a", "1, café"),
        ("X-A", "1, café"),
        (b"X-A", "1, café"),
        ("X-B", ""),
        ("X-Hidden", None),
        ("X-Nobody", None),
        ("€", None),
    ],
)
def test_get(name: str | bytes, value: str | None) -> None:
    assert seen(HEADERS).get(name) == value


def test_equal_is_what_script_sees_alike() -> None:
    response = seen(HEADERS)
    assert response == seen([*HEADERS[:-1], ("X-Hidden", "3")])
    assert hash(response) == hash(seen([*HEADERS[:-1], ("X-Hidden", "3")]))
    for other in (seen(HEADERS[:3]), seen(HEADERS, 201), seen(HEADERS, url="/b"), "a response"):
        assert response != other
    assert hash(response) != hash(seen(HEADERS, 201))


def test_a_redirected_response_is_another() -> None:
    redirect = Response(302, [ALLOW, ("Location", "/")])
    request = Request("https://api.example/a", origin=PAGE)
    hops = [Hop(response=redirect), Hop(response=Response(200, HEADERS))]
    response = evaluate(request, hops=hops).response
    assert response is not None
    assert response.redirected
    assert response != seen(HEADERS)


def test_timing_makes_another() -> None:
    assert seen([*HEADERS, ("Timing-Allow-Origin", "*")]) != seen(HEADERS)


@pytest.mark.parametrize("answer", [204, {"X-A": "1"}, "X-A: 1"])
def test_what_is_no_answer(answer: object) -> None:
    with pytest.raises(TypeError, match=r"^answer: .* is of type .*; give a corsmodel\.Response, "):
        is_answer(answer, "answer")
    for known in (Response(204), ConnectionFailure(), None):
        is_answer(known, "answer")
