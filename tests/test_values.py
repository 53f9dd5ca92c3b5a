"""Values are equal, hashed and shown as attrs would have it."""

import pickle
from typing import Any

import attrs
import pytest

from corsmodel import CHROMIUM, STANDARD, Response
from corsmodel.fetching.classification import Classification, FlagCause, MethodCause
from corsmodel.fetching.reasons import BadPort, MixedContent
from corsmodel.infrastructure.exchanges import HTTPRequest
from corsmodel.infrastructure.headers import HeaderList
from corsmodel.standard import Step
from corsmodel.values import Value

STEP = Step("fetch", "1")
ASKED = HTTPRequest(b"GET", "https://a.example/", HeaderList(), preflight=False, credentials=True)
VALUES = [
    STEP,
    ASKED,
    BadPort(STEP, "https://a.example:1/", preflight=True),
    CHROMIUM,
    Classification("preflighted", (MethodCause(b"PUT"), FlagCause()), ASKED),
    FlagCause(),
    Response(204, [("A", "b")]),
]


@attrs.frozen
class Twin(Value):
    """What attrs writes itself."""

    shown: object
    hidden: object = attrs.field(default=0, repr=False)
    aside: object = attrs.field(default=0, eq=False)


@attrs.frozen(eq=False, repr=False)
class Lean(Value):
    """The same without."""

    shown: object
    hidden: object = attrs.field(default=0, repr=False)
    aside: object = attrs.field(default=0, eq=False)


class Leaner(Lean):
    """A subclass that has nothing of its own."""


@pytest.mark.parametrize("one", [(1,), (1, 2), (1, 2, 3), (float("nan"),), ((),)])
@pytest.mark.parametrize("other", [(1,), (1, 2), (1, 2, 3), (1, 0, 3), ("1",)])
def test_values_are_compared_and_shown_as_attrs_does_it(
    one: tuple[object, ...], other: tuple[object, ...]
) -> None:
    assert (Lean(*one) == Lean(*other)) is (Twin(*one) == Twin(*other))
    assert repr(Lean(*one)).replace("Lean", "Twin") == repr(Twin(*one))
    if Lean(*one) == Lean(*other):
        assert hash(Lean(*one)) == hash(Lean(*other))


def test_classes_differ() -> None:
    assert Lean(1) != Leaner(1)
    assert Lean(1) != Twin(1)
    assert MixedContent(STEP, "x") != BadPort(STEP, "x")
    assert len({Lean(1), Leaner(1), Lean(1)}) == 2
    assert repr(Leaner(1)) == "Leaner(shown=1, aside=0)"


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_copy_is_equal(value: Any) -> None:
    copy = pickle.loads(pickle.dumps(value))
    assert copy == value
    assert hash(copy) == hash(value)
    assert copy != STANDARD
