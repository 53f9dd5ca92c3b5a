"""How much of each algorithm the package models: the pin and the citations, joined."""

from collections.abc import Iterable, Mapping

import attrs

from tests.citations.citations import Function, Module
from tests.citations.comments import StepComment
from tests.citations.standard_pin import Pin

#: Where the standard's algorithms are implemented; elsewhere they are only spoken of.
_IMPLEMENTING = (
    "corsmodel.fetching.",
    "corsmodel.http_extensions.",
    "corsmodel.infrastructure.",
    "corsmodel.headers_class",
    "corsmodel.fetch_api",
    "corsmodel.using_fetch",
    "corsmodel.xml_http_request",
)


@attrs.frozen
class Place:
    """A function and the module that it stands in."""

    module: Module
    function: Function

    def __str__(self) -> str:
        return f"{self.module.name}.{self.function.name}"


@attrs.frozen
class Coverage:
    """What the package says about one algorithm."""

    anchor: str
    #: The functions that implement it, or parts of it.
    places: tuple[Place, ...]
    #: The steps that are modelled, in the order of the standard.
    modelled: tuple[str, ...]
    #: Step path → what of a modelled step is left out.
    in_part: Mapping[str, str]
    #: Step path → why it is not modelled, as the comment at its place says it.
    left_out: Mapping[str, StepComment]
    #: The steps that nothing is said about.
    missing: tuple[str, ...]

    @property
    def main_place(self) -> Place:
        """The public function that says most about the algorithm, as others do parts of it."""

        def rank(place: Place) -> tuple[bool, int]:
            steps = [c for c in place.function.comments if c.anchor == self.anchor]
            return not place.function.name.rpartition(".")[2].startswith("_"), len(steps)

        return max(self.places, key=rank)


def coverage(pin: Pin, modules: Iterable[Module]) -> list[Coverage]:
    """Join pin and citations, one entry for each algorithm that a function implements."""
    places: dict[str, list[Place]] = {}
    comments: dict[str, list[StepComment]] = {}
    cited: dict[str, set[str]] = {}
    for module in modules:
        for citation in module.citations:
            cited.setdefault(citation.anchor, set()).add(citation.path)
        for function in module.functions:
            for comment in function.comments:
                comments.setdefault(comment.anchor, []).append(comment)
            if function.anchors and module.name.startswith(_IMPLEMENTING):
                places.setdefault(function.anchors[0], []).append(Place(module, function))
    return [
        _cover(
            anchor, steps, places[anchor], comments.get(anchor, []), cited.get(anchor, frozenset())
        )
        for anchor, steps in pin.algorithms.items()
        if anchor in places
    ]


def _cover(
    anchor: str,
    steps: Iterable[str],
    places: list[Place],
    comments: list[StepComment],
    cited: Iterable[str],
) -> Coverage:
    # A definition without numbered steps is modelled by the function that names it.
    said = {"", *cited} | {comment.path for comment in comments if comment.modelled}
    left_out = {c.path: c for c in comments if not c.modelled and c.path not in said}
    wholes = tuple(f"{comment.path}." for comment in left_out.values() if comment.whole)
    in_part = {c.path: c.left_out for c in comments if c.modelled and c.left_out}
    return Coverage(
        anchor,
        tuple(places),
        tuple(path for path in steps if path in said),
        {path: in_part[path] for path in steps if path in in_part},
        {path: left_out[path] for path in steps if path in left_out},
        tuple(
            path
            for path in steps
            if path not in said and path not in left_out and not path.startswith(wholes)
        ),
    )
