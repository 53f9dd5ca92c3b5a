"""A map that is a value: each change gives a new one and copies a small part of the old."""

from binascii import crc32
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

import attrs

from corsmodel.values import Value

K = TypeVar("K", bound=tuple[object, ...])
V = TypeVar("V")

#: So many entries are copied at each change; a map that has had more is spread over shards.
_FEW = 16
# The shards stand in rows. A change copies the list of the rows, one row and one shard: that is all
# that a verdict keeps beyond what the one before it kept.
_WIDTH = 16


@attrs.frozen(eq=False, repr=False)
class ShardedMap(Value, Generic[K, V]):
    """Keys are tuples that end in a URL; a look-up costs the same however many there are."""

    _few: dict[K, V] = attrs.field(factory=dict, repr=False)
    _rows: tuple[tuple[dict[K, V], ...], ...] = attrs.field(default=(), repr=False)

    def get(self, key: K) -> V | None:
        """Return the value at *key*, or ``None``."""
        if not self._rows:
            return self._few.get(key)
        y, x = _place(key)
        return self._rows[y][x].get(key)

    def put(self, key: K, value: V | None) -> "ShardedMap[K, V]":
        """Return a map with *value* at *key*, or without *key* where it is ``None``."""
        rows = self._rows
        if not rows:
            few = _changed(self._few, key, value)
            return ShardedMap(few) if len(few) <= _FEW else ShardedMap({}, _spread(few))
        y, x = _place(key)
        row = rows[y]
        row = (*row[:x], _changed(row[x], key, value), *row[x + 1 :])
        return ShardedMap({}, (*rows[:y], row, *rows[y + 1 :]))

    def kept(self, keep: Callable[[V], V | None]) -> "ShardedMap[K, V]":
        """Return a map with what *keep* makes of each value, without those that it drops."""
        rows = tuple(tuple(_kept(shard, keep) for shard in row) for row in self._rows)
        return ShardedMap(_kept(self._few, keep), rows)

    def __iter__(self) -> Iterator[tuple[K, V]]:
        """Give every key with its value, in an order that the keys and their history determine."""
        yield from self._few.items()
        for row in self._rows:
            for shard in row:
                yield from shard.items()

    def __bool__(self) -> bool:
        """Tell whether there may be something to find, and a key is worth being made."""
        return bool(self._few or self._rows)

    def __eq__(self, other: object) -> bool:
        """Compare what is in the two."""
        return dict(self) == dict(other) if isinstance(other, ShardedMap) else NotImplemented

    __hash__ = None  # type: ignore[assignment]  # as a dict's


def _changed(shard: dict[K, V], key: K, value: V | None) -> dict[K, V]:
    shard = dict(shard)
    if value is None:
        shard.pop(key, None)
    else:
        shard[key] = value
    return shard


def _spread(few: dict[K, V]) -> tuple[tuple[dict[K, V], ...], ...]:
    rows: list[list[dict[K, V]]] = [[{} for _ in range(_WIDTH)] for _ in range(_WIDTH)]
    for key, value in few.items():
        y, x = _place(key)
        rows[y][x][key] = value
    return tuple(map(tuple, rows))


def _kept(shard: dict[K, V], keep: Callable[[V], V | None]) -> dict[K, V]:
    values = {key: keep(value) for key, value in shard.items()}
    return {key: value for key, value in values.items() if value is not None}


def _place(key: tuple[object, ...]) -> tuple[int, int]:
    # Not hash(): a map may be pickled into a process whose strings hash otherwise.
    return divmod(crc32(str(key[-1]).encode()) % (_WIDTH * _WIDTH), _WIDTH)
