"""The tables of the corpus README: each platform test, the cases that hold its facts, and why not.

``spec_cases/platform_tests.json`` names the tests, folder by folder; what is said beside a test
stands there. Which cases hold its facts, the cases themselves say, by their sources.

``python -m tests.corpus.sources`` writes the tables anew.
"""

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2] / "spec_cases"
README = ROOT / "README.md"
FOLDERS = ("standard", "engines", "situations")
HEADING = "\n## Which platform tests are covered\n"

_INTRODUCTION = """
There are more than {number} cases of the standard. Facts were re-expressed; no file was copied. A
row names a test, the number of cases that hold its facts and the files that they stand in, and what
is worth knowing beside it: where there is no case, why not. ° marks a test whose text was not at
hand: its facts come from the standard, from an earlier spelling of the test, or from what its parts
are called. A name with a star stands for all tests of that name that have no row of their own. The
list is in `platform_tests.json`.
"""


def cases() -> list[tuple[Path, dict[str, Any]]]:
    """Give every case with the file that it stands in, relative to the corpus."""
    return [
        (file.relative_to(ROOT), case)
        for folder in FOLDERS
        for file in sorted((ROOT / folder).rglob("*.json"))
        for case in json.loads(file.read_text("utf-8"))
    ]


def platform_tests() -> dict[str, list[dict[str, Any]]]:
    """Give what is said about each test: folder → test, note, whether it was read."""
    listed: dict[str, list[dict[str, Any]]] = json.loads(
        (ROOT / "platform_tests.json").read_text("utf-8")
    )
    return listed


def covered() -> dict[str, tuple[int, list[str]]]:
    """Give for each test that a case names: the number of cases, and their files."""
    counts: Counter[str] = Counter()
    places: defaultdict[str, set[str]] = defaultdict(set)
    for file, case in cases():
        for source in case["sources"]:
            if source.startswith("wpt:"):
                name = source.removeprefix("wpt:")
                counts[name] += 1
                places[name].add(str(file).removeprefix("standard/"))
    return {name: (counts[name], sorted(places[name])) for name in counts}


def render() -> str:
    """Make the section."""
    known = covered()
    # Rounded, so that two changes that each add a case do not get in each other's way.
    number = sum(file.parts[0] == "standard" for file, _ in cases()) // 100 * 100
    parts = [HEADING, _INTRODUCTION.format(number=number)]
    for folder, tests in platform_tests().items():
        parts += [
            f"\n### {folder}\n\n",
            "| test | cases | in | beside it |\n",
            "|---|---|---|---|\n",
        ]
        for test in tests:
            count, files = known.get(folder + test["test"], (0, []))
            mark = "" if test.get("read", True) else " °"
            name = test["test"].replace("*", r"\*")
            note = test.get("note", "")
            parts.append(f"| {name}{mark} | {count or ''} | {', '.join(files)} | {note} |\n")
    return "".join(parts)


if __name__ == "__main__":
    text = README.read_text("utf-8").partition(HEADING)[0].rstrip() + "\n"
    README.write_text(text + render(), "utf-8")
