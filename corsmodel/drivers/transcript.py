"""Answers as ``curl -i`` prints them: one or more response heads, bodies between them.

HTTP/1.0, /1.1, /2 and /3 status lines, CRLF or LF, folded lines, interim answers, the head of a
proxy tunnel, and the ``< `` in front of each line that ``curl -v`` prints.
"""

import re

from corsmodel.infrastructure.headers import TAB_OR_SPACE, HeaderList
from corsmodel.infrastructure.responses import Response

_STATUS_LINE = rb"HTTP/[0-9](?:\.[0-9])?[ \t]+([0-9]{3})(?:[ \t][^\n]*)?\r?(?:\n|\Z)"
_HERE = re.compile(_STATUS_LINE)
_AT_LINE_START = re.compile(b"^" + _STATUS_LINE, re.MULTILINE)
_MOST_DIGITS = 15

Headers = list[tuple[str | bytes, str | bytes]]


class TranscriptError(ValueError):
    """A transcript without a response head, or with a header that no message has."""


def parse_transcript(data: bytes, argument: str = "transcript") -> list[Response]:
    """Read every final answer in *data*, in order, in linear time.

    :raises TranscriptError: when there is none, or a header has a NUL byte in it.
    """
    if re.search(rb"^< HTTP/", data, re.MULTILINE):
        data = b"".join(re.findall(rb"^< ?([^\n]*(?:\n|\Z))", data, re.MULTILINE))
    responses: list[Response] = []
    match = _AT_LINE_START.search(data)
    while match is not None:
        status = int(match[1])
        headers, position = _headers(data, match.end())
        tunnel = 200 <= status <= 299 and not headers and data.startswith(b"HTTP/", position)
        if (status >= 200 or status == 101) and not tunnel:
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
    """Find the next head: right behind a body of the announced length, or at a line's start."""
    digits = HeaderList.of(headers).get(b"content-length") or b""
    if digits.isdigit() and len(digits) <= _MOST_DIGITS:
        behind = _HERE.match(data, position + int(digits))
        if behind is not None:
            return behind
    return _AT_LINE_START.search(data, position)
