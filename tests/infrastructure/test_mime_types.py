"""MIME types, held to the facts of the MIME Sniffing Standard's platform tests."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corsmodel.infrastructure.mime_types import (
    MIMEType,
    collect_http_quoted_string,
    parse_mime_type,
)

LONG = "0123456789" * 13
TOKENS = "!#$%&'*+-.^_`|~0123456789abcxyzABCXYZ"
LOWER = TOKENS.lower()
QUOTABLE = "\t" + "".join(map(chr, [*range(0x20, 0x7F), *range(0x80, 0x100)]))
QUOTED = '"' + QUOTABLE.replace("\\", "\\\\").replace('"', '\\"') + '"'

# What is written, and how it is serialized; None is failure.
TYPES: list[tuple[str, str | None]] = [
    ("application/json", "application/json"),
    ("Application/JSON;Charset=UTF-8", "application/json;charset=UTF-8"),
    # Whitespace: around the whole, before a semicolon, before a name, behind a value.
    (" \t\r\ntext/css\n\r\t ", "text/css"),
    ("text/css ;a=b", "text/css;a=b"),
    ("text/css; \t\r\na=b \t\r\n;c=d", "text/css;a=b;c=d"),
    ("text/css;a =b", "text/css"),
    ("text/css;a= b", 'text/css;a=" b"'),
    ("text/css;\fa=b", "text/css"),
    ("text/css\f", None),
    ("text /css", None),
    ("text/ css", None),
    ("text/c ss", None),
    # No value, no name, no equals sign.
    ("text/css;", "text/css"),
    ("text/css;;;;a=b", "text/css;a=b"),
    ("text/css;a", "text/css"),
    ("text/css;a;b=c", "text/css;b=c"),
    ("text/css;a=", "text/css"),
    ("text/css;a=;b=c", "text/css;b=c"),
    ("text/css;a= ;b=c", "text/css;b=c"),
    ("text/css;=b;c=d", "text/css;c=d"),
    ("text/css; ; =", "text/css"),
    ('text/css;";a=b', "text/css;a=b"),
    ("text/css;a==b", 'text/css;a="=b"'),
    ("text/css;a=b=c", 'text/css;a="b=c"'),
    # The first of one name.
    ("text/css;a=b;a=c", "text/css;a=b"),
    ("text/css;a=b;A=c", "text/css;a=b"),
    ("text/css;a=;a=c", "text/css;a=c"),
    ("text/css;a=\x7f;a=c", "text/css;a=c"),
    # Quotes.
    ('text/css;a="b"', "text/css;a=b"),
    ('text/css;a="b', "text/css;a=b"),
    ('text/css;a=""', 'text/css;a=""'),
    ('text/css;a="', 'text/css;a=""'),
    ('text/css;a="b;c=d";e=f', 'text/css;a="b;c=d";e=f'),
    ('text/css;a="b"c;d=e', "text/css;a=b;d=e"),
    ('text/css;a="b" ; d=e', "text/css;a=b;d=e"),
    ('text/css;a=" b "', 'text/css;a=" b "'),
    ('text/css;a="\\b\\"\\\\"', 'text/css;a="b\\"\\\\"'),
    ('text/css;a="b\\', 'text/css;a="b\\\\"'),
    ('text/css;a="\\', 'text/css;a="\\\\"'),
    ('text/css;a=b"', 'text/css;a="b\\""'),
    ("text/css;a='b;c'", "text/css;a='b"),
    ("text/css;a={b}", 'text/css;a="{b}"'),
    ("text/css;a=b(", 'text/css;a="b("'),
    ("text/css;a=(;c=d", 'text/css;a="(";c=d'),
    # What no quoted string holds.
    ("text/css;a=\x00;b=c", "text/css;b=c"),
    ('text/css;a="\n";b=c', "text/css;b=c"),
    ("text/css;a=\u0100;b=c", "text/css;b=c"),
    ("text/css;a=\xff;b=c", 'text/css;a="\xff";b=c'),
    ("text/css;\xe4=b;c=d", "text/css;c=d"),
    ("text/css;\u212a=b;c=d", "text/css;c=d"),
    # Length is no matter.
    (f"{LONG}/{LONG};{LONG}={LONG}", f"{LONG}/{LONG};{LONG}={LONG}"),
    (f"{TOKENS}/{TOKENS};{TOKENS}={TOKENS}", f"{LOWER}/{LOWER};{LOWER}={TOKENS}"),
    (f"x/x;x={QUOTED}", f"x/x;x={QUOTED}"),
    # Wildcards are tokens.
    ("*/*", "*/*"),
    # Failure.
    ("", None),
    (" ", None),
    ("/", None),
    ("text", None),
    ("text/", None),
    ("/css", None),
    ("text/;a=b", None),
    ("text;a=b/css", None),
    ("text/css/x", None),
    ("text/css,text/html", None),
    ("text/css(;a=b", None),
    ("\u212a/x", None),
    ("x/\u0130", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "serialized"), TYPES)
def test_a_mime_type_is_parsed(text: str, serialized: str | None) -> None:
    mime_type = parse_mime_type(text)
    assert (None if mime_type is None else mime_type.serialize()) == serialized
    if mime_type is not None:
        assert serialized is not None
        assert mime_type.essence == f"{mime_type.type}/{mime_type.subtype}"
        assert mime_type.essence == serialized.partition(";")[0]


def test_parameters_are_read_by_name() -> None:
    mime_type = parse_mime_type('text/html;Charset="utf-8";x=y')
    assert mime_type == MIMEType("text", "html", (("charset", "utf-8"), ("x", "y")))
    assert mime_type.get("charset") == "utf-8"
    assert mime_type.get("x") == "y"
    assert mime_type.get("boundary") is None


@pytest.mark.parametrize(
    ("text", "is_javascript"),
    [
        ("text/javascript", True),
        ("TEXT/JavaScript;charset=utf-8", True),
        ("application/x-javascript", True),
        ("text/javascript1.0", True),
        ("text/javascript1.5", True),
        ("text/javascript1.6", False),
        ("text/jscript", True),
        ("application/jscript", False),
        ("application/json", False),
        ("text/plain", False),
        ("", False),
    ],
)
def test_javascript_mime_types(text: str, *, is_javascript: bool) -> None:
    mime_type = parse_mime_type(text)
    assert (mime_type is not None and mime_type.is_javascript) == is_javascript


@pytest.mark.parametrize(
    ("text", "start", "written", "meant", "end"),
    [
        ('"', 0, '"', "", 1),
        ('"\\', 0, '"\\', "\\", 2),
        ('""x', 0, '""', "", 2),
        ('a"b"c', 1, '"b"', "b", 4),
        ('"a\\"b\\\\c\\d" e', 0, '"a\\"b\\\\c\\d"', 'a"b\\cd', 11),
        ('"a, b', 0, '"a, b', "a, b", 5),
        ('"a\\\\', 0, '"a\\\\', "a\\", 4),
    ],
)
def test_a_quoted_string_is_collected(
    text: str, start: int, written: str, meant: str, end: int
) -> None:
    assert collect_http_quoted_string(text, start) == (written, end)
    assert collect_http_quoted_string(text, start, extract_value=True) == (meant, end)


@settings(deadline=None)
@given(st.text() | st.text('a/;="\\ \t\x00\xff\u0100').map("a/b;{}".format))
def test_no_text_raises_and_serializations_are_stable(text: str) -> None:
    mime_type = parse_mime_type(text)
    if mime_type is not None:
        assert parse_mime_type(mime_type.serialize()) == mime_type


_TOKEN = st.text(LOWER, min_size=1)


@settings(deadline=None)
@given(_TOKEN, _TOKEN, st.dictionaries(_TOKEN, st.text(QUOTABLE)))
def test_every_record_is_parsed_from_its_serialization(
    type_: str, subtype: str, parameters: dict[str, str]
) -> None:
    mime_type = MIMEType(type_, subtype, tuple(parameters.items()))
    assert parse_mime_type(mime_type.serialize()) == mime_type


@pytest.mark.parametrize("unit", ["a", ";", "=", '"', "\\", ";a", ";a=", ';a="', " ", '"\\'])
def test_long_text_is_judged(unit: str) -> None:
    for start in ("", "text/html", "text/html;", "text/html;a=", 'text/html;a="'):
        parse_mime_type(start + unit * (200_000 // len(unit)))


def test_many_parameters_are_judged() -> None:
    mime_type = parse_mime_type("a/b" + "".join(f";p{n}=v" for n in range(50_000)))
    assert mime_type is not None
    assert len(mime_type.parameters) == 50_000
