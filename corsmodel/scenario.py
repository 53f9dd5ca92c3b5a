"""Scenarios: everything that a verdict depends on, as JSON and as values.

The one format for the corpus, the command line, recorded evidence and other languages. A byte
sequence is a string of code points U+0000 to U+00FF; a header list is an array of pairs. An unknown
key is an error, as a misspelt one would otherwise change the verdict in silence.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import attrs

from corsmodel.fetching.browser import as_browser
from corsmodel.fetching.fetch_params import Answer
from corsmodel.infrastructure.arguments import finite, shown
from corsmodel.infrastructure.bodies import Body
from corsmodel.infrastructure.clients import BlobURLEntry, Client, page_of
from corsmodel.infrastructure.headers import HeaderList
from corsmodel.infrastructure.responses import ConnectionFailure, Response
from corsmodel.infrastructure.script_requests import Request
from corsmodel.profile import STANDARD, Profile

T = TypeVar("T")
#: Where a value stands: the place of what it is in, and its key or index there. Each place is
#: written out as a path only when something is wrong there, as that would cost more than reading.
Place = tuple["Place", str | int] | str

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


_SCENARIO = frozenset({"id", "browser", "client", "fetches"})
_CLIENT = frozenset(
    {"origin", "url", "referrer_policy", "embedder_policy", "top_level_origin", "blob_urls"}
)
_BLOB = frozenset({"url", "type", "size"})
_FETCH = frozenset({"at", "request", "hops"})
_REQUEST_TEXTS = frozenset({
    "api", "url", "method", "mode", "credentials", "redirect", "cache", "referrer",
    "referrer_policy", "duplex", "crossorigin",
})  # fmt: skip
_NULLABLE = frozenset({"referrer", "duplex", "crossorigin"})
_FLAGS = ("keepalive", "upload_listeners")
_REQUEST = _REQUEST_TEXTS | {"headers", "body", *_FLAGS}
_BODY = frozenset({"kind", "type", "length"})
_HOP = frozenset({"preflight", "response"})
_ANSWER = frozenset({"status", "headers", "network_error"})


def scenario_from_json(value: object, path: str = "$") -> Scenario:
    """Read a scenario from what ``json.loads`` gives.

    :raises ScenarioError: with the JSON path, the value and the remedy.
    """
    record = _object(value, path, _SCENARIO, "client", "fetches")
    number = record.get("id")
    if number is not None and (isinstance(number, bool) or not isinstance(number, str | int)):
        raise _wrong((path, "id"), number, "a string or an integer")
    profile = _profile(record["browser"], path) if "browser" in record else STANDARD
    client = _client(record["client"], (path, "client"))
    listed = (path, "fetches")
    fetches = _all(record["fetches"], listed, lambda item, place: _fetch(item, place, client))
    for i in range(1, len(fetches)):
        if fetches[i].at < fetches[i - 1].at:
            raise _wrong(((listed, i), "at"), fetches[i].at, "a time not before the last one")
    return Scenario(client, fetches, profile, number)


def _profile(value: object, place: Place) -> Profile:
    name = _string(value, (place, "browser"))
    try:
        return as_browser(name).profile
    except ValueError as error:
        raise _misuse(error, place) from error


def _client(value: object, place: Place) -> Client:
    record = _object(value, place, _CLIENT, "origin")
    blobs = _all(record["blob_urls"], (place, "blob_urls"), _blob) if "blob_urls" in record else ()
    texts: dict[str, Any] = {}
    for key, text in record.items():
        if key != "blob_urls":
            texts[key] = _string(text, (place, key))
    try:
        # Nothing but the origin is known of most pages.
        return page_of(**texts) if len(record) == 1 else Client(**texts, blob_urls=blobs)
    except ValueError as error:
        raise _misuse(error, place) from error


def _blob(value: object, place: Place) -> BlobURLEntry:
    record = _object(value, place, _BLOB, "url")
    kind = _latin1(record.get("type", ""), (place, "type"))
    size = _whole(record.get("size", 0), (place, "size"))
    return BlobURLEntry(_string(record["url"], (place, "url")), kind, size)


def _fetch(value: object, place: Place, client: Client) -> ScenarioFetch:
    record = _object(value, place, _FETCH, "hops", "request")
    at = record.get("at", 0)
    if "at" in record:
        _check_time(at, place)
    hops = _all(record["hops"], (place, "hops"), _hop)
    return ScenarioFetch(_request(record["request"], (place, "request"), client), hops, at)


def _check_time(value: Any, place: Place) -> None:
    if isinstance(value, bool):
        raise _wrong((place, "at"), value, "a number of seconds")
    try:
        finite(value, "at")
    except (ValueError, TypeError) as error:
        raise _misuse(error, place) from error


def _request(value: object, place: Place, client: Client) -> Request:
    record = _object(value, place, _REQUEST, "url")
    arguments: dict[str, Any] = {}
    for key, member in record.items():
        if isinstance(member, str) and key in _REQUEST_TEXTS:
            arguments[key] = member
        elif key in _REQUEST_TEXTS and not (member is None and key in _NULLABLE):
            raise _wrong((place, key), member, "a string")
    if "method" in record:
        _latin1(record["method"], (place, "method"))
    for key in _FLAGS:
        if key in record:
            if not isinstance(record[key], bool):
                raise _wrong((place, key), record[key], "true or false")
            arguments[key] = record[key]
    headers = _array(record.get("headers", []), (place, "headers"))
    if headers:
        _check_headers(headers, (place, "headers"))
        arguments["headers"] = headers
    if "body" in record:
        arguments["body"] = _body(record["body"], (place, "body"))
    try:
        return Request(client=client, **arguments)
    except ValueError as error:
        raise _misuse(error, place) from error


def _body(value: object, place: Place) -> Body | None:
    if value is None:
        return None
    record = _object(value, place, _BODY, "kind")
    kind: Any = _string(record["kind"], (place, "kind"))
    blob_type, length = record.get("type"), record.get("length")
    if blob_type is not None:
        _latin1(blob_type, (place, "type"))
    if length is not None:
        _whole(length, (place, "length"))
    try:
        return Body(kind, blob_type, length)
    except ValueError as error:
        raise _misuse(error, place) from error


def _hop(value: object, place: Place) -> ScenarioHop:
    record = _object(value, place, _HOP)
    return ScenarioHop(
        _answer(record.get("preflight"), (place, "preflight")),
        _answer(record.get("response"), (place, "response")),
    )


def _answer(value: object, place: Place) -> Answer:
    if value is None:
        return None
    record = _object(value, place, _ANSWER)
    if "network_error" in record:
        if record["network_error"] is not True or len(record) > 1:
            problem = 'must be true and stand alone; write {"network_error": true}'
            raise ScenarioError(_path((place, "network_error")), problem)
        return ConnectionFailure()
    pairs = _array(record.get("headers", []), (place, "headers"))
    headers = HeaderList.of_text(pairs) if set(map(type, pairs)) <= {list} else None
    if headers is None:
        _check_headers(pairs, (place, "headers"))
    try:
        return Response(record.get("status", 200), pairs if headers is None else headers)
    except ValueError as error:
        raise _misuse(error, place) from error


def _check_headers(pairs: list[Any], place: Place) -> None:
    for i, pair in enumerate(pairs):
        if not isinstance(pair, list) or len(pair) != len(("name", "value")):
            raise _wrong((place, i), pair, "a pair [name, value]")
        name, value = pair
        if not (isinstance(name, str) and isinstance(value, str) and (name + value).isascii()):
            _latin1(name, ((place, i), 0))
            _latin1(value, ((place, i), 1))


def _object(value: object, place: Place, known: frozenset[str], *required: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(place, value, "an object")
    if not value.keys() <= known:
        unknown = _member(place, next(key for key in value if key not in known))
        raise ScenarioError(unknown, f"unknown key; the keys are {', '.join(sorted(known))}")
    for key in required:
        if key not in value:
            remedy = "write [] for no answers" if key == "hops" else "it is required"
            raise ScenarioError(_path((place, key)), f"missing; {remedy}")
    return value


def _path(place: Place) -> str:
    steps = []
    while not isinstance(place, str):
        place, step = place
        steps.append(f"[{step}]" if isinstance(step, int) else f".{step}")
    return "".join([place, *reversed(steps)])


def _member(place: Place, key: str) -> str:
    plain = key.isascii() and key.isidentifier() and len(key) < _LONG
    return f"{_path(place)}.{key}" if plain else f"{_path(place)}[{shown(key)}]"


def _array(value: object, place: Place) -> list[Any]:
    if not isinstance(value, list):
        raise _wrong(place, value, "an array")
    return value


def _all(value: object, place: Place, read: Callable[[Any, Place], T]) -> tuple[T, ...]:
    return tuple([read(item, (place, i)) for i, item in enumerate(_array(value, place))])


def _string(value: object, place: Place) -> str:
    if not isinstance(value, str):
        raise _wrong(place, value, "a string")
    return value


def _latin1(value: object, place: Place) -> str:
    text = _string(value, place)
    if not text.isascii() and max(text) > "\xff":
        remedy = "it is a byte sequence, so write one character for each byte of the encoded text"
        problem = f"{shown(text)} has characters beyond U+00FF; {remedy}"
        raise ScenarioError(_path(place), problem)
    return text


def _whole(value: object, place: Place) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _wrong(place, value, "a whole number, 0 or more")
    return value


def _misuse(error: Exception, place: Place) -> ScenarioError:
    """Tell what a value's own error says; it begins with the argument's name, the key here."""
    argument, _, problem = str(error).partition(": ")
    return ScenarioError(_path((place, argument)), problem)


def _wrong(place: Place, value: object, expected: str) -> ScenarioError:
    return ScenarioError(_path(place), f"{shown(value)} is not {expected}")
