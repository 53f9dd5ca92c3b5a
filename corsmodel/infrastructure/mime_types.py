"""MIME types (https://mimesniff.spec.whatwg.org/#understanding-mime-types).

Strings here are isomorphic decodings of header values: code points up to U+00FF. Any other text is
judged as well, and fails where such a code point stands in a value or a name.
"""

import re
from typing import Final

import attrs

from corsmodel.values import Value

#: https://fetch.spec.whatwg.org/#http-whitespace
_HTTP_WHITESPACE: Final = "\t\n\r "
#: https://mimesniff.spec.whatwg.org/#http-token-code-point, one and more.
_TOKEN: Final = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
# Type and subtype, up to the semicolon or the end.
_ESSENCE: Final = re.compile(rf"({_TOKEN.pattern})/({_TOKEN.pattern})[\t\n\r ]*(;|\Z)")
#: https://mimesniff.spec.whatwg.org/#http-quoted-string-token-code-point, any number.
_QUOTED_STRING_TOKEN: Final = re.compile("[\t -~\x80-\xff]*")
_NAME_END: Final = re.compile("[;=]")
_QUOTE_OR_BACKSLASH: Final = re.compile(r'["\\]')

#: https://mimesniff.spec.whatwg.org/#javascript-mime-type
_JAVASCRIPT_ESSENCES: Final = frozenset(
    {
        "application/ecmascript",
        "application/javascript",
        "application/x-ecmascript",
        "application/x-javascript",
        "text/ecmascript",
        "text/javascript",
        *[f"text/javascript1.{minor}" for minor in range(6)],
        "text/jscript",
        "text/livescript",
        "text/x-ecmascript",
        "text/x-javascript",
    }
)


@attrs.frozen(eq=False, repr=False)
class MIMEType(Value):
    """A MIME type record (https://mimesniff.spec.whatwg.org/#mime-type)."""

    #: In lower case, like the subtype and the parameters' names.
    type: str
    subtype: str
    #: Names and values in order, each name once.
    parameters: tuple[tuple[str, str], ...] = ()

    @property
    def essence(self) -> str:
        """Type and subtype (https://mimesniff.spec.whatwg.org/#mime-type-essence)."""
        return f"{self.type}/{self.subtype}"

    @property
    def is_javascript(self) -> bool:
        """Whether it is a JavaScript MIME type: parameters do not count.

        https://mimesniff.spec.whatwg.org/#javascript-mime-type
        """
        return self.essence in _JAVASCRIPT_ESSENCES

    def get(self, name: str) -> str | None:
        """Return the value of the parameter *name* (in lower case); ``None`` if it has none."""
        return dict(self.parameters).get(name)

    def serialize(self) -> str:
        """Write the type as a header holds it.

        https://mimesniff.spec.whatwg.org/#serialize-a-mime-type
        """
        # 1. The essence.
        serialization = [self.essence]
        # 2. The parameters, quoted where they are not tokens.
        for name, value in self.parameters:
            text = value
            if _TOKEN.fullmatch(value) is None:
                text = '"' + _QUOTE_OR_BACKSLASH.sub(r"\\\g<0>", value) + '"'
            serialization.append(f";{name}={text}")
        # 3. Done.
        return "".join(serialization)


def collect_http_quoted_string(
    text: str, position: int, *, extract_value: bool = False
) -> tuple[str, int]:
    """Collect the quoted string whose opening quote is at *position*.

    Returns the string as it stands, or with *extract_value* what it means (no quotes, escapes
    resolved), and the position behind it. A closing quote may be missing.

    https://fetch.spec.whatwg.org/#collect-an-http-quoted-string
    """
    # 1. 2. 3. 4. Behind the opening quote.
    position_start = position
    value: list[str] = []
    position += 1
    # 5. Until a quote or the end:
    while True:
        special = _QUOTE_OR_BACKSLASH.search(text, position)
        # 5.1. What needs no attention.
        end = len(text) if special is None else special.start()
        value.append(text[position:end])
        position = end
        # 5.2. The end.
        if special is None:
            break
        # 5.3. 5.4. 5.6. 5.6.1. 5.6.2. The closing quote.
        position += 1
        if special[0] == '"':
            break
        # 5.5. 5.5.1. A backslash with nothing behind it stands for itself,
        if position == len(text):
            value.append("\\")
            break
        # 5.5.2. 5.5.3. else for what is behind it.
        value.append(text[position])
        position += 1
    # 6. 7. What it means, or how it stands.
    return ("".join(value) if extract_value else text[position_start:position]), position


def parse_mime_type(text: str) -> MIMEType | None:
    """Parse a MIME type; ``None`` is failure. The first of two parameters of one name wins.

    https://mimesniff.spec.whatwg.org/#parse-a-mime-type
    """
    # 1. 2. Without surrounding whitespace.
    text = text.strip(_HTTP_WHITESPACE)
    # 3. 5. 6. 7. The type up to the slash, the subtype up to a semicolon. 4. 9. Both are tokens.
    # 8. Whitespace between subtype and semicolon is forgiven; none other is.
    essence = _ESSENCE.match(text)
    if essence is None:
        return None
    type_, subtype, semicolon = essence.groups()
    # 10. 11. 12. The record.
    parameters = _collect_parameters(text[essence.end() :]) if semicolon else ()
    return MIMEType(type_.lower(), subtype.lower(), parameters)


def _collect_parameters(text: str) -> tuple[tuple[str, str], ...]:
    """Collect the parameters from what follows the first semicolon: step 11 of the parser.

    https://mimesniff.spec.whatwg.org/#parse-a-mime-type
    """
    parameters: dict[str, str] = {}
    position = 0
    while position < len(text):
        # 11.2. 11.3. The name, up to an equals sign.
        end = _NAME_END.search(text, position)
        # 11.6. Nothing behind the name: done.
        if end is None or (end[0] == "=" and end.end() == len(text)):
            break
        name = text[position : end.start()].lstrip(_HTTP_WHITESPACE)
        position = end.end()
        # 11.5. 11.5.1. 11.5.2. No equals sign: no parameter.
        if end[0] == ";":
            continue
        # 11.7. 11.8. 11.8.1. 11.8.2. A quoted value; what stands behind the quote is ignored.
        if text[position] == '"':
            value, position = collect_http_quoted_string(text, position, extract_value=True)
            position = _behind_semicolon(text, position)
        # 11.9. 11.9.1. 11.9.2. 11.9.3. Or a bare one, which is not empty.
        else:
            start, position = position, _behind_semicolon(text, position)
            value = text[start:position].removesuffix(";").rstrip(_HTTP_WHITESPACE)
            if not value:
                continue
        # 11.10. What is well-formed and new. 11.4. In lower case, which only a token has.
        if _TOKEN.fullmatch(name) and _QUOTED_STRING_TOKEN.fullmatch(value):
            parameters.setdefault(name.lower(), value)
    return tuple(parameters.items())


def _behind_semicolon(text: str, position: int) -> int:
    """Return the position behind the next semicolon, or the end: with step 11.1 of the parser."""
    semicolon = text.find(";", position)
    return len(text) if semicolon == -1 else semicolon + 1


# Compiled when one is asked for, which few programs do; so are those below.
_WELL_FORMED: Final = (
    r"""TOKEN/TOKENBLANK(?:;BLANKTOKENBLANK=BLANK(?:TOKEN|"(?:[^"\\]|\\.)*")BLANK)*""".replace(
        "TOKEN", r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"
    ).replace("BLANK", "[\t ]*")
)


def is_well_formed_type(text: str) -> bool:
    """Tell whether *text* is a media type with nothing but well-formed parameters (RFC 9110).

    The standard's parser is more lenient; an engine holds the types of blobs to this.
    """
    return re.fullmatch(_WELL_FORMED, text) is not None


def scan_essence(text: str) -> str | None:
    """Read the essence of *text* as an engine does that looks at the parameters' ends only.

    There may be no comma; the essence ends at a blank or a semicolon and has a slash; without
    parameters nothing is around it, and with several of them the last one is not empty. No
    standard describes this. *text* is without quotes.
    """
    if "," in text:
        return None
    text = text.replace("\t", " ")
    essence, semicolon, rest = text.partition(";")
    if not semicolon and text.startswith(" "):
        return None
    essence, _, behind = essence.lstrip(" ").partition(" ")
    if "/" not in essence or (behind.strip(" ") and not semicolon):
        return None
    if rest.endswith(";"):
        return None
    return essence.lower()


_PARAMETER: Final = r';((?:[^;"]|"(?:[^"\\]|\\.)*(?:"|\\?\Z))*)'


def with_utf8_parameters(text: str) -> str:
    """Write UTF-8 over each ``charset`` parameter of *text*, as an engine does that scans it.

    What stands behind the equals sign goes, up to the next semicolon outside of quotes; single
    quotes around it stay. No standard describes this.
    """
    if "/" not in text.partition(";")[0].strip(" \t").partition(" ")[0]:
        return text

    def replaced(found: re.Match[str]) -> str:
        charset = re.match("[ \\t]*charset=", found[1], re.IGNORECASE)
        if charset is None:
            return found[0]
        value = found[1][charset.end() :]
        quote = "'" if len(value) > 1 and value[0] == value[-1] == "'" else ""
        if value.removeprefix(quote).removesuffix(quote).lower() == "utf-8":
            return found[0]
        return f";{charset[0]}{quote}UTF-8{quote}"

    return re.sub(_PARAMETER, replaced, text, flags=re.DOTALL)
