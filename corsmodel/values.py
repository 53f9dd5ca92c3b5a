"""What frozen classes have in common: equality, hash and repr, each by the fields.

attrs can write these into each class. But it compiles what it writes when the class is made, which
for all classes of this package took half as long again as ``import attrs`` itself. So classes that
are not compared in the middle of a fetch share those of :class:`Value`, and have only the rest from
attrs: ``@attrs.frozen(eq=False, repr=False)``.
"""

import functools
from operator import attrgetter
from typing import Any

import attrs


class Value:
    """Two values are equal if they are of one class and those of their fields that count are."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        """Compare the fields that are not declared with ``eq=False``."""
        if other.__class__ is not self.__class__:
            return NotImplemented
        kind: Any = self.__class__
        return bool(_compared(kind)(self) == _compared(kind)(other))

    def __hash__(self) -> int:
        """Hash the fields that are compared."""
        kind: Any = self.__class__
        return hash(_compared(kind)(self))

    def __repr__(self) -> str:
        """Write the value as its constructor takes it, but fields with ``repr=False``."""
        kind: Any = self.__class__
        shown = [f"{field.name}={getattr(self, field.name)!r}" for field in _fields(kind)]
        return f"{kind.__qualname__}({', '.join(shown)})"


@functools.cache
def _compared(kind: type[Any]) -> "attrgetter[Any]":
    # The class is what a value without fields has to be compared.
    names = [field.name for field in _all_fields(kind) if field.eq]
    return attrgetter("__class__", *names)


@functools.cache
def _fields(kind: type[Any]) -> "tuple[attrs.Attribute[Any], ...]":
    return tuple(field for field in _all_fields(kind) if field.repr)


def _all_fields(kind: type[Any]) -> "tuple[attrs.Attribute[Any], ...]":
    # A class without fields needs nothing from attrs.
    fields: tuple[attrs.Attribute[Any], ...] = attrs.fields(kind) if attrs.has(kind) else ()
    return fields
