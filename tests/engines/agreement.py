"""How far a profile agrees with its engine: scenarios played, compared, and shrunk."""

import json
import sys
from collections.abc import Iterator
from typing import Any

import attrs

from corsmodel.profile import Profile
from corsmodel.profiles import PROFILES
from tests.engines.chromium import Chromium
from tests.engines.compare import Disagreement, compare
from tests.engines.engine import Engine
from tests.engines.firefox import Firefox
from tests.engines.observation import observe, predict
from tests.engines.shrinker import shrink
from tests.engines.stage import Stage
from tests.engines.webkit import WebKit

JSON = dict[str, Any]
#: How many scenarios are on stage between two looks at what the engine says.
_BLOCK = 400


#: The launchers by the names of their profiles.
ENGINES: dict[str, type[Engine]] = {"chromium": Chromium, "firefox": Firefox, "webkit": WebKit}


def engine_called(name: str) -> Engine:
    """Make the launcher of an engine."""
    return ENGINES[name]()


@attrs.frozen
class Comparison:
    """One scenario: what was predicted, what happened, and the differences."""

    scenario: JSON
    predicted: JSON
    observed: JSON
    disagreements: tuple[Disagreement, ...]


def played(
    stage: Stage, scenarios: list[JSON], kinds: set[str], profile: Profile | None = None
) -> Iterator[Comparison]:
    """Play scenarios block by block, with a progress line where somebody watches.

    :param profile: what predicts, by default the engine's own profile.
    """
    predicting = profile or PROFILES[stage.engine.name]
    for begin in range(0, len(scenarios), _BLOCK):
        for performance in stage.play(scenarios[begin : begin + _BLOCK]):
            observed = observe(performance, stage.defaults)
            predicted = predict(performance.scenario, predicting, stage.defaults)
            found = tuple(one for one in compare(predicted, observed) if one.kind in kinds)
            yield Comparison(performance.scenario, predicted, observed, found)
        if sys.stderr.isatty():
            done = min(begin + _BLOCK, len(scenarios))
            print(f"\r{done}/{len(scenarios)}", end="", file=sys.stderr)
    if sys.stderr.isatty():
        print(file=sys.stderr)


def smallest(stage: Stage, comparison: Comparison) -> Comparison:
    """Shrink a scenario as long as it still disagrees in one of the same ways."""
    same = {one.kind for one in comparison.disagreements}
    last: dict[str, Comparison] = {}

    def disagrees(candidates: list[JSON]) -> list[bool]:
        results = []
        for found in played(stage, candidates, same):
            last[json.dumps(found.scenario, sort_keys=True)] = found
            results.append(bool(found.disagreements))
        return results

    small = shrink(comparison.scenario, disagrees)
    return last.get(json.dumps(small, sort_keys=True), comparison)
