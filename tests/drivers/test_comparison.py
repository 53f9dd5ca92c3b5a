"""Where browsers part from the standard, and who gains and who loses by a change of a server."""

import pytest

from corsmodel import HTTPRequest, Request, Response, compare, compare_servers

PAGE = "https://shop.example"
STAR = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*"}


def asking(origin: str = PAGE, **more: str) -> Request:
    return Request("https://api.example/", origin=origin, headers=more)


def test_browsers_part_where_the_wildcard_meets_authorization() -> None:
    comparison = compare(
        asking(Authorization="x"), preflight=Response(204, STAR), response=Response(200, STAR)
    )
    assert not comparison.agree
    assert [parting.browser for parting in comparison.partings] == ["chromium", "firefox", "webkit"]
    parting = comparison.partings[0]
    assert parting.standard is not None
    assert parting.departure is not None
    assert (str(parting.standard.step), parting.standard.outcome) == (
        "cors-preflight-fetch-0 step 7.6", "failure",
    )  # fmt: skip
    assert str(parting.departure.step) == "cors-preflight-fetch-0 step 7.16"
    assert parting.fields == ("authorization_covered_by_wildcard",)


def test_browsers_agree_on_a_simple_request() -> None:
    comparison = compare(asking(), response=Response(200, STAR))
    assert comparison.agree
    assert list(comparison.verdicts) == ["standard", "chromium", "firefox", "webkit"]


def test_a_server_stands_for_answers() -> None:
    assert compare(asking(), server=lambda _: Response(200, STAR)).verdicts["webkit"].readable
    with pytest.raises(ValueError, match=r"^server: give either a server or answers"):
        compare(asking(), server=lambda _: None, response=Response(200))


def only(*origins: str) -> object:
    def server(http_request: HTTPRequest) -> Response:
        origin = (http_request.headers.get(b"origin") or b"").decode()
        allowed = {"Access-Control-Allow-Origin": origin} if origin in origins else {}
        return Response(200, {**allowed, "Vary": "Origin"})

    return server


def test_who_gains_and_who_loses() -> None:
    requests = [asking(PAGE), asking("https://old.example"), asking("https://evil.example")]
    before, after = only("https://old.example"), only(PAGE)
    changes = list(compare_servers(before, after, requests))  # type: ignore[arg-type]
    assert [(change.request.client.origin.serialized, change.kind) for change in changes] == [
        (PAGE, "gains"), ("https://old.example", "loses"),
    ]  # fmt: skip


def test_what_differs_without_gain_or_loss() -> None:
    requests = [asking()]
    headers = {**STAR, "X-A": "1", "Access-Control-Expose-Headers": "X-A"}
    (change,) = compare_servers(
        lambda _: Response(200, STAR), lambda _: Response(200, headers), requests, browser="firefox"
    )
    assert change.kind == "differs"
