"""The one-pass parsers against slow, literal transcriptions of what they are for."""

from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corsmodel.infrastructure.header_values import (
    ARBITRARILY_BIG,
    FAILURE,
    get_decode_and_split,
    parse_delta_seconds,
    parse_integer,
    parse_single_range,
    parse_token_list,
    rewrite_range,
)
from tests.infrastructure import transcriptions


def words(alphabet: Sequence[bytes], most: int) -> st.SearchStrategy[bytes]:
    """Words over an alphabet, at the price of one draw."""
    return st.binary(max_size=most).map(
        lambda places: b"".join([alphabet[place % len(alphabet)] for place in places])
    )


def letters(text: bytes) -> list[bytes]:
    return [bytes([letter]) for letter in text]


list_bytes = words(letters(b'aX*,, \t\v;"\x00\xff'), 12)
range_bytes = words([b"bytes", b"=", b"-", b"0", b"12", b" ", b"\t", b"x"], 12)


@settings(max_examples=2000, deadline=None)
@given(list_bytes)
@example(b"a ,\t, b")
@example(b"a b")
@example(b"a,\vb")
@example(b"a, \vb")
def test_token_lists(value: bytes) -> None:
    assert parse_token_list(value) == transcriptions.token_list(value)


@pytest.mark.parametrize("size", [255, 256, 257, 100_000])
def test_long_token_lists_are_lists_too(size: int) -> None:
    value = b"," * (size - 4) + b"a, b"
    assert parse_token_list(value) == (b"a", b"b")
    assert parse_token_list(value.replace(b"a,", b"a")) is FAILURE


@settings(deadline=None)
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
        (b"9" * 5000, ARBITRARILY_BIG),
        (b"0" * 30 + b"7", 7),
        (b"00", 0),
        (b"\xb2", None),
    ],
)
def test_delta_seconds_at_the_limit(value: bytes, age: int | None) -> None:
    assert parse_delta_seconds(value) == (FAILURE if age is None else (age,))


def test_ranges_at_the_limit() -> None:
    most = b"9" * 20
    zeros = b"0" * 30
    for value, known in [
        (b"bytes=" + most + b"-", (int(most), None)),
        (b"bytes=" + most + b"0-", (ARBITRARILY_BIG, None)),
        (b"bytes=-" + most * 250, (None, ARBITRARILY_BIG)),
        (b"bytes=" + zeros + b"5-" + zeros + b"9", (5, 9)),
        (b"bytes=" + zeros + b"-", (0, None)),
    ]:
        assert parse_single_range(value, allow_whitespace=False) == known


@pytest.mark.parametrize(
    ("value", "integer"),
    [
        (b"9223372036854775807", 2**63 - 1),
        (b"9223372036854775808", None),
        (b"-9223372036854775808", -(2**63)),
        (b"-9223372036854775809", None),
        (b"-99", -99),
        (b"+7", 7),
        (b"0" * 30 + b"1", 1),
        (b"1" * 20, None),
        (b"", None),
    ],
)
def test_integers_of_64_bits(value: bytes, integer: int | None) -> None:
    assert parse_integer(value) == (FAILURE if integer is None else integer)


@pytest.mark.parametrize(
    ("value", "rewritten"),
    [
        (b"bytes=00-01", b"bytes=0-1"),
        (b"bytes=0-", b"bytes=0-"),
        (b"\tBytes = ,07 - 7 ,", b"bytes=7-7"),
        (b"bytes=-09", b"bytes=-9"),
        (b"bytes=9-8", None),
        (b"bytes=+0-+1", b"bytes=0-1"),
        (b"bytes=0--1", b"bytes=0-"),
        (b"bytes=0--2", None),
        (b"bytes=-0", None),
        (b"bytes=-", None),
        (b"bytes=0-1,3-4", None),
        (b"lines=0-1", None),
        (b"bytes=9223372036854775806-", b"bytes=9223372036854775806-"),
        (b"bytes=9223372036854775807-", None),
        (b"bytes=0-9223372036854775807", None),
        (b"bytes=-9223372036854775807", None),
    ],
)
def test_a_range_is_written_anew(value: bytes, rewritten: bytes | None) -> None:
    assert rewrite_range(value) == rewritten


def test_failure_reads_as_such() -> None:
    assert repr(FAILURE) == "FAILURE"


@settings(max_examples=2000, deadline=None)
@given(words(letters(b'a", \t\\\n'), 14))
@example(b'"a,b", c')
@example(b'"a\\')
@example(b'a,"')
@example(b"X,aX")
@example(b'"",XaX')
def test_get_decode_and_split(value: bytes) -> None:
    assert get_decode_and_split(value) == transcriptions.get_decode_and_split(value)


@settings(max_examples=2000, deadline=None)
@given(range_bytes, st.booleans())
@example(b"bytes \t= 1 - 2", True)
@example(b"bytes=1-2 ", True)
def test_single_range(value: bytes, allow: bool) -> None:
    expected = transcriptions.single_range(value.decode("latin-1"), allow=allow)
    assert parse_single_range(value, allow_whitespace=allow) == expected


@settings(deadline=None)
@given(st.integers(0, 10**40), st.integers(0, 10**40))
def test_large_ranges_are_compared_before_they_are_cut(start: int, end: int) -> None:
    result = parse_single_range(b"bytes=%d-%d" % (start, end), allow_whitespace=False)
    if start > end:
        assert result is FAILURE
    else:
        assert result == (min(start, ARBITRARILY_BIG), min(end, ARBITRARILY_BIG))
