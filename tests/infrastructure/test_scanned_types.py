"""Media types as an engine scans them that does not parse their parameters."""

import pytest

from corsmodel.infrastructure.mime_types import scan_essence, with_utf8_parameters


@pytest.mark.parametrize(
    ("text", "essence"),
    [
        ("text/plain", "text/plain"),
        ("Text/PLAIN", "text/plain"),
        ("text/plain;", "text/plain"),
        ("text/plain;;", None),
        ("text/plain;a=b", "text/plain"),
        ("text/plain;a=b;", None),
        ("text/plain;a=b; ", "text/plain"),
        ("text/plain X", None),
        ("X/plain", "x/plain"),
        ("text/plain x;a=b", "text/plain"),
        ("text/plain\t;a=b", "text/plain"),
        (" text/plain", None),
        (" text/plain;a=b", "text/plain"),
        ("text /plain", None),
        ("text", None),
        ("text/plain,text/plain", None),
        ("", None),
    ],
)
def test_the_essence_is_cut_out(text: str, essence: str | None) -> None:
    assert scan_essence(text) == essence


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("text/plain; charset=latin1", "text/plain; charset=UTF-8"),
        ("text/plain;charset=utf-8", "text/plain;charset=utf-8"),
        ('text/plain;charset="utf-8"', "text/plain;charset=UTF-8"),
        ('text/plain;charset="utf-8', "text/plain;charset=UTF-8"),
        ("text/plain;charset='utf-8'", "text/plain;charset='utf-8'"),
        ("text/plain;charset='x'", "text/plain;charset='UTF-8'"),
        ('text/plain;x=";charset=y";CHARSET=z', 'text/plain;x=";charset=y";CHARSET=UTF-8'),
        ("text/plain;charset=x;charset=y", "text/plain;charset=UTF-8;charset=UTF-8"),
        ("text/plain;charset =x", "text/plain;charset =x"),
        ("text/plain;charset='", "text/plain;charset=UTF-8"),
        ("text/plain;charset=''", "text/plain;charset='UTF-8'"),
        # Without an essence, nothing is a parameter.
        ("text;charset=x", "text;charset=x"),
        ("text;a=/;charset=x", "text;a=/;charset=x"),
        ("text /plain;charset=x", "text /plain;charset=x"),
        ("X text/plain;charset=x", "X text/plain;charset=x"),
    ],
)
def test_utf_8_comes_into_the_parameters(text: str, sent: str) -> None:
    assert with_utf8_parameters(text) == sent
