"""Header lists change as values, and keep order and spelling."""

import pickle

import pytest

from corsmodel import HeaderList

LIST = HeaderList.of([("X-A", "1"), ("x-b", "2"), ("x-a", "3"), ("X-C", "4")])


@pytest.mark.parametrize(
    ("operation", "name", "pairs"),
    [
        ("append", b"X-B", [*LIST.pairs, (b"x-b", b"5")]),
        ("append", b"x-A", [*LIST.pairs, (b"X-A", b"5")]),
        ("append", b"X-D", [*LIST.pairs, (b"X-D", b"5")]),
        ("combine", b"X-B", [LIST.pairs[0], (b"x-b", b"2, 5"), *LIST.pairs[2:]]),
        ("combine", b"x-A", [(b"X-A", b"1, 5"), *LIST.pairs[1:]]),
        ("combine", b"X-D", [*LIST.pairs, (b"X-D", b"5")]),
        ("set", b"X-B", [LIST.pairs[0], (b"x-b", b"5"), *LIST.pairs[2:]]),
        ("set", b"x-A", [(b"X-A", b"5"), LIST.pairs[1], LIST.pairs[3]]),
        ("set", b"X-D", [*LIST.pairs, (b"X-D", b"5")]),
    ],
)
def test_changes(operation: str, name: bytes, pairs: list[tuple[bytes, bytes]]) -> None:
    changed: HeaderList = getattr(LIST, operation)(name, b"5")
    assert list(changed.pairs) == pairs
    assert len(LIST) == 4


def test_deletions() -> None:
    assert LIST.delete([b"x-a", b"x-d"]).pairs == (LIST.pairs[1], LIST.pairs[3])
    assert LIST.delete([b"x-d"]) == LIST
    assert len(LIST) == 4


def test_copies_go_without_the_index() -> None:
    headers = HeaderList.of({"X-A": "1"})
    before = len(pickle.dumps(headers))
    assert headers.get(b"x-a") == b"1"
    assert len(pickle.dumps(headers)) == before
    assert pickle.loads(pickle.dumps(headers)) == headers
