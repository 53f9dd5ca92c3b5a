"""A map that is a value: each change gives a new one and copies a small part of the old."""

from binascii import crc32
from typing import Generic, TypeVar

import attrs

V = TypeVar("V")

# Each change copies the list of the shards, which the verdict keeps, and one shard.
_SHARDS = 64
_EMPTY: tuple[dict[tuple[object, ...], object], ...] = ({},) * _SHARDS


@attrs.frozen
class ShardedMap(Generic[V]):
    """Keys are tuples that end in a URL; a look-up costs the same however many there are."""

    _shards: tuple[dict[tuple[object, ...], V], ...] = attrs.field(default=_EMPTY, repr=False)

    def get(self, key: tuple[object, ...]) -> V | None:
        """Return the value at *key*, or ``None``."""
        return None if self._shards is _EMPTY else self._shards[_number(key)].get(key)

    def put(self, key: tuple[object, ...], value: V | None) -> "ShardedMap[V]":
        """Return a map with *value* at *key*, or without *key* where it is ``None``."""
        number = _number(key)
        shard = dict(self._shards[number])
        if value is None:
            shard.pop(key, None)
        else:
            shard[key] = value
        return ShardedMap((*self._shards[:number], shard, *self._shards[number + 1 :]))


def _number(key: tuple[object, ...]) -> int:
    # Not hash(): a map may be pickled into a process whose strings hash otherwise.
    return crc32(str(key[-1]).encode()) % _SHARDS
