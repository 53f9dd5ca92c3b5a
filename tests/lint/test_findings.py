"""Findings: for each code a server that shows it and one that does not, and proofs that hold."""

import json
from runpy import run_path

import pytest

from corsmodel import Request, Response, evaluate
from corsmodel.drivers.scenarios import evaluate_scenario
from corsmodel.lint import FINDINGS, Finding, Shown, finding_to_json, lint, lint_exchange
from corsmodel.scenario import scenario_from_json
from tests.citations.citations import ROOT
from tests.lint.meanings import MEANINGS
from tests.lint.servers import (
    EXAMPLES,
    GET,
    INCLUDE,
    METHODS,
    ORIGIN,
    PAGE,
    PUT,
    STAR,
    URL,
    answers,
    fixed,
    lets_in,
    with_credentials,
)


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def check(finding: Finding) -> None:
    """Replay every proof, from its JSON, and ask what the code claims of it."""
    assert finding.proofs
    record = json.loads(json.dumps(finding_to_json(finding)))
    verdicts = []
    for proof, written in zip(finding.proofs, record["proofs"], strict=True):
        assert proof.holds, (finding.code, proof.says)
        verdict = evaluate_scenario(scenario_from_json(written["scenario"]))[-1]
        assert Shown.of(verdict) == proof.expected, (finding.code, proof.says)
        verdicts.append(verdict)
    assert MEANINGS[finding.code](finding, verdicts), finding.code


def test_every_code_has_an_example_and_a_meaning() -> None:
    assert set(EXAMPLES) == set(MEANINGS) == set(FINDINGS)


@pytest.mark.parametrize("code", EXAMPLES)
def test_a_meaning_is_not_true_of_everything(code: str) -> None:
    """Proofs of other codes do not pass for proofs of this one."""
    (finding,) = [one for one in _shown(code) if one.code == code]
    others = [one for other in ("null-origin", "preflight-status") for one in _shown(other)]
    assert any(
        not MEANINGS[code](finding, [proof.verdict() for proof in other.proofs] * 2)
        for other in others
    )


def _shown(code: str) -> tuple[Finding, ...]:
    return lint(EXAMPLES[code].shows, EXAMPLES[code].request)


@pytest.mark.parametrize("code", EXAMPLES)
def test_a_server_that_shows_it(code: str) -> None:
    example = EXAMPLES[code]
    findings = lint(example.shows, example.request)
    assert code in codes(findings)
    for finding in findings:
        check(finding)


@pytest.mark.parametrize("code", EXAMPLES)
def test_a_server_that_does_not(code: str) -> None:
    example = EXAMPLES[code]
    findings = lint(example.does_not, example.request)
    assert code not in codes(findings)
    for finding in findings:
        check(finding)


def test_a_repair_mends_what_is_broken() -> None:
    (finding,) = lint_exchange(GET, response=Response(200, {ORIGIN: f"{PAGE}/"}))
    assert finding.repair is not None
    assert finding.repair.verdict.readable
    assert finding_to_json(finding)["repair"]["answers"][0]["edits"][0]["value"] == PAGE


def test_the_page_meant_proves_it_and_not_the_page_that_asks() -> None:
    other = Request(URL, origin="https://other.example")
    (finding,) = lint_exchange(other, response=Response(200, {ORIGIN: f"{PAGE}/"}))
    assert finding.proofs[0].scenario.client.origin.serialized == PAGE


def test_the_gravest_comes_first_and_each_once() -> None:
    server = with_credentials(lambda origin: origin != "")
    findings = lint(server, GET, INCLUDE, PUT)
    assert codes(findings).count("any-origin-with-credentials") == 1
    order = ["error", "warning", "info"]
    severities = [order.index(finding.severity) for finding in findings]
    assert severities == sorted(severities)


def test_other_pages_of_the_server_fill_the_cache() -> None:
    """Two origins are let in, and nobody else: only the two of them harm each other."""
    admin = "https://admin.shop.example"
    pages = {PAGE, admin}
    server = lets_in(pages.__contains__, vary="")
    findings = lint(server, GET, Request(URL, origin=admin))
    says = [proof.says for finding in findings for proof in finding.proofs]
    assert f"{admin} asked first, and a shared cache kept the answer." in says


def test_the_browsers_own_cache_is_proof_too() -> None:
    private = {"Cache-Control": "private, max-age=60"}

    def server(http_request: object) -> Response:
        allowed = http_request.headers.get(b"origin") == PAGE.encode()  # type: ignore[attr-defined]
        return Response(200, private | ({ORIGIN: PAGE} if allowed else {}))

    (finding,) = lint(server, GET)
    assert finding.code == "vary-origin-missing"
    first, own = finding.proofs
    assert len(first.scenario.fetches) == 2
    assert first.expected.sent == ()
    assert own.expected.outcome == "readable"


def test_answers_that_are_not_there() -> None:
    assert lint_exchange(PUT) == ()
    findings = lint_exchange(PUT, preflight=Response(204, {**STAR, METHODS: "put"}))
    assert codes(findings) == ["allow-methods-lower-case"]


def test_misuse() -> None:
    with pytest.raises(TypeError, match=r"^server: 1 cannot be called"):
        lint(1, GET)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"^requests: there is none"):
        lint(fixed())
    with pytest.raises(TypeError, match=r"^requests\[1\]: 'x' is of type str"):
        lint(fixed(), GET, "x")  # type: ignore[arg-type]


def test_what_is_never_asked_has_no_findings() -> None:
    assert lint(answers(), Request("https://api.example:25/", origin=PAGE)) == ()
    assert lint(answers(), Request("data:,x", origin=PAGE)) == ()
    assert lint(answers(), Request("https://", origin=PAGE)) == ()


def test_the_page_of_findings_is_current() -> None:
    script = run_path(str(ROOT / "docs" / "lint.py"))
    assert script["PAGE"].read_text("utf-8") == script["render"](), "run `python docs/lint.py`"


def test_an_example_of_the_model_agrees() -> None:
    """What the proof shows is what evaluate says of the same answer."""
    (finding,) = lint_exchange(INCLUDE, response=Response(200, STAR))
    verdict = evaluate(INCLUDE, response=Response(200, STAR))
    assert finding.proofs[0].expected == Shown.of(verdict)
