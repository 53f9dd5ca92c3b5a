"""What is fuzzed: each target takes bytes and raises if something is wrong."""

import json
import shlex
from collections.abc import Callable

from corsmodel import Verdict, explain
from corsmodel.drivers.batch import evaluate_line, parse_json
from corsmodel.drivers.curl import curl_command
from corsmodel.drivers.scenarios import evaluate_scenario
from corsmodel.drivers.transcript import TranscriptError, parse_transcript
from corsmodel.infrastructure.data_urls import process_data_url
from corsmodel.infrastructure.header_values import (
    FAILURE,
    get_decode_and_split,
    parse_delta_seconds,
    parse_single_range,
    parse_token_list,
)
from corsmodel.infrastructure.headers import HeaderList, sort_and_combine
from corsmodel.infrastructure.mime_types import parse_mime_type
from corsmodel.infrastructure.safelisted_headers import cors_unsafe_request_header_names
from corsmodel.infrastructure.sites import same_site
from corsmodel.infrastructure.urls import parse_origin, parse_plain_url, parse_url
from corsmodel.profiles import PROFILES
from corsmodel.scenario import Scenario, ScenarioError, scenario_from_json
from corsmodel.scenario_json import scenario_to_json, verdict_to_json
from tests.fuzz.reader import Reader
from tests.fuzz.records import Records
from tests.infrastructure import transcriptions

_LONGEST_ERROR = 600


def _is_short(error: ValueError) -> None:
    """Whatever the value, the error is one short line of text."""
    assert len(str(error)) < _LONGEST_ERROR, error
    assert str(error).isprintable(), error


def _told(verdict: Verdict) -> None:
    """Every verdict can be written, and says nothing to a terminal but text."""
    json.dumps(verdict_to_json(verdict))
    words = explain(verdict)
    words.encode()
    assert all(line.isprintable() for line in words.split("\n")), words
    for exchange in verdict.exchanges:
        assert exchange.request.url in shlex.split(curl_command(exchange.request))


def _played(scenario: Scenario) -> None:
    assert scenario_from_json(scenario_to_json(scenario)) == scenario
    for profile in PROFILES.values():
        for verdict in evaluate_scenario(scenario, profile):
            _told(verdict)


def scenario(data: bytes) -> None:
    """Well-formed scenarios with any bytes in methods, URLs and headers."""
    try:
        read = scenario_from_json(Records(Reader(data), odd=False).scenario())
    except ScenarioError:
        return
    _played(read)


def odd_scenario(data: bytes) -> None:
    """Scenarios with values of a wrong kind here and there."""
    try:
        read = scenario_from_json(Records(Reader(data), odd=True).scenario())
    except ScenarioError as error:
        _is_short(error)
        return
    _played(read)


def json_text(data: bytes) -> None:
    """Any line gives one line: the verdicts, or the error in their place."""
    result = evaluate_line(data)
    record = json.loads(result.text)
    assert ("verdicts" in record) == result.ok
    assert ("error" in record) != result.ok
    try:
        value = parse_json(data)
        scenario_from_json(value)
    except ScenarioError:
        assert not result.ok or "expect" in value


def transcript(data: bytes) -> None:
    """What curl might have printed: answers, or the one error."""
    try:
        responses = parse_transcript(data)
    except TranscriptError as error:
        _is_short(error)
        return
    assert responses
    for response in responses:
        sort_and_combine(response.headers)


def grammars(data: bytes) -> None:
    """The parsers of header values agree with their transcriptions."""
    assert parse_token_list(data) == transcriptions.token_list(data)
    assert get_decode_and_split(data) == transcriptions.get_decode_and_split(data)
    assert (parse_delta_seconds(data) is FAILURE) == (
        not data or bool(set(data) - set(b"0123456789"))
    )
    for allow in (False, True):
        expected = transcriptions.single_range(data.decode("latin-1"), allow=allow)
        assert parse_single_range(data, allow_whitespace=allow) == expected
    mime_type = parse_mime_type(data.decode("latin-1"))
    if mime_type is not None:
        assert parse_mime_type(mime_type.serialize()) == mime_type
    cors_unsafe_request_header_names(HeaderList(((b"Content-Type", data), (b"Range", data))))


def urls(data: bytes) -> None:
    """Any text is a URL, an origin, both or neither; the fast path agrees."""
    for text in (data.decode("latin-1"), data.decode("utf-8", "surrogateescape")):
        url = parse_url(text)
        plain = parse_plain_url(text)
        if plain is not None:
            assert plain == url
        if url is None:
            continue
        again = parse_url(url.href)
        assert again is not None
        assert again.href == url.href
        if url.scheme == "data":
            process_data_url(url)
        origin = parse_origin(text)
        if origin is not None:
            assert same_site(origin, origin)


Target = Callable[[bytes], None]
TARGETS: dict[str, Target] = {
    target.__name__: target
    for target in (scenario, odd_scenario, json_text, transcript, grammars, urls)
}


def any_target(data: bytes) -> None:
    """Pick a target by the first byte, so that one corpus serves them all."""
    targets = list(TARGETS.values())
    targets[data[0] % len(targets) if data else 0](data[1:])
