"""How ratios are taken: subject and yardstick in turn, many rounds, the median of their ratios.

Times of one run mean nothing in the next, since other programs use the machine as well. What two
pieces of work take within the same tenth of a second can be compared.
"""

import gc
import statistics
import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import TypeVar

import attrs

T = TypeVar("T")
#: A piece of work that is timed, all of it.
Work = Callable[[], object]


@attrs.frozen
class Goal:
    """One figure to be measured, and how small it ought to be."""

    #: For instance ``P1``; several rows may share one.
    name: str
    subject: str
    yardstick: str
    #: More than this is a failure.
    gate: float
    #: What is aimed for.
    aim: float
    #: Take the figure, in so many rounds.
    measure: Callable[[int], float]
    #: What the figure counts.
    unit: str = "x"
    #: For a goal whose gate is not reached yet: what is a failure meanwhile.
    meanwhile: float | None = None

    @property
    def limit(self) -> float:
        """What is a failure today."""
        return self.gate if self.meanwhile is None else self.meanwhile


def each(function: Callable[[T], object], items: Iterable[T]) -> Work:
    """Make the work of calling *function* with every item, and keeping none of its results."""
    return lambda: deque(map(function, items), maxlen=0)


def seconds(work: Work) -> float:
    """Time *work* once: the processor time of this process, in which no other program counts.

    As :mod:`timeit` does, it keeps the garbage collector out, which runs when it likes.
    """
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()


def median_ratio(prepare: Callable[[], tuple[Work, Work]], rounds: int) -> float:
    """Return the median over *rounds* of the subject's time through the yardstick's.

    *prepare* gives the two pieces of work anew for each round, the subject's first; only the work
    itself is timed. The one that goes first takes turns.
    """
    for work in prepare():
        work()
    ratios: list[float] = []
    for number in range(rounds):
        subject, yardstick = prepare()
        if number % 2:
            below, above = seconds(yardstick), seconds(subject)
        else:
            above, below = seconds(subject), seconds(yardstick)
        ratios.append(above / below)
    return statistics.median(ratios)
