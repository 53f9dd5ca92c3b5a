"""Templates read backwards: where a sentence stands in a text, and which values are in it.

No regular expressions: each literal of a template is looked for once, from left to right, so the
cost is that of reading the text, whatever is in it.
"""

from string import Formatter
from typing import Literal

import attrs

from corsmodel.explain.diagnosis.notes import Note

#: ``failure`` says what went wrong; ``warning`` is said of requests that go on; ``generic`` stands
#: beside another sentence; ``silent`` says nothing of the cause; ``context`` is a part of one.
Kind = Literal["failure", "warning", "generic", "silent", "context"]

#: One character for one, so that places stay the same: quotes are typed anew by many programs.
_STRAIGHT = str.maketrans("\u2018\u2019\u201c\u201d\xa0", "''\"\" ")


def straight(text: str) -> str:
    """Give *text* with straight quotes and plain blanks, each character in its place."""
    return text.translate(_STRAIGHT)


@attrs.frozen
class Pattern:
    """One sentence, or a part of one."""

    engine: str | None
    #: The engine's code for it, if it has one.
    code: str | None
    #: The sentence with its fields in braces; it does not begin with a field.
    template: str
    #: The codes of the reasons that it is said of.
    reasons: tuple[str, ...] = ()
    kind: Kind = "failure"
    #: What to say where the model has no reason for it.
    note: Note | None = None
    #: Fields in which blanks may stand.
    spaced: frozenset[str] = frozenset({"value"})
    literals: tuple[str, ...] = attrs.field(init=False)
    fields: tuple[str, ...] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        parts = list(Formatter().parse(straight(self.template.strip())))
        names = tuple(name for _, name, _, _ in parts if name is not None)
        texts = [text for text, _, _, _ in parts]
        if len(texts) == len(names):
            texts.append("")
        object.__setattr__(self, "literals", tuple(texts))
        object.__setattr__(self, "fields", names)


@attrs.frozen
class Match:
    """A sentence that was found."""

    pattern: Pattern
    start: int
    end: int
    #: Field → what stands there.
    values: dict[str, str]


def find(pattern: Pattern, line: str, plain: str) -> Match | None:
    """Find *pattern* in a line; *plain* is the line made straight."""
    literals = pattern.literals
    starts = _chain(literals, plain)
    if starts is None:
        return None
    values: dict[str, str] = {}
    end = starts[0] + len(literals[0])
    for i, name in enumerate(pattern.fields, 1):
        begin, stop = end, starts[i]
        if i == len(pattern.fields):
            stop = _last(pattern, plain, begin, literals[i], name)
        if stop < begin or (name not in pattern.spaced and " " in plain[begin:stop]):
            return None
        values[name] = line[begin:stop]
        end = stop + len(literals[i])
    return Match(pattern, starts[0], end, values)


def _chain(literals: tuple[str, ...], plain: str) -> list[int] | None:
    """Find each literal behind the one before it, and the first as late as that allows."""
    starts = []
    place = 0
    for literal in literals:
        start = plain.find(literal, place)
        if start < 0:
            return None
        starts.append(start)
        place = start + len(literal)
    if len(literals) > 1 and literals[1]:
        starts[0] = plain.rfind(literals[0], starts[0], starts[1])
    return starts


def _last(pattern: Pattern, plain: str, begin: int, literal: str, name: str) -> int:
    """Find where the last field ends: at the last place that is possible, or -1."""
    if name in pattern.spaced:
        # A value may have the literal in it; a second sentence of the kind may not.
        if plain.count(pattern.literals[0]) > 1 and literal:
            return plain.find(literal, begin)
        return plain.rfind(literal, begin)
    blank = plain.find(" ", begin)
    limit = len(plain) if blank < 0 else blank
    return plain.rfind(literal, begin, limit + len(literal)) if literal else limit
