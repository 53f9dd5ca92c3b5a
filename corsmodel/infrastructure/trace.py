"""Decisions: what an algorithm decided, at which step, and because of which values.

The trace of a fetch is the list of its decisions in order. It is always kept: a decision holds
references into the inputs and nothing is rendered before somebody asks. Nothing reads the trace to
decide.
"""

from typing import NamedTuple

from corsmodel.standard import Step


class Decision(NamedTuple):
    """One step that decided something (a named tuple, as very many are made)."""

    #: Where in the standard.
    step: Step
    #: What came of it, in a word or two of the standard: ``success``, ``failure``, ``cors``.
    outcome: str
    #: The values that it was decided upon, by reference.
    because: tuple[object, ...] = ()


#: The decisions of a fetch so far, in order.
Trace = list[Decision]
