"""MIME types (https://mimesniff.spec.whatwg.org/#understanding-mime-types)."""

import re
from typing import Final

import attrs

_HTTP_WHITESPACE: Final = "\t\n\r "
_TOKEN: Final = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+\Z")
_QUOTED_TOKEN_VALUE: Final = re.compile("[\t\x20-\x7e\x80-\xff]*\\Z")
_UNQUOTED: Final = re.compile(r'[^"\\]*')
_SPECIAL_IN_QUOTES: Final = re.compile(r'(["\\])')

#: https://mimesniff.spec.whatwg.org/#javascript-mime-type
_JAVASCRIPT: Final = frozenset(
    {
        "application/ecmascript",
        "application/javascript",
        "application/x-ecmascript",
        "application/x-javascript",
        "text/ecmascript",
        "text/javascript",
        "text/javascript1.0",
        "text/javascript1.1",
        "text/javascript1.2",
        "text/javascript1.3",
        "text/javascript1.4",
        "text/javascript1.5",
        "text/jscript",
        "text/livescript",
        "text/x-ecmascript",
        "text/x-javascript",
    }
)


@attrs.frozen
class MIMEType:
    """A MIME type record; names are in lower case, parameters in order, each name once."""

    type: str
    subtype: str
    parameters: tuple[tuple[str, str], ...] = ()

    @property
    def essence(self) -> str:
        """Type, slash, subtype (https://mimesniff.spec.whatwg.org/#mime-type-essence)."""
        return f"{self.type}/{self.subtype}"

    @property
    def is_javascript(self) -> bool:
        """Whether it is a JavaScript MIME type, whatever its parameters."""
        return self.essence in _JAVASCRIPT

    def get(self, name: str) -> str | None:
        """Return the parameter called *name* (in lower case), or ``None``."""
        return next((value for known, value in self.parameters if known == name), None)

    def serialize(self) -> str:
        """Write it as a header value (https://mimesniff.spec.whatwg.org/#serialize-a-mime-type)."""
        parts = [self.essence]
        for name, value in self.parameters:
            written = value
            if not _TOKEN.match(value):
                written = '"' + _SPECIAL_IN_QUOTES.sub(r"\\\1", value) + '"'
            parts.append(f"{name}={written}")
        return ";".join(parts)


def collect_http_quoted_string(text: str, position: int) -> tuple[str, int]:
    """Read a quoted string that begins at *position*: its value, and the position behind it.

    Escapes are resolved; a missing quote at the end is forgiven.

    https://fetch.spec.whatwg.org/#collect-an-http-quoted-string
    """
    # 1. 2. 3. 4. Behind the first quote, with nothing collected.
    value: list[str] = []
    position += 1
    # 5. Until the string ends:
    while True:
        # 5.1. Everything up to a quote or a backslash.
        end = _UNQUOTED.match(text, position).end()  # type: ignore[union-attr]  # matches ""
        value.append(text[position:end])
        # 5.2. The text ends without a quote.
        if end >= len(text):
            break
        # 5.3. 5.4. What stopped it.
        quote_or_backslash = text[end]
        position = end + 1
        # 5.6. A quote ends the string. 5.6.1. 5.6.2.
        if quote_or_backslash == '"':
            return "".join(value), position
        # 5.5. A backslash: the next character as it is. 5.5.1. At the very end, itself.
        if position >= len(text):
            value.append("\\")
            break
        # 5.5.2. 5.5.3. Step over it.
        value.append(text[position])
        position += 1
    # 6. 7. Only the value is wanted here.
    return "".join(value), len(text)


def parse_mime_type(text: str) -> MIMEType | None:
    """Parse a MIME type from isomorphic decoded *text*; ``None`` is failure.

    https://mimesniff.spec.whatwg.org/#parse-a-mime-type
    """
    text = text.strip(_HTTP_WHITESPACE)
    kind, slash, rest = text.partition("/")
    if not slash or not _TOKEN.match(kind):
        return None
    subtype, semicolon, _ = rest.partition(";")
    subtype = subtype.rstrip(_HTTP_WHITESPACE)
    if not _TOKEN.match(subtype):
        return None
    parameters = _parameters(text, text.index(";") + 1) if semicolon else ()
    return MIMEType(kind.lower(), subtype.lower(), parameters)


_BLANKS: Final = re.compile(f"[{_HTTP_WHITESPACE}]*")
_NAME: Final = re.compile("[^;=]*")
_VALUE: Final = re.compile("[^;]*")


def _parameters(text: str, position: int) -> tuple[tuple[str, str], ...]:
    """Parse what follows the first semicolon; the first of two parameters of one name counts.

    https://mimesniff.spec.whatwg.org/#parse-a-mime-type
    """
    parameters: dict[str, str] = {}
    while position < len(text):
        # Blanks before the name, and the name up to its equals sign.
        start = _end(_BLANKS, text, position)
        position = _end(_NAME, text, start)
        name = text[start:position].lower()
        # A name without a value is skipped.
        if position >= len(text):
            break
        position += 1
        if text[position - 1] == ";":
            continue
        if position >= len(text):
            break
        if text[position] == '"':
            # What stands between the quoted string and the next semicolon is ignored.
            value, position = collect_http_quoted_string(text, position)
            position = _end(_VALUE, text, position) + 1
        else:
            end = _end(_VALUE, text, position)
            value = text[position:end].rstrip(_HTTP_WHITESPACE)
            position = end + 1
            if not value:
                continue
        if _TOKEN.match(name) and _QUOTED_TOKEN_VALUE.match(value):
            parameters.setdefault(name, value)
    return tuple(parameters.items())


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    return pattern.match(text, position).end()  # type: ignore[union-attr]  # all match ""
