"""The order of headers that Chromium 156 was seen to send, and so to look through."""

import pytest

from corsmodel.explain.console.chromium_header_order import header_order

LONG = "x-quite-a-long-header-name-indeed"
LONGEST = "an-even-longer-name-of-a-header-that-nobody-would-ever-send"
NAMES = [
    LONG, LONGEST, "x-mid-length-name-1", "y", "zz", "q1", "x-a", "content-type", "authorization",
    "x-requested-with-care", "a-header-with-25-bytes-ab", "a-header-with-24-bytes-a",
]  # fmt: skip
SENT = [
    "authorization", "x-requested-with-care", "x-a", "zz", LONGEST, "content-type",
    "x-mid-length-name-1", "a-header-with-25-bytes-ab", "y", LONG, "q1", "a-header-with-24-bytes-a",
]  # fmt: skip
TO_HTTP = [
    "x-mid-length-name-1", "authorization", "a-header-with-25-bytes-ab", "x-requested-with-care",
    "x-a", "y", LONG, "zz", "q1", LONGEST, "content-type", "a-header-with-24-bytes-a",
]  # fmt: skip
# Where two names want one place in the table, the earlier one gets it.
TO_HTTP_XHR = [*TO_HTTP[:6], "zz", LONG, *TO_HTTP[8:]]


@pytest.mark.parametrize(
    ("names", "xhr", "secure", "sent"),
    [
        (NAMES, False, True, SENT),
        (NAMES, True, True, SENT),
        (NAMES[:5], False, True, ["x-mid-length-name-1", "y", LONG, "zz", LONGEST]),
        (NAMES[3:9], True, True, ["authorization", "x-a", "y", "zz", "q1", "content-type"]),
        (NAMES[::-1], False, False, TO_HTTP),
        (NAMES[::-1], True, False, TO_HTTP_XHR),
        ([], True, True, []),
    ],
)
def test_order(names: list[str], xhr: bool, secure: bool, sent: list[str]) -> None:
    order = header_order([name.encode() for name in names], xhr=xhr, secure=secure)
    assert [name.decode() for name in order] == sent
