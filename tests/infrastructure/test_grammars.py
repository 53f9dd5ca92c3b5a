"""The one-pass parsers against slow, literal transcriptions of what they are for."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corsmodel.infrastructure.header_values import (
    ARBITRARILY_BIG,
    FAILURE,
    Failure,
    get_decode_and_split,
    parse_delta_seconds,
    parse_single_range,
    parse_token_list,
)

TCHAR = set(b"!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
list_bytes = st.lists(st.sampled_from(b'ab*,, \t;"\x00\xff'), max_size=12).map(bytes)
range_bytes = st.lists(st.sampled_from([b"bytes", b"=", b"-", b"0", b"12", b" ", b"\t", b"x"]))


def literal_token_list(value: bytes) -> tuple[bytes, ...] | Failure:
    """`#element`, from left to right: [element] *( OWS "," OWS [element] )."""
    items: list[bytes] = []
    at = 0

    def blanks() -> None:
        nonlocal at
        while at < len(value) and value[at] in b" \t":
            at += 1

    def element() -> None:
        nonlocal at
        start = at
        while at < len(value) and value[at] in TCHAR:
            at += 1
        if at > start:
            items.append(value[start:at])

    blanks()
    element()
    while True:
        blanks()
        if at == len(value):
            return tuple(items)
        if value[at : at + 1] != b",":
            return FAILURE
        at += 1
        blanks()
        element()


@settings(max_examples=2000)
@given(list_bytes)
@example(b"a ,\t, b")
@example(b"a b")
def test_token_lists(value: bytes) -> None:
    assert parse_token_list(value) == literal_token_list(value)


@given(st.one_of(st.integers(0, 10**25).map(lambda n: b"%d" % n), list_bytes, st.binary()))
def test_delta_seconds(value: bytes) -> None:
    digits = set(b"0123456789")
    if value and set(value) <= digits:
        number = int(value)
        assert parse_delta_seconds(value) == (min(number, ARBITRARILY_BIG),)
    else:
        assert parse_delta_seconds(value) is FAILURE


@pytest.mark.parametrize(
    ("value", "age"),
    [
        (b"99999999999999999999", 99999999999999999999),
        (b"100000000000000000000", ARBITRARILY_BIG),
        (b"0" * 30 + b"7", 7),
        (b"00", 0),
        (b"\xb2", None),
    ],
)
def test_delta_seconds_at_the_limit(value: bytes, age: int | None) -> None:
    assert parse_delta_seconds(value) == (FAILURE if age is None else (age,))


def literal_get_decode_and_split(value: bytes) -> list[str]:
    """The standard's loop, one code point at a time."""
    text = value.decode("latin-1")
    position = 0
    values: list[str] = []
    temporary = ""
    while True:
        while position < len(text) and text[position] not in '",':
            temporary += text[position]
            position += 1
        if position < len(text) and text[position] == '"':
            start = position
            position += 1
            while position < len(text):
                character = text[position]
                position += 1
                if character == "\\":
                    if position >= len(text):
                        break
                    position += 1
                elif character == '"':
                    break
            temporary += text[start:position]
            if position < len(text):
                continue
        values.append(temporary.strip("\t "))
        temporary = ""
        if position >= len(text):
            return values
        position += 1


@settings(max_examples=2000)
@given(st.lists(st.sampled_from(b'a", \t\\\n'), max_size=14).map(bytes))
@example(b'"a,b", c')
@example(b'"a\\')
@example(b'a,"')
def test_get_decode_and_split(value: bytes) -> None:
    assert get_decode_and_split(value) == literal_get_decode_and_split(value)


def literal_range(data: str, *, allow: bool) -> tuple[int | None, int | None] | Failure:
    """Every way to write one range, by taking it apart at its two signs."""
    if not data.startswith("bytes"):
        return FAILURE
    blanks = "\t " if allow else ""
    before, equals, rest = data[5:].partition("=")
    start, hyphen, end = rest.partition("-")
    if (before.strip(blanks or None) and before) or (before and not allow):
        return FAILURE
    if not equals or not hyphen:
        return FAILURE
    start = start.strip(blanks) if allow else start
    end = end.lstrip(blanks) if allow else end
    for digits in (start, end):
        if digits and not (digits.isascii() and digits.isdigit()):
            return FAILURE
    low = int(start) if start else None
    high = int(end) if end else None
    if (low is None and high is None) or (low is not None and high is not None and low > high):
        return FAILURE
    return low, high


@settings(max_examples=2000)
@given(range_bytes.map(b"".join), st.booleans())
@example(b"bytes \t= 1 - 2", True)
@example(b"bytes=1-2 ", True)
def test_single_range(value: bytes, allow: bool) -> None:
    expected = literal_range(value.decode("latin-1"), allow=allow)
    assert parse_single_range(value, allow_whitespace=allow) == expected


@given(st.integers(0, 10**40), st.integers(0, 10**40))
def test_large_ranges_are_compared_before_they_are_cut(start: int, end: int) -> None:
    result = parse_single_range(b"bytes=%d-%d" % (start, end), allow_whitespace=False)
    if start > end:
        assert result is FAILURE
    else:
        assert result == (min(start, ARBITRARILY_BIG), min(end, ARBITRARILY_BIG))
