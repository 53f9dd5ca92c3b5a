"""Repairs in words: who changes what, line by line."""

from collections.abc import Iterator

import attrs

from corsmodel.explain.words import show, show_text
from corsmodel.fetching.verdict import Verdict
from corsmodel.infrastructure.bodies import Body
from corsmodel.infrastructure.responses import Response
from corsmodel.repair import (
    AnswerEdit,
    AppendHeader,
    DropRequestHeader,
    FetchDirectly,
    Place,
    RemoveHeader,
    Repair,
    RequestEdit,
    SetHeader,
    SetMember,
    SetRequestHeader,
    SetStatus,
)


@attrs.frozen
class Change:
    """What one party changes at one place."""

    #: For instance "The page asks with" or "The answer to OPTIONS https://api.example/".
    where: str
    #: One line for each edit, beginning with a sign: ``+`` sends, ``-`` leaves out, ``=`` is so.
    lines: tuple[str, ...]


def changes(verdict: Verdict, repair: Repair) -> Iterator[Change]:
    """Put a repair of *verdict* into lines, the page's edits first."""
    if repair.request:
        yield Change("The page asks with", tuple(_request_line(edit) for edit in repair.request))
    elsewhere = any(
        isinstance(edit, FetchDirectly | SetMember) and edit.subject == ("url",)
        for edit in repair.request
    )
    old = {} if elsewhere else _answers(verdict)
    for place in dict.fromkeys(edit.place for edit in repair.answers):
        known = old.get(place)
        yield Change(
            _where(repair, place),
            tuple(_answer_line(edit, known) for edit in repair.answers if edit.place == place),
        )


def _answers(verdict: Verdict) -> dict[Place, Response]:
    return {
        Place(exchange.request.hop, exchange.request.preflight): exchange.answer
        for exchange in verdict.exchanges
        if isinstance(exchange.answer, Response)
    }


def _where(repair: Repair, place: Place) -> str:
    request = next(
        exchange.request
        for exchange in repair.verdict.exchanges
        if Place(exchange.request.hop, exchange.request.preflight) == place
    )
    unseen = ", which nobody has seen yet, has" if place in repair.unseen else " has"
    return f"The answer to {show(request.method)} {show_text(request.url)}{unseen}"


def _answer_line(edit: AnswerEdit, known: Response | None) -> str:
    match edit:
        case SetHeader(name=name, value=value):
            old = None if known is None else known.headers.get(name.lower())
            instead = "" if old is None else f"   (in place of {show(old) or 'nothing'})"
            return f"+ {show(name)}: {show(value)}{instead}"
        case AppendHeader(name=name, value=value):
            return f"+ {show(name)}: {show(value)}"
        case RemoveHeader(name=name):
            return f"- {show(name)}"
        case SetStatus(status=status):
            instead = "" if known is None else f"   (in place of {known.status})"
            return f"= status {status}{instead}"
    raise TypeError(edit)


def _request_line(edit: RequestEdit) -> str:
    match edit:
        case FetchDirectly(url=url):
            return f"= the URL {show_text(url)}"
        case SetRequestHeader(name=name, value=value):
            return f"+ {name}: {value}"
        case DropRequestHeader(name=name):
            return f"- the header {show_text(name)}"
        case SetMember(member=member, value=None):
            return f"- {member}"
        case SetMember(member=member, value=Body(kind=kind, type=kind_of_blob)):
            return f"= {member}: {kind}{f' of type {kind_of_blob}' if kind_of_blob else ''}"
        case SetMember(member=member, value=value):
            return f"= {member}: {show_text(str(value))}"
    raise TypeError(edit)
