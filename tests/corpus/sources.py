"""The last section of the corpus README: every platform test that a case names as its source.

``python -m tests.corpus.sources`` writes it anew.
"""

import json
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2] / "spec_cases"
README = ROOT / "README.md"
HEADING = "\n## Every source that a case names\n"


def render() -> str:
    """Make the section: test file, number of cases, files that they stand in."""
    counts: Counter[str] = Counter()
    places: defaultdict[str, set[str]] = defaultdict(set)
    for file in sorted((ROOT / "standard").rglob("*.json")):
        for case in json.loads(file.read_text("utf-8")):
            for source in case["sources"]:
                if source.startswith("wpt:"):
                    name = source.removeprefix("wpt:")
                    counts[name] += 1
                    places[name].add(str(file.relative_to(ROOT / "standard")))
    rows = [
        f"| {name} | {counts[name]} | {', '.join(sorted(places[name]))} |"
        for name in sorted(counts)
    ]
    return "\n".join([HEADING, "| test file | cases | in |", "|---|---|---|", *rows]) + "\n"


if __name__ == "__main__":
    text = README.read_text("utf-8").partition(HEADING)[0].rstrip() + "\n"
    README.write_text(text + render(), "utf-8")
