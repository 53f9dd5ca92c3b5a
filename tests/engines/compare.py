"""Where the model and an engine part."""

from collections.abc import Iterator
from typing import Any

import attrs

JSON = dict[str, Any]

KINDS = ("outcome", "response", "wire", "code", "console")


@attrs.frozen
class Disagreement:
    """One difference between the model and the engine."""

    #: One of :data:`KINDS`.
    kind: str
    #: Which fetch of the scenario; the words of an engine belong to all of them together.
    fetch: int
    predicted: object
    observed: object


def compare(predicted: JSON, observed: JSON) -> Iterator[Disagreement]:
    """Hold two observations of one scenario against each other."""
    pairs = zip(predicted["seen"], observed["seen"], strict=True)
    for fetch, (ours, theirs) in enumerate(pairs):
        for kind in ("outcome", "response", "wire"):
            if ours[kind] != theirs[kind]:
                yield Disagreement(kind, fetch, ours[kind], theirs[kind])
    for kind, key in (("code", "codes"), ("console", "console")):
        if predicted[key] != observed[key]:
            yield Disagreement(kind, 0, predicted[key], observed[key])
