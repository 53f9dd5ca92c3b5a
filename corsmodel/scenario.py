"""Scenarios: everything that a verdict depends on, as JSON and as values.

The one format for the corpus, the command line, recorded evidence and other languages. A byte
sequence is a string of code points U+0000 to U+00FF; a header list is an array of pairs. An unknown
key is an error, as a misspelt one would otherwise change the verdict in silence.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import attrs

from corsmodel.fetching.browser import as_browser
from corsmodel.fetching.fetch_params import Answer
from corsmodel.infrastructure.arguments import finite, shown
from corsmodel.infrastructure.bodies import Body
from corsmodel.infrastructure.clients import BlobURLEntry, Client
from corsmodel.infrastructure.responses import ConnectionFailure, Response
from corsmodel.infrastructure.script_requests import Request
from corsmodel.profile import STANDARD, Profile

T = TypeVar("T")

#: A key longer than all that there are is shown cut.
_LONG = 40


class ScenarioError(ValueError):
    """A scenario that cannot be read: where, what stands there, and what belongs there."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        #: The JSON path, for instance ``$.fetches[0].request.url``.
        self.path = path
        #: What is wrong there and what to write instead.
        self.problem = problem


@attrs.frozen
class ScenarioHop:
    """One URL of a redirect chain: the two answers there, as far as they are known."""

    preflight: Answer = None
    response: Answer = None


@attrs.frozen
class ScenarioFetch:
    """One fetch of a scenario."""

    request: Request
    hops: tuple[ScenarioHop, ...] = ()
    #: The time in seconds.
    at: float = 0


@attrs.frozen
class Scenario:
    """A client, a browser, and one or more fetches in the order of time."""

    client: Client
    fetches: tuple[ScenarioFetch, ...]
    profile: Profile = STANDARD
    #: Whatever the sender wants to see again beside the verdicts.
    id: str | int | None = None


def scenario_from_json(value: object, path: str = "$") -> Scenario:
    """Read a scenario from what ``json.loads`` gives.

    :raises ScenarioError: with the JSON path, the value and the remedy.
    """
    record = _object(value, path, {"id", "browser", "client", "fetches"}, {"client", "fetches"})
    number = record.get("id")
    if number is not None and (isinstance(number, bool) or not isinstance(number, str | int)):
        raise _wrong(f"{path}.id", number, "a string or an integer")
    name = _string(record.get("browser", "standard"), f"{path}.browser")
    profile = _made(path, lambda: as_browser(name).profile)
    client = _client(record["client"], f"{path}.client")
    fetches = tuple(
        _fetch(item, f"{path}.fetches[{i}]", client)
        for i, item in enumerate(_array(record["fetches"], f"{path}.fetches"))
    )
    for i in range(1, len(fetches)):
        if fetches[i].at < fetches[i - 1].at:
            raise _wrong(f"{path}.fetches[{i}].at", fetches[i].at, "a time not before the last one")
    return Scenario(client, fetches, profile, number)


def _client(value: object, path: str) -> Client:
    keys = {"origin", "url", "referrer_policy", "embedder_policy", "top_level_origin", "blob_urls"}
    record = _object(value, path, keys, {"origin"})
    blobs = tuple(
        _blob(item, f"{path}.blob_urls[{i}]")
        for i, item in enumerate(_array(record.get("blob_urls", []), f"{path}.blob_urls"))
    )
    texts = _texts(record, path, keys - {"blob_urls"})
    return _made(path, lambda: Client(**texts, blob_urls=blobs))


def _blob(value: object, path: str) -> BlobURLEntry:
    record = _object(value, path, {"url", "type", "size"}, {"url"})
    kind = _latin1(record.get("type", ""), f"{path}.type")
    size = _whole(record.get("size", 0), f"{path}.size")
    return BlobURLEntry(_string(record["url"], f"{path}.url"), kind, size)


def _fetch(value: object, path: str, client: Client) -> ScenarioFetch:
    record = _object(value, path, {"at", "request", "hops"}, {"request", "hops"})
    at = record.get("at", 0)
    if isinstance(at, bool):
        raise _wrong(f"{path}.at", at, "a number of seconds")
    _made(path, lambda: finite(at, "at"))
    hops = tuple(
        _hop(item, f"{path}.hops[{i}]")
        for i, item in enumerate(_array(record["hops"], f"{path}.hops"))
    )
    return ScenarioFetch(_request(record["request"], f"{path}.request", client), hops, at)


_REQUEST_TEXTS = {
    "api", "url", "method", "mode", "credentials", "redirect", "cache", "referrer",
    "referrer_policy", "duplex", "crossorigin",
}  # fmt: skip
_NULLABLE = {"referrer", "duplex", "crossorigin"}


def _request(value: object, path: str, client: Client) -> Request:
    keys = _REQUEST_TEXTS | {"headers", "body", "keepalive", "upload_listeners"}
    record = _object(value, path, keys, {"url"})
    present = {
        key: record[key] for key in record if key not in _NULLABLE or record[key] is not None
    }
    arguments: dict[str, Any] = _texts(present, path, _REQUEST_TEXTS)
    if "method" in arguments:
        _latin1(arguments["method"], f"{path}.method")
    for key in ("keepalive", "upload_listeners"):
        if not isinstance(record.get(key, False), bool):
            raise _wrong(f"{path}.{key}", record[key], "true or false")
        arguments[key] = record.get(key, False)
    headers = _headers(record.get("headers", []), f"{path}.headers")
    body = _body(record.get("body"), f"{path}.body")
    return _made(path, lambda: Request(client=client, headers=headers, body=body, **arguments))


def _body(value: object, path: str) -> Body | None:
    if value is None:
        return None
    record = _object(value, path, {"kind", "type", "length"}, {"kind"})
    kind: Any = _string(record["kind"], f"{path}.kind")
    blob_type = record.get("type")
    if blob_type is not None:
        blob_type = _latin1(blob_type, f"{path}.type")
    length = record.get("length")
    if length is not None:
        length = _whole(length, f"{path}.length")
    return _made(path, lambda: Body(kind, blob_type, length))


def _hop(value: object, path: str) -> ScenarioHop:
    record = _object(value, path, {"preflight", "response"}, set())
    return ScenarioHop(
        _answer(record.get("preflight"), f"{path}.preflight"),
        _answer(record.get("response"), f"{path}.response"),
    )


def _answer(value: object, path: str) -> Answer:
    if value is None:
        return None
    record = _object(value, path, {"status", "headers", "network_error"}, set())
    if "network_error" in record:
        if record["network_error"] is not True or len(record) > 1:
            problem = 'must be true and stand alone; write {"network_error": true}'
            raise ScenarioError(f"{path}.network_error", problem)
        return ConnectionFailure()
    status = record.get("status", 200)
    headers = _headers(record.get("headers", []), f"{path}.headers")
    return _made(path, lambda: Response(status, headers))


def _headers(value: object, path: str) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for i, item in enumerate(_array(value, path)):
        if not isinstance(item, list) or len(item) != 2:
            raise _wrong(f"{path}[{i}]", item, "a pair [name, value]")
        name, text = item
        # Where they stand is written down only for what looks wrong: most of the records is this.
        if not (isinstance(name, str) and isinstance(text, str) and (name + text).isascii()):
            _latin1(name, f"{path}[{i}][0]")
            _latin1(text, f"{path}[{i}][1]")
        pairs.append((name, text))
    return pairs


def _object(value: object, path: str, known: set[str], required: set[str]) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(path, value, "an object")
    keys = value.keys()
    if not keys <= known:
        unknown = next(key for key in value if key not in known)
        raise ScenarioError(
            _member(path, unknown), f"unknown key; the keys are {', '.join(sorted(known))}"
        )
    if not keys >= required:
        missing = min(required - keys)
        remedy = "write [] for no answers" if missing == "hops" else "it is required"
        raise ScenarioError(f"{path}.{missing}", f"missing; {remedy}")
    return value


def _member(path: str, key: str) -> str:
    plain = key.isascii() and key.isidentifier() and len(key) < _LONG
    return f"{path}.{key}" if plain else f"{path}[{shown(key)}]"


def _array(value: object, path: str) -> list[Any]:
    if not isinstance(value, list):
        raise _wrong(path, value, "an array")
    return value


def _string(value: object, path: str) -> str:
    if not isinstance(value, str):
        raise _wrong(path, value, "a string")
    return value


def _latin1(value: object, path: str) -> str:
    text = _string(value, path)
    if not text.isascii() and max(text) > "\xff":
        problem = (
            f"{shown(text)} has characters beyond U+00FF; it is a byte sequence, "
            "so write one character for each byte of the encoded text"
        )
        raise ScenarioError(path, problem)
    return text


def _whole(value: object, path: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _wrong(path, value, "a whole number, 0 or more")
    return value


def _texts(record: Mapping[str, Any], path: str, keys: set[str]) -> dict[str, Any]:
    texts = {key: record[key] for key in record if key in keys}
    for key, text in texts.items():
        if not isinstance(text, str):
            raise _wrong(f"{path}.{key}", text, "a string")
    return texts


def _made(path: str, make: Callable[[], T]) -> T:
    """Make a value; its own error begins with the argument's name, which is the key here."""
    try:
        return make()
    except (ValueError, TypeError) as error:
        argument, _, problem = str(error).partition(": ")
        raise ScenarioError(f"{path}.{argument}", problem) from error


def _wrong(path: str, value: object, expected: str) -> ScenarioError:
    return ScenarioError(path, f"{shown(value)} is not {expected}")
