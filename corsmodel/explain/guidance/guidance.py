"""What an entry says."""

import attrs

from corsmodel.standard import Step


def _steps(text: str) -> tuple[Step, ...]:
    """Read addresses as they are written below: anchor and path, several with a semicolon."""
    parts = [one.partition(" ") for one in text.split("; ")]
    return tuple([Step(anchor, path) for anchor, _, path in parts])


@attrs.frozen
class Guidance:
    """What people want to know of a reason beyond its meaning."""

    #: The steps of the standard that decide so.
    steps: tuple[Step, ...] = attrs.field(converter=_steps)
    #: What to do, in a sentence or two.
    fix: str
    #: How it comes about in real servers and pages, the most common first.
    causes: tuple[str, ...]
