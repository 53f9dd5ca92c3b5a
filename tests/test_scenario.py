"""Each kind of mistake in a scenario is told with its path, its value and the remedy."""

import copy
import json
from typing import Any

import pytest

from corsmodel.scenario import ScenarioError, scenario_from_json
from corsmodel.scenario_json import scenario_to_json

WHOLE: dict[str, Any] = {
    "id": "a",
    "browser": "firefox",
    "client": {
        "origin": "https://shop.example",
        "url": "https://shop.example/page",
        "referrer_policy": "origin",
        "embedder_policy": "require-corp",
        "top_level_origin": "https://top.example",
        "blob_urls": [{"url": "blob:https://shop.example/1", "type": "text/plain", "size": 3}],
    },
    "fetches": [
        {
            "at": 0.5,
            "request": {
                "url": "https://api.example/",
                "api": "fetch",
                "method": "POST",
                "mode": "same-origin",
                "credentials": "include",
                "redirect": "manual",
                "cache": "no-store",
                "referrer": "",
                "referrer_policy": "no-referrer",
                "duplex": "half",
                "crossorigin": "anonymous",
                "headers": [["X-A", "b\xff"]],
                "body": {"kind": "blob", "type": "text/plain", "length": 3},
                "keepalive": True,
                "upload_listeners": True,
            },
            "hops": [
                {
                    "preflight": {"status": 204, "headers": [["A", "b"]]},
                    "response": {"network_error": True},
                },
                {"preflight": None},
            ],
        },
        {"at": 1, "request": {"url": "/"}, "hops": []},
    ],
}
REMOVED = object()


def changed(place: str, value: object) -> Any:
    """Return the whole scenario with another value at a path such as ``client.blob_urls.0``."""
    record = copy.deepcopy(WHOLE)
    keys = [int(key) if key.isdigit() else key for key in place.split(".")]
    at: Any = record
    for key in keys[:-1]:
        at = at[key]
    if value is REMOVED:
        del at[keys[-1]]
    else:
        at[keys[-1]] = value
    return record


def test_the_whole_comes_back() -> None:
    scenario = scenario_from_json(WHOLE)
    assert scenario_from_json(json.loads(json.dumps(scenario_to_json(scenario)))) == scenario


NULLS = [
    "id", "fetches.0.request.referrer", "fetches.0.request.duplex", "fetches.0.request.body.length",
    "fetches.0.request.crossorigin", "fetches.0.request.body", "fetches.0.request.body.type",
    "fetches.0.hops.0.preflight", "fetches.0.hops.0.response",
]  # fmt: skip


@pytest.mark.parametrize("place", NULLS)
def test_null_where_there_is_a_default(place: str) -> None:
    assert scenario_from_json(changed(place, None)) == scenario_from_json(changed(place, REMOVED))


REQUEST = "$.fetches[0].request"
ORIGIN = "is not an origin; write scheme, host and port"
MISTAKES: list[tuple[str, object, str, str]] = [
    # Where something is needed.
    ("client", REMOVED, "$.client", "missing; it is required"),
    ("fetches", REMOVED, "$.fetches", "missing; it is required"),
    ("client.origin", REMOVED, "$.client.origin", "missing; it is required"),
    ("fetches.0.request", REMOVED, REQUEST, "missing; it is required"),
    ("fetches.0.request.url", REMOVED, f"{REQUEST}.url", "missing; it is required"),
    ("fetches.0.hops", REMOVED, "$.fetches[0].hops", "missing; write [] for no answers"),
    ("fetches.0.request.body.kind", REMOVED, f"{REQUEST}.body.kind", "missing; it is required"),
    ("client.blob_urls.0.url", REMOVED, "$.client.blob_urls[0].url", "missing; it is required"),
    # Keys that nobody knows.
    ("page", 1, "$.page", "unknown key; the keys are browser, client, fetches, id"),
    ("client.orgin", 1, "$.client.orgin", "unknown key; the keys are blob_urls, embedder_policy"),
    ("fetches.0.time", 1, "$.fetches[0].time", "unknown key; the keys are at, hops, request"),
    ("fetches.0.request.o d", 1, f"{REQUEST}['o d']", "unknown key; the keys are api, body"),
    ("fetches.0.request." + "k" * 999, 1, f"{REQUEST}['kkkk", "unknown key"),
    ("fetches.0.request.body.size", 1, f"{REQUEST}.body.size", "unknown key; the keys are kind"),
    ("fetches.0.hops.0.answer", 1, "$.fetches[0].hops[0].answer", "unknown key"),
    ("fetches.0.hops.0.preflight.body", "", "$.fetches[0].hops[0].preflight.body", "unknown key"),
    ("client.blob_urls.0.body", "", "$.client.blob_urls[0].body", "unknown key"),
    # Wrong types.
    ("id", True, "$.id", "True is not a string or an integer"),
    ("id", 1.5, "$.id", "1.5 is not a string or an integer"),
    ("browser", None, "$.browser", "None is not a string"),
    ("client", "https://shop.example", "$.client", "'https://shop.example' is not an object"),
    ("client.origin", None, "$.client.origin", "None is not a string"),
    ("client.blob_urls", {}, "$.client.blob_urls", "{} is not an array"),
    ("client.blob_urls.0", "blob:x", "$.client.blob_urls[0]", "'blob:x' is not an object"),
    ("client.blob_urls.0.type", 1, "$.client.blob_urls[0].type", "1 is not a string"),
    ("client.blob_urls.0.size", -1, "$.client.blob_urls[0].size", "-1 is not a whole number, 0"),
    ("fetches", {}, "$.fetches", "{} is not an array"),
    ("fetches.1", None, "$.fetches[1]", "None is not an object"),
    ("fetches.0.at", "1", "$.fetches[0].at", "'1' is of type str; pass seconds"),
    ("fetches.0.at", True, "$.fetches[0].at", "True is not a number of seconds"),
    ("fetches.0.request", [], REQUEST, "[] is not an object"),
    ("fetches.0.request.url", 1, f"{REQUEST}.url", "1 is not a string"),
    ("fetches.0.request.keepalive", 1, f"{REQUEST}.keepalive", "1 is not true or false"),
    ("fetches.0.request.upload_listeners", "", f"{REQUEST}.upload_listeners", "'' is not true or"),
    ("fetches.0.request.headers", {"A": "b"}, f"{REQUEST}.headers", "{'A': 'b'} is not an array"),
    ("fetches.0.request.headers.0", "A: b", f"{REQUEST}.headers[0]", "'A: b' is not a pair [name"),
    ("fetches.0.request.headers.0", ["A"], f"{REQUEST}.headers[0]", "['A'] is not a pair [name"),
    ("fetches.0.request.headers.0.1", 1, f"{REQUEST}.headers[0][1]", "1 is not a string"),
    ("fetches.0.request.body", "x", f"{REQUEST}.body", "'x' is not an object"),
    ("fetches.0.request.body.type", 1, f"{REQUEST}.body.type", "1 is not a string"),
    ("fetches.0.request.body.length", "3", f"{REQUEST}.body.length", "'3' is not a whole number"),
    ("fetches.0.hops", {}, "$.fetches[0].hops", "{} is not an array"),
    ("fetches.0.hops.1", 200, "$.fetches[0].hops[1]", "200 is not an object"),
    ("fetches.0.hops.1.preflight", 204, "$.fetches[0].hops[1].preflight", "204 is not an object"),
    # Words and numbers that there are not.
    ("browser", "lynx", "$.browser", "'lynx' is not known; use one of standard, chromium"),
    ("client.referrer_policy", "x", "$.client.referrer_policy", "'x' is none of '', 'no-referrer'"),
    ("client.embedder_policy", "", "$.client.embedder_policy", "'' is none of 'credentialless'"),
    ("fetches.0.request.api", "XHR", f"{REQUEST}.api", "'XHR' is none of 'fetch'"),
    ("fetches.0.request.mode", "CORS", f"{REQUEST}.mode", "'CORS' is none of 'cors'"),
    ("fetches.0.request.body.kind", "json", f"{REQUEST}.body.kind", "'json' is none of 'array"),
    ("fetches.0.hops.0.preflight.status", 99, "$.fetches[0].hops[0].preflight.status",
     "99 is not a status; use an integer from 100 to 999"),
    ("fetches.0.hops.0.preflight.status", "204", "$.fetches[0].hops[0].preflight.status",
     "'204' is not a status"),
    ("fetches.0.hops.0.response.network_error", False,
     "$.fetches[0].hops[0].response.network_error", 'write {"network_error": true}'),
    ("fetches.0.hops.0.response.status", 200,
     "$.fetches[0].hops[0].response.network_error", "must be true and stand alone"),
    ("fetches.0.at", 10**400, "$.fetches[0].at", "is no time; pass a finite number"),
    ("fetches.0.at", float("nan"), "$.fetches[0].at", "nan is no time; pass a finite number"),
    ("fetches.1.at", 0.25, "$.fetches[1].at", "0.25 is not a time not before the last one"),
    # Origins and URLs.
    ("client.origin", "shop.example", "$.client.origin", f"'shop.example' {ORIGIN}"),
    ("client.origin", "https://shop.example/x", "$.client.origin", ORIGIN),
    ("client.origin", "https://x/" + "x" * 10**6, "$.client.origin", ORIGIN),
    ("client.top_level_origin", "x", "$.client.top_level_origin", f"'x' {ORIGIN}"),
    ("client.url", "/page", "$.client.url", "'/page' is not an absolute URL; write it with its"),
    # Bytes.
    ("fetches.0.request.method", "€", f"{REQUEST}.method", "'€' has characters beyond U+00FF"),
    ("fetches.0.request.headers.0.0", "\u0100", f"{REQUEST}.headers[0][0]", "write one character"),
    ("fetches.0.request.body.type", "\ud800", f"{REQUEST}.body.type", "characters beyond U+00FF"),
    ("fetches.0.hops.0.preflight.headers.0.1", "x" * 10**6 + "€",
     "$.fetches[0].hops[0].preflight.headers[0][1]", "characters beyond U+00FF"),
    ("fetches.0.hops.0.preflight.headers.0.1", "a\nb",
     "$.fetches[0].hops[0].preflight.headers", "b'a\\nb' has a NUL, CR or LF byte"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("place", "value", "path", "problem"),
    [pytest.param(*mistake, id=f"{i}-{mistake[0][:40]}") for i, mistake in enumerate(MISTAKES)],
)
def test_a_mistake(place: str, value: object, path: str, problem: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        scenario_from_json(changed(place, value))
    error = caught.value
    assert error.path == path or (len(path) < len(error.path) < 80 and error.path.startswith(path))
    assert problem in error.problem
    assert str(error) == f"{error.path}: {error.problem}"
    assert len(str(error)) < 400
    assert str(error).isprintable()


@pytest.mark.parametrize("value", [None, 1, "x", [], [WHOLE], True])
def test_what_is_no_object_is_no_scenario(value: object) -> None:
    with pytest.raises(ScenarioError, match=r"^\$: .* is not an object$"):
        scenario_from_json(value)


@pytest.mark.parametrize("depth", [10, 500, 900, 950, 960, 970, 980, 990, 100_000])
def test_deep_values_are_told_of(depth: int) -> None:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    with pytest.raises(ScenarioError, match=r"^\$\.client: .{1,60} is not an object$"):
        scenario_from_json(changed("client", value))
    # Python takes deep lists apart one call in another: without this, it may end in a crash.
    while value:
        value = value.pop()


def test_the_path_begins_where_the_caller_says() -> None:
    with pytest.raises(ScenarioError, match=r"^\$\.scenario\.client: missing"):
        scenario_from_json({"fetches": []}, "$.scenario")
