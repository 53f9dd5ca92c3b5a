"""Reading header values: grammars in one pass, each with the three results of the standard.

*Null* (``None``: there is no such header), *failure* (:data:`FAILURE`: the value does not match the
grammar) and a list (perhaps empty) are three different things.
"""

import enum
import functools
import re
from collections.abc import Callable
from typing import Final, Literal

from corsmodel.infrastructure.headers import TAB_OR_SPACE, HeaderList
from corsmodel.infrastructure.methods import TOKEN_BYTES


class Failure(enum.Enum):
    """The type of :data:`FAILURE`."""

    FAILURE = "failure"

    def __repr__(self) -> str:
        """Name the value as the standard does."""
        return "FAILURE"


#: What the standard calls failure: the value is there and does not parse.
FAILURE: Final = Failure.FAILURE

#: A number that stands for all larger ones: more digits than any limit needs, those of engines
#: (the largest number of 64 bits) included.
ARBITRARILY_BIG: Final = 10**20
_MOST_DIGITS: Final = 20

Values = tuple[bytes, ...] | tuple[int, ...]
Grammar = Callable[[bytes], Values | Literal[Failure.FAILURE]]

_LONGEST_REMEMBERED: Final = 256
_TOKENS_COMMAS_SPACES = TOKEN_BYTES + b",\t "


def parse_token_list(value: bytes) -> tuple[bytes, ...] | Literal[Failure.FAILURE]:
    """Parse a list of tokens as its recipient does: empty items are skipped.

    RFC 9110, section 5.6.1.
    """
    # Servers say the same again and again. What is long is parsed each time, and never kept.
    if len(value) > _LONGEST_REMEMBERED:
        return _parse_token_list(value)
    return _remembered_token_list(value)


def _parse_token_list(value: bytes) -> tuple[bytes, ...] | Literal[Failure.FAILURE]:
    # One pass: no byte outside tokens, commas, tabs and spaces; then no item with a blank inside.
    if value.translate(None, _TOKENS_COMMAS_SPACES):
        return FAILURE
    items = value.split(b",")
    if _has_blank(value):
        items = [item.strip(TAB_OR_SPACE) for item in items]
        # A blank that is still there stands inside of an item.
        if _has_blank(b"".join(items)):
            return FAILURE
    return tuple([item for item in items if item])


_remembered_token_list = functools.lru_cache(maxsize=1024)(_parse_token_list)


def _has_blank(value: bytes) -> bool:
    return b" " in value or b"\t" in value


def parse_delta_seconds(value: bytes) -> tuple[int] | Literal[Failure.FAILURE]:
    """Parse delta-seconds (RFC 9111, section 1.2.2): one or more digits and nothing else.

    More than 20 significant digits count as :data:`ARBITRARILY_BIG`.
    """
    if not value.isdigit():
        return FAILURE
    digits = value.lstrip(b"0")
    return (ARBITRARILY_BIG if len(digits) > _MOST_DIGITS else int(digits or b"0"),)


def extract_header_list_values(
    name: bytes, headers: HeaderList, grammar: Grammar, *, single: bool = False
) -> Values | Literal[Failure.FAILURE] | None:
    """Read every header called *name* (in lower case) by its *grammar*; *single*: only one may be.

    https://fetch.spec.whatwg.org/#extract-header-list-values
    """
    # 1. No such header: null.
    joined = headers.get(name)
    if joined is None:
        return None
    # One header, as nearly always: its values are all.
    several = headers.repeated.get(name)
    if several is None:
        return grammar(joined)
    # 2. Two headers where the grammar has one: failure.
    if single:
        return FAILURE
    # 3. The list of all values.
    values: list[bytes | int] = []
    # 4. Each header in order.
    for value in several:
        # 4.1. 4.2. One that does not parse spoils all.
        extract = grammar(value)
        if extract is FAILURE:
            return FAILURE
        # 4.3. Its values come behind the ones before.
        values += extract
    # 5. Done.
    return tuple(values)  # type: ignore[return-value]  # one grammar gives one kind of value


# What stands before a comma, where commas inside quoted strings do not count. Nothing that it took
# does it give back, so it takes one pass.
_VALUE: Final = r'(?:[^",]++|"(?:[^"\\]++|\\.)*+(?:"|\\?\Z))*+'


def get_decode_and_split(value: bytes) -> list[str]:
    """Split a value at its commas, those inside quoted strings left alone.

    https://fetch.spec.whatwg.org/#header-value-get-decode-and-split
    """
    # 1. Bytes become code points.
    text = value.decode("latin-1")
    # Without a quote all commas are alike.
    if '"' not in text:
        return [one.strip("\t ") for one in text.split(",")]
    # Compiled here for the first time, as are other patterns that most programs never need.
    pattern = re.compile(_VALUE, re.DOTALL)
    # 2. 3. 4. The position is at the start, and nothing collected so far.
    position = 0
    values: list[str] = []
    # 5. Until the end of the value:
    while True:
        # 5.1. 5.2. 5.2.1. 5.2.2. Everything up to a comma, and quoted strings whole, quotes and
        # escapes included.
        end = pattern.match(text, position).end()  # type: ignore[union-attr]  # matches ""
        # 5.3. 5.4. 5.5. That is one value, blanks at its ends removed.
        values.append(text[position:end].strip("\t "))
        # 5.6. At the end: done.
        if end == len(text):
            return values
        # 5.7. 5.8. Step over the comma.
        position = end + 1


def get_decode_and_split_header(name: bytes, headers: HeaderList) -> list[str] | None:
    """Split the joined values of the headers called *name* (in lower case); ``None`` if none.

    https://fetch.spec.whatwg.org/#concept-header-list-get-decode-split
    """
    # 1. The values joined.
    value = headers.get(name)
    # 2. No such header: null.
    if value is None:
        return None
    # 3. Split it.
    return get_decode_and_split(value)


def repair_utf8(value: bytes) -> bytes:
    """Replace each byte that is not part of UTF-8 by the replacement character, U+FFFD."""
    if value.isascii():
        return value
    return re.sub("[\udc80-\udcff]", "\ufffd", value.decode("utf-8", "surrogateescape")).encode()


_INTEGER: Final = rb"[\t-\r ]*([+-]?)0*([0-9]+)[\t-\r ]*"
_LONGEST_INTEGER = 19


def parse_integer(value: bytes) -> int | Literal[Failure.FAILURE]:
    """Read an integer of 64 bits, as an engine does where the standard has a grammar of its own."""
    found = re.fullmatch(_INTEGER, value)
    if found is None or len(found[2]) > _LONGEST_INTEGER:
        return FAILURE
    integer = int(found[1] + found[2])
    return integer if -(2**63) <= integer < 2**63 else FAILURE


#: A last position of -1 is how the engine writes that there is none.
_RANGE: Final = (
    rb"[\t ]*bytes[\t ]*=[\t, ]*"
    rb"(?:[+]?([0-9]{1,20})[\t ]*-[\t ]*(?:[+]?([0-9]{1,20})|-0*1)?|-[\t ]*[+]?([0-9]{1,20}))"
    rb"[\t, ]*"
)


def rewrite_range(value: bytes) -> bytes | None:
    """Write a ``Range`` of one range, read with blanks, in any case, and of 63 bits, anew.

    ``None`` is returned for all else. No standard describes this.
    """
    found = re.fullmatch(_RANGE, value, re.IGNORECASE)
    if found is None:
        return None
    first, last, suffix = (None if not text else int(text) for text in found.groups())
    numbers = [number for number in (first, last, suffix) if number is not None]
    if any(number >= 2**63 - 1 for number in numbers) or (
        first is not None and last is not None and first > last
    ):
        return None
    if suffix is not None:
        return b"bytes=-%d" % suffix if suffix else None
    return b"bytes=%d-" % (first or 0) + (b"" if last is None else b"%d" % last)


_DIGITS = re.compile("[0-9]*")
_BLANKS = re.compile("[\t ]*")


def parse_single_range(
    value: bytes, *, allow_whitespace: bool
) -> tuple[int | None, int | None] | Literal[Failure.FAILURE]:
    """Parse a ``Range`` value with one range: (start or null, end or null), or failure.

    Numbers may have any length; those of more than 20 digits come out as
    :data:`ARBITRARILY_BIG`, after the comparison of the two.

    https://fetch.spec.whatwg.org/#simple-range-header-value
    """
    # 1. 2. It begins with the unit.
    data = value.decode("latin-1")
    if not data.startswith("bytes"):
        return FAILURE
    # 3. 4. Behind the unit.
    position = _skip_blanks(data, 5, allow=allow_whitespace)
    # 5. 6. 7. An equals sign.
    if data[position : position + 1] != "=":
        return FAILURE
    position = _skip_blanks(data, position + 1, allow=allow_whitespace)
    # 8. 9. 10. The start, if there are digits.
    range_start, position = _digits(data, position)
    position = _skip_blanks(data, position, allow=allow_whitespace)
    # 11. 12. 13. A hyphen.
    if data[position : position + 1] != "-":
        return FAILURE
    position = _skip_blanks(data, position + 1, allow=allow_whitespace)
    # 14. 15. The end, if there are digits.
    range_end, position = _digits(data, position)
    # 16. Nothing behind it.
    if position < len(data):
        return FAILURE
    # 17. One of the two at least.
    if range_start is None and range_end is None:
        return FAILURE
    # 18. The start is not behind the end: by length, then by digits, which costs linear time.
    if (
        range_start is not None
        and range_end is not None
        and (len(range_start), range_start) > (len(range_end), range_end)
    ):
        return FAILURE
    # 19. Both.
    return (_number(range_start), _number(range_end))


def _skip_blanks(data: str, position: int, *, allow: bool) -> int:
    return _BLANKS.match(data, position).end() if allow else position  # type: ignore[union-attr]


def _digits(data: str, position: int) -> tuple[str | None, int]:
    """Collect digits, leading zeros dropped; ``None`` where there are none."""
    end = _DIGITS.match(data, position).end()  # type: ignore[union-attr]  # matches ""
    return (None if end == position else data[position:end].lstrip("0")), end


def _number(digits: str | None) -> int | None:
    if digits is None:
        return None
    return ARBITRARILY_BIG if len(digits) > _MOST_DIGITS else int(digits or "0")
