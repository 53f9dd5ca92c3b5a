"""Answers as ``curl -i`` prints them: one or more response heads, bodies between them.

HTTP/1.0, /1.1, /2 and /3 status lines, CRLF or LF, folded lines, interim answers, the heads of a
proxy tunnel, the ``< `` in front of each line that ``curl -v`` prints, curl's progress meter, and
the UTF-16 that PowerShell makes of it all.
"""

import codecs
import re

from corsmodel.infrastructure.headers import TAB_OR_SPACE
from corsmodel.infrastructure.responses import Response

_STATUS_LINE = rb"HTTP/[0-9](?:\.[0-9])?[ \t]+([0-9]{3})(?:[ \t]([^\n]*))?\r?(?:\n|\Z)"
_HERE = re.compile(_STATUS_LINE)
_AT_LINE_START = re.compile(b"^" + _STATUS_LINE, re.MULTILINE)
#: What is left behind the last body, such as a newline that an editor added.
_NOTHING_MORE = re.compile(rb"\s{0,4}\Z")
#: One state of curl's progress meter, whose columns have fixed widths.
_METER = re.compile(rb"\r[ 0-9.kMGTP]{46}[-:0-9dhm ]{26}[ 0-9.kMGTP]{6}")
_MOST_DIGITS = 15

Headers = list[tuple[bytes, bytes]]


class TranscriptError(ValueError):
    """A transcript without a response head, or with a header that no message has."""


def parse_transcript(data: bytes, argument: str = "transcript") -> list[Response]:
    """Read every final answer in *data*, in order, in linear time.

    :raises TranscriptError: when there is none, or a header has a NUL byte in it.
    """
    data = _plain(data)
    responses: list[Response] = []
    match = _AT_LINE_START.search(data)
    while match is not None:
        status = int(match[1])
        headers, position = _headers(data, match.end())
        if _is_tunnel(match, headers, data[position : position + 5]):
            # What the proxy asked of curl before it let it through, nobody asks of a browser.
            while responses and responses[-1].status == 407:
                responses.pop()
        elif status >= 200 or status == 101:
            try:
                responses.append(Response(status, headers))
            except ValueError as error:
                raise TranscriptError(f"{argument}: {error}") from error
        match = _next_head(data, position, headers)
    if not responses:
        message = (
            f"{argument}: no response head in {data[:40]!r}; paste what `curl -i` prints, "
            "which begins with a line like HTTP/1.1 200 OK"
        )
        raise TranscriptError(message)
    return responses


def _plain(data: bytes) -> bytes:
    """Take off what is not of the messages: encodings of the text, the meter, the marks of -v."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
    data = _METER.sub(b"", data.removeprefix(codecs.BOM_UTF8))
    if re.search(rb"^< HTTP/", data, re.MULTILINE):
        data = b"".join(re.findall(rb"^< ?([^\n]*(?:\n|\Z))", data, re.MULTILINE))
    return data


def _is_tunnel(status_line: "re.Match[bytes]", headers: Headers, behind: bytes) -> bool:
    """Tell whether a head is a proxy's consent to a tunnel and not the server's answer.

    Nearly all proxies say so in the reason; others send a bare 200, with the server's head behind.
    """
    reason = (status_line[2] or b"").strip().lower()
    bare = status_line[1] == b"200" and not headers and behind == b"HTTP/"
    return reason == b"connection established" or bare


def _headers(data: bytes, position: int) -> tuple[Headers, int]:
    """Read the headers that begin at *position*, and say where the body begins."""
    headers: list[tuple[bytes, list[bytes]]] = []
    while position < len(data):
        end = data.find(b"\n", position)
        end = len(data) if end < 0 else end
        line = data[position:end].removesuffix(b"\r")
        position = end + 1
        if not line:
            break
        name, colon, value = line.partition(b":")
        if line[:1] in {b" ", b"\t"}:
            # A folded line goes on with the value before it (RFC 9112, section 5.2).
            if headers:
                headers[-1][1].append(line.strip(TAB_OR_SPACE))
        elif colon and name:
            headers.append((name.rstrip(TAB_OR_SPACE), [value.strip(TAB_OR_SPACE)]))
    return [(name, b" ".join(parts)) for name, parts in headers], min(position, len(data))


def _next_head(data: bytes, position: int, headers: Headers) -> "re.Match[bytes] | None":
    """Find the next head: right here, right behind a body of the announced length, or further on.

    Announced bodies are not always there: answers to HEAD have none, and ``curl -v`` shows none.
    """
    here = _HERE.match(data, position)
    if here is not None:
        return here
    lengths = [value for name, value in headers if name.lower() == b"content-length"]
    digits = lengths[0] if lengths else b""
    if digits.isdigit() and len(digits) <= _MOST_DIGITS and position + int(digits) <= len(data):
        end = position + int(digits)
        behind = _HERE.match(data, end)
        if behind is not None or _NOTHING_MORE.match(data, end):
            return behind
    return _AT_LINE_START.search(data, position)
