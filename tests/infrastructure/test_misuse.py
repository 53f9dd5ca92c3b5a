"""What a caller gets who passes what the library cannot take: argument, value and remedy."""

import math
from collections.abc import Callable

import pytest

from corsmodel import Body, Client, HeaderList, Request, Response
from corsmodel.infrastructure.arguments import finite, shown
from corsmodel.infrastructure.clients import BlobURLEntry, as_origin, as_url

PAGE = "https://shop.example"
LONG = "x" * 80


def ask(**arguments: object) -> Callable[[], object]:
    return lambda: Request("https://api.example/", origin=PAGE, **arguments)  # type: ignore[arg-type]


VALUES: list[tuple[Callable[[], object], str]] = [
    (
        lambda: Request("https://api.example/"),
        (
            "origin: give the page that asks, as origin='https://shop.example' or as "
            "client=Client(…), and only one of the two"
        ),
    ),
    (ask(mode="crossorigin"), "mode: 'crossorigin' is none of 'cors', 'navigate', 'no-cors', "),
    (ask(credentials="all"), "credentials: 'all' is none of 'include', 'omit', 'same-origin'"),
    (ask(redirect="ask"), "redirect: 'ask' is none of 'error', 'follow', 'manual'"),
    (ask(cache="x"), "cache: 'x' is none of 'default', 'force-cache', 'no-cache', 'no-store', "),
    (ask(referrer_policy="x"), "referrer_policy: 'x' is none of '', 'no-referrer', "),
    (ask(duplex="full"), "duplex: 'full' is none of 'half'"),
    (ask(api="beacon2"), "api: 'beacon2' is none of "),
    (ask(crossorigin="x"), "crossorigin: 'x' is none of 'anonymous', 'use-credentials'"),
    (
        lambda: Response(99),
        "status: 99 is not a status; use an integer from 100 to 999",
    ),
    (
        lambda: Response("200"),  # type: ignore[arg-type]  # the point
        "status: '200' is not a status; use an integer from 100 to 999",
    ),
    (
        lambda: Response(200, {"X-A": "€" + LONG}),
        (
            f"headers: {'€' + 39 * 'x'!r} has characters beyond U+00FF; header names and "
            "values are bytes, so encode the text first"
        ),
    ),
    *[
        (
            lambda byte=byte: HeaderList.of([("X-B", "1"), ("X-A", f"1{byte}{LONG}")], "these"),
            (
                f"these: the header b'X-A': {(f'1{byte}' + 38 * 'x').encode()!r} has a NUL, "
                "CR or LF byte, which no HTTP message carries in a header; split or drop the line"
            ),
        )
        for byte in ("\0", "\r", "\n")
    ],
    (
        lambda: HeaderList.of([("X-\n" + LONG, "1")]),
        (
            f"headers: the header {('X-' + chr(10) + 37 * 'x').encode()!r}: b'1' has a NUL, "
            "CR or LF byte, which no HTTP message carries in a header; split or drop the line"
        ),
    ),
    (
        lambda: Body("video"),  # type: ignore[arg-type]  # the point
        "kind: 'video' is none of 'arraybuffer', 'blob', 'formdata', 'stream', 'text', ",
    ),
    (
        lambda: Body("blob", length=-1),
        "length: -1 is negative; pass 0 or more",
    ),
    (
        lambda: Client(PAGE + "/" + LONG),
        (
            f"origin: {repr(PAGE + '/' + LONG)[:39]}… is not an origin; write scheme, host and "
            "port as in https://shop.example:8443, or null for an opaque origin"
        ),
    ),
    (
        lambda: Client(PAGE, top_level_origin="shop.example"),
        "top_level_origin: 'shop.example' is not an origin; ",
    ),
    (lambda: as_origin("x", "page"), "page: 'x' is not an origin; "),
    (
        lambda: Client(PAGE, url="/items/" + LONG),
        f"url: {repr('/items/' + LONG)[:39]}… is not an absolute URL; write it with its scheme",
    ),
    (lambda: as_url("items", "base"), "base: 'items' is not an absolute URL; "),
    (
        lambda: Client(PAGE, referrer_policy="x"),  # type: ignore[arg-type]  # the point
        "referrer_policy: 'x' is none of '', 'no-referrer', ",
    ),
    (
        lambda: Client(PAGE, embedder_policy=LONG),  # type: ignore[arg-type]  # the point
        f"embedder_policy: {repr(LONG)[:39]}… is none of 'credentialless', 'require-corp', ",
    ),
]

NEITHER = "is neither a mapping nor pairs of str or bytes"
NO_LIST = "is no header list; pass a mapping or (name, value) pairs of str or bytes"
TYPES: list[tuple[Callable[[], object], str]] = [
    (lambda: Response(200, 5), f"headers: 5 {NEITHER}"),  # type: ignore[arg-type]  # the point
    (lambda: Response(200, ["X-A: 1"]), f"headers: ['X-A: 1'] {NEITHER}"),  # type: ignore[list-item]
    (lambda: Response(200, [("X-A", 1)]), f"headers: [('X-A', 1)] {NEITHER}"),  # type: ignore[list-item]
    (ask(headers=5), f"headers: 5 {NO_LIST}"),
    (ask(headers=["X-A: 1"]), f"headers: ['X-A: 1'] {NO_LIST}"),
    (ask(headers=[("X-A", 1)]), f"headers: [('X-A', 1)] {NO_LIST}"),
    (
        lambda: Request(5, origin=PAGE),  # type: ignore[arg-type]  # the point
        "url: 5 is of type int; write it as text; relative ones are read from the page's URL",
    ),
    (
        lambda: Request("/", client=5),  # type: ignore[arg-type]  # the point
        "client: 5 is of type int; pass a corsmodel.Client, or origin= with its origin",
    ),
    (ask(method=5), "method: 5 is of type int; write it as text, as in 'PUT'"),
    (ask(body=5), "body: int is no body; pass str, bytes or corsmodel.Body"),
    (
        lambda: Body("blob", 5),  # type: ignore[arg-type]  # the point
        "type: 5 is of type int; write the blob's MIME type as text, or pass None",
    ),
    (
        lambda: BlobURLEntry(5),  # type: ignore[arg-type]  # the point
        "url: 5 is of type int; write the blob: URL as text",
    ),
    (
        lambda: BlobURLEntry("blob:x", 5),  # type: ignore[arg-type]  # the point
        "type: 5 is of type int; write the MIME type as text, or leave it empty",
    ),
    (
        lambda: BlobURLEntry("blob:x", size=True),
        "size: True is no integer; pass a number, 0 or more",
    ),
    (lambda: Body("blob", length=True), "length: True is no integer; pass a number, 0 or more"),
    (
        lambda: as_origin(5, "page"),  # type: ignore[arg-type]  # the point
        "page: 5 is of type int; write it as text, as in 'https://shop.example'",
    ),
    (
        lambda: as_url(5, "base"),  # type: ignore[arg-type]  # the point
        "base: 5 is of type int; write it as text, as in 'https://shop.example/page'",
    ),
    *[
        (
            lambda entries=entries: Client(PAGE, blob_urls=entries),
            (
                f"blob_urls: {text} is of type {kind}; "
                "pass corsmodel.BlobURLEntry values in a tuple or a list"
            ),
        )
        for entries, text, kind in [
            ("blob:x", "'blob:x'", "str"),
            (["blob:x"], "'blob:x'", "str"),
            ({BlobURLEntry("blob:x"): 1}, "{BlobURLEntry(url='blob:x', type='', si…", "dict"),
        ]
    ],
    (lambda: finite("1", "at"), "at: '1' is of type str; pass seconds, as an int or a float"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("call", "message"), VALUES)
def test_values(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the message is compared below
        call()
    assert str(caught.value).startswith(message)
    assert message.endswith((" ", ", ")) or str(caught.value) == message


@pytest.mark.parametrize(("call", "message"), TYPES)
def test_types(call: Callable[[], object], message: str) -> None:
    with pytest.raises(TypeError) as caught:
        call()
    assert str(caught.value) == message


def test_bytes_are_taken_as_they_are() -> None:
    assert HeaderList.of([(b"X-A", b"\xe9\t")]).pairs == ((b"X-A", b"\xe9"),)
    request = Request("https://api.example/", origin=PAGE, headers=[(b"X-A", b"\xe9")])
    assert request.headers == (("X-A", "é"),)
    assert Response().status == 200


@pytest.mark.parametrize("time", [math.inf, -math.inf, math.nan, 10**400])
def test_what_is_no_time(time: float) -> None:
    with pytest.raises(ValueError, match=r"^at: ") as caught:
        finite(time, "at")
    assert str(caught.value) == f"at: {shown(time)} is no time; pass a finite number of seconds"
    assert shown(time) != shown(None)


def test_what_is_a_time() -> None:
    finite(0, "at")
    finite(-1.5, "at")


def test_how_values_are_shown() -> None:
    nested: list[object] = []
    for _ in range(100_000):
        nested = [nested]
    assert shown("a" * 38) == repr("a" * 38)
    assert shown("a" * 39) == repr("a" * 39)[:39] + "…"
    assert shown(b"a" * 10**6) == repr(b"a" * 50)[:39] + "…"
    assert shown(range(5)) == "range(0, 5)"
    assert shown(10**5000) == "a value of type int"
    assert shown(nested) == "a value of type list"
    while nested:
        nested = nested.pop()  # type: ignore[assignment]  # else freeing it nests as deeply
