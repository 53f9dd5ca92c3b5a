"""Makes a page for each reason code, from the reasons, their guidance and the engines' own words.

Run ``python docs/reasons.py`` when one of them changed; a test compares. What the engines say comes
from the model: the example of each reason is played in each profile, and what its console shows is
written down. An engine that says nothing, or whose sentences are not known, has none.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from corsmodel import REASONS, Verdict  # noqa: E402
from corsmodel.drivers.scenarios import evaluate_scenario  # noqa: E402
from corsmodel.explain.guidance import FAMILIES, GUIDANCE, Guidance  # noqa: E402
from corsmodel.profiles import PROFILES  # noqa: E402
from corsmodel.scenario import scenario_from_json  # noqa: E402
from docs.reason_examples import EXAMPLES  # noqa: E402

FOLDER = ROOT / "docs" / "reasons"
_NAMES = {"standard": "The standard", "chromium": "Chromium", "firefox": "Firefox",
          "webkit": "WebKit"}  # fmt: skip

_INDEX = """\
# Reasons

What a reason code means, how it comes about in real servers, and what to do. `corsmodel explain`
names the code; a verdict has it as `verdict.reason.code`.
"""


def render() -> dict[str, str]:
    """Make all pages: file name → text."""
    pages = {f"{code}.md": "\n".join(_page(code, GUIDANCE[code])) for code in REASONS}
    return {"index.md": "\n".join(_index()), **pages}


def examples(code: str) -> dict[str, Verdict]:
    """Play the reason's example in each profile."""
    scenario = scenario_from_json(EXAMPLES[code])
    return {name: evaluate_scenario(scenario, profile)[-1] for name, profile in PROFILES.items()}


def _index() -> Iterator[str]:
    yield _INDEX
    for title, family in FAMILIES.items():
        yield f"## {title}\n"
        yield "| code | meaning |"
        yield "|---|---|"
        yield from (f"| [{code}]({code}.md) | {REASONS[code].meaning} |" for code in family)
        yield ""
    yield "```{toctree}\n:hidden:\n"
    yield from (code for family in FAMILIES.values() for code in family)
    yield "```\n"


def _page(code: str, guidance: Guidance) -> Iterator[str]:
    verdicts = examples(code)
    yield f"# {code}\n"
    yield f"{REASONS[code].meaning[0].upper()}{REASONS[code].meaning[1:]}.\n"
    steps = ", ".join(f"[{step}]({step.url})" for step in guidance.steps)
    yield f"Decided at {steps}.\n"
    yield "## What to do\n"
    yield f"{guidance.fix}\n"
    yield "## How it comes about\n"
    yield from (f"- {cause}" for cause in guidance.causes)
    yield ""
    yield "## An example\n"
    played = next(
        verdict for verdict in verdicts.values() if verdict.reason and verdict.reason.code == code
    )
    yield f"```text\n{played.explain()}```\n"
    said = {
        _NAMES[name]: verdict
        for name, verdict in verdicts.items()
        if verdict.console or verdict.engine_code
    }
    if said:
        yield "## What the engines say of it\n"
    for name, verdict in said.items():
        key = f" (`{verdict.engine_code}`)" if verdict.engine_code else ""
        yield f"{name}{key}:\n"
        yield "\n".join(["```text", *verdict.console, "```\n"])


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    pages = render()
    for old in FOLDER.glob("*.md"):
        if old.name not in pages:
            old.unlink()
    for name, text in pages.items():
        (FOLDER / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
