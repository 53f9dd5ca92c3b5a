"""Scenarios and verdicts as JSON (see :mod:`corsmodel.scenario` for the way back)."""

from typing import Any

import attrs

from corsmodel.fetching.classification import (
    Classification,
    FlagCause,
    HeaderCause,
    HeaderSumCause,
    MethodCause,
)
from corsmodel.fetching.fetch_params import Answer
from corsmodel.fetching.reasons import Reason
from corsmodel.fetching.verdict import Verdict
from corsmodel.infrastructure.clients import Client
from corsmodel.infrastructure.exchanges import Exchange, HTTPRequest
from corsmodel.infrastructure.headers import HeaderList
from corsmodel.infrastructure.responses import ConnectionFailure
from corsmodel.infrastructure.script_requests import Request
from corsmodel.scenario import Scenario, ScenarioHop
from corsmodel.standard import Step

JSON = dict[str, Any]


def verdict_to_json(verdict: Verdict) -> JSON:
    """Give the verdict as ``json.dumps`` takes it; the browser to go on with is left out."""
    response = verdict.response
    return {
        "outcome": verdict.outcome.value,
        "classification": (
            None
            if verdict.classification is None
            else classification_to_json(verdict.classification)
        ),
        "exchanges": [_exchange(exchange) for exchange in verdict.exchanges],
        "reached_server": verdict.reached_server,
        "response": None
        if response is None
        else {
            "type": response.type,
            "status": response.status,
            "url": response.url,
            "redirected": response.redirected,
            "headers": [[_text(name), _text(value)] for name, value in response.headers],
            "timing_allow_passed": response.timing_allow_passed,
        },
        "reason": None if verdict.reason is None else reason_to_json(verdict.reason),
        "waiting": None if verdict.waiting is None else _http_request(verdict.waiting),
        "engine_code": verdict.engine_code,
        "engine_parameter": verdict.engine_parameter,
        "console": list(verdict.console),
    }


def reason_to_json(reason: Reason) -> JSON:
    """Give a reason as its code, its step, and its values under their own names."""
    values = {
        field.name: _value(getattr(reason, field.name))
        for field in attrs.fields(type(reason))
        if field.name not in {"step", "preflight"}
    }
    return {
        "code": reason.code,
        "step": _step(reason.step),
        "preflight": reason.preflight,
        **values,
    }


def classification_to_json(classification: Classification) -> JSON:
    """Give a classification as its kind and its causes."""
    causes: list[JSON] = []
    for cause in classification.causes:
        match cause:
            case MethodCause(method):
                causes.append({"kind": "method", "method": _text(method)})
            case HeaderCause(name, _, rule):
                causes.append({"kind": "header", "name": _text(name), "rule": rule})
            case HeaderSumCause(names, size):
                causes.append(
                    {"kind": "header-sum", "names": [_text(n) for n in names], "size": size}
                )
            case FlagCause():
                causes.append({"kind": "use-cors-preflight-flag"})
    return {"kind": classification.kind, "causes": causes}


def scenario_to_json(scenario: Scenario) -> JSON:
    """Give the scenario as ``json.dumps`` takes it, without what is default anyway."""
    record: JSON = {} if scenario.id is None else {"id": scenario.id}
    if scenario.profile.name != "standard":
        record["browser"] = scenario.profile.name
    record["client"] = _client(scenario.client)
    record["fetches"] = [
        {
            **({"at": fetch.at} if fetch.at else {}),
            "request": _request(fetch.request),
            "hops": [_hop(hop) for hop in fetch.hops],
        }
        for fetch in scenario.fetches
    ]
    return record


def _client(client: Client) -> JSON:
    record: JSON = {"origin": client.origin.serialized}
    if client.url is not None:
        record["url"] = client.url.href
    if client.referrer_policy:
        record["referrer_policy"] = client.referrer_policy
    if client.embedder_policy != "unsafe-none":
        record["embedder_policy"] = client.embedder_policy
    if client.top_level_origin is not None:
        record["top_level_origin"] = client.top_level_origin.serialized
    if client.blob_urls:
        record["blob_urls"] = [attrs.asdict(entry) for entry in client.blob_urls]
    return record


_DEFAULTS: JSON = {
    "api": "fetch", "method": "GET", "mode": "cors", "credentials": "same-origin",
    "redirect": "follow", "cache": "default", "referrer": None, "referrer_policy": "",
    "duplex": None, "keepalive": False, "upload_listeners": False, "crossorigin": None,
}  # fmt: skip


def _request(request: Request) -> JSON:
    record: JSON = {"url": request.url}
    for key, default in _DEFAULTS.items():
        value = getattr(request, key)
        if value != default:
            record[key] = value
    if request.headers:
        record["headers"] = [list(pair) for pair in request.headers]
    if request.body is not None:
        record["body"] = attrs.asdict(request.body)
    return record


def _hop(hop: ScenarioHop) -> JSON:
    return {"preflight": _answer(hop.preflight), "response": _answer(hop.response)}


def _answer(answer: Answer) -> JSON | None:
    if answer is None:
        return None
    if isinstance(answer, ConnectionFailure):
        return {"network_error": True}
    return {"status": answer.status, "headers": _pairs(answer.headers)}


def _http_request(request: HTTPRequest) -> JSON:
    return {
        "preflight": request.preflight,
        "method": _text(request.method),
        "url": request.url,
        "credentials": request.credentials,
        "headers": _pairs(request.headers),
    }


def _exchange(exchange: Exchange) -> JSON:
    return {
        **_http_request(exchange.request),
        "status": exchange.status,
        "cache": exchange.cache_state,
    }


def _pairs(headers: HeaderList) -> list[list[str]]:
    return [[_text(name), _text(value)] for name, value in headers.pairs]


def _text(value: bytes) -> str:
    return value.decode("latin-1")


def _step(step: Step) -> JSON:
    return {"anchor": step.anchor, "path": step.path}


def _value(value: object) -> object:
    if isinstance(value, bytes):
        return _text(value)
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    return value
