"""In which order Chromium looks through a request's headers: that of a hash table.

Of several refused headers its console names the first in this order. Measured in Chromium 156 by
the order of headers on the wire; the table is the one of Blink's sources, its hash function is the
first version of rapidhash (https://github.com/Nicoshev/rapidhash, by Nicolas De Carli).
"""

from collections.abc import Iterable

_MASK = 2**64 - 1
_SEED = 0xBDD89AA982704029
_SECRETS = (0x2D358DCCAA6C78A5, 0x8BB84B93962EACC9, 0x4B33A62ED433D4A3)
_SMALLEST_TABLE = 8

#: What Chromium sets itself: always, and on requests to https.
_OWN = (b"user-agent",)
_OWN_SECURE = (b"sec-ch-ua", b"sec-ch-ua-mobile", b"sec-ch-ua-platform", *_OWN)


def header_order(names: Iterable[bytes], *, xhr: bool, secure: bool) -> list[bytes]:
    """Return the lower-case *names* of a script's headers in Chromium's order.

    XMLHttpRequest collects the headers in a table of their own first; ``fetch()`` sorts them.
    *secure* says whether the request goes to https.
    """
    names = _Table(names).names() if xhr else sorted(names)
    own = _OWN_SECURE if secure else _OWN
    return [name for name in _Table((*names, *own)).names() if name not in own]


class _Table:
    """A hash table with open addressing: the order of its buckets is that of its names."""

    def __init__(self, names: Iterable[bytes]) -> None:
        self._buckets: list[bytes | None] = [None] * _SMALLEST_TABLE
        self._count = 0
        for name in names:
            self._put(name)
            self._count += 1
            # It grows as soon as it is half full.
            if self._count * 2 >= len(self._buckets):
                known = self.names()
                self._buckets = [None] * (len(self._buckets) * 2)
                for one in known:
                    self._put(one)

    def names(self) -> list[bytes]:
        return [name for name in self._buckets if name is not None]

    def _put(self, name: bytes) -> None:
        place = _hash(name) % len(self._buckets)
        step = 0
        while self._buckets[place] is not None:
            step += 1
            place = (place + step) % len(self._buckets)
        self._buckets[place] = name


def _hash(name: bytes) -> int:
    """Hash a lower-case ASCII name, widened to UTF-16, to 24 bits; zero is not used."""
    widened = name.decode("latin-1").encode("utf-16-le")
    return _rapidhash(widened, name) & 0xFFFFFF or 0x800000


def _rapidhash(data: bytes, name: bytes) -> int:
    """Hash *data* to 64 bits; *name* is the same, one byte a character."""
    size = len(data)
    seed = _SEED ^ _mix(_SEED ^ _SECRETS[0], _SECRETS[1]) ^ size
    if size <= 16:
        first, second = _short(data, name)
    else:
        seed = _long(data, seed)
        first, second = _read(data, size - 16), _read(data, size - 8)
    product = (first ^ _SECRETS[1]) * (second ^ seed)
    return _mix(product & _MASK ^ _SECRETS[0] ^ size, product >> 64 ^ _SECRETS[1])


def _short(data: bytes, name: bytes) -> tuple[int, int]:
    """Read up to 16 bytes into two numbers."""
    if len(name) <= 1:
        return (name[0] if name else 0), 0
    last = len(data) - 4
    apart = 4 if len(data) >= 8 else 0
    first = _read(data, 0, 4) << 32 | _read(data, last, 4)
    return first, _read(data, apart, 4) << 32 | _read(data, last - apart, 4)


def _long(data: bytes, seed: int) -> int:
    """Mix all that stands before the last 16 bytes into the seed."""
    start = 0
    left = len(data)
    if left > 48:
        lanes = [seed, seed, seed]
        while left >= 48:
            for lane in range(3):
                place = start + 16 * lane
                lanes[lane] = _mix(
                    _read(data, place) ^ _SECRETS[lane], _read(data, place + 8) ^ lanes[lane]
                )
            start += 48
            left -= 48
        seed = lanes[0] ^ lanes[1] ^ lanes[2]
    if left > 16:
        seed = _mix(_read(data, start) ^ _SECRETS[2], _read(data, start + 8) ^ seed ^ _SECRETS[1])
    if left > 32:
        seed = _mix(_read(data, start + 16) ^ _SECRETS[2], _read(data, start + 24) ^ seed)
    return seed


def _read(data: bytes, start: int, size: int = 8) -> int:
    return int.from_bytes(data[start : start + size], "little")


def _mix(one: int, other: int) -> int:
    product = one * other
    return product & _MASK ^ product >> 64
