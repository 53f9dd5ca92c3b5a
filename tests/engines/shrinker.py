"""Makes a scenario that shows something as small as it can be and still show it.

An engine plays many scenarios at once, so candidates come in batches: first every single step that
makes the scenario simpler, then those that kept the fault, put together.
"""

import copy
import enum
import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import attrs

from tests.engines.playable import HARNESS, JSON, Playable, unplayable

Disagrees = Callable[[list[JSON]], list[bool]]
Path = tuple[str | int, ...]

#: What is simple, the simplest first: a value is only ever replaced by one before it.
_METHODS = ("GET", "POST", "PUT")
_URLS = ("https://api.example/", "https://shop.example/", "https://other.example/")
_LOCATIONS = ("/", *_URLS)
_NAMES = ("X-A", "Accept", "Content-Type")
_STATUSES = {"preflight": (204, 200), "response": (200, 302, 307)}
_VALUES = ("", "1", "*")
_PLAIN: dict[str, JSON] = {
    "preflight": {"status": 204, "headers": []},
    "response": {"status": 200, "headers": []},
}
_PAGE = "https://shop.example"
#: The most steps that are judged in one batch.
_BATCH = 100
#: How many ways to put steps together are tried, the one with two apart.
_PARTS = 12
#: Values up to this length are shortened byte by byte.
_SHORT = 24


class _Gone(enum.Enum):
    """Stands where something is to be removed."""

    GONE = "gone"


@attrs.frozen
class _Edit:
    """One step towards simplicity: new values by path. Paths are those before the step."""

    changes: tuple[tuple[Path, Any], ...]

    @classmethod
    def remove(cls, *paths: Path) -> "_Edit":
        return cls(tuple((path, _Gone.GONE) for path in paths))


#: Steps, and the scenario after them.
_Candidate = tuple[list[_Edit], JSON]


def shrink(
    scenario: JSON, disagrees: Disagrees, limit: int = 1500, playable: Playable = HARNESS
) -> JSON:
    """Return the smallest scenario found for which *disagrees* says true.

    :param scenario: one that is known to disagree; it is not changed.
    :param disagrees: judges a batch of scenarios.
    :param limit: how many candidates it judges, or a batch more.
    :param playable: what candidates may hold.
    """
    judged = 0
    edits = _edits(scenario)
    while judged < limit:
        steps = [[edit] for edit in itertools.islice(edits, _BATCH)]
        if not steps:
            break
        candidates = _candidates(scenario, steps, playable)
        kept = [found for found, still in _judged(candidates, disagrees) if still]
        judged += len(candidates)
        if not kept:
            continue
        # Steps that keep the fault alone are tried together: the first two, more of them, all.
        single = [edit for edits_, _ in kept for edit in edits_]
        last = len(kept) - 2
        counts = {2 + last * part // _PARTS for part in range(_PARTS + 1)} if last >= 0 else ()
        together = _candidates(scenario, [single[:count] for count in sorted(counts)], playable)
        more = [found for found, still in _judged(together, disagrees) if still]
        judged += len(together)
        _, scenario = [kept[0], *more][-1]
        edits = _edits(scenario)
    return scenario


def _candidates(
    scenario: JSON, steps: Iterable[list[_Edit]], playable: Playable
) -> list[_Candidate]:
    """Take the steps that change something, each result once, none that cannot be played."""
    candidates: dict[str, _Candidate] = {}
    for edits in steps:
        candidate = _apply(scenario, edits)
        if candidate == scenario or not _has_answers(candidate):
            continue
        if unplayable(candidate, playable) is None:
            candidates.setdefault(json.dumps(candidate), (edits, candidate))
    return list(candidates.values())


def _has_answers(scenario: JSON) -> bool:
    return bool(scenario["fetches"]) and all(fetch["hops"] for fetch in scenario["fetches"])


def _judged(
    candidates: list[_Candidate], disagrees: Disagrees
) -> Iterator[tuple[_Candidate, bool]]:
    if candidates:
        answers = disagrees([scenario for _, scenario in candidates])
        yield from zip(candidates, answers, strict=True)


def _apply(scenario: JSON, edits: Iterable[_Edit]) -> JSON:
    """Make the changes; a part that an earlier one removed or replaced is left alone."""
    changed: JSON = copy.deepcopy(scenario)
    done: set[Path] = set()
    for edit in edits:
        for path, value in edit.changes:
            if any(path[:length] in done for length in range(len(path) + 1)):
                continue
            done.add(path)
            parent: Any = changed
            for key in path[:-1]:
                parent = parent[key]
            parent[path[-1]] = copy.deepcopy(value)
    swept: JSON = _sweep(changed)
    return swept


def _sweep(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sweep(item) for key, item in value.items() if item is not _Gone.GONE}
    if isinstance(value, list):
        return [_sweep(item) for item in value if item is not _Gone.GONE]
    return value


def _edits(scenario: JSON) -> Iterator[_Edit]:
    """Give every step, the bold ones first."""
    fetches = scenario["fetches"]
    if len(fetches) > 1:
        yield from (_Edit.remove(("fetches", number)) for number in range(len(fetches)))
    for number, fetch in enumerate(fetches):
        yield from _chain(fetch, ("fetches", number))
    late = [("fetches", number, "at") for number, fetch in enumerate(fetches) if "at" in fetch]
    yield from (_Edit.remove(*late[:count]) for count in range(len(late), 0, -1))
    yield from _client(scenario)
    for number, fetch in enumerate(fetches):
        yield from _request(fetch["request"], ("fetches", number, "request"))
        for place, hop in enumerate(fetch["hops"]):
            for which, answer in hop.items():
                if answer is not None and "network_error" not in answer:
                    yield from _answer(answer, ("fetches", number, "hops", place, which), which)


def _chain(fetch: JSON, path: Path) -> Iterator[_Edit]:
    """End the chain earlier, begin it later, leave out a hop in between."""
    hops = fetch["hops"]
    for place, hop in enumerate(hops[:-1]):
        later = [(*path, "hops", number) for number in range(place + 1, len(hops))]
        end = ((*path, "hops", place, "response"), hops[-1]["response"])
        yield _Edit((end, *_Edit.remove(*later).changes))
        yield _Edit.remove(*later)
        for _, target in _named(hop["response"], "location"):
            start = ((*path, "request", "url"), target)
            earlier = [(*path, "hops", number) for number in range(place + 1)]
            yield _Edit((start, *_Edit.remove(*earlier).changes))
            if place:
                last = hops[place - 1]["response"]
                for number, _ in _named(last, "location"):
                    here = (*path, "hops", place - 1, "response", "headers", number, 1)
                    yield _Edit(((here, target), *_Edit.remove((*path, "hops", place)).changes))


def _named(answer: JSON | None, name: str) -> list[tuple[int, str]]:
    headers = (answer or {}).get("headers", [])
    return [
        (number, value) for number, (known, value) in enumerate(headers) if known.lower() == name
    ]


def _client(scenario: JSON) -> Iterator[_Edit]:
    """A plain page; another page's origin is replaced in the answers as well."""
    client = scenario["client"]
    if client["origin"] != _PAGE:
        changes: list[tuple[Path, Any]] = [(("client",), {"origin": _PAGE})]
        for number, fetch in enumerate(scenario["fetches"]):
            for place, hop in enumerate(fetch["hops"]):
                for which, answer in hop.items():
                    headers = (answer or {}).get("headers", [])
                    for index, (_, value) in enumerate(headers):
                        path = ("fetches", number, "hops", place, which, "headers", index, 1)
                        changes.append((path, value.replace(client["origin"], _PAGE)))
        yield _Edit(tuple(changes))
    yield from (_Edit.remove(("client", key)) for key in client if key not in {"origin", "url"})


def _request(request: JSON, path: Path) -> Iterator[_Edit]:
    """Leave out what has a default, and write the rest more simply."""
    if "api" in request:
        yield _Edit.remove(*((*path, key) for key in ("api", "upload_listeners") if key in request))
    yield from (_Edit.remove((*path, key)) for key in request if key != "url")
    yield from _simpler(request.get("method", "GET"), _METHODS, (*path, "method"))
    body = request.get("body")
    if body is not None and body != {"kind": "text"}:
        yield _Edit((((*path, "body"), {"kind": "text"}),))
        yield from (_Edit.remove((*path, "body", key)) for key in body if key != "kind")
    yield from _simpler(request["url"], _URLS, (*path, "url"))
    yield from _shorter_url(request["url"], (*path, "url"))
    yield from _headers(request.get("headers", []), (*path, "headers"))


def _answer(answer: JSON, path: Path, which: str) -> Iterator[_Edit]:
    """A plain answer, or a plainer one."""
    if answer != _PLAIN[which]:
        yield _Edit(((path, _PLAIN[which]),))
    yield from _simpler(answer.get("status", 200), _STATUSES[which], (*path, "status"))
    yield from _headers(answer.get("headers", []), (*path, "headers"))


def _headers(headers: list[list[str]], path: Path) -> Iterator[_Edit]:
    size = len(headers)
    while size:
        for start in range(0, len(headers), size):
            few = range(start, min(start + size, len(headers)))
            yield _Edit.remove(*((*path, number) for number in few))
        size //= 2
    for number, (name, value) in enumerate(headers):
        if not name.lower().startswith("access-control-") and name.lower() != "location":
            yield from _simpler(name, _NAMES, (*path, number, 0))
        here = (*path, number, 1)
        if name.lower() == "location":
            yield from _simpler(value, _LOCATIONS, here)
            yield from _shorter_url(value, here)
        else:
            yield from _simpler(value, _VALUES, here)
            yield from (_Edit(((here, shorter),)) for shorter in _shorter(value))


def _simpler(value: object, simple: Sequence[object], path: Path) -> Iterator[_Edit]:
    end = simple.index(value) if value in simple else len(simple)
    yield from (_Edit(((path, candidate),)) for candidate in simple[:end])


def _shorter_url(value: str, path: Path) -> Iterator[_Edit]:
    """Without fragment, without query, without user, with the root as its path."""
    start, _, rest = value.partition("://")
    authority, slash, _ = rest.partition("/")
    _, at, host = authority.rpartition("@")
    shorter = [value.partition("#")[0], value.partition("?")[0]]
    if slash:
        shorter.append(f"{start}://{authority}/")
    if at:
        shorter.append(f"{start}://{rest.partition('@')[2]}")
    if host.rpartition(":")[0]:
        shorter.append(value.replace(host, host.rpartition(":")[0], 1))
    yield from (_Edit(((path, text),)) for text in shorter if len(text) < len(value))


def _shorter(value: str) -> Iterator[str]:
    """Half of it, one item of a list less, one byte less."""
    half = len(value) // 2
    if half:
        yield value[:half]
        yield value[half:]
    items = value.split(",")
    if len(items) > 1:
        yield from (",".join(items[:i] + items[i + 1 :]) for i in range(len(items)))
    if len(value) <= _SHORT:
        yield from (value[:i] + value[i + 1 :] for i in range(len(value)))
    else:
        yield value[1:]
        yield value[:-1]
