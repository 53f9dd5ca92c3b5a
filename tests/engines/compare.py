"""What the model predicts beside what the engine did, in one form, and where the two part.

Compared are: what script saw (outcome, type, status, URL, redirected flag, headers with values);
every request on the wire in order (method, URL, Origin, Access-Control-Request-*, the script's
headers, Content-Type, Authorization, cookies where the page and all hosts are of one site); the
engine's code; its console sentences, letter for letter. What is not compared is named, with the
reason, at ``_NOT_OURS``, ``_essence`` and ``_cookie_site``.
"""

from collections.abc import Iterator
from typing import Any

import attrs

from corsmodel.drivers.scenarios import evaluate_scenario
from corsmodel.fetching.verdict import Verdict
from corsmodel.infrastructure.urls import parse_url
from corsmodel.profile import Profile
from corsmodel.scenario import Scenario, scenario_from_json
from corsmodel.scenario_json import verdict_to_json
from tests.engines.stage import Performance, Wire
from tests.engines.tokens import without_tokens

JSON = dict[str, Any]

#: Response headers that the stage's own server adds to every answer.
_NOT_OURS = {"content-length"}
#: Request headers that the protocol adds because of CORS and that are compared in every request.
_PROTOCOL = {
    "origin", "access-control-request-method", "access-control-request-headers", "content-type",
    "authorization", "cache-control", "pragma",
}  # fmt: skip
#: What browsers send of their own accord; compared only where script set a value and it arrived.
_OWN = {"accept", "accept-language", "user-agent", "cache-control", "pragma"}


@attrs.frozen
class Disagreement:
    """One difference between the model and the engine."""

    #: ``outcome``, ``response``, ``wire``, ``code`` or ``console``.
    kind: str
    fetch: int
    predicted: object
    observed: object


@attrs.frozen
class Comparison:
    """One scenario: the prediction, what happened, and the differences."""

    scenario: JSON
    predicted: list[JSON]
    observed: list[JSON]
    disagreements: tuple[Disagreement, ...]


def compare(performance: Performance, profile: Profile) -> Comparison:
    """Evaluate the scenario under *profile* and hold it against what happened."""
    scenario = scenario_from_json(performance.scenario)
    verdicts = evaluate_scenario(scenario, profile)
    predicted = [_predicted(scenario, i, verdict) for i, verdict in enumerate(verdicts)]
    observed = [_observed(performance, scenario, i) for i in range(len(verdicts))]
    said = _said(performance)
    found = [*_differences(predicted, observed), *_words(verdicts, said)]
    for record in observed:
        record.update(said)
    return Comparison(performance.scenario, predicted, observed, tuple(found))


def _differences(predicted: list[JSON], observed: list[JSON]) -> Iterator[Disagreement]:
    for i, (ours, theirs) in enumerate(zip(predicted, observed, strict=True)):
        for kind in ("outcome", "response", "wire"):
            if ours[kind] != theirs[kind]:
                yield Disagreement(kind, i, ours[kind], theirs[kind])


def _words(verdicts: tuple[Verdict, ...], said: JSON) -> Iterator[Disagreement]:
    codes = [list(code) for verdict in verdicts for code in verdict_codes(verdict)]
    if codes != said["codes"]:
        yield Disagreement("code", 0, codes, said["codes"])
    console = [line for verdict in verdicts for line in verdict.console]
    if console != said["console"]:
        yield Disagreement("console", 0, console, said["console"])


def verdict_codes(verdict: Verdict) -> list[tuple[str, str | None]]:
    """Return the codes that the model predicts, each with its parameter."""
    code = verdict.engine_code
    return [] if code is None else [(code, getattr(verdict, "engine_parameter", None))]


def _said(performance: Performance) -> JSON:
    codes: list[list[str | None]] = []
    console: list[str] = []
    for message in performance.messages:
        if message.code is not None:
            codes.append([message.code, message.parameter])
        if message.text is not None:
            console.append(without_tokens(message.text))
    return {"codes": codes, "console": console}


def _predicted(scenario: Scenario, index: int, verdict: Verdict) -> JSON:
    record = verdict_to_json(verdict)
    asked = scenario.fetches[index].request
    own = {name.lower() for name, _ in asked.headers}
    site = _cookie_site(scenario)
    wire = []
    same_site = site is not None
    for exchange in record["exchanges"]:
        same_site = same_site and _is_on(exchange["url"], site)
        wire.append(
            {
                "method": exchange["method"],
                "url": exchange["url"],
                "headers": _wire_headers(exchange["headers"], own),
                "status": exchange["status"],
                "cookie": exchange["credentials"] if same_site else None,
            }
        )
    response = record["response"]
    if response is not None:
        response = _response(response, asked.api)
    return {"outcome": record["outcome"], "response": response, "wire": wire}


def _observed(performance: Performance, scenario: Scenario, index: int) -> JSON:
    assert performance.seen is not None
    seen = performance.seen[index]
    asked = scenario.fetches[index].request
    own = {name.lower() for name, _ in asked.headers}
    site = _cookie_site(scenario)
    wire = []
    same_site = site is not None
    for one in performance.wire:
        if one.fetch != index:
            continue
        url = without_tokens(one.request.url)
        same_site = same_site and _is_on(url, site)
        wire.append(
            {
                "method": one.request.method,
                "url": url,
                "headers": _wire_headers([list(pair) for pair in one.request.headers], own),
                "status": one.status,
                "cookie": _has_cookie(one) if same_site else None,
            }
        )
    response = seen.get("response")
    if response is not None:
        response = _response({**response, "url": without_tokens(response["url"])}, asked.api)
    return {"outcome": seen["outcome"], "response": response, "wire": wire}


def _response(response: JSON, api: str) -> JSON:
    """Keep what script can see; XMLHttpRequest shows neither type nor redirected flag."""
    keys = ["status", "url"] if api == "xhr" else ["type", "status", "url", "redirected"]
    headers = [
        [name, without_tokens(value) if name == "location" else value]
        for name, value in response["headers"]
        if name not in _NOT_OURS
    ]
    return {**{key: response[key] for key in keys}, "headers": sorted(headers)}


def _wire_headers(headers: list[list[str]], own: set[str]) -> list[list[str]]:
    """Join the values of each compared name; names in lower case, sorted."""
    values: dict[str, list[str]] = {}
    for name, value in headers:
        lower = name.lower()
        if lower in _PROTOCOL or lower in own:
            values.setdefault(lower, []).append(
                _essence(value) if lower == "content-type" else value
            )
    return [[name, ", ".join(values[name])] for name in sorted(values)]


def _essence(value: str) -> str:
    """Leave out a multipart boundary, which is new in each request."""
    head, mark, _ = value.partition("; boundary=")
    return head if mark else value


def _cookie_site(scenario: Scenario) -> str | None:
    """Return the scheme of the site where cookies are compared, or ``None``."""
    origin = scenario.client.origin.serialized
    return "https" if origin == "https://shop.example" else None


def _is_on(url: str, site: str | None) -> bool:
    parsed = parse_url(url)
    if parsed is None or parsed.scheme != site:
        return False
    host = url.partition("://")[2].partition("/")[0].partition(":")[0]
    return host == "shop.example" or host.endswith(".shop.example")


def _has_cookie(wire: Wire) -> bool:
    return "corsmodel=1" in (wire.request.get("cookie") or "")
