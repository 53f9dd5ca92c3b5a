"""Play scenarios in a real browser and report every disagreement with the model.

python -m tests.engines chromium --seed 7 --count 500
python -m tests.engines firefox --case FILE
"""

import argparse
import datetime as dt
import json
import secrets
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from corsmodel.drivers.scenarios import evaluate_scenario
from corsmodel.scenario import scenario_from_json
from tests.engines.agreement import Comparison, engine_called, played, smallest
from tests.engines.compare import KINDS
from tests.engines.engine import Engine, EngineMissing
from tests.engines.generator import generate
from tests.engines.playable import is_playable
from tests.engines.record import corpus
from tests.engines.stage import Stage

JSON = dict[str, Any]
AGREEMENT = Path(__file__).parents[2] / "spec_cases" / "evidence" / "agreement.json"


def main() -> int:
    """Run the command line; the exit status is 1 when anything disagrees."""
    parser = argparse.ArgumentParser(prog="python -m tests.engines", description=__doc__)
    parser.add_argument("engine", choices=["chromium", "firefox", "webkit"])
    parser.add_argument("--seed", type=int, help="of the generator; by default a new one")
    parser.add_argument("--count", type=int, default=500, help="scenarios to generate")
    parser.add_argument("--case", type=Path, action="append", help="play a file of scenarios")
    parser.add_argument("--corpus", action="store_true", help="play the corpus as well")
    parser.add_argument("--kinds", default=",".join(KINDS), help="what to compare")
    parser.add_argument("--show", type=int, default=10, help="disagreements to print in full")
    parser.add_argument("--no-shrink", action="store_true", help="print them as they are")
    parser.add_argument("--out", type=Path, help="write every disagreement as NDJSON")
    parser.add_argument(
        "--least", type=float, default=100, metavar="PERCENT", help="agreement that is enough"
    )
    parser.add_argument("--save", action="store_true", help="keep the figures with the evidence")
    arguments = parser.parse_args()
    kinds = set(arguments.kinds.split(","))
    if arguments.case:
        every = [one for file in arguments.case for one in read(file)]
        scenarios = [one for one in every if is_playable(one)]
        print(f"{len(every) - len(scenarios)} of {len(every)} scenarios cannot be played")
    else:
        seed = secrets.randbelow(10**9) if arguments.seed is None else arguments.seed
        print(f"seed {seed}")
        scenarios = list(generate(seed, arguments.count))
        arguments.seed = seed
    if arguments.corpus:
        scenarios += corpus(arguments.engine).values()
    try:
        return _run(arguments, scenarios, kinds)
    except EngineMissing as missing:
        print(missing, file=sys.stderr)
        return 2


def _run(arguments: argparse.Namespace, scenarios: list[JSON], kinds: set[str]) -> int:
    engine = engine_called(arguments.engine)
    counts: Counter[str] = Counter()
    shown: list[Comparison] = []
    start = time.perf_counter()
    with Stage(engine) as stage:
        print(f"{engine.name} {engine.version}", flush=True)
        start = time.perf_counter()
        for comparison in played(stage, scenarios, kinds):
            found = {one.kind for one in comparison.disagreements}
            counts.update(found)
            counts["any"] += bool(found)
            counts["behaviour"] += bool(found & {"outcome", "response", "wire"})
            counts["blocked"] += any(
                one["outcome"] == "network-error" for one in comparison.observed["seen"]
            )
            if found:
                shown.append(comparison)
        seconds = time.perf_counter() - start
        if not arguments.no_shrink:
            shown[: arguments.show] = [
                smallest(stage, comparison) for comparison in shown[: arguments.show]
            ]
    for comparison in shown[: arguments.show]:
        print(text(comparison))
    if arguments.out:
        lines = (json.dumps(_as_json(comparison)) for comparison in shown)
        arguments.out.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    _summary(scenarios, counts, seconds)
    if arguments.save:
        _save(engine, arguments.seed, len(scenarios), counts, seconds)
    return 0 if 100 * (1 - counts["any"] / len(scenarios)) >= arguments.least else 1


def _save(engine: Engine, seed: int, total: int, counts: Counter[str], seconds: float) -> None:
    """Keep the figures of a run, by engine, beside the recordings."""
    figures = json.loads(AGREEMENT.read_text("utf-8")) if AGREEMENT.exists() else {}
    figures[engine.name] = {
        "version": engine.version,
        "date": dt.datetime.now(tz=dt.UTC).date().isoformat(),
        "seed": seed,
        "scenarios": total,
        "blocked": counts["blocked"],
        "a_second": round(total / seconds, 1),
        "disagree": {kind: counts[kind] for kind in ("behaviour", *KINDS, "any")},
    }
    text = json.dumps(figures, indent=1, sort_keys=True)
    AGREEMENT.write_text(f"{text}\n", "utf-8")


def read(file: Path) -> list[JSON]:
    """Read a file of scenarios or cases: one JSON text, or one a line."""
    text = file.read_text("utf-8")
    try:
        value = json.loads(text)
    except ValueError:
        value = [json.loads(line) for line in text.splitlines() if line.strip()]
    records = value if isinstance(value, list) else [value]
    return [one.get("scenario", one) for one in records if "algorithm" not in one]


def text(comparison: Comparison) -> str:
    """Put a disagreement into words."""
    lines = ["", json.dumps(comparison.scenario)]
    for one in comparison.disagreements:
        lines += [
            f"  {one.kind} of fetch {one.fetch}",
            f"    model   {json.dumps(one.predicted)}",
            f"    engine  {json.dumps(one.observed)}",
        ]
    return "\n".join(lines)


def _as_json(comparison: Comparison) -> JSON:
    return {
        "scenario": comparison.scenario,
        "disagreements": [
            {"kind": one.kind, "fetch": one.fetch, "model": one.predicted, "engine": one.observed}
            for one in comparison.disagreements
        ],
    }


def _summary(scenarios: list[JSON], counts: Counter[str], seconds: float) -> None:
    total = len(scenarios)
    begin = time.perf_counter()
    for scenario in scenarios:
        evaluate_scenario(scenario_from_json(scenario))
    alone = time.perf_counter() - begin
    print(
        f"\n{total} scenarios in {seconds:.1f} s ({total / seconds:.1f} a second; "
        f"the model alone: {total / alone:.0f} a second)"
    )
    for kind in ("behaviour", *KINDS, "any"):
        print(f"  {kind:10} {counts[kind]:6} disagree, {1 - counts[kind] / total:.3%} agree")


if __name__ == "__main__":
    raise SystemExit(main())
