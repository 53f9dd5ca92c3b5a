"""Situations are named with their true cause, and the page that shows them is current."""

import re
from runpy import run_path
from typing import Any

import pytest

from corsmodel import PROFILES, Outcome, Verdict, diagnose, explain, situations
from corsmodel.cases import ScenarioCase, load
from corsmodel.cli import main
from corsmodel.drivers.scenarios import evaluate_scenario
from corsmodel.explain.situations import SITUATIONS
from corsmodel.fetching.reasons import CORSCheckFailure, HeaderFailure, StatusFailure
from corsmodel.scenario import scenario_from_json
from tests.citations.citations import ROOT
from tests.engines.generator import generate

# The folder of the pages is no package, so its script is run, under a name that writes nothing.
SCRIPT = run_path(str(ROOT / "docs" / "situations.py"))
CASES = [case for case in load("situations") if isinstance(case, ScenarioCase)]
EACH = pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in CASES])


def played(case: ScenarioCase, browser: str | None = None) -> Verdict:
    profile = None if browser is None else PROFILES[browser]
    return evaluate_scenario(scenario_from_json(case.scenario), profile)[-1]


@EACH
def test_it_is_named(case: ScenarioCase) -> None:
    verdict = played(case)
    found = situations(verdict)
    assert tuple(situation.name for situation in found) == case.situations
    said = explain(verdict)
    for situation in found:
        assert f"This looks like: {situation.title} ({situation.name})\n" in said
    record = explain(verdict, "dict")
    assert [one["name"] for one in record["looks_like"]] == list(case.situations)


#: What a sentence alone tells of a cause that only the answers show.
COARSER = {
    "nginx-without-always": {"error-without-cors"},
    "wildcard-is-literal": {"header-not-listed", "method-not-listed"},
    "method-in-lower-case": {"method-not-listed"},
    "https-redirect": {"preflight-redirected"},
    "slash-redirect": {"preflight-redirected"},
    "login-redirect": {"preflight-redirected"},
    # The engine refuses before anybody asks for a permission.
    "local-network": {"mixed-content"},
}


@EACH
def test_the_console_leads_to_the_reason(case: ScenarioCase) -> None:
    """What each engine prints is the symptom; its sentence has the reason among those that fit."""
    for engine, lines in case.symptom["console"].items():
        verdict = played(case, engine)
        assert list(verdict.console) == lines
        if lines and verdict.reason is not None:
            found = diagnose("\n".join(lines))
            assert found.engine == engine
            assert verdict.reason.code in found.reasons
            named = {one.name for one in found.looks_like}
            cause = case.situations[0]
            assert not named or cause in named or not named.isdisjoint(COARSER.get(cause, ()))


@EACH
def test_the_command_tells(case: ScenarioCase) -> None:
    arguments, stdin = SCRIPT["command"](case)
    said = SCRIPT["output"](arguments, stdin)
    for name in case.situations:
        assert f"({name})" in said


def test_a_sentence_alone_tells_of_many() -> None:
    named = [
        case.situations[0] in {one.name for one in diagnose("\n".join(lines)).looks_like}
        for case in CASES
        for lines in case.symptom["console"].values()
        if lines
    ]
    assert sum(named) > len(named) / 2


def test_each_situation_has_a_case() -> None:
    assert {name for case in CASES for name in case.situations} == set(SITUATIONS)


def test_each_entry_of_the_lists_has_a_case() -> None:
    sources = {source for case in CASES for source in case.sources}
    for _, prefix, entries in SCRIPT["LISTS"]:
        wanted = {f"{prefix}{number}" for number in range(1, len(entries) + 1)}
        assert wanted <= sources
        assert {source for source in sources if source.startswith(prefix)} == wanted


def test_the_page_is_current() -> None:
    current = SCRIPT["PAGE"].read_text("utf-8") == SCRIPT["render"]()
    assert current, "run `python docs/situations.py`"


@pytest.mark.parametrize("situation", SITUATIONS.values(), ids=SITUATIONS)
def test_words(situation: Any) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", situation.name)
    assert not situation.title.endswith(".")
    assert situation.explanation.endswith(".")
    assert situation.remedy.endswith(".")


def test_whatever_headers_do_is_named() -> None:
    """No failure that an answer's headers or status decide is without a name."""
    for record in generate(5, 400):
        keys = ("id", "browser", "client", "fetches")
        scenario = scenario_from_json({key: record[key] for key in keys if key in record})
        for verdict in evaluate_scenario(scenario):
            named = situations(verdict)
            assert len({one.name for one in named}) == len(named)
            if isinstance(verdict.reason, CORSCheckFailure | StatusFailure) or (
                isinstance(verdict.reason, HeaderFailure)
                and verdict.reason.code.startswith("invalid-allow")
            ):
                assert named, verdict.reason


def test_a_readable_answer_is_left_alone() -> None:
    record = CASES[0].scenario | {"client": {"origin": "https://api.example"}}
    verdict = evaluate_scenario(scenario_from_json(record))[-1]
    assert verdict.outcome is Outcome.READABLE
    assert situations(verdict) == ()


def test_what_is_no_verdict_is_refused() -> None:
    with pytest.raises(TypeError, match=r"^verdict: None is of type NoneType; pass what evaluate"):
        situations(None)  # type: ignore[arg-type]


# The curl recipe that every page on CORS has: OPTIONS with Origin and Access-Control-Request-*.
RECIPE = ["https://your-api.com/endpoint", "--origin", "https://example.com", "-X", "POST",
          "-H", "Content-Type: application/json", "-H", "Authorization: x"]  # fmt: skip
ANSWERS = {
    "HTTP/2 401 \r\nwww-authenticate: Bearer\r\ncontent-length: 0\r\n\r\n":
    "(authentication-before-cors)",
    "HTTP/1.1 405 Method Not Allowed\r\nAllow: GET, POST\r\n\r\n": "(options-unhandled)",
    "HTTP/1.1 301 Moved Permanently\r\nLocation: https://your-api.com/endpoint/\r\n\r\n":
    "(slash-redirect)",
    "HTTP/2 204 \r\naccess-control-allow-origin: https://example.com\r\n"
    "access-control-allow-headers: Authorization\r\n\r\n": "(json-needs-content-type)",
    "HTTP/2 204 \r\naccess-control-allow-origin: https://example.com\r\n"
    "access-control-allow-headers: Content-Type,Authorization\r\n\r\n":
    "no answer is known for the request POST https://your-api.com/endpoint",
}  # fmt: skip


@pytest.mark.parametrize("answer", ANSWERS)
def test_the_usual_recipe(answer: str, tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "preflight.txt"
    file.write_bytes(answer.encode())
    assert main(["explain", *RECIPE, "--preflight", str(file)]) == 0
    assert ANSWERS[answer] in capsys.readouterr().out


def test_what_guides_get_wrong_is_not_repeated() -> None:
    """Safelisted names, who sends cookies, and what nginx does, as they are."""
    said = SITUATIONS["header-not-exposed"].explanation
    assert "Last-Modified" in said
    assert "does not make the browser send" in SITUATIONS["wildcard-with-credentials"].explanation
    assert "304" in SITUATIONS["nginx-without-always"].explanation
    assert "WebKit for ten minutes" in SITUATIONS["max-age-above-cap"].explanation
    assert "five seconds" in SITUATIONS["max-age-above-cap"].explanation
    for name in ("redirect-without-cors", "origin-null-after-redirect"):
        assert "null" in SITUATIONS[name].explanation + SITUATIONS[name].remedy
    for situation in SITUATIONS.values():
        # Nobody is told to allow whoever asks.
        assert "$http_origin" not in situation.remedy
        if "Origin back" in situation.remedy:
            assert "Vary: Origin" in situation.remedy
