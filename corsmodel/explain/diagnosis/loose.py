"""Words that are no engine's: what tutorials, colleagues and other programs make of a sentence."""

from corsmodel.explain.diagnosis import notes
from corsmodel.explain.diagnosis.diagnosis import Diagnosis, fixes_of, meaning_of

#: All of these are in the text, without regard to case → the reasons that it speaks of.
_HINTS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("access-control-allow-origin", "must not be", "*"), ("wildcard-allow-origin",)),
    (("access-control-allow-origin", "wildcard"), ("wildcard-allow-origin",)),
    (("access-control-allow-origin", "multiple"), ("multiple-allow-origin",)),
    (("access-control-allow-origin", "not equal"), ("allow-origin-mismatch",)),
    (("access-control-allow-origin", "not match"), ("allow-origin-mismatch",)),
    (("no ", "access-control-allow-origin"), ("missing-allow-origin",)),
    (("access-control-allow-origin", "missing"), ("missing-allow-origin",)),
    (
        ("access-control-allow-credentials",),
        ("missing-allow-credentials", "invalid-allow-credentials"),
    ),
    (("authorization", "access-control-allow-headers"), ("authorization-not-allowed",
                                                         "header-not-allowed")),
    (("access-control-allow-headers", "parse"), ("invalid-allow-headers",)),
    (("access-control-allow-headers",), ("header-not-allowed", "authorization-not-allowed")),
    (("access-control-allow-methods", "parse"), ("invalid-allow-methods",)),
    (("access-control-allow-methods",), ("method-not-allowed",)),
    (("redirect", "preflight"), ("preflight-redirect",)),
    (("preflight", "status"), ("preflight-status",)),
    (("mixed content",), ("mixed-content",)),
)  # fmt: skip
_LOOSELY = "but it speaks of this: "


def loosely(text: str) -> Diagnosis:
    """Say what a text without any engine's sentence may mean, or that nothing is known."""
    lower = text.lower()
    for hints, reasons in _HINTS:
        if all(hint in lower for hint in hints):
            return Diagnosis(None, None, reasons, _LOOSELY + meaning_of(reasons), fixes_of(reasons))
    return Diagnosis(None, None, (), notes.UNKNOWN.meaning, (notes.UNKNOWN.fix,))
