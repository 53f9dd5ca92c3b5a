"""Make the page of findings from their kinds: ``python docs/lint.py``."""

from pathlib import Path

from corsmodel.lint import FINDINGS

PAGE = Path(__file__).parent / "lint.md"
_MARK = "<!-- from here on, `python docs/lint.py` writes -->\n"


def render() -> str:
    """Return the page: what is written by hand, then every code."""
    text = PAGE.read_text("utf-8").partition(_MARK)[0] + _MARK
    for severity in ("error", "warning", "info"):
        text += f"\n## Codes: {severity}\n"
        for code, kind in FINDINGS.items():
            if kind.severity == severity:
                title = _plain(kind.title).replace("{", "*").replace("}", "*")
                meaning, remedy = _plain(kind.meaning), _plain(kind.remedy)
                text += f"\n### {code}\n\n{title}.\n\n{meaning}\n\nRemedy: {remedy}\n"
    return text


def _plain(text: str) -> str:
    """Keep Markdown from reading anything into *text*."""
    return text.replace("*", "\\*")


if __name__ == "__main__":
    PAGE.write_text(render(), "utf-8")
    print(f"{len(FINDINGS)} codes")
