"""Record what the installed engines do: ``python -m tests.engines.record [engine …]``.

Every scenario of the corpus that a browser can play, and some thousands of generated ones, are
played twice in different orders. What both runs agree on is the record; the rest is kept as
unstable, with both answers.
"""

import argparse
import datetime as dt
import gzip
import json
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from corsmodel.cases import ScenarioCase, load
from tests.engines.agreement import ENGINES, engine_called
from tests.engines.generator import generate
from tests.engines.observation import observe
from tests.engines.playable import is_playable
from tests.engines.stage import Stage

JSON = dict[str, Any]
FOLDER = Path(__file__).parents[2] / "spec_cases" / "evidence"
_SCENARIOS = FOLDER / "scenarios.ndjson.gz"
_BLOCK = 400


def main() -> None:
    """Record each engine that is asked for, by default all three."""
    parser = argparse.ArgumentParser(prog="python -m tests.engines.record", description=__doc__)
    parser.add_argument("engine", nargs="*", choices=[[], *ENGINES], default=[])
    parser.add_argument(
        "--new", type=int, metavar="COUNT", help="generate that many scenarios anew"
    )
    parser.add_argument("--missing", action="store_true", help="only what is not recorded yet")
    arguments = parser.parse_args()
    if arguments.new:
        seed = secrets.randbelow(10**9)
        write(_SCENARIOS, generate(seed, arguments.new))
        print(f"{arguments.new} scenarios from seed {seed}")
    generated = {one["id"]: one for one in read(_SCENARIOS)}
    for name in arguments.engine or ENGINES:
        record(name, {**corpus(name), **generated}, missing=arguments.missing)


def corpus(engine: str) -> dict[str, JSON]:
    """Return what a browser can play of the standard's cases and of the engine's own, by id.

    Those that are made of the standard's cases would be played twice.
    """
    cases = (case for part in ("standard", f"engines/{engine}") for case in load(part))
    return {
        case.id: case.scenario
        for case in cases
        if isinstance(case, ScenarioCase) and not case.departs_from and is_playable(case.scenario)
    }


def record(name: str, scenarios: dict[str, JSON], *, missing: bool = False) -> None:
    """Play everything twice and write the engine's file.

    :param missing: keep what is recorded, and play what is not.
    """
    engine = engine_called(name)
    file = FOLDER / f"{name}.ndjson.gz"
    kept = {line["id"]: line for line in read(file) if "id" in line} if missing else {}
    kept = {identity: line for identity, line in kept.items() if identity in scenarios}
    scenarios = {key: one for key, one in scenarios.items() if key not in kept}
    with Stage(engine) as stage:
        runs = [_run(stage, scenarios, seed) for seed in (1, 2)]
        head = {
            "engine": name,
            "version": engine.version,
            "date": dt.datetime.now(tz=dt.UTC).date().isoformat(),
            "defaults": stage.defaults,
        }
    lines: list[JSON] = [head, *kept.values()]
    unstable = 0
    for identity in scenarios:
        first, second = (run[identity] for run in runs)
        if first == second:
            lines.append({"id": identity, "observed": first})
        else:
            unstable += 1
            lines.append({"id": identity, "unstable": [first, second]})
    write(file, lines)
    print(f"{name} {engine.version}: {len(scenarios)} scenarios, {unstable} unstable")


def _run(stage: Stage, scenarios: dict[str, JSON], seed: int) -> dict[str, JSON]:
    order = list(scenarios)
    Random(seed).shuffle(order)
    seen: dict[str, JSON] = {}
    for begin in range(0, len(order), _BLOCK):
        block = order[begin : begin + _BLOCK]
        performances = stage.play([scenarios[identity] for identity in block])
        for identity, performance in zip(block, performances, strict=True):
            seen[identity] = observe(performance, stage.defaults)
        print(f"\r{stage.engine.name} {len(seen)}/{len(order)}", end="", flush=True)
    print()
    return seen


def read(file: Path) -> Iterator[JSON]:
    """Read a compressed file of one JSON text a line."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def write(file: Path, records: Iterable[JSON]) -> None:
    """Write a compressed file of one JSON text a line; equal records give equal bytes."""
    text = "".join(json.dumps(one, separators=(",", ":")) + "\n" for one in records)
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(gzip.compress(text.encode(), mtime=0))


if __name__ == "__main__":
    main()
