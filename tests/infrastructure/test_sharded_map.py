"""The map that both caches are made of behaves as a dictionary that is copied at each change."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsmodel.infrastructure.sharded_map import ShardedMap

Key = tuple[str]
Map = ShardedMap[Key, int]


def filled(count: int) -> Map:
    """Put numbers at so many URLs; sixteen are few, and more are spread."""
    numbers: Map = ShardedMap()
    for number in range(count):
        numbers = numbers.put((f"https://{number}.example/",), number)
    return numbers


@given(st.lists(st.tuples(st.integers(0, 40), st.one_of(st.none(), st.integers())), max_size=80))
def test_a_dictionary(changes: list[tuple[int, int | None]]) -> None:
    expected: dict[Key, int] = {}
    found: Map = ShardedMap()
    for number, value in changes:
        key = (f"/{number}",)
        before, contents = found, dict(expected)
        found = found.put(key, value)
        if value is None:
            expected.pop(key, None)
        else:
            expected[key] = value
        assert dict(before) == contents
    assert dict(found) == expected
    assert all(found.get((f"/{number}",)) == expected.get((f"/{number}",)) for number in range(41))


@pytest.mark.parametrize("count", [0, 1, 16, 17, 300])
def test_few_and_many(count: int) -> None:
    numbers = filled(count)
    assert sorted(dict(numbers).values()) == list(range(count))
    assert all(numbers.get((f"https://{n}.example/",)) == n for n in range(count))
    assert numbers.get(("https://other.example/",)) is None
    assert bool(numbers) == (count > 0)
    assert pickle.loads(pickle.dumps(numbers)) == numbers
    assert numbers != filled(count + 1)
    odd = numbers.kept(lambda value: value * 2 if value % 2 else None)
    assert sorted(dict(odd).values()) == [number * 2 for number in range(count) if number % 2]


def test_equal_by_what_is_in_it() -> None:
    many = filled(17)
    assert many.put(("https://16.example/",), None) == filled(16)
    assert (filled(1) == {("https://0.example/",): 0}) is False
    with pytest.raises(TypeError, match="unhashable"):
        hash(filled(1))
