"""Measure, print the table, and fail past a gate."""

import argparse
import sys

from tests.benchmarks import growth, imports, megabytes, preflight_cache, records, verdicts
from tests.benchmarks.table import HEADING, row

GOALS = [
    *verdicts.GOALS,
    *imports.GOALS,
    *records.GOALS,
    *growth.GOALS,
    *megabytes.GOALS,
    *preflight_cache.GOALS,
    *verdicts.MEMORY,
]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("-k", metavar="WORD", default="", help="measure what has it in its row: P5")
    parser.add_argument("--quick", action="store_true", help="few rounds, for a first look")
    arguments = parser.parse_args()
    verdicts.check_the_cases()
    failed = False
    print(HEADING)
    for goal in GOALS:
        if arguments.k in f"{goal.name} {goal.subject} {goal.yardstick}":
            figure = goal.measure(5 if arguments.quick else 21)
            print(row(goal, figure), flush=True)
            failed = failed or figure > goal.limit
    return int(failed)


sys.exit(main())
