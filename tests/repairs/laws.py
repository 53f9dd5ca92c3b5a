"""The laws of repairs, as a function that names every one that a verdict's repairs break."""

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from corsmodel import Request, Verdict
from corsmodel.repair import AnswerEdit, Edit, Repair, Replayer, Server, SetHeader

#: What a request can be another one by: the name, and the header that answers speak of it with.
_SPEAKS_OF = {
    "origin": b"access-control-allow-origin",
    "credentials": b"access-control-allow-credentials",
    "method": b"access-control-allow-methods",
    "header": b"access-control-allow-headers",
}


def broken_laws(
    verdict: Verdict, repairs: Iterable[Repair], server: Server | None = None
) -> Iterator[str]:
    """Name what is wrong with the repairs of a verdict."""
    replayer = Replayer.of(verdict, server)
    for repair in repairs:
        if not (repair.verdict.readable and replayer.play(repair.edits).verdict.readable):
            yield f"not readable after {repair.edits}"
        if repair.verdict.browser.profile != verdict.browser.profile:
            yield "proved in another profile"
        for edit in repair.edits:
            fewer = [other for other in repair.edits if other is not edit]
            if not edit_is_for_caches(edit) and replayer.play(fewer).verdict.readable:
                yield f"{edit} can be left out of {repair.edits}"
        for what, other in others(replayer.request(repair.edits)):
            if widens(replayer, repair, what, other):
                yield f"another {what} becomes readable by {repair.edits}"


def edit_is_for_caches(edit: Edit) -> bool:
    return isinstance(edit, AnswerEdit) and edit.for_caches


def others(asked: Request) -> Iterator[tuple[str, Request]]:
    """Give requests that are not the one at hand, each with what tells it apart."""
    for origin in ("https://evil.example", "http://shop.example", "null"):
        if asked.client.origin.serialized != origin:
            client = attrs.evolve(asked.client, origin=origin, url=None)
            yield "origin", attrs.evolve(asked, client=client)
    if asked.credentials != "include" and asked.crossorigin != "use-credentials":
        crossorigin: Any = None if asked.crossorigin is None else "use-credentials"
        yield "credentials", attrs.evolve(asked, credentials="include", crossorigin=crossorigin)
    # With the same credentials, and without any, where `*` means everything.
    for request in (asked, attrs.evolve(asked, credentials="omit")):
        yield "method", attrs.evolve(request, method="PURGE")
        yield "header", attrs.evolve(request, headers=[*asked.headers, ("X-Other", "1")])


def widens(replayer: Replayer, repair: Repair, what: str, other: Request) -> bool:
    """Tell whether *other* becomes readable by what the repair says of what tells it apart.

    The answers stand as they are for every request here, as a careless server would have it. What
    they say of the method, say, is held against the same answers with all edits but those about the
    method: what is readable then, the server permitted before.
    """
    if not replayer.play(repair.edits, other).verdict.readable:
        return False
    silent = [
        edit
        for edit in repair.edits
        if not (isinstance(edit, SetHeader) and edit.name.lower() == _SPEAKS_OF[what])
    ]
    if what == "header":
        # Alone: what came with it is the request's own, and the edit may have been about that.
        other = attrs.evolve(other, headers=other.headers[-1:])
    return not replayer.play(silent, other).verdict.readable
