"""P6: recorded traffic, from parsed JSON to verdicts, against parsing that JSON."""

import functools
import itertools
import json

from corsmodel.drivers.scenarios import evaluate_scenario
from corsmodel.scenario import scenario_from_json
from tests.benchmarks.corpus import CASES
from tests.benchmarks.measure import Goal, Work, each, median_ratio

_A_ROUND = 1_000
#: No record has a URL that another one has, in any round.
_numbers = itertools.count()


def judged() -> tuple[Work, Work]:
    scenarios = [CASES[n % len(CASES)].scenario(n) for n in itertools.islice(_numbers, _A_ROUND)]
    lines = [json.dumps(scenario) for scenario in scenarios]
    records = [json.loads(line) for line in lines]
    judge = each(lambda record: evaluate_scenario(scenario_from_json(record)), records)
    return judge, each(json.loads, lines)


GOALS = [
    Goal(
        "P6",
        "scenarios from parsed JSON, and their verdicts",
        "json.loads of the same lines",
        4,
        2.5,
        functools.partial(median_ratio, judged),
        meanwhile=18,
    ),
]
