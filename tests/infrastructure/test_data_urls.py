"""``data:`` URLs, held to the standard and to Python's own base64."""

import base64
import urllib.parse

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corsmodel.infrastructure.data_urls import (
    DataURL,
    forgiving_base64_decode,
    process_data_url,
)
from corsmodel.infrastructure.urls import parse_url

US_ASCII = "text/plain;charset=US-ASCII"


def processed(text: str) -> DataURL | None:
    """Parse and process what does parse."""
    url = parse_url(text)
    assert url is not None, text
    return process_data_url(url)


# The URL; type and body, or None for failure. Where the base64 word may stand follows the text of
# the standard: blanks are allowed behind its semicolon, but not inside the word.
ROWS: list[tuple[str, tuple[str, bytes] | None]] = [
    ("data:,", (US_ASCII, b"")),
    ("data:,a%20b#c", (US_ASCII, b"a b")),
    ("data:,a?b,c", (US_ASCII, b"a?b,c")),
    ("data:,%ff%FF%f", (US_ASCII, b"\xff\xff%f")),
    ("data:,%%41%zz", (US_ASCII, b"%A%zz")),
    ("data:,\u00e4", (US_ASCII, b"\xc3\xa4")),
    ("data:text/css,x", ("text/css", b"x")),
    ("data:Text/CSS;Charset=UTF-8,x", ("text/css;charset=UTF-8", b"x")),
    ("data: text/css ,x", ("text/css", b"x")),
    ("data:text/css%20,x", ("text/css%20", b"x")),
    ("data:;charset=utf-8,x", ("text/plain;charset=utf-8", b"x")),
    ("data:;charset,x", ("text/plain", b"x")),
    ("data:css,x", (US_ASCII, b"x")),
    ("data:%00,x", (US_ASCII, b"x")),
    ("data://host/,x", (US_ASCII, b"x")),
    ('data:text/css;a=",",x', ('text/css;a=""', b'",x')),
    # Base64.
    ("data:;base64,eA==", (US_ASCII, b"x")),
    ("data:text/css;base64,eA", ("text/css", b"x")),
    ("data:text/css;BASE64,eA%3D%3D", ("text/css", b"x")),
    ("data:text/css; base64,eA", ("text/css", b"x")),
    ("data:text/css;a=b;base64,eA", ("text/css;a=b", b"x")),
    ("data:text/css;base64;a=b,eA", ("text/css;a=b", b"eA")),
    ("data:text/css;base64 ,eA", ("text/css", b"x")),
    ("data:text/css;base64;base64,eA", ("text/css", b"x")),
    ("data:text/css;base64x,eA", ("text/css", b"eA")),
    ("data:text/css;xbase64,eA", ("text/css", b"eA")),
    ("data:text/css;base 64,eA", ("text/css", b"eA")),
    ("data:text/css;%62ase64,eA", ("text/css", b"eA")),
    ("data:base64,eA", (US_ASCII, b"eA")),
    ("data:;base64,e%20A%0A%0C", (US_ASCII, b"x")),
    ("data:;base64,eA=", None),
    ("data:;base64,e", None),
    ("data:;base64,eA%FF", None),
    ("data:;base64,eA-_", None),
    # No comma.
    ("data:", None),
    ("data:text/css", None),
    ("data:text/css#,", None),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_a_data_url_is_taken_apart(text: str, expected: tuple[str, bytes] | None) -> None:
    assert processed(text) == (None if expected is None else DataURL(*expected))


def test_only_data_urls_are_taken_apart() -> None:
    url = parse_url("https://shop.example/,x")
    assert url is not None
    with pytest.raises(AssertionError):
        process_data_url(url)


@pytest.mark.parametrize(
    ("data", "decoded"),
    [
        (b"", b""),
        (b" \t\n\f\r", b""),
        (b"YQ==", b"a"),
        (b"YQ", b"a"),
        (b"YR", b"a"),
        (b"YWI=", b"ab"),
        (b"YWI", b"ab"),
        (b"YWJj", b"abc"),
        (b" Y W J j ", b"abc"),
        (b"+/+/", b"\xfb\xff\xbf"),
        (b"YQ=", None),
        (b"YWI==", None),
        (b"Y===", None),
        (b"====", None),
        (b"=", None),
        (b"Y=Q=", None),
        (b"YWJjY", None),
        (b"YQ\x0b", None),
        (b"YQ\x00", None),
    ],
)
def test_forgiving_base64(data: bytes, decoded: bytes | None) -> None:
    assert forgiving_base64_decode(data) == decoded


@settings(deadline=None)
@given(st.binary())
def test_any_bytes_come_through(body: bytes) -> None:
    quoted = urllib.parse.quote_from_bytes(body)
    assert processed(f"data:a/b,{quoted}") == DataURL("a/b", body)
    encoded = base64.b64encode(body).decode()
    assert processed(f"data:a/b;base64,{encoded}") == DataURL("a/b", body)
    assert processed(f"data:a/b;base64,{encoded.rstrip('=')}") == DataURL("a/b", body)


@settings(deadline=None)
@given(st.text())
def test_no_text_raises(text: str) -> None:
    processed(f"data:{text}")
    processed(f"data:;base64,{text}")


@pytest.mark.parametrize("unit", ["a", "%41", "%", ",", ";", "=", " ", ";base64"])
def test_long_text_is_judged(unit: str) -> None:
    for start in ("data:", "data:,", "data:;base64,", "data:text/css;a="):
        processed(start + unit * 100_000)
