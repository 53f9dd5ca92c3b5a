"""Sentences of consoles, backwards: what the model says an engine prints leads back to why."""

import json
import shlex
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corsmodel import REASONS, Diagnosis, Verdict, diagnose, diagnosis_to_json
from corsmodel.drivers.scenarios import evaluate_scenario
from corsmodel.explain.console import chromium_sentences, firefox_sentences, webkit_sentences
from corsmodel.explain.diagnosis.diagnose import _PATTERNS
from corsmodel.fetching.reasons import BadPort, CORSCheckFailure, MixedContent
from corsmodel.profiles import PROFILES
from corsmodel.scenario import scenario_from_json
from docs.reason_examples import EXAMPLES
from tests.engines.generator import generate

ENGINES = ("chromium", "firefox", "webkit")
URL = "https://api.example/items?a='b'#%22c"
PAGE = "https://shop.example"


def played(records: list[Any]) -> Iterator[Verdict]:
    """Give every verdict that an engine has something to say of."""
    for record in records:
        keys = ("id", "browser", "client", "fetches")
        scenario = scenario_from_json({key: record[key] for key in keys if key in record})
        for engine in ENGINES:
            yield from (v for v in evaluate_scenario(scenario, PROFILES[engine]) if v.console)


def check(verdict: Verdict) -> None:
    """What the console prints, whole, leads back to the engine, its code and the reason."""
    assert verdict.asked_of is not None
    engine = verdict.asked_of.profile.name
    found = diagnose("\n".join(verdict.console))
    assert found.engine == engine
    if found.reasons or verdict.engine_code is not None:
        assert found.code == verdict.engine_code
    else:
        assert "a warning, and no failure" in found.meaning
        return
    assert verdict.reason is not None
    if not told_otherwise(verdict, found):
        assert verdict.reason.code in found.reasons
        assert found.preflight in {None, verdict.reason.preflight}
    for sentence in verdict.console:
        alone = diagnose(sentence)
        assert alone.engine == engine or sentence.startswith("Not allowed to load local resource")


def told_otherwise(verdict: Verdict, found: Diagnosis) -> bool:
    """Whether the engine tells of something else than what the model says decided."""
    last = verdict.exchanges[-1].answer if verdict.exchanges else None
    # The rules for a request's mode are looked at before those for its URL.
    modes = {"cross-origin-same-origin-mode", "no-cors-redirect-mode"}
    if not modes.isdisjoint(found.reasons):
        return isinstance(verdict.reason, BadPort | MixedContent)
    # Of a refused answer that leads to where no request may go, engines name the place.
    return (
        isinstance(verdict.reason, CORSCheckFailure)
        and b"location" in getattr(last, "headers", ())
        and not set(found.reasons).isdisjoint({"redirect-scheme", "mixed-content"})
    )


@pytest.mark.parametrize("code", EXAMPLES)
def test_each_reason(code: str) -> None:
    for verdict in played([EXAMPLES[code]]):
        check(verdict)


def test_generated_scenarios() -> None:
    verdicts = list(played(list(generate(23, 1500))))
    for verdict in verdicts:
        check(verdict)
    assert len(verdicts) > 1000


VALUES = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0xFF, exclude_categories=["Cc"]), max_size=40
)
TOKENS = st.text(st.sampled_from("abcXYZ019-_!#$%&*+.^|~'`"), min_size=1, max_size=12)
NOISE = st.sampled_from(["", "index.js:42 \u274c ", "> ", "[Error] ", "Uncaught (in promise) "])


def around(sentence: str, noise: str) -> str:
    return f"some other line\n{noise}{sentence}\n    at load (app.js:7:13)"


@pytest.mark.parametrize("name", chromium_sentences.BODIES)
@settings(max_examples=40, deadline=None)
@given(value=VALUES, token=TOKENS, noise=NOISE, data=st.data())
def test_chromium(name: str, value: str, token: str, noise: str, data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(chromium_sentences.KINDS)))
    first = data.draw(st.none() | st.just("http://api.example/'(redirected from"))
    redirected = "" if first is None else chromium_sentences.REDIRECTED
    preflight = data.draw(st.booleans())
    of_token = name in {
        "MethodDisallowedByPreflightResponse",
        "HeaderDisallowedByPreflightResponse",
    }
    parameter = token if of_token else value
    sentence = (
        chromium_sentences.BLOCKED.replace("{redirected}", redirected).format(
            kind=chromium_sentences.KINDS[kind], url=URL, origin=PAGE, redirected_from=first
        )
        + (chromium_sentences.PREFLIGHT if preflight else "")
        + chromium_sentences.BODIES[name].format(parameter)
        + chromium_sentences.ADVICES.get((name, kind), "")
    )
    found = diagnose(around(sentence, noise))
    assert found.code is not None
    assert found.code.removeprefix("Preflight") == name
    assert (found.url, found.redirected_from, found.origin) == (URL, first, PAGE)
    if "{}" in chromium_sentences.BODIES[name]:
        shown = found.method or found.header or found.location or found.value or ""
        # What is not printable is escaped in the console, which cannot be told from its own text.
        if "\\u00" not in parameter:
            assert shown == parameter


@pytest.mark.parametrize("category", firefox_sentences.SENTENCES)
@settings(max_examples=40, deadline=None)
@given(value=VALUES, status=st.integers(100, 999), noise=NOISE)
def test_firefox(category: str, value: str, status: int, noise: str) -> None:
    template = firefox_sentences.SENTENCES[category]
    with_status = "Status code: {value}" in template
    sentence = template.format(url=URL, value=status if with_status else value)
    found = diagnose(around(sentence, noise))
    assert (found.engine, found.code, found.url) == ("firefox", category, URL)
    assert found.status == (status if with_status else None)
    if "Allow-Origin\u2019 does" in template or "invalid token" in template:
        assert found.value == value
    if category == "CORSMissingAllowHeaderFromPreflight2":
        assert found.header == value
    # Programs straighten quotes, and break lines where there is a blank.
    other = sentence.replace("\u2019", "'").replace("\u2018", "'")
    assert diagnose(other).code == category


WEBKIT = {
    name: text
    for name, text in vars(webkit_sentences).items()
    if name.isupper() and isinstance(text, str) and name not in {"REDIRECT_DENIED", "NOT_ALLOWED"}
}


@pytest.mark.parametrize("name", WEBKIT)
@settings(max_examples=40, deadline=None)
@given(value=VALUES, token=TOKENS, noise=NOISE)
def test_webkit(name: str, value: str, token: str, noise: str) -> None:
    given_values = {
        "api": "Fetch API", "url": URL, "origin": PAGE, "status": 403, "header":
        "Access-Control-Allow-Methods", "value": value, "method": token, "name": token,
        "page": PAGE, "port": 25,
    }  # fmt: skip
    found = diagnose(around(WEBKIT[name].format_map(given_values), noise))
    assert found.engine == ("chromium" if name == "LOCAL_RESOURCE" else "webkit")
    assert found.reasons or name == "CANNOT_LOAD"
    for field in ("url", "origin", "status", "value", "method"):
        if f"{{{field}}}" in WEBKIT[name] and name != "REDIRECT_CREDENTIALS":
            assert getattr(found, field) == given_values[field], field


def test_every_failure_is_printed_with_its_code() -> None:
    """The tables name no reason that there is not, and Chromium's no code of its own making."""
    for pattern in _PATTERNS:
        assert set(pattern.reasons) <= set(REASONS)
        assert pattern.literals[0]
        assert pattern.kind != "failure" or pattern.reasons or pattern.note


ACCESS = f"Access to fetch at 'https://api.example/x' from origin '{PAGE}' has been blocked by "
HOSTILE = [
    "Method ",
    "'",
    "a\n",
    "net::ERR_",
    "Origin a is not allowed by ",
    "Access to fetch at '",
]


@pytest.mark.parametrize("part", HOSTILE)
def test_a_long_text_gets_a_short_answer(part: str) -> None:
    assert len(diagnose(part * (1_000_000 // len(part))).text()) < 10_000
    assert (
        len(
            diagnose(
                ACCESS + part * 100_000 + chromium_sentences.BODIES["MissingAllowOriginHeader"]
            ).text()
        )
        < 10_000
    )


@settings(deadline=None)
@given(st.text() | st.text(st.sampled_from("'`\u2018\u2019(){}. :*\nOrigin Method net::ERR_")))
def test_any_text_gets_an_answer(text: str) -> None:
    found = diagnose(text)
    assert found.meaning
    assert found.fixes
    assert found.text()
    json.dumps(diagnosis_to_json(found))


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(TypeError, match=r"^text: None is of type NoneType; pass the sentence"):
        diagnose(None)  # type: ignore[arg-type]


def test_the_command_can_be_pasted() -> None:
    for verdict in played(list(EXAMPLES.values())):
        command = diagnose(verdict.console[0]).command
        first, _, second = command.split(" | ")
        assert shlex.split(first)[2:] == shlex.split(second)[2:]


def test_values_are_those_of_the_json() -> None:
    found = diagnose(ACCESS + "CORS policy: " + chromium_sentences.BODIES["InvalidStatus"])
    record = diagnosis_to_json(found)
    assert {field.name for field in attrs.fields(Diagnosis)} <= set(record)
    assert record["reasons"][0]["code"] == "preflight-status"
    assert record["command"] == found.command
