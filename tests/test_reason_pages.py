"""The pages of the reasons are complete, and the ones that the data gives."""

from runpy import run_path

import pytest

from corsmodel import REASONS
from tests.citations.citations import ROOT

# The folder of the pages is no package, so its script is run, under a name that writes nothing.
SCRIPT = run_path(str(ROOT / "docs" / "reasons.py"))
PAGES = SCRIPT["render"]()


def test_every_reason_has_a_page() -> None:
    assert set(PAGES) == {"index.md"} | {f"{code}.md" for code in REASONS}
    committed = {path.name for path in SCRIPT["FOLDER"].glob("*.md")}
    assert committed == set(PAGES), "run `python docs/reasons.py`"


@pytest.mark.parametrize("name", list(PAGES))
def test_committed_pages_are_current(name: str) -> None:
    current = (SCRIPT["FOLDER"] / name).read_text("utf-8") == PAGES[name]
    assert current, "run `python docs/reasons.py`"


@pytest.mark.parametrize("code", list(REASONS))
def test_the_example_is_one(code: str) -> None:
    """It shows the reason in the standard, or, for what only an engine does, in that engine."""
    verdicts = SCRIPT["examples"](code)
    reasons = {name: verdict.reason and verdict.reason.code for name, verdict in verdicts.items()}
    assert code in reasons.values()
