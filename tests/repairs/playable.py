"""Repaired scenarios for the real engines: blocked before, and readable there as well.

python -m tests.repairs.playable --profile firefox --count 300 > repaired.ndjson
python -m tests.engines firefox --case repaired.ndjson
"""

import argparse
import json
from collections.abc import Iterator
from itertools import count, islice

from corsmodel import Browser, Hop, Outcome, evaluate, repaired_scenario
from corsmodel.profiles import PROFILES
from corsmodel.scenario import scenario_from_json
from corsmodel.scenario_json import scenario_to_json
from tests.engines.generator import scenario
from tests.engines.playable import JSON, unplayable


def repaired_scenarios(profile: str, seed: int) -> Iterator[tuple[JSON, JSON]]:
    """Give scenarios of one fetch that *profile* blocks, each with every way to repair it.

    Both are records that the harness plays; the repaired one has the id of the blocked one, and the
    number of the repair behind it.
    """
    for number in count():
        record = scenario(f"{seed}-{number}")
        # Only the first fetch: what a scenario begins with is an empty cache.
        record = {**record, "browser": profile, "fetches": record["fetches"][:1]}
        fetch = scenario_from_json(record).fetches[0]
        hops = [Hop(hop.preflight, hop.response) for hop in fetch.hops]
        verdict = evaluate(
            fetch.request, hops=hops, browser=Browser(PROFILES[profile]), at=fetch.at
        )
        if verdict.readable or verdict.outcome is Outcome.UNANSWERED:
            continue
        for way, repair in enumerate(verdict.repairs()):
            repaired = scenario_to_json(
                repaired_scenario(verdict, repair, f"{record['id']}-repair-{way}")
            )
            if unplayable(repaired) is None:
                yield record, repaired


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.repairs.playable")
    parser.add_argument("--profile", choices=PROFILES, required=True)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--blocked", action="store_true", help="the scenarios before the repair")
    options = parser.parse_args()
    for pair in islice(repaired_scenarios(options.profile, options.seed), options.count):
        print(json.dumps(pair[0] if options.blocked else pair[1]))


if __name__ == "__main__":
    main()
