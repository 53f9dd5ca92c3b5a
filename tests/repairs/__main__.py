"""Hold the laws of repairs to many blocked fetches: ``python -m tests.repairs --count 20000``."""

import argparse
import json
import time
from collections import Counter

from corsmodel import Browser, Hop, Outcome
from corsmodel.drivers import answers, evaluate
from corsmodel.profiles import PROFILES
from corsmodel.repair import repairs
from corsmodel.scenario import Scenario, ScenarioFetch
from corsmodel.scenario_json import scenario_to_json
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


def _as_text(fetch: ScenarioFetch) -> str:
    return json.dumps(scenario_to_json(Scenario(fetch.request.client, (fetch,))))


def _run(name: str, count: int, seed: int) -> int:
    start = time.monotonic()
    blocked = repaired = made = broken = edits = 0
    left: Counter[str] = Counter()
    for number, fetch in enumerate(fetches(seed)):
        hops = [Hop(hop.preflight, hop.response) for hop in fetch.hops]
        browser = Browser(PROFILES[name])
        verdict = evaluate(fetch.request, hops=hops, browser=browser, at=fetch.at)
        if verdict.readable or verdict.outcome is Outcome.UNANSWERED:
            continue
        blocked += 1
        # Half of them know only what the verdict has seen.
        server = answers(hops) if number % 2 else None
        found = repairs(verdict, server)
        made += len(found)
        repaired += bool(found)
        edits += sum(len(repair.edits) for repair in found)
        if not found:
            left[verdict.outcome if verdict.reason is None else verdict.reason.code] += 1
        for law in broken_laws(verdict, server):
            broken += 1
            if broken <= _MOST_SHOWN:
                print(f"  BROKEN {_as_text(fetch)}: {law}")
        if blocked == count:
            break
    print(
        f"{name}: {blocked:,} blocked fetches (seed {seed}), {repaired:,} with a repair, "
        f"{made:,} repairs with {edits:,} edits, {broken} laws broken, "
        f"{time.monotonic() - start:.0f} s"
    )
    print("  without: " + (", ".join(f"{code} {n}" for code, n in left.most_common()) or "none"))
    return broken


if __name__ == "__main__":
    raise SystemExit(main())
