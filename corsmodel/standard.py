"""Addresses in the Fetch Standard: the anchor of an algorithm and the path of a step in it.

A step path is the numbers of the nested lists joined by dots (``7.3``); a branch of a switch is a
word made of its first label (``6.3.follow.2``). ``spec_cases/standard.json`` pins the commit of the
standard that these addresses belong to, and a test holds every address in this package to it.
"""

import attrs

from corsmodel.values import Value

#: Where the living standard is published.
STANDARD_URL = "https://fetch.spec.whatwg.org/"


@attrs.frozen(eq=False, repr=False)
class Step(Value):
    """One step of one algorithm of the Fetch Standard."""

    #: The fragment of the algorithm's definition, for instance ``concept-cors-check``.
    anchor: str
    #: The step's path inside the algorithm, for instance ``7.3``; empty for an algorithm
    #: that is a paragraph without numbered steps.
    path: str

    @property
    def url(self) -> str:
        """The address that a browser can open; the standard has no anchors for single steps."""
        return f"{STANDARD_URL}#{self.anchor}"

    def __str__(self) -> str:
        """Give the address as people quote it: ``concept-cors-check step 4``."""
        return f"{self.anchor} step {self.path}" if self.path else self.anchor


class Algorithm(dict[str, Step]):
    """An algorithm of the standard; indexing it with a step path gives the :class:`Step`.

    A dictionary, since every decision of every fetch cites a step: one look-up gives the same
    frozen value each time.
    """

    __slots__ = ("anchor",)

    def __init__(self, anchor: str) -> None:
        super().__init__()
        self.anchor = anchor

    def __missing__(self, path: str) -> Step:
        """Make the step on its first use."""
        step = self[path] = Step(self.anchor, path)
        return step
