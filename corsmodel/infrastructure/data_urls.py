"""``data:`` URLs (https://fetch.spec.whatwg.org/#data-urls)."""

import binascii
import re
from typing import Final

import attrs

from corsmodel.infrastructure.mime_types import MIMEType, parse_mime_type
from corsmodel.infrastructure.urls import URL
from corsmodel.values import Value

_PERCENT_ENCODED_BYTE: Final = re.compile(rb"%([0-9A-Fa-f]{2})")
_ASCII_WHITESPACE: Final = "\t\n\f\r "
_BASE64_ALPHABET: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_BASE64: Final = "base64"
_BASE64_UNIT: Final = 4
_PLAIN_TEXT: Final = MIMEType("text", "plain", (("charset", "US-ASCII"),))


@attrs.frozen(eq=False, repr=False)
class DataURL(Value):
    """What a ``data:`` URL holds (https://fetch.spec.whatwg.org/#data-url-struct)."""

    #: The MIME type, serialized.
    mime_type: str
    body: bytes


def process_data_url(url: URL) -> DataURL | None:
    """Take a ``data:`` URL apart; ``None`` is failure: no comma, or broken base64.

    https://fetch.spec.whatwg.org/#data-url-processor
    """
    # 1. It is one.
    assert url.scheme == "data"  # noqa: S101 - the standard's own assertion
    # 2. 3. 4. What follows "data:", without the fragment.
    text = url.without_fragment[len("data:") :]
    # 5. 7. 8. 9. The type up to the first comma, which is not optional.
    mime_type, comma, encoded_body = text.partition(",")
    if not comma:
        return None
    # 6. Whitespace around the type is nothing.
    mime_type = mime_type.strip(_ASCII_WHITESPACE)
    # 10. The bytes.
    body = _percent_decode(encoded_body)
    # 11. They are base64 if the type ends in that word, as a parameter without a value.
    type_before_base64 = _before_base64(mime_type)
    if type_before_base64 is not None:
        # 11.1. 11.2. 11.3. Decode, or fail.
        decoded_body = forgiving_base64_decode(body)
        if decoded_body is None:
            return None
        body = decoded_body
        # 11.4. 11.5. 11.6. The word is no part of the type.
        mime_type = type_before_base64
    # 12. Parameters alone are those of plain text.
    if mime_type.startswith(";"):
        mime_type = f"text/plain{mime_type}"
    # 13. 14. Without a type that parses: plain text in US-ASCII.
    mime_type_record = parse_mime_type(mime_type) or _PLAIN_TEXT
    # 15. Both.
    return DataURL(mime_type_record.serialize(), body)


def _before_base64(mime_type: str) -> str | None:
    if mime_type[-len(_BASE64) :].lower() != _BASE64:
        return None
    before = mime_type[: -len(_BASE64)].rstrip(" ")
    return before[:-1] if before.endswith(";") else None


def _percent_decode(text: str) -> bytes:
    """Percent-decode a string (https://url.spec.whatwg.org/#string-percent-decode)."""
    return _PERCENT_ENCODED_BYTE.sub(lambda match: bytes((int(match[1], 16),)), text.encode())


def forgiving_base64_decode(data: bytes) -> bytes | None:
    """Decode base64 with whitespace, and with or without padding; ``None`` is failure.

    *data* holds the code points of the standard's string, which are bytes here.
    https://infra.spec.whatwg.org/#forgiving-base64-decode
    """
    # 1. Whitespace is nothing.
    data = data.translate(None, _ASCII_WHITESPACE.encode())
    # 2. Padding goes, where it is right.
    if len(data) % _BASE64_UNIT == 0:
        data = data[:-2] if data.endswith(b"==") else data.removesuffix(b"=")
    # 3. 4. One character alone is no byte; and anything else is a foreign character.
    if len(data) % _BASE64_UNIT == 1 or data.translate(None, _BASE64_ALPHABET):
        return None
    # 5. 6. 7. 8. 9. 10. Decode; bits that are left over are dropped.
    return binascii.a2b_base64(data + b"=" * (-len(data) % _BASE64_UNIT))
