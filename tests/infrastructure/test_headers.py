"""Header lists change as values, and keep order and spelling."""

import pytest

from corsmodel import HeaderList

LIST = HeaderList.of([("X-A", "1"), ("x-b", "2"), ("x-a", "3"), ("X-C", "4")])


@pytest.mark.parametrize(
    ("changed", "pairs"),
    [
        (LIST.append(b"X-B", b"5"), [*LIST.pairs, (b"x-b", b"5")]),
        (LIST.append(b"x-A", b"5"), [*LIST.pairs, (b"X-A", b"5")]),
        (LIST.append(b"X-D", b"5"), [*LIST.pairs, (b"X-D", b"5")]),
        (LIST.combine(b"X-B", b"5"), [LIST.pairs[0], (b"x-b", b"2, 5"), *LIST.pairs[2:]]),
        (LIST.combine(b"x-A", b"5"), [(b"X-A", b"1, 5"), *LIST.pairs[1:]]),
        (LIST.combine(b"X-D", b"5"), [*LIST.pairs, (b"X-D", b"5")]),
        (LIST.set(b"X-B", b"5"), [LIST.pairs[0], (b"x-b", b"5"), *LIST.pairs[2:]]),
        (LIST.set(b"x-A", b"5"), [(b"X-A", b"5"), LIST.pairs[1], LIST.pairs[3]]),
        (LIST.set(b"X-D", b"5"), [*LIST.pairs, (b"X-D", b"5")]),
        (LIST.delete([b"x-a", b"x-d"]), [LIST.pairs[1], LIST.pairs[3]]),
        (LIST.delete([b"x-d"]), LIST.pairs),
    ],
)
def test_changes(changed: HeaderList, pairs: list[tuple[bytes, bytes]]) -> None:
    assert list(changed.pairs) == list(pairs)
    assert len(LIST) == 4
