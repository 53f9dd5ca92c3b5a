"""A map that is a value: each change gives a new one and copies a small part of the old."""

from binascii import crc32
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

import attrs

K = TypeVar("K", bound=tuple[object, ...])
V = TypeVar("V")

# The shards stand in rows. Each change copies the list of the rows, one row and one shard; what it
# copies is all that a verdict keeps beyond what the one before it kept.
_WIDTH = 16
_SHARD: dict[tuple[object, ...], object] = {}
_ROW = (_SHARD,) * _WIDTH
_NOTHING = (_ROW,) * _WIDTH


@attrs.frozen
class ShardedMap(Generic[K, V]):
    """Keys are tuples that end in a URL; a look-up costs the same however many there are."""

    _rows: tuple[tuple[dict[K, V], ...], ...] = attrs.field(default=_NOTHING, repr=False)

    @property
    def is_new(self) -> bool:
        """Whether nothing was put in it yet, so that no key is worth being made."""
        return self._rows is _NOTHING

    def get(self, key: K) -> V | None:
        """Return the value at *key*, or ``None``."""
        y, x = _place(key)
        return self._rows[y][x].get(key)

    def put(self, key: K, value: V | None) -> "ShardedMap[K, V]":
        """Return a map with *value* at *key*, or without *key* where it is ``None``."""
        y, x = _place(key)
        rows = self._rows
        row = rows[y]
        shard = dict(row[x])
        if value is None:
            shard.pop(key, None)
        else:
            shard[key] = value
        row = (*row[:x], shard, *row[x + 1 :])
        return ShardedMap((*rows[:y], row, *rows[y + 1 :]))

    def kept(self, keep: Callable[[V], V | None]) -> "ShardedMap[K, V]":
        """Return a map with what *keep* makes of each value, without those that it drops."""
        return ShardedMap(tuple(tuple(_kept(shard, keep) for shard in row) for row in self._rows))

    def __iter__(self) -> Iterator[tuple[K, V]]:
        """Give every key with its value, in an order that the keys determine."""
        for row in self._rows:
            for shard in row:
                yield from shard.items()


def _kept(shard: dict[K, V], keep: Callable[[V], V | None]) -> dict[K, V]:
    values = {key: keep(value) for key, value in shard.items()}
    return {key: value for key, value in values.items() if value is not None}


def _place(key: tuple[object, ...]) -> tuple[int, int]:
    # Not hash(): a map may be pickled into a process whose strings hash otherwise.
    return divmod(crc32(str(key[-1]).encode()) % (_WIDTH * _WIDTH), _WIDTH)
