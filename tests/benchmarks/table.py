"""The table, in Markdown, so that it can be read here and pasted there."""

from tests.benchmarks.measure import Goal

_WIDTHS = (4, 55, 43, 8, 6, 6, 12)


def _line(*cells: str) -> str:
    padded = [cell.ljust(width) for cell, width in zip(cells, _WIDTHS, strict=True)]
    return f"| {' | '.join(padded)} |"


HEADING = "\n".join(
    [
        _line("Goal", "what is measured", "against", "measured", "gate", "aim", ""),
        _line(*("-" * width for width in _WIDTHS)),
    ]
)


def row(goal: Goal, figure: float) -> str:
    """Say how *figure* stands to the goal."""
    ok = "aim reached" if figure <= goal.aim else "ok"
    digits = 0 if goal.unit == "B" else 2
    return _line(
        goal.name,
        goal.subject,
        goal.yardstick,
        f"{figure:.{digits}f}{goal.unit}",
        f"{goal.gate:g}{goal.unit}",
        f"{goal.aim:g}{goal.unit}",
        ok if figure <= goal.gate else "past gate" if figure <= goal.limit else "FAILS",
    )
