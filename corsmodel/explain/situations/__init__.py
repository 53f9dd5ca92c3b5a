"""Situations: the everyday troubles behind a verdict, by name.

What a console says is often a symptom: the 500 that lost its headers looks like missing CORS. Each
situation is a small sign in a verdict and its exchanges, with what is really the matter.
"""

from corsmodel.explain.situations.answers import ANSWERS, CACHED, EFFECTS
from corsmodel.explain.situations.beyond import BARRIERS, LOCAL, MEMORIES, SURPRISES
from corsmodel.explain.situations.origins import ORIGINS
from corsmodel.explain.situations.permissions import PERMISSIONS
from corsmodel.explain.situations.preflights import PREFLIGHTS, REDIRECTS
from corsmodel.explain.situations.situation import Facts, Rule, Situation
from corsmodel.fetching.verdict import Verdict
from corsmodel.infrastructure.arguments import of_type

__all__ = ["SITUATIONS", "Situation", "situations"]

#: Of each family the first that fits is named: what stands before is more specific.
_FAMILIES: tuple[tuple[Rule, ...], ...] = (
    (*CACHED, *REDIRECTS, *PREFLIGHTS, *ORIGINS, *PERMISSIONS, *ANSWERS, *BARRIERS),
    LOCAL,
    EFFECTS,
    SURPRISES,
    MEMORIES,
)

#: Every situation by its name.
SITUATIONS: dict[str, Situation] = {
    situation.name: situation for family in _FAMILIES for situation, _ in family
}


def situations(verdict: Verdict) -> tuple[Situation, ...]:
    """Name the everyday troubles that *verdict* looks like, the most specific first.

    They are guesses from what is on the wire: a verdict is exact, what is behind a server is not.
    Empty where there is nothing to name.

    :raises TypeError: for what is no verdict.
    """
    of_type(verdict, Verdict, "verdict", "pass what evaluate() or simulate() returns")
    facts = Facts(verdict)
    found = []
    for family in _FAMILIES:
        first = next((situation for situation, fits in family if fits(facts)), None)
        if first is not None:
            found.append(first)
    return tuple(found)
