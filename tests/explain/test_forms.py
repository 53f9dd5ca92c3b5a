"""The three forms of an explanation, short and whole."""

import json
import re
import shlex
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corsmodel import (
    Body,
    ConnectionFailure,
    Hop,
    Outcome,
    Request,
    Response,
    Verdict,
    XMLHttpRequest,
    evaluate,
    explain,
)
from corsmodel.cli import main
from corsmodel.drivers import answers
from corsmodel.drivers.scenarios import evaluate_scenario
from corsmodel.explain.markdown import code
from corsmodel.profiles import PROFILES
from corsmodel.scenario import Scenario, ScenarioFetch, ScenarioHop
from corsmodel.scenario_json import scenario_to_json
from tests import strategies
from tests.citations.citations import ROOT

PAGE = "https://shop.example"
API = "https://api.example/items/7"
CONSENT = {"Access-Control-Allow-Origin": PAGE}
PUT = Request(API, origin=PAGE, method="PUT", credentials="include")
BLOCKED = evaluate(PUT, preflight=Response(204, CONSENT), browser="chromium")


def test_the_short_text() -> None:
    meaning = (
        "  missing-allow-credentials: the credentials mode is include and "
        "Access-Control-Allow-Credentials is absent (in the answer to the preflight)\n"
    )
    assert (
        BLOCKED.explain().replace(meaning, "")
        == """\
BLOCKED: the page gets a network error
  decided at concept-cors-check step 8 (https://fetch.spec.whatwg.org/#concept-cors-check)
  The PUT was never sent.
  Script sees: fetch() rejects with a TypeError that says nothing of the cause.

This looks like: the page asks with credentials, and the server does not allow that \
(credentials-not-allowed)

The request is preflighted, since
  - the method PUT is not GET, HEAD or POST

On the wire
  1. OPTIONS https://api.example/items/7  (preflight, without credentials)
       Access-Control-Request-Method: PUT
       Origin: https://shop.example
     <- 204
       Access-Control-Allow-Origin: https://shop.example
       (no Access-Control-Allow-Credentials)   <== decides
  2. PUT https://api.example/items/7  (never sent)

What to change
  The answer to OPTIONS https://api.example/items/7 has
    + Access-Control-Allow-Credentials: true
    + Access-Control-Allow-Methods: PUT
  The answer to PUT https://api.example/items/7, which nobody has seen yet, has
    + Access-Control-Allow-Origin: https://shop.example
    + Access-Control-Allow-Credentials: true
    + Vary: Origin
  (1 other way: ask for the whole)
"""
    )
    assert meaning in BLOCKED.explain()


def test_the_short_markdown() -> None:
    blocks = BLOCKED.explain("markdown").split("\n\n")
    assert blocks[0] == "**BLOCKED: the page gets a network error.**"
    assert blocks[1].startswith("`missing-allow-credentials`: the credentials mode is include")
    link = "[concept-cors-check step 8](https://fetch.spec.whatwg.org/#concept-cors-check)"
    assert blocks[1].endswith(f"Decided at {link}.")
    assert blocks[2].startswith("The PUT was never sent. Script sees: fetch() rejects")
    assert "   < (no Access-Control-Allow-Credentials)   <== decides\n" in "\n".join(blocks)


def test_the_short_dictionary() -> None:
    told = BLOCKED.explain("dict")
    assert told["side_effects"] == "The PUT was never sent."
    assert told["reason"]["link"] == "https://fetch.spec.whatwg.org/#concept-cors-check"
    first, second = told["sequence"]
    assert first["answer"][-1] == {"line": "(no Access-Control-Allow-Credentials)", "decides": True}
    assert (second["request"], second["sent"]) == (f"PUT {API}", False)
    assert len(told["repairs"]) == 1
    assert told["obstacle"] is None


def test_the_whole_has_what_the_short_leaves_out() -> None:
    short, whole = BLOCKED.explain(), BLOCKED.explain(whole=True)
    assert "blocked by CORS policy" not in short
    for line in (
        "In the console",
        BLOCKED.console[0],
        "  - The header is on one of the two answers only; both need it.",
        "Step by step",
        "    = credentials: omit",
        "Mind: No cookies go along, so the server answers as it does to a stranger.",
    ):
        assert line in whole
        assert line.strip() in BLOCKED.explain("markdown", whole=True)
    told = BLOCKED.explain("dict", whole=True)
    assert len(told["repairs"]) == 2
    assert told["console"] == {"chromium": list(BLOCKED.console)}
    assert told["causes"]
    assert told["steps"][-1]["path"] == "8"


@pytest.mark.parametrize(
    ("verdict", "line"),
    [
        (
            evaluate(Request(API, origin=PAGE, method="POST"), response=Response(200)),
            "The server received the POST and acted on it; the page just cannot read the answer.",
        ),
        (
            evaluate(XMLHttpRequest(API, origin=PAGE), response=Response(200)),
            "Script sees: an error event and the status 0, nothing of the cause.",
        ),
        (evaluate(Request("https://api.example:25/", origin=PAGE)), "Nothing was sent."),
        (
            evaluate(Request(API, origin=PAGE), response=ConnectionFailure()),
            "Nothing came back, so nobody knows what the server did.",
        ),
        (
            evaluate(Request(API, origin=PAGE, method="TRACE")),
            "Script sees: fetch() rejects with a TypeError.",
        ),
        (
            evaluate(XMLHttpRequest(API, origin=PAGE, method="TRACE")),
            "Script sees: the call throws a SecurityError.",
        ),
        (
            evaluate(Request("http://[", origin=PAGE, api="img")),
            "Script sees: the error event of the element; the picture is not used.",
        ),
        (
            evaluate(Request("http://[", origin=PAGE, api="script")),
            "REFUSED: the element fetches nothing",
        ),
        (evaluate(Request("http://[", origin=PAGE)), "REFUSED: the script API throws"),
        (
            evaluate(Request(API, origin=PAGE, mode="no-cors"), response=Response(200)),
            "Script sees: a response of type opaque, with status 0, no headers and no body.",
        ),
        (
            evaluate(Request(API, origin=PAGE, api="img"), response=Response(200)),
            "The picture is used, and script cannot look into it.",
        ),
        (
            evaluate(Request(API, origin=PAGE, api="module"), response=Response(200)),
            "Script sees: the error event of the element; the script is not used.",
        ),
        (
            evaluate(
                Request(API, origin=PAGE, redirect="manual"),
                response=Response(302, {**CONSENT, "Location": "/b"}),
            ),
            "Script sees: a response of type opaqueredirect, with status 0 and no headers.",
        ),
        (evaluate(PUT), f"no answer is known for the preflight OPTIONS {API}"),
        (
            evaluate(
                Request(API, origin=PAGE),
                response=Response(200, {**CONSENT, "X-A": "1", "X-B": "2", "Set-Cookie": "c"}),
            ),
            "To show them: Access-Control-Expose-Headers: x-a, x-b",
        ),
        (
            evaluate(Request(API, origin="null"), response=Response(200)),
            "what is public may answer `*`.",
        ),
        (
            evaluate(
                Request(API, origin=PAGE, method="PUT"),
                preflight=Response(301, {**CONSENT, "Location": "/b"}),
            ),
            "Location: /b   <== decides",
        ),
        (
            evaluate(
                Request(API, origin=PAGE),
                response=Response(200, {"Access-Control-Allow-Origin": "https://other.example"}),
            ),
            f"+ Access-Control-Allow-Origin: {PAGE}   (in place of https://other.example)",
        ),
    ],
)
def test_what_is_said(verdict: Verdict, line: str) -> None:
    assert line in verdict.explain()


def test_a_request_behind_a_redirect_that_was_never_sent() -> None:
    away = Response(307, {**CONSENT, "Location": "https://other.example/"})
    allow = {**CONSENT, "Access-Control-Allow-Methods": "PUT"}
    request = Request(API, origin=PAGE, method="PUT")
    verdict = evaluate(
        request, hops=[Hop(Response(204, allow), away), Hop(Response(204), Response(200))]
    )
    assert (
        "The server received the PUT and acted on it; the page just cannot read the answer. "
        "The PUT to https://other.example/ was never sent."
    ) in verdict.explain()


@pytest.mark.parametrize(
    ("request_", "preflight", "lines"),
    [
        (
            Request(API, origin=PAGE, headers={"X-A": "1"}),
            {"Access-Control-Allow-Methods": "['GET']", "Access-Control-Allow-Headers": "x-b"},
            ["    - Access-Control-Allow-Methods", "    - the header x-a"],
        ),
        (
            Request(API, origin=PAGE, method="POST", headers={"Content-Type": "a/b"}),
            {"Access-Control-Allow-Headers": "x-b"},
            ["    + Content-Type: text/plain"],
        ),
        (
            Request(API, origin=PAGE, method="PUT"),
            {"Location": "/b"},
            ["    = the URL https://api.example/b"],
        ),
        (
            Request(API, origin=PAGE, method="POST", body=Body("blob", "a/b")),
            {},
            ["    = body: blob of type text/plain"],
        ),
        (Request(API, origin=PAGE, body="x"), {}, ["    - body"]),
    ],
)
def test_each_kind_of_change(
    request_: Request, preflight: dict[str, str], lines: list[str]
) -> None:
    status = 301 if "Location" in preflight else 204
    answer = Response(status, {**CONSENT, **preflight})
    said = evaluate(request_, preflight=answer).explain(whole=True)
    assert [line for line in lines if line not in said] == []


def test_a_verdict_made_by_hand_has_its_words() -> None:
    bare = attrs.evolve(BLOCKED, asked=None)
    assert "What to change\n  Send Access-Control-Allow-Credentials: true" in bare.explain()
    assert "### What to change\n\nSend Access-Control" in bare.explain("markdown", whole=True)


def test_answers_that_somebody_knows_are_not_designed() -> None:
    known = answers([Hop(response=Response(200, {**CONSENT, "Vary": "Origin"}))])
    said = BLOCKED.explain(server=known)
    assert "nobody has seen" not in said
    assert "    + Access-Control-Allow-Credentials: true\n" in said


def test_all_headers_of_an_answer_are_in_the_whole() -> None:
    verdict = evaluate(Request(API, origin=PAGE), response=Response(200, {"X-A": "1"}))
    assert "X-A: 1" not in verdict.explain()
    assert "X-A: 1" in verdict.explain(whole=True)


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(ValueError, match="form: 'html' is no"):
        explain(BLOCKED, "html")  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a", "`a`"), ("a`b", "``a`b``"), ("``", "``` `` ```"), ("`a", "`` `a ``")],
)
def test_inline_code(text: str, expected: str) -> None:
    assert code(text) == expected


CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


@settings(max_examples=60, deadline=None)
@given(strategies.scenarios(), st.sampled_from(list(PROFILES.values())), st.booleans())
def test_every_verdict_finds_its_words(scenario: Scenario, profile: object, whole: bool) -> None:
    for verdict in evaluate_scenario(scenario, profile):  # type: ignore[arg-type]
        text = verdict.explain(whole=whole)
        assert CONTROL.search(text) is None
        assert max(map(len, text.splitlines())) < 12_000
        marked = text.count("<== decides")
        if verdict.outcome is not Outcome.NETWORK_ERROR:
            assert marked == 0
        assert CONTROL.search(verdict.explain("markdown", whole=whole)) is None
        json.dumps(verdict.explain("dict", whole=whole))


def test_the_readme_shows_what_the_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    command = re.search(r"bin/corsmodel (explain .*)", text)
    assert command is not None
    arguments = shlex.split(command[1])
    arguments[-1] = str(ROOT / arguments[-1])
    assert main(arguments) == 0
    assert f"```text\n{capsys.readouterr().out}```" in text


def test_the_command_line_has_the_other_forms(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    scenario = Scenario(PUT.client, (ScenarioFetch(PUT, (ScenarioHop(Response(204)),)),))
    file = tmp_path / "scenario.json"
    file.write_text(json.dumps(scenario_to_json(scenario)), "utf-8")
    assert main(["explain", "--scenario", str(file), "--format", "json", "--whole"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["reason"]["code"] == "missing-allow-origin"
    assert told["causes"]
    assert main(["explain", "--scenario", str(file), "--format", "markdown"]) == 0
    assert capsys.readouterr().out.startswith("**BLOCKED")


def test_answers_on_the_command_line_are_known_to_repairs(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    refused, final = tmp_path / "preflight.txt", tmp_path / "response.txt"
    refused.write_text("HTTP/1.1 204 No Content\n\n", "utf-8")
    final.write_text(f"HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: {PAGE}\n\n", "utf-8")
    files = ["--preflight", str(refused), "--response", str(final)]
    assert main(["explain", API, "--origin", PAGE, "-X", "PUT", *files]) == 0
    said = capsys.readouterr().out
    assert "    + Access-Control-Allow-Methods: PUT\n" in said
    assert "The answer to PUT" not in said


def test_the_standard_has_the_words_of_each_engine() -> None:
    request = Request(API, origin=PAGE)
    verdict = evaluate(request, response=Response(200))
    told = verdict.explain("dict", whole=True)
    assert told["console"] == {
        name: list(evaluate(request, response=Response(200), browser=name).console)
        for name in ("chromium", "firefox", "webkit")
        if evaluate(request, response=Response(200), browser=name).console
    }
    assert "chromium" in told["console"]
    assert f"  chromium: {told['console']['chromium'][0]}" in verdict.explain(whole=True)


def test_what_a_missing_answer_needs() -> None:
    said = evaluate(Request(API, origin=PAGE)).explain()
    assert "What makes it readable\n  The answer to GET" in said
    assert "which nobody has seen yet" in said
