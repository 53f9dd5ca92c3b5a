"""What `curl -i` and its like print, read back."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corsmodel.drivers.transcript import TranscriptError, parse_transcript

Read = list[tuple[int, list[tuple[bytes, bytes]]]]
CONNECTED = b"HTTP/1.1 200 Connection established\r\nProxy-Agent: x\r\n\r\n"
METER = b"\r100    39  100    39    0     0    814      0 --:--:-- --:--:-- --:--:--   814"


def read(data: bytes) -> Read:
    return [(answer.status, list(answer.headers.pairs)) for answer in parse_transcript(data)]


@pytest.mark.parametrize(
    "line",
    [
        b"HTTP/1.0 204 No Content\r\n",
        b"HTTP/1.1 204 No Content\r\n",
        b"HTTP/1.1 204\n",
        b"HTTP/1.1 204 \n",
        b"HTTP/1.1 204 N\xf6 \xff\r\n",
        b"HTTP/2 204 \r\n",
        b"HTTP/3 204\t\r\n",
    ],
)
@pytest.mark.parametrize("end", [b"", b"\r\n", b"\n", b"\r\nbody", b"\n\0\xff\r\n\r\n"])
def test_status_lines(line: bytes, end: bytes) -> None:
    assert read(line + b"A: b\r\n" + end) == [(204, [(b"A", b"b")])]


@pytest.mark.parametrize(
    ("head", "headers"),
    [
        (b"A:b\r\nA:\tc \t\r\n", [(b"A", b"b"), (b"A", b"c")]),
        (b"A:\r\n", [(b"A", b"")]),
        (b"A: b:c\r\n", [(b"A", b"b:c")]),
        (b"A : b\r\n", [(b"A", b"b")]),
        # A folded line goes on with the value before it, if there is one.
        (b"A: b\r\n c\r\n\td \r\nE: f\r\n", [(b"A", b"b c d"), (b"E", b"f")]),
        (b" c\r\nA: b\r\n", [(b"A", b"b")]),
        (b"A:\r\n b\r\n", [(b"A", b"b")]),
        # What is no header is not one.
        (b"no colon\r\n: no name\r\nA: b\r\n", [(b"A", b"b")]),
        # Odd bytes stay what they are.
        (b"\xc3\xa4: \xff\x7f\x01\r\n", [(b"\xc3\xa4", b"\xff\x7f\x01")]),
    ],
)
def test_headers(head: bytes, headers: list[tuple[bytes, bytes]]) -> None:
    crlf = b"HTTP/1.1 200 OK\r\n" + head + b"\r\n"
    assert read(crlf) == [(200, headers)]
    assert read(crlf.replace(b"\r\n", b"\n")) == [(200, headers)]


@pytest.mark.parametrize(
    ("data", "statuses"),
    [
        # Interim answers come before the final one; 101 is final.
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", [200]),
        (b"HTTP/2 103 \r\nlink: x\r\n\r\nHTTP/2 200 \r\n\r\n", [200]),
        (b"HTTP/1.1 101 Switching Protocols\r\n\r\n", [101]),
        # Redirects, and several commands one after the other.
        (b"HTTP/2 301 \r\nlocation: /\r\n\r\nHTTP/2 302 \r\n\r\nHTTP/2 204 ", [301, 302, 204]),
        (b"HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\n\r\n{}", [204, 200]),
        (b"HTTP/1.1 500 E\r\n\r\n<p>\nHTTP/1.1 200 OK\r\n\r\n", [500, 200]),
        # A body of the announced length may look like a head, and need not end its line.
        (b"HTTP/1.1 400 E\r\nContent-Length: 21\r\n\r\nx\nHTTP/1.1 200 OK\r\n\r\n", [400]),
        (b"HTTP/1.1 400 E\r\ncontent-length: 21\r\n\r\nx\nHTTP/1.1 200 OK\r\n\r\n\n", [400]),
        (b"HTTP/1.1 400 E\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\n\r\n", [400, 200]),
        # An answer to HEAD announces a body that it does not have.
        (b"HTTP/1.1 200 OK\r\nContent-Length: 23\r\n\r\nHTTP/1.1 404 Gone\r\n\r\n", [200, 404]),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n\nHTTP/1.1 404 Gone\r\n\r\n", [200, 404]),
        (b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n\nHTTP/1.1 404 Gone\r\n\r\n", [200, 404]),
        (b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n", [200]),
        # A proxy's heads are not the server's.
        (CONNECTED + b"HTTP/2 204 \r\n\r\n", [204]),
        (b"HTTP/1.0 200 OK\r\n\r\nHTTP/1.1 204 No Content\r\nA: b\r\n\r\n", [204]),
        (b"HTTP/1.1 407 Proxy\r\n\r\n" + CONNECTED + b"HTTP/2 204 \r\n\r\n", [204]),
        (b"HTTP/1.1 407 Proxy\r\n\r\n", [407]),
        # What curl writes beside the answers.
        (b"$ curl -i https://api.example/\r\nHTTP/1.1 200 OK\r\n\r\n", [200]),
        (METER + METER + b"HTTP/1.1 200 OK\r\n\r\n", [200]),
        (b"* Hi\r\n> GET / HTTP/1.1\r\n> \r\n< HTTP/1.1 200 OK\r\n< \r\n{ [3 bytes]\r\n", [200]),
        (b"< HTTP/2 204 \n<\n* Left\nHTTP/2 500 body\n" + METER + b"< HTTP/2 404 ", [204, 404]),
    ],
)  # fmt: skip
def test_several_heads(data: bytes, statuses: list[int]) -> None:
    assert [status for status, _ in read(data)] == statuses


def test_the_marks_of_verbose_come_off() -> None:
    verbose = b"> A: sent\r\n< HTTP/1.1 200 OK\r\n< A: b\r\n<  c\r\n<\r\n< D: e\r\n"
    assert read(verbose) == [(200, [(b"A", b"b c")])]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_what_windows_makes_of_text(encoding: str) -> None:
    """Both write a mark in front, and UTF-16 (PowerShell's ``>``) two bytes a character."""
    assert read("HTTP/1.1 200 OK\r\nA: b\r\n\r\n".encode(encoding)) == [(200, [(b"A", b"b")])]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no response head in b''"),
        (b"{}", "no response head in b'{}'"),
        (b"x" * 1000, "no response head in b'xxxxxxxx"),
        (b"HTTP/1.1 OK\r\n", "no response head"),
        (b"HTTP/1.1 2000 OK\r\n", "no response head"),
        (b"HTTP/1.1 20 OK\r\n", "no response head"),
        (b" HTTP/1.1 200 OK\r\n", "no response head"),
        (b"HTTP/1.1 100 Continue\r\nA: \0\r\n\r\n", "no response head"),
        (b"HTTP/1.1 099 Early\r\n\r\n", "no response head"),
        (CONNECTED, "no response head"),
        (b"HTTP/1.1 200 OK\r\nA: \0b\r\n\r\n", "the header b'A': b'\\x00b' has a NUL"),
        (b"HTTP/1.1 200 OK\r\nA: b\rc\r\n\r\n", "the header b'A': b'b\\rc' has a NUL, CR"),
    ],
)
def test_the_error_names_argument_value_and_remedy(data: bytes, message: str) -> None:
    with pytest.raises(TranscriptError, match="^--response: .*" + re.escape(message)) as caught:
        parse_transcript(data, "--response")
    assert len(str(caught.value)) < 250
    assert re.search("paste what `curl -i` prints|split or drop the line", str(caught.value))


NAMES = st.text("aZ-9_", min_size=1, max_size=8).map(str.encode)
TEXT = st.binary(max_size=12).map(lambda raw: raw.translate(None, b"\0\r\n").strip(b"\t "))
BODIES = st.binary(max_size=30)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(200, 999), st.lists(st.tuples(NAMES, TEXT)), BODIES)))
def test_what_is_written_is_read(
    answers: list[tuple[int, list[tuple[bytes, bytes]], bytes]],
) -> None:
    """Answers of announced length come back, whatever the bodies are."""
    data = b"".join(
        b"HTTP/1.1 %d x\r\nContent-Length: %d\r\n" % (status, len(body))
        + b"".join(name + b": " + value + b"\r\n" for name, value in headers)
        + b"\r\n"
        + body
        for status, headers, body in answers
    )
    if answers:
        read_back = [(status, headers[1:]) for status, headers in read(data)]
        assert read_back == [(status, headers) for status, headers, _ in answers]


@pytest.mark.parametrize(
    "unit",
    [b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", b"A: b\r\n", b" folded\r\n",
     b"< HTTP/2 200\n", b"\r", b"\n", b"HTTP/1.1 ", b"HTTP/1.1 200\t"],
)  # fmt: skip
def test_long_transcripts_are_read(unit: bytes) -> None:
    data = b"HTTP/1.1 200 OK\r\nA: b\r\n" + unit * (1_000_000 // len(unit))
    try:
        assert parse_transcript(data)[0].status == 200
    except TranscriptError as error:
        assert "has a NUL, CR or LF byte" in str(error)  # noqa: PT017 - either is an answer
