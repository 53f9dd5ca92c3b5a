"""What a browser did with a scenario, as data: one form for the model, the engines and the record.

For each fetch: what script saw (outcome, type, status, URL, redirected flag, headers with values)
and every request on the wire in order (method, URL, Origin, Access-Control-Request-*, the script's
headers, Content-Type, Authorization, cookies where the page and all hosts are of one site). For the
scenario: the engine's codes, each with its parameter, and its console sentences, letter for letter.

What is left out is named, with the reason, at ``NOT_OURS``, ``_essence`` and ``_wire``.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from corsmodel.drivers.scenarios import evaluate_scenario
from corsmodel.explain.console import firefox
from corsmodel.fetching.verdict import Verdict
from corsmodel.infrastructure.header_names import is_forbidden_request_header
from corsmodel.infrastructure.urls import parse_url
from corsmodel.profile import Profile
from corsmodel.scenario import Scenario, scenario_from_json
from corsmodel.scenario_json import verdict_to_json
from tests.engines.tokens import has_place, without_tokens

if TYPE_CHECKING:
    # What drives the browsers is not always installed, and predictions do without.
    from tests.engines.stage import Performance

JSON = dict[str, Any]
Pairs = Iterable[tuple[str, str]] | list[list[str]]

#: Response headers that the stage's own server adds to every answer.
NOT_OURS = {"content-length"}
#: Request headers that the protocol adds and that are compared in every request.
_PROTOCOL = {
    "origin", "access-control-request-method", "access-control-request-headers", "content-type",
    "authorization", "cache-control", "pragma", "if-none-match", "if-modified-since",
}  # fmt: skip


#: Request headers that browsers set as they like, whatever script says.
_BROWSERS = {"priority"}


def predict(record: JSON, profile: Profile, defaults: Mapping[str, str]) -> JSON:
    """Give what the model says that a browser with *profile* does with a scenario.

    *defaults* are the values that the browser gives some request headers of its own accord.
    """
    scenario = scenario_from_json(record)
    verdicts = evaluate_scenario(scenario, profile)
    # What is said of a URL that has no place for a token is not given to its scenario.
    heard = [one for one in verdicts if one.asked is not None and has_place(one.asked.url)]
    heard = [] if _has_elements(scenario) else heard
    codes = [code for verdict in heard for code in _codes(verdict, profile)]
    return {
        "seen": [_predicted(scenario, i, one, defaults) for i, one in enumerate(verdicts)],
        "codes": codes,
        "console": [line for one in heard for line in one.console],
    }


def observe(performance: "Performance", defaults: Mapping[str, str]) -> JSON:
    """Give what a real browser did."""
    scenario = scenario_from_json(performance.scenario)
    # What an element's load comes to is told by HTML as well, and not compared.
    messages = [] if _has_elements(scenario) else performance.messages
    page = performance.scenario["client"].get("url")
    return {
        "seen": [
            _observed(performance, scenario, i, defaults) for i in range(len(scenario.fetches))
        ],
        "codes": [[one.code, one.parameter] for one in messages if one.code is not None],
        "console": [without_tokens(one.text, page) for one in messages if one.text is not None],
    }


def _has_elements(scenario: Scenario) -> bool:
    return any(fetch.request.api not in {"fetch", "xhr"} for fetch in scenario.fetches)


def _codes(verdict: Verdict, profile: Profile) -> list[list[str | None]]:
    """Give the engine's codes: Firefox has one for each sentence."""
    if profile.name == "firefox":
        return [[category, None] for category, _ in firefox.lines(verdict)]
    return [[verdict.engine_code, verdict.engine_parameter]] if verdict.engine_code else []


def _predicted(
    scenario: Scenario, index: int, verdict: Verdict, defaults: Mapping[str, str]
) -> JSON:
    record = verdict_to_json(verdict)
    wire = [
        (one["method"], one["url"], one["headers"], one["status"], one["credentials"])
        for one in record["exchanges"]
        if one.get("cache") != "local"
    ]
    asked = scenario.fetches[index].request
    outcome, response = record["outcome"], record["response"]
    if asked.api not in {"fetch", "xhr"}:
        # An element tells script only whether it loaded.
        outcome = "network-error" if response is None else "loaded"
        response = None
    return {
        "outcome": outcome,
        "response": None if response is None else _response(response, asked.api),
        "wire": _wire(scenario, index, wire, defaults),
    }


def _observed(
    performance: "Performance", scenario: Scenario, index: int, defaults: Mapping[str, str]
) -> JSON:
    assert performance.seen is not None
    seen = performance.seen[index]
    wire = [
        (
            one.request.method,
            without_tokens(one.request.url),
            one.request.headers,
            one.status,
            "corsmodel=1" in (one.request.get("cookie") or ""),
        )
        for one in performance.wire
        if one.fetch == index
    ]
    response = seen.get("response")
    if response is not None:
        response = {**response, "url": without_tokens(response["url"])}
        response = _response(response, scenario.fetches[index].request.api)
    return {
        "outcome": seen["outcome"],
        "response": response,
        "wire": _wire(scenario, index, wire, defaults),
    }


def _response(response: JSON, api: str) -> JSON:
    """Keep what script can see; XMLHttpRequest shows neither type nor redirected flag."""
    keys = ["status", "url"] if api == "xhr" else ["type", "status", "url", "redirected"]
    headers = [
        [name.lower(), without_tokens(value) if name == "location" else value]
        for name, value in response["headers"]
        if name not in NOT_OURS
    ]
    if api == "xhr":
        # One text has them all, and the blanks around a value get lost in taking it apart.
        headers = [[name, value.strip("\t ")] for name, value in headers]
    return {**{key: response[key] for key in keys}, "headers": sorted(headers)}


def _wire(
    scenario: Scenario,
    index: int,
    requests: Iterable[tuple[str, str, Pairs, int | None, bool]],
    defaults: Mapping[str, str],
) -> list[JSON]:
    """Give the requests of one fetch with the headers that are compared.

    Cookies show whether credentials go along, but only where no rule about cookies of third parties
    comes in between: the page and all hosts so far are of one site, over https.
    """
    own = {
        name.lower()
        for name, _ in scenario.fetches[index].request.headers
        if name.lower() not in _BROWSERS
        and not is_forbidden_request_header(name.lower().encode("latin-1"), b"")
    }
    same_site = scenario.client.origin.serialized == "https://shop.example"
    wire = []
    for method, url, headers, status, credentials in requests:
        same_site = same_site and _is_on_the_pages_site(url)
        wire.append(
            {
                "method": method,
                "url": url,
                "headers": _headers(headers, own, defaults),
                "status": status,
                "cookie": credentials if same_site else None,
            }
        )
    return wire


def _headers(headers: Pairs, own: set[str], defaults: Mapping[str, str]) -> list[list[str]]:
    """Join the values of each compared name; names in lower case, sorted.

    A value that the browser sends of its own accord does not tell whether script set it too.
    """
    values: dict[str, list[str]] = {}
    for name, value in headers:
        lower = name.lower()
        if lower in _PROTOCOL or lower in own:
            text = _essence(value) if lower == "content-type" else value
            values.setdefault(lower, []).append(text)
    # Blanks around a value are no part of it (RFC 9110, section 5.5).
    joined = [[name, ", ".join(values[name]).strip(" \t")] for name in sorted(values)]
    return [[name, value] for name, value in joined if defaults.get(name) != value]


def _essence(value: str) -> str:
    """Leave out a multipart boundary, which is new in each request."""
    head, mark, _ = value.partition("; boundary=")
    return head if mark else value


def _is_on_the_pages_site(url: str) -> bool:
    parsed = parse_url(url)
    if parsed is None or parsed.scheme != "https":
        return False
    host = url.partition("://")[2].partition("/")[0].partition(":")[0]
    return host == "shop.example" or host.endswith(".shop.example")
