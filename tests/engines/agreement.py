"""How far a profile agrees with its engine: scenarios played, compared, and shrunk."""

import json
import sys
from collections.abc import Iterator
from typing import Any

from corsmodel.profiles import PROFILES
from tests.engines.chromium import Chromium
from tests.engines.compare import Comparison, compare
from tests.engines.engine import Engine
from tests.engines.firefox import Firefox
from tests.engines.stage import Stage
from tests.engines.webkit import WebKit

JSON = dict[str, Any]
#: How many scenarios are on stage between two looks at what the engine says.
_BLOCK = 400


def engine_called(name: str) -> Engine:
    """Make the launcher of an engine."""
    kinds: dict[str, type[Engine]] = {"chromium": Chromium, "firefox": Firefox, "webkit": WebKit}
    return kinds[name]()


def played(stage: Stage, scenarios: list[JSON], kinds: set[str]) -> Iterator[Comparison]:
    """Play scenarios block by block, with a progress line where somebody watches."""
    profile = PROFILES[stage.engine.name]
    for begin in range(0, len(scenarios), _BLOCK):
        for performance in stage.play(scenarios[begin : begin + _BLOCK]):
            yield only(compare(performance, profile), kinds)
        if sys.stderr.isatty():
            done = min(begin + _BLOCK, len(scenarios))
            print(f"\r{done}/{len(scenarios)}", end="", file=sys.stderr)
    if sys.stderr.isatty():
        print(file=sys.stderr)


def only(comparison: Comparison, kinds: set[str]) -> Comparison:
    """Keep the disagreements of some kinds."""
    found = tuple(one for one in comparison.disagreements if one.kind in kinds)
    return Comparison(comparison.scenario, comparison.predicted, comparison.observed, found)


def smallest(stage: Stage, comparison: Comparison, kinds: set[str]) -> Comparison:
    """Shrink a scenario as long as it still disagrees in one of the same ways."""
    from tests.engines.shrinker import shrink  # noqa: PLC0415

    profile = PROFILES[stage.engine.name]
    same = {one.kind for one in comparison.disagreements} & kinds
    last: dict[str, Comparison] = {}

    def disagrees(candidates: list[JSON]) -> list[bool]:
        results = []
        for performance in stage.play(candidates):
            found = only(compare(performance, profile), same)
            last[json.dumps(performance.scenario, sort_keys=True)] = found
            results.append(bool(found.disagreements))
        return results

    small = shrink(comparison.scenario, disagrees)
    return last.get(json.dumps(small, sort_keys=True), comparison)
