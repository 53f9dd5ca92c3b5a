"""What a kind of finding is."""

from typing import Literal

import attrs

Severity = Literal["error", "warning", "info"]


@attrs.frozen
class FindingKind:
    """One kind of finding."""

    severity: Severity
    #: What is the case, with places for values in braces.
    title: str
    #: What it means, for whom.
    meaning: str
    #: What to do.
    remedy: str
