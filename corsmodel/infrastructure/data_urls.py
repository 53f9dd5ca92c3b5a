"""``data:`` URLs (https://fetch.spec.whatwg.org/#data-urls)."""

import binascii
import re
from typing import Final

import attrs

from corsmodel.infrastructure.mime_types import parse_mime_type
from corsmodel.infrastructure.urls import URL

_ESCAPE: Final = re.compile(rb"%([0-9A-Fa-f]{2})")
_ASCII_WHITESPACE: Final = b"\t\n\x0c\r "
_BASE64_BYTES: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


@attrs.frozen
class DataURL:
    """What a ``data:`` URL holds (https://fetch.spec.whatwg.org/#data-url-struct)."""

    #: The MIME type, serialized.
    mime_type: str
    body: bytes


def process_data_url(data_url: URL) -> DataURL | None:
    """Take a ``data:`` URL apart; ``None`` is failure.

    https://fetch.spec.whatwg.org/#data-url-processor
    """
    # 1. 2. 3. The URL without its scheme and its fragment.
    text = data_url.without_fragment[len("data:") :]
    # 4. 5. 7. 8. The type stands before the first comma, and there is one.
    mime_type, comma, encoded_body = text.partition(",")
    if not comma:
        return None
    # 6. Blanks around the type go.
    mime_type = mime_type.strip("\t\n\f\r ")
    # 9. 10. Behind the comma, percent-decoded.
    body = _ESCAPE.sub(lambda m: bytes([int(m[1], 16)]), encoded_body.encode())
    # 11. The type may end in a word that says how the body is written.
    base64 = _base64_at(mime_type)
    if base64 is not None:
        # 11.1. 11.2. 11.3. Decode it.
        decoded = forgiving_base64_decode(body)
        if decoded is None:
            return None
        body = decoded
        # 11.4. 11.5. 11.6. Take the word away.
        mime_type = mime_type[:base64]
    # 12. A type that is only parameters.
    if mime_type.startswith(";"):
        mime_type = "text/plain" + mime_type
    # 13. 14. Nothing that parses is plain text.
    record = parse_mime_type(mime_type)
    # 15. Done.
    return DataURL("text/plain;charset=US-ASCII" if record is None else record.serialize(), body)


def _base64_at(mime_type: str) -> int | None:
    """Return where ``;base64`` begins at the end of *mime_type*, or ``None``."""
    if mime_type[-6:].lower() != "base64":
        return None
    before = mime_type[:-6].rstrip(" ")
    return len(before) - 1 if before.endswith(";") else None


def forgiving_base64_decode(data: bytes) -> bytes | None:
    """Decode base64 the forgiving way; ``None`` is failure.

    https://infra.spec.whatwg.org/#forgiving-base64-decode
    """
    data = data.translate(None, _ASCII_WHITESPACE)
    if len(data) % 4 == 0:
        data = data[:-2] if data.endswith(b"==") else data.removesuffix(b"=")
    if len(data) % 4 == 1 or data.translate(None, _BASE64_BYTES):
        return None
    return binascii.a2b_base64(data + b"=" * (-len(data) % 4))
