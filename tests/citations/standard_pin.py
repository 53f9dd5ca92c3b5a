"""The pin of the Fetch Standard: which steps it has, and a digest of each step's text.

No text is kept: a digest is enough to see that a step changed, and the standard's own words stay
where they are published. Run as a program it compares the pin with another copy of the standard, or
makes the pin anew::

    python -m tests.citations.standard_pin --check PATH_TO_fetch.bs
    python -m tests.citations.standard_pin --write PATH_TO_fetch.bs --commit SHA --date YYYY-MM-DD
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Literal

import attrs

from tests.citations.extractor import extract

ROOT = Path(__file__).parents[2]
PIN = ROOT / "spec_cases" / "standard.json"


@attrs.frozen
class Pin:
    """One commit of the standard: its steps and its sections, in the order of the document."""

    repository: str
    commit: str
    date: str
    #: Identifier of a heading → digest of the prose under it that belongs to no algorithm.
    sections: Mapping[str, str]
    #: Anchor → step path → digest.
    algorithms: Mapping[str, Mapping[str, str]]

    def has_anchor(self, anchor: str) -> bool:
        return anchor in self.algorithms or anchor in self.sections

    def has_step(self, anchor: str, path: str) -> bool:
        """Whether the step exists; the prose of a section is a single step, too."""
        if anchor in self.algorithms:
            return path in self.algorithms[anchor]
        return anchor in self.sections and not path


@attrs.frozen
class Change:
    """What became of one step between two copies of the standard."""

    kind: Literal["added", "removed", "changed", "moved"]
    anchor: str
    path: str
    #: Where the text of a moved step stands now.
    now: str = ""

    def __str__(self) -> str:
        where = f"{self.anchor} {self.path}".rstrip()
        return f"{self.kind}: {where} → {self.now}" if self.now else f"{self.kind}: {where}"


def load(path: Path = PIN) -> Pin:
    """Read the committed pin."""
    return Pin(**json.loads(path.read_text("utf-8")))


def dump(pin: Pin) -> str:
    """Write a pin as JSON: one line for each step, so that a diff reads as a list of steps."""
    return json.dumps(attrs.asdict(pin), indent=1, ensure_ascii=False) + "\n"


def changed_steps(
    pin: Pin, newer_text: str, anchors: Collection[str] | None = None
) -> list[Change]:
    """List how the steps of a newer copy of the standard differ from the pin.

    A step that only changed its number is moved, not changed: one insertion renumbers all that
    follows, and that is other work than a new rule. *anchors* limits the list, by default to none.
    """
    sections, algorithms = extract(newer_text)
    changes: list[Change] = []
    for anchor, old in pin.algorithms.items():
        if anchors is None or anchor in anchors:
            changes += _compare(anchor, old, algorithms.get(anchor, {}))
    for anchor, old_digest in pin.sections.items():
        if anchors is None or anchor in anchors:
            new = {"": sections[anchor]} if anchor in sections else {}
            changes += _compare(anchor, {"": old_digest}, new)
    if anchors is None:
        new_anchors = [anchor for anchor in algorithms if anchor not in pin.algorithms]
        changes += [c for anchor in new_anchors for c in _compare(anchor, {}, algorithms[anchor])]
    return changes


def _compare(anchor: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    old_paths, new_paths = list(old), list(new)
    matcher = SequenceMatcher(None, list(old.values()), list(new.values()), autojunk=False)
    for kind, i, i_end, j, j_end in matcher.get_opcodes():
        before, after = old_paths[i:i_end], new_paths[j:j_end]
        if kind == "equal":
            for path, now in zip(before, after, strict=True):
                if path != now:
                    yield Change("moved", anchor, path, now)
            continue
        for path in before:
            yield Change("changed" if path in after else "removed", anchor, path)
        for path in after:
            if path not in before:
                yield Change("added", anchor, path)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code of a check is 1 when a cited step changed."""
    parser = argparse.ArgumentParser(prog="python -m tests.citations.standard_pin")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--check", type=Path, metavar="FETCH_BS", help="compare with the pin")
    what.add_argument("--write", type=Path, metavar="FETCH_BS", help="make the pin anew")
    parser.add_argument("--commit", help="with --write: the commit of that copy")
    parser.add_argument("--date", help="with --write: the date of that commit, YYYY-MM-DD")
    asked = parser.parse_args(arguments)
    if asked.check is not None:
        return _check(asked.check.read_text("utf-8"))
    if not (asked.commit and asked.date):
        parser.error("--write needs --commit and --date, so that the pin says what it pins")
    sections, algorithms = extract(asked.write.read_text("utf-8"))
    pin = Pin("whatwg/fetch", asked.commit, asked.date, sections, algorithms)
    PIN.write_text(dump(pin), "utf-8")
    return 0


def _check(newer_text: str) -> int:
    # Imported here, as that module reads pins.
    from tests.citations.citations import cited_anchors, read_package  # noqa: PLC0415

    pin = load()
    changes = changed_steps(pin, newer_text, cited_anchors(read_package()))
    for change in changes:
        print(change)
    counts = Counter(change.kind for change in changes)
    summary = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
    print(
        f"Since {pin.commit[:10]} ({pin.date}), of what the code cites: {summary or 'no change'}."
    )
    return 1 if changes else 0


if __name__ == "__main__":
    sys.exit(main())
