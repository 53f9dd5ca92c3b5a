"""The page about the engines is made from profiles, recordings and figures, and it is fresh."""

import runpy
from pathlib import Path

SCRIPT = runpy.run_path(str(Path(__file__).parents[1] / "docs" / "engines.py"))


def test_the_page_is_fresh() -> None:
    current = SCRIPT["PAGE"].read_text("utf-8") == SCRIPT["render"]()
    assert current, "run `python docs/engines.py`"
