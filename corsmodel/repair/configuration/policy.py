"""What a server has to permit so that one fetch is readable, and no more than that."""

from collections.abc import Iterator, Sequence

import attrs

from corsmodel.fetching.verdict import Verdict
from corsmodel.infrastructure.exchanges import HTTPRequest
from corsmodel.infrastructure.urls import parse_url
from corsmodel.repair.edits import AnswerEdit, Place, SetStatus
from corsmodel.using_fetch import classify


@attrs.frozen
class Policy:
    """What one server permits to one page."""

    #: Scheme, host and port of the server, for instance ``https://api.example``.
    server: str
    #: The paths of the URLs there, in the order of asking.
    paths: tuple[str, ...]
    #: The page's origin.
    origin: str
    methods: tuple[str, ...]
    #: Names of request headers that are not safelisted, in lower case.
    names: tuple[str, ...]
    #: Names of response headers that script is to read.
    exposed: tuple[str, ...]
    #: Whether the request includes credentials.
    credentials: bool
    #: Whether there is a preflight to answer.
    preflighted: bool
    #: Whether something else answers the preflight now, with a redirect or a failure.
    answered_before: bool


@attrs.frozen
class Task:
    """What is to do at one server."""

    server: str
    #: ``None`` where it is no permission that is missing.
    policy: Policy | None
    #: The edits that no policy makes.
    rest: tuple[AnswerEdit, ...]


def tasks(
    verdict: Verdict, edits: Sequence[AnswerEdit], exposed: tuple[str, ...]
) -> Iterator[Task]:
    """Give one task for each server that *edits* are about, or the exposure of headers.

    *verdict* is of the fetch as it is after the edits. A server is asked several times where it
    redirects to itself; what it permits then is what all of that takes, for its settings are one.
    """
    requests = [exchange.request for exchange in verdict.exchanges]
    last = _server(requests[-1]) if requests and exposed else None
    for server in dict.fromkeys(map(_server, requests)):
        there = [request for request in requests if _server(request) == server]
        places = {Place(request.hop, request.preflight) for request in there}
        own = [edit for edit in edits if edit.place in places]
        asked = [request for request in there if _origin(request) is not None]
        rest = tuple([edit for edit in own if not (asked and _is_policy(edit))])
        policy = None
        if asked and (len(rest) < len(own) or server == last):
            early = any(isinstance(edit, SetStatus) and edit.place.preflight for edit in own)
            policy = _policy(verdict, server, asked, exposed if server == last else (), early=early)
        if policy is not None or rest:
            yield Task(server, policy, rest)


def _policy(
    verdict: Verdict,
    server: str,
    asked: Sequence[HTTPRequest],
    exposed: tuple[str, ...],
    *,
    early: bool,
) -> Policy:
    preflights = [request for request in asked if request.preflight]
    if not preflights and asked[0].hop == 0 and verdict.asked is not None:
        # A browser that remembers an earlier permission sends no preflight; the next one does.
        first = classify(verdict.asked, browser=verdict.asked_of or "standard").preflight
        preflights = [] if first is None else [first]
    names = [
        name.strip(" \t")
        for preflight in preflights
        for name in _text(preflight, b"access-control-request-headers").split(",")
    ]
    methods = [request.method.decode() for request in asked if not request.preflight]
    return Policy(
        server,
        tuple(dict.fromkeys(_path(request) for request in asked)),
        _text(asked[0], b"origin"),
        tuple(dict.fromkeys(methods)),
        tuple(dict.fromkeys(filter(None, names))),
        exposed,
        credentials=verdict.credentials_mode == "include",
        preflighted=bool(preflights),
        answered_before=early,
    )


def _is_policy(edit: AnswerEdit) -> bool:
    """Tell whether a policy takes care of an edit."""
    if isinstance(edit, SetStatus):
        return edit.place.preflight
    name: bytes = getattr(edit, "name", b"").lower()
    return name == b"vary" or name.startswith(b"access-control-")


def _server(request: HTTPRequest) -> str:
    url = parse_url(request.url)
    return "null" if url is None else url.origin.serialized


def _path(request: HTTPRequest) -> str:
    url = parse_url(request.url)
    return "" if url is None else url.path


def _origin(request: HTTPRequest) -> bytes | None:
    """Return the page's origin; every frame of a sandbox has ``null``, so that names nobody."""
    origin = request.headers.get(b"origin")
    return None if origin == b"null" else origin


def _text(request: HTTPRequest, name: bytes) -> str:
    return (request.headers.get(name) or b"").decode("latin-1")
