"""Hold the laws of repairs to many blocked fetches: ``python -m tests.repairs --count 20000``.

Half of the scenarios are the ones that engines play, plausible and with few oddities; the other
half is chaos.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from itertools import count

from corsmodel import Hop, Outcome, Verdict
from corsmodel.drivers import answers
from corsmodel.drivers.scenarios import evaluate_scenario
from corsmodel.profiles import PROFILES
from corsmodel.repair import Server, mend
from corsmodel.scenario import Scenario, scenario_from_json
from corsmodel.scenario_json import scenario_to_json
from tests.engines import generator
from tests.engines.playable import EVERYTHING
from tests.repairs.laws import broken_laws
from tests.repairs.scenarios import fetches

_MOST_SHOWN = 10


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.repairs")
    parser.add_argument("--count", type=int, default=20_000, help="blocked fetches in each profile")
    parser.add_argument("--profile", choices=PROFILES, action="append", help="default: all four")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    broken = 0
    for name in options.profile or PROFILES:
        broken += _run(name, options.count, options.seed)
    return 1 if broken else 0


def _scenarios(seed: int) -> Iterator[Scenario]:
    chaos = fetches(seed)
    for number in count():
        yield scenario_from_json(generator.scenario(f"{seed}-{number}", EVERYTHING))
        fetch = next(chaos)
        yield Scenario(fetch.request.client, (fetch,))


def _blocked(name: str, seed: int) -> Iterator[tuple[Verdict, Server, Scenario]]:
    for scenario in _scenarios(seed):
        verdicts = evaluate_scenario(scenario, PROFILES[name])
        for fetch, verdict in zip(scenario.fetches, verdicts, strict=True):
            if not verdict.readable and verdict.outcome is not Outcome.UNANSWERED:
                hops = [Hop(hop.preflight, hop.response) for hop in fetch.hops]
                yield verdict, answers(hops), scenario


def _run(name: str, most: int, seed: int) -> int:
    start = time.monotonic()
    repaired = made = by_headers = edits = broken = 0
    left: Counter[str] = Counter()
    for number, (verdict, server, scenario) in enumerate(_blocked(name, seed), 1):
        # Half of them know only what the verdict has seen.
        known = server if number % 2 else None
        repairs, obstacle = mend(verdict, known)
        repaired += bool(repairs)
        made += len(repairs)
        by_headers += obstacle is None
        edits += sum(len(repair.edits) for repair in repairs)
        if not repairs and obstacle is not None:
            null = getattr(obstacle.reason, "origin", None) == b"null"
            left["the origin null" if null else obstacle.code] += 1
        for law in broken_laws(verdict, repairs, known):
            broken += 1
            if broken <= _MOST_SHOWN:
                print(f"  BROKEN {law}: {json.dumps(scenario_to_json(scenario))}")
        if number == most:
            break
    print(
        f"{name}: {most:,} blocked fetches (seed {seed}), {repaired:,} with a repair, "
        f"{by_headers:,} by headers alone; {made:,} repairs with {edits:,} edits; "
        f"{broken} laws broken; {time.monotonic() - start:.0f} s"
    )
    print("  without: " + (", ".join(f"{code} {n}" for code, n in left.most_common()) or "none"))
    return broken


if __name__ == "__main__":
    raise SystemExit(main())
