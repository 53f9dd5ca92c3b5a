"""Repairs as lines, without a server; tests/servers tries the lines on the real ones."""

import ast
from itertools import islice

import attrs
import pytest

from corsmodel import (
    SERVERS,
    Configuration,
    Hop,
    Request,
    Response,
    SetHeader,
    SetStatus,
    Verdict,
    configure,
    evaluate,
)
from corsmodel.drivers import answers
from tests.repairs.scenarios import fetches

PAGE = "https://shop.example"
API = "https://api.example/items/7"


def blocked(**kwargs: object) -> Verdict:
    return evaluate(Request(API, origin=PAGE, **kwargs), response=Response(200))  # type: ignore[arg-type]


def only(what: Verdict, server: str, **kwargs: list[str]) -> Configuration:
    (configuration,) = configure(what, server, **kwargs)
    return configuration


@pytest.mark.parametrize("server", SERVERS)
def test_what_is_not_asked_for_is_not_permitted(server: str) -> None:
    text = only(blocked(), server).text.lower()
    assert PAGE in text
    for word in ("put", "content-type", "exposed", "expose_", "expose-headers", "credentials"):
        lines = [
            line for line in text.splitlines() if not line.startswith(("header unset", "proxy"))
        ]
        assert all(word not in line for line in lines)


@pytest.mark.parametrize("server", SERVERS)
def test_a_repair_and_its_verdict_give_the_same(server: str) -> None:
    verdict = evaluate(Request(API, origin=PAGE, method="PUT"), preflight=Response(405))
    assert configure(verdict, server) == configure(verdict.repairs()[0], server)


def test_a_server_that_redirects_to_itself_has_one_configuration() -> None:
    hops = [Hop(response=Response(302, {"Location": "/8"})), Hop(response=Response(200))]
    request = Request(API, origin=PAGE, method="PUT")
    verdict = evaluate(request, hops=[attrs.evolve(hop, preflight=Response(404)) for hop in hops])
    configuration = only(verdict, "flask")
    assert configuration.server == "https://api.example"
    assert 'methods=["PUT"]' in configuration.text


def test_a_redirect_of_the_page_s_own_server_is_left_to_it() -> None:
    away = Hop(response=Response(302, {"Location": "https://user@www.example/8"}))
    request = Request(PAGE + "/moved", origin=PAGE, redirect="follow")
    verdict = evaluate(request, hops=[away, Hop(response=Response(200))])
    first, second = configure(verdict, "nginx")
    assert (first.server, first.lines, len(first.cannot)) == (PAGE, (), 1)
    assert second.server == "https://www.example"


def test_a_preflight_that_the_browser_remembers_is_asked_again_one_day() -> None:
    allow = {"Access-Control-Allow-Origin": PAGE, "Access-Control-Allow-Methods": "PUT"}
    request = Request(API, origin=PAGE, method="PUT")
    first = evaluate(request, preflight=Response(204, allow), response=Response(200, allow))
    verdict = evaluate(request, response=Response(500), browser=first.browser, at=1)
    assert len(verdict.exchanges) == 1
    assert "if ($request_method = OPTIONS) {" in only(verdict, "nginx").lines


def test_what_is_no_permission_is_left_to_others() -> None:
    consent = {"Access-Control-Allow-Origin": PAGE}
    hops = [
        Hop(response=Response(302, {**consent, "Location": "http://api.example/8"})),
        Hop(response=Response(200, consent)),
    ]
    repair, *_ = evaluate(Request(API, origin=PAGE), hops=hops).repairs(answers(hops))
    (configuration,) = configure(repair, "express")
    assert configuration.lines == ()
    (sentence,) = configuration.cannot
    assert sentence.startswith("These lines do not make Location 'https://api.example/8'; ")


def test_nothing_to_change_gives_nothing() -> None:
    readable = evaluate(
        Request(API, origin=PAGE), response=Response(200, {"Access-Control-Allow-Origin": "*"})
    )
    assert configure(readable, "nginx") == ()
    assert "expose_headers" in only(readable, "starlette", expose=["X-A"]).text
    opaque = Request(API, origin="null", credentials="include")
    assert configure(evaluate(opaque, response=Response(200)), "nginx") == ()


@pytest.mark.parametrize(
    ("server", "origin", "line"),
    [
        (
            "nginx",
            'https://a"b.example',
            'Access-Control-Allow-Origin "https://a\\"b.example" always',
        ),
        ("apache", "https://a.example", 'set Access-Control-Allow-Headers "x-%%, x-a"'),
        ("flask", "http://[::1]:3000", r'origins=["^http://\\[::1\\]:3000$"]'),
        ("flask", "https://a.example", r'allow_headers=["x-%", "x-a"]'),
        ("django", 'https://a"b.example', r'["https://a\"b.example"]'),
    ],
)
def test_characters_that_mean_something_are_quoted(server: str, origin: str, line: str) -> None:
    request = Request("http://[::1]/", origin=origin, headers={"X-A": "1", "X-%": "1"})
    assert line in only(evaluate(request, preflight=Response(405)), server).text


@pytest.mark.parametrize("server", SERVERS)
def test_every_edit_has_its_line_or_is_told(server: str) -> None:
    """Of whatever is blocked: what permits is in the lines, all else in the sentences."""
    count = 0
    for fetch in islice(fetches(4), 400):
        hops = [Hop(hop.preflight, hop.response) for hop in fetch.hops]
        for repair in evaluate(fetch.request, hops=hops).repairs()[:1]:
            count += bool(repair.answers)
            made = configure(repair, server)
            lines = "".join(configuration.text for configuration in made)
            told = "".join(sentence for one in made for sentence in one.cannot)
            for edit in repair.answers:
                match edit:
                    case SetHeader(name=b"Access-Control-Allow-Origin", value=origin):
                        assert origin.decode() in lines
                    case SetHeader(name=b"Access-Control-Allow-Credentials"):
                        assert "credentials" in lines.lower()
                    case SetHeader(name=name) if not name.startswith(b"Access-Control-"):
                        assert name.decode() in told
                    case SetStatus(place=place, status=status) if not place.preflight:
                        assert f"the status {status}" in told
            if server not in {"nginx", "apache", "express"}:
                ast.parse(lines)
    assert count > 100


def test_a_dollar_is_beyond_nginx() -> None:
    (sentence,) = only(blocked(headers={"X-$": "1"}), "nginx").cannot
    assert sentence == "nginx takes the $ in x-$ for the beginning of a variable."


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: configure(blocked(), "caddy"), "server: 'caddy' is none of 'apache', "),
        (lambda: configure(blocked(), "nginx", expose=["X A"]), "expose: 'X A' is no header"),
        (lambda: configure(blocked(), "nginx", expose=["*"]), "name each header to expose"),
        (lambda: configure(Response(200), "nginx"), "what: .* pass one, or a verdict"),  # type: ignore[arg-type]
    ],
)
def test_misuse_is_told(call: object, message: str) -> None:
    assert callable(call)
    with pytest.raises((ValueError, TypeError), match=message.replace("[", r"\[")):
        call()
