"""Step comments: ``# 7.1. 7.2. The two lists.``, and what they say about each step.

A comment may take several lines. It begins with step paths; the next paths begin a line or follow
the end of a sentence. ``Not modelled: reason`` behind them says that the model leaves these steps
out, ``Not modelled (whole): reason`` that it leaves out their substeps, too. A path counts against
the algorithm of the enclosing function, unless the comment names another before it:
``# concept-cors-check 4. The origin.``
"""

import io
import re
import tokenize
from collections.abc import Iterator

import attrs

_PATH = r"\d+(?:-\d+)?(?:\.[a-z0-9-]+)*"
#: One or several addresses of steps, where a line begins or a sentence ended.
_STEPS = re.compile(
    rf"(?:^|(?<=[.;])[ ])(?P<anchor>[a-z]+(?:-[a-z0-9?]+)+(?=[ ]\d))?[ ]?"
    rf"(?P<paths>{_PATH}\.(?:[ ]{_PATH}\.)*)(?=[ ]|$)",
    re.MULTILINE,
)
_NOT_MODELLED = re.compile(r"Not modelled(?P<whole> \(whole\))?: (?P<reason>.*)", re.DOTALL)


@attrs.frozen
class StepComment:
    """What a comment says about one step."""

    anchor: str
    path: str
    line: int
    #: What the step does, or why it is not modelled.
    text: str
    modelled: bool = True
    #: Whether the substeps are left out as well.
    whole: bool = False

    @property
    def left_out(self) -> str:
        """What is not modelled of the step, or the empty string."""
        if not self.modelled:
            return self.text
        _, _, reason = self.text.partition("Not modelled: ")
        return reason.partition(". ")[0]


def comment_blocks(source: str) -> Iterator[tuple[int, int, str]]:
    """Give comments as (line, column, text); a comment over several lines is one."""
    block: list[str] = []
    start = (0, 0)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT or token.string.startswith("#:"):
            continue
        line, column = token.start
        stands_alone = not token.line[:column].strip()
        continues = stands_alone and (line, column) == (start[0] + len(block), start[1])
        if block and not continues:
            yield *start, "\n".join(block)
            block = []
        if not block:
            start = (line, column if stands_alone else -1)
        block.append(token.string[1:].strip())
    if block:
        yield *start, "\n".join(block)


def step_comments(text: str, anchor: str, line: int = 0) -> Iterator[StepComment]:
    """Read one comment, its lines without the sign, into what it says about each step."""
    found = list(_STEPS.finditer(text))
    # A comment that does not begin with a step is about something else.
    if not found or found[0].start() > 0:
        return
    ends = [*(match.start() for match in found[1:]), len(text)]
    for match, end in zip(found, ends, strict=True):
        said = " ".join(text[match.end() : end].split())
        left_out = _NOT_MODELLED.match(said)
        for path in match["paths"].split():
            yield StepComment(
                match["anchor"] or anchor,
                path.removesuffix("."),
                line + text.count("\n", 0, match.start("paths")),
                (left_out["reason"] if left_out else said).rstrip(" .;,"),
                modelled=left_out is None,
                whole=bool(left_out and left_out["whole"]),
            )
