"""Slow and literal transcriptions of grammars, to hold the one-pass parsers to."""

from corsmodel.infrastructure.header_values import FAILURE, Failure

TCHAR = set(b"!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")


def token_list(value: bytes) -> tuple[bytes, ...] | Failure:
    """`#element`, from left to right: [element] *( OWS "," OWS [element] )."""
    items: list[bytes] = []
    at = 0

    def blanks() -> None:
        nonlocal at
        while at < len(value) and value[at] in b" \t":
            at += 1

    def element() -> None:
        nonlocal at
        start = at
        while at < len(value) and value[at] in TCHAR:
            at += 1
        if at > start:
            items.append(value[start:at])

    blanks()
    element()
    while True:
        blanks()
        if at == len(value):
            return tuple(items)
        if value[at : at + 1] != b",":
            return FAILURE
        at += 1
        blanks()
        element()


def get_decode_and_split(value: bytes) -> list[str]:
    """The standard's loop, one code point at a time."""
    text = value.decode("latin-1")
    position = 0
    values: list[str] = []
    temporary = ""
    while True:
        while position < len(text) and text[position] not in '",':
            temporary += text[position]
            position += 1
        if position < len(text) and text[position] == '"':
            start = position
            position += 1
            while position < len(text):
                character = text[position]
                position += 1
                if character == "\\":
                    if position >= len(text):
                        break
                    position += 1
                elif character == '"':
                    break
            temporary += text[start:position]
            if position < len(text):
                continue
        values.append(temporary.strip("\t "))
        temporary = ""
        if position >= len(text):
            return values
        position += 1


def single_range(data: str, *, allow: bool) -> tuple[int | None, int | None] | Failure:
    """Every way to write one range, by taking it apart at its two signs."""
    if not data.startswith("bytes"):
        return FAILURE
    blanks = "\t " if allow else ""
    before, equals, rest = data[5:].partition("=")
    start, hyphen, end = rest.partition("-")
    if (before.strip(blanks or None) and before) or (before and not allow):
        return FAILURE
    if not equals or not hyphen:
        return FAILURE
    start = start.strip(blanks) if allow else start
    end = end.lstrip(blanks) if allow else end
    for digits in (start, end):
        if digits and not (digits.isascii() and digits.isdigit()):
            return FAILURE
    low = int(start) if start else None
    high = int(end) if end else None
    if (low is None and high is None) or (low is not None and high is not None and low > high):
        return FAILURE
    return low, high
