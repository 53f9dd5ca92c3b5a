"""The page "What is modelled, and what is not" is the one that the code gives."""

from runpy import run_path

from tests.citations.citations import ROOT, read_package
from tests.citations.coverage import coverage
from tests.citations.standard_pin import load

# The folder of the pages is no package, so its script is run, under a name that writes nothing.
SCRIPT = run_path(str(ROOT / "docs" / "modelled.py"))
PIN = load()
MODELLED = {entry.anchor for entry in coverage(PIN, read_package())}


def test_committed_page_is_current() -> None:
    current = SCRIPT["PAGE"].read_text("utf-8") == SCRIPT["render"]()
    assert current, "run `python docs/modelled.py`"


def test_every_algorithm_is_modelled_or_in_a_group() -> None:
    missing = SCRIPT["ungrouped"](PIN, MODELLED)
    assert not missing, f"say in docs/modelled.py why these are not modelled: {missing}"


def test_groups_hold_what_exists_and_is_not_modelled() -> None:
    grouped = [anchor for group in SCRIPT["GROUPS"] for anchor in group.anchors]
    assert len(grouped) == len(set(grouped)), "an algorithm is in two groups"
    assert set(grouped) <= set(PIN.algorithms), "the standard has no such algorithms"
    modelled = sorted(MODELLED.intersection(grouped))
    assert not modelled, f"modelled by now, so take them out of docs/modelled.py: {modelled}"
