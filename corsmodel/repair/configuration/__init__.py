"""Repairs as lines for the servers that people run."""

from collections.abc import Callable, Iterable, Iterator

import attrs

from corsmodel.fetching.verdict import Verdict
from corsmodel.infrastructure.arguments import one_of, shown
from corsmodel.infrastructure.methods import is_token
from corsmodel.repair.configuration import apache, django, express, flask, nginx, starlette
from corsmodel.repair.configuration.policy import Policy, tasks
from corsmodel.repair.edits import AnswerEdit, SetHeader, SetStatus
from corsmodel.repair.search import Repair, repairs

__all__ = ["SERVERS", "Configuration", "configure"]

_Words = Callable[[Policy], Iterator[str]]

#: Name → what gives the lines, and what says where the server falls short.
_DIALECTS: dict[str, tuple[_Words, _Words]] = {
    "apache": (apache.lines, apache.cannot),
    "django": (django.lines, django.cannot),
    "express": (express.lines, express.cannot),
    "fastapi": (starlette.fastapi, starlette.cannot),
    "flask": (flask.lines, flask.cannot),
    "nginx": (nginx.lines, nginx.cannot),
    "starlette": (starlette.starlette, starlette.cannot),
}

#: The names that :func:`configure` takes.
SERVERS = tuple(_DIALECTS)


@attrs.frozen
class Configuration:
    """The lines for one server."""

    #: The kind of the server, one of ``SERVERS``.
    kind: str
    #: Scheme, host and port of the server, for instance ``https://api.example``.
    server: str
    lines: tuple[str, ...]
    #: What the lines do not do, one sentence each.
    cannot: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines, each with its end."""
        return "".join(f"{line}\n" for line in self.lines)


def configure(
    what: Repair | Verdict, server: str, *, expose: Iterable[str] = ()
) -> tuple[Configuration, ...]:
    """Put a repair into lines for a kind of server: one configuration for each server concerned.

    They permit what the fetch takes, and no more: the page's origin, the method and the header
    names asked for, credentials if the request includes them. Paths are left to whoever pastes
    them. Empty where no server has anything to change.

    :param what: a repair, or a verdict, of which the first repair is taken.
    :param server: one of ``SERVERS``.
    :param expose: names of response headers that script is to read.
    :raises ValueError: for a server that is not among them, and for a name that no header has.
    :raises TypeError: for anything but a repair or a verdict.
    """
    one_of(server, frozenset(SERVERS), "server")
    names = tuple(expose)
    for name in names:
        if not is_token(name.encode()) or name == "*":
            message = f"expose: {shown(name)} is no header's name; name each header to expose"
            raise ValueError(message)
    match what:
        case Repair():
            verdict, edits = what.verdict, what.answers
        case Verdict(readable=True):
            verdict, edits = what, ()
        case Verdict():
            known = repairs(what)
            if not known:
                return ()
            verdict, edits = known[0].verdict, known[0].answers
        case _:
            raise TypeError(f"what: {shown(what)} is no repair; pass one, or a verdict")
    lines, cannot = _DIALECTS[server]
    made = []
    for task in tasks(verdict, edits, names):
        left = map(_left, task.rest)
        if task.policy is None:
            made.append(Configuration(server, task.server, (), tuple(left)))
        else:
            sentences = (*cannot(task.policy), *left)
            made.append(Configuration(server, task.server, tuple(lines(task.policy)), sentences))
    return tuple(made)


def _left(edit: AnswerEdit) -> str:
    """Say what an edit asks for that is no matter of permission."""
    match edit:
        case SetStatus(status=status):
            wish = f"the status {status}"
        case SetHeader(name=name, value=value):
            wish = f"{name.decode()} {shown(value.decode('latin-1'))}"
        case _:
            raise TypeError(edit)
    return f"These lines do not make {wish}; change it where that answer is made."
