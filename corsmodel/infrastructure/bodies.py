"""Bodies as far as CORS meets them (https://fetch.spec.whatwg.org/#bodies): kind, type, length."""

from typing import Literal

import attrs

from corsmodel.infrastructure.arguments import of_type, one_of, whole_number
from corsmodel.values import Value

#: The kinds of object that a script can pass as a body.
BodyKind = Literal["text", "blob", "urlsearchparams", "formdata", "arraybuffer", "stream"]

#: The Content-Type that each kind brings when the script sets none. The boundary of a multipart
#: body is the browser's own choice and differs from request to request; only the essence counts.
CONTENT_TYPES: dict[str, bytes | None] = {
    "text": b"text/plain;charset=UTF-8",
    "blob": None,
    "urlsearchparams": b"application/x-www-form-urlencoded;charset=UTF-8",
    "formdata": b"multipart/form-data; boundary=----corsmodel",
    "arraybuffer": None,
    "stream": None,
}
_KINDS = frozenset(CONTENT_TYPES)


@attrs.frozen(eq=False, repr=False)
class Body(Value):
    """What a script passes as a body; the bytes themselves play no part in CORS.

    :raises ValueError: for a kind that is not one of the six, or a negative length.
    :raises TypeError: for a type that is no text, or a length that is no integer.
    """

    #: The kind of object; a ``stream`` is the one whose source is null.
    kind: BodyKind
    #: A blob's type, or ``None``; other kinds bring the type of their kind.
    type: str | None = None
    #: The number of bytes, or ``None`` where it is not known; only keepalive requests ask.
    length: int | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what no script can pass."""
        one_of(self.kind, _KINDS, "kind")
        if self.type is not None:
            of_type(self.type, str, "type", "write the blob's MIME type as text, or pass None")
        if self.length is not None:
            whole_number(self.length, "length")

    @property
    def source_is_null(self) -> bool:
        """Whether the body cannot be sent a second time: only a stream's cannot."""
        return self.kind == "stream"
