"""Arguments as people pass them: misuse is told with the argument, the value and the remedy."""

import math

_SHOWN = 40


def one_of(value: object, allowed: frozenset[str], argument: str) -> None:
    """Refuse a word that the standard does not have.

    :raises ValueError: when *value* is not in *allowed*.
    """
    if not isinstance(value, str) or value not in allowed:
        words = ", ".join(repr(word) for word in sorted(allowed))
        message = f"{argument}: {shown(value)} is none of {words}"
        raise ValueError(message)


def of_type(value: object, kind: type | tuple[type, ...], argument: str, remedy: str) -> None:
    """Refuse a value of a wrong type.

    :raises TypeError: when *value* is not of *kind*; the message ends in what to do instead.
    """
    if not isinstance(value, kind):
        message = f"{argument}: {shown(value)} is of type {type(value).__name__}; {remedy}"
        raise TypeError(message)


def whole_number(value: object, argument: str) -> None:
    """Refuse what is not a whole number, 0 or more.

    :raises TypeError: when *value* is no integer.
    :raises ValueError: when it is negative.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        message = f"{argument}: {shown(value)} is no integer; pass a number, 0 or more"
        raise TypeError(message)
    if value < 0:
        message = f"{argument}: {shown(value)} is negative; pass 0 or more"
        raise ValueError(message)


def finite(value: float, argument: str) -> None:
    """Refuse what is not a time in seconds.

    :raises TypeError: when *value* is no number.
    :raises ValueError: when it has no place in time: infinite, not a number, or beyond a float.
    """
    of_type(value, (int, float), argument, "pass seconds, as an int or a float")
    try:
        fits = math.isfinite(value)
    except OverflowError:
        fits = False
    if not fits:
        message = f"{argument}: {shown(value)} is no time; pass a finite number of seconds"
        raise ValueError(message)


def shown(value: object) -> str:
    """Write a value for a message, cut short; nothing that a value is makes this fail."""
    # A part of a long text is enough; what nests deeply, or has too many digits, has no repr.
    if isinstance(value, str | bytes):
        value = value[: _SHOWN + 1]
    try:
        text = repr(value)
    except (RecursionError, ValueError):
        return f"a value of type {type(value).__name__}"
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
