"""The code and the corpus cite the standard as it is pinned, and no step goes unmentioned."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.citations.citations import ROOT, Citation, Module, read_package
from tests.citations.coverage import coverage
from tests.citations.standard_pin import Pin, load

PIN = load()
MODULES = read_package()

#: Steps that code cites and no case can, each with the reason.
NOT_IN_THE_CORPUS: dict[tuple[str, str], str] = {}


def cases() -> Iterator[tuple[str, Any]]:
    """Give every case of the corpus with the file that it stands in."""
    for file in sorted((ROOT / "spec_cases").glob("*/**/*.json")):
        name = str(file.relative_to(ROOT))
        records = json.loads(file.read_text("utf-8"))
        if isinstance(records, list):
            yield from ((name, r) for r in records if isinstance(r, dict) and "steps" in r)


CASES = list(cases())


def assert_none(problems: list[str], heading: str) -> None:
    assert not problems, "\n  ".join([heading, *problems])


def unknown_anchors(module: Module, pin: Pin) -> list[str]:
    return [
        f"{module.file}:{line}: {anchor}"
        for anchor, line in module.addresses
        if not pin.has_anchor(anchor)
    ]


def unknown_steps(module: Module, pin: Pin) -> list[str]:
    cited = [(c.line, c.anchor, c.path) for c in module.citations]
    cited += [(c.line, c.anchor, c.path) for f in module.functions for c in f.comments]
    return [
        f"{module.file}:{line}: {anchor} {path}".rstrip()
        for line, anchor, path in sorted(cited)
        if not pin.has_step(anchor, path)
    ]


@pytest.mark.parametrize("module", [pytest.param(m, id=m.name) for m in MODULES])
def test_module_cites_what_exists(module: Module) -> None:
    assert_none(list(module.problems), "These citations cannot be read:")
    assert_none(unknown_anchors(module, PIN), "The standard has no such anchors:")
    assert_none(unknown_steps(module, PIN), "The standard has no such steps:")


def test_corpus_cites_what_exists() -> None:
    problems = [
        f"{file}: {case['id']}: {step['anchor']} {step['path']}".rstrip()
        for file, case in CASES
        for step in case["steps"]
        if not PIN.has_step(step["anchor"], step["path"])
    ]
    assert_none(problems, "The standard has no such steps:")


def test_every_step_of_a_modelled_algorithm_is_mentioned() -> None:
    problems = [
        f"{covered.anchor} ({covered.main_place.module.file}): {' '.join(covered.missing)}"
        for covered in coverage(PIN, MODULES)
        if covered.missing
    ]
    assert_none(
        problems, "Model these steps, or say 'Not modelled: reason' where they would stand:"
    )


def test_every_step_that_decides_has_a_case() -> None:
    if not CASES:
        pytest.skip("the corpus has no cases yet")
    in_the_corpus = {(s["anchor"], s["path"]) for _, case in CASES for s in case["steps"]}
    in_the_corpus |= NOT_IN_THE_CORPUS.keys()
    without: dict[tuple[str, str], list[str]] = {}
    for module in MODULES:
        for citation in module.citations:
            key = citation.anchor, citation.path
            if key not in in_the_corpus:
                without.setdefault(key, []).append(f"{module.file}:{citation.line}")
    problems = [
        f"{' '.join(key).rstrip()} ({', '.join(places)})" for key, places in sorted(without.items())
    ]
    assert_none(problems, "No case of the corpus is about these steps, at which the code decides:")


def test_exceptions_are_needed() -> None:
    deciding = {(c.anchor, c.path) for module in MODULES for c in module.citations}
    in_the_corpus = {(s["anchor"], s["path"]) for _, case in CASES for s in case["steps"]}
    assert set(NOT_IN_THE_CORPUS) <= deciding - in_the_corpus


def test_steps_that_do_not_exist_are_found() -> None:
    pin = Pin("a/b", "0", "2026-01-01", {"section": "d"}, {"algorithm": {"1": "d"}})
    module = Module(
        "module",
        "module.py",
        (("algorithm", 1), ("section", 2), ("elsewhere", 3)),
        (),
        (
            Citation("algorithm", "1", 4),
            Citation("algorithm", "2", 5),
            Citation("section", "", 6),
            Citation("section", "1", 7),
        ),
        (),
    )
    assert unknown_anchors(module, pin) == ["module.py:3: elsewhere"]
    assert unknown_steps(module, pin) == ["module.py:5: algorithm 2", "module.py:7: section 1"]
