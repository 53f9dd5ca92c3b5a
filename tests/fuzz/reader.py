"""Choices out of bytes, so that whatever mutates the bytes mutates what is chosen."""

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


class Reader:
    """Reads choices from *data*; behind its end every byte is 0, the first of each choice."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def byte(self) -> int:
        byte = self._data[self._at] if self._at < len(self._data) else 0
        self._at += 1
        return byte

    def pick(self, choices: Sequence[T]) -> T:
        return choices[self.byte() % len(choices)]

    def rarely(self) -> bool:
        return self.byte() > 0xF0

    def many(self, make: Callable[[], T], most: int) -> list[T]:
        return [make() for _ in range(self.byte() % (most + 1))]

    def raw(self) -> bytes:
        """Any bytes, none left out."""
        start, self._at = self._at + 1, self._at + 1 + self.byte()
        return self._data[start : self._at]

    def text(self, known: Sequence[str]) -> str:
        """Mostly one of the *known* words, else any bytes as code points."""
        return self.raw().decode("latin-1") if self.byte() >= 0xA0 else self.pick(known)
