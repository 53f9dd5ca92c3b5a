"""Where a fuzzer starts: the scenarios of the corpus, transcripts, values, each for its target."""

import json
from collections.abc import Iterator

from corsmodel.cases import AlgorithmCase, ScenarioCase, load
from tests.fuzz.targets import TARGETS

TRANSCRIPTS = [
    b"HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n\r\nbody",
    b"HTTP/1.1 100 Continue\r\n\r\nHTTP/2 301 \r\nlocation: /a\r\n\r\nHTTP/3 200 \r\na: b\r\n\r\n",
    b"HTTP/1.0 200 Connection established\r\n\r\nHTTP/1.1 204 No Content\nA: b\n  c\n\n",
    b"< HTTP/1.1 200 OK\r\n< Content-Length: 3\r\n< \r\n{ [3 bytes data]\r\nHTTP/1.1",
]


def _for(target: str, data: bytes) -> bytes:
    return bytes([list(TARGETS).index(target)]) + data


def seeds() -> Iterator[bytes]:
    """Give each seed with the byte in front that picks its target."""
    for case in load():
        match case:
            case ScenarioCase():
                yield _for("json_text", json.dumps(case.scenario).encode())
            case AlgorithmCase(input=str(text)):
                data = text.encode("utf-8", "surrogatepass")
                yield _for("grammars", text.encode("latin-1", "replace"))
                yield _for("urls", data)
    for transcript in TRANSCRIPTS:
        yield _for("transcript", transcript)
    for target in ("scenario", "odd_scenario"):
        yield from (_for(target, bytes([first]) * 200) for first in range(0, 0xA0, 7))
