"""Diagnoses: find the sentence in a text, and what stands around it that belongs to it."""

from collections import Counter
from collections.abc import Iterable, Iterator

import attrs

from corsmodel.explain.diagnosis import chromium, firefox, webkit
from corsmodel.explain.diagnosis.diagnosis import Diagnosis, fixes_of, meaning_of
from corsmodel.explain.diagnosis.likely import Clues, likely
from corsmodel.explain.diagnosis.loose import loosely
from corsmodel.explain.diagnosis.patterns import Match, Pattern, find, straight
from corsmodel.infrastructure.arguments import of_type

_PATTERNS = (*chromium.patterns(), *firefox.patterns(), *webkit.patterns())
#: What is looked for first. Beside a failure, the others only add values.
_ORDER = ("failure", "generic", "warning", "silent")
#: The reasons that only a preflight ends for.
_OF_PREFLIGHTS = frozenset(
    {
        "preflight-status", "preflight-redirect", "invalid-allow-methods", "invalid-allow-headers",
        "method-not-allowed", "header-not-allowed", "authorization-not-allowed",
    }
)  # fmt: skip
_VALUES = ("url", "redirected_from", "location", "origin", "value", "method", "header")
_NET = "net::ERR_"
_ESCAPED = frozenset({"value", "method", "header"})
_CLUES = frozenset(_VALUES) - {"redirected_from"}
_APIS = {"XMLHttpRequest": "xhr", "fetch": "fetch"}


@attrs.frozen
class _Line:
    """A line of the text in which something was found."""

    text: str
    matches: tuple[Match, ...]


def diagnose(text: str) -> Diagnosis:
    """Say what a text from a browser's console means, why, what to ask next and what to change.

    It finds a sentence that Chromium, Firefox or WebKit prints, also in older words, whatever
    stands around it: file names, line numbers, quotes, other lines. Of several it takes the first
    that says what went wrong; the others add their values. The time is linear in the text's length.

    :raises TypeError: for what is no text.
    """
    of_type(text, str, "text", "pass the sentence as the console shows it")
    lines = _read(text.split("\n"))
    found = _telling(lines)
    if found is None or found[1].pattern.kind != "failure":
        # Terminals and mail break lines, between words or within them.
        for between in (" ", ""):
            joined = _read([between.join(line.strip() for line in text.split("\n"))])
            again = _telling(joined)
            if again is not None and (found is None or again[1].pattern.kind == "failure"):
                lines, found = joined, again
                break
    if found is None:
        return loosely(text)
    return _diagnosis(lines, *found)


def _read(texts: Iterable[str]) -> list[_Line]:
    lines = [text.rstrip("\r") for text in texts]
    whole = straight("\n".join(lines))
    # Most patterns are not in the text at all.
    candidates = [one for one in _PATTERNS if all(part in whole for part in one.literals)]
    read = []
    for line in lines if candidates else []:
        plain = straight(line)
        found = [find(pattern, line, plain) for pattern in candidates] if line.strip() else []
        matches = tuple(match for match in found if match is not None)
        if matches or _NET in line:
            read.append(_Line(line, matches))
    return read


def _telling(lines: list[_Line]) -> tuple[int, Match] | None:
    """Return the line and the match that say most: the first, and of two there the longer.

    Where two engines say the same, it is the one that more of the text is of.
    """
    voices = Counter(match.pattern.engine for line in lines for match in line.matches)

    def rank(match: Match) -> tuple[int, int, int]:
        return match.start, -match.end, -voices[match.pattern.engine]

    for kind in _ORDER:
        for number, line in enumerate(lines):
            matches = [match for match in line.matches if match.pattern.kind == kind]
            if matches:
                return number, min(matches, key=rank)
    return None


def _diagnosis(lines: list[_Line], number: int, found: Match) -> Diagnosis:
    pattern, line = found.pattern, lines[number]
    around = _context(lines, number, pattern)
    values = {**around, **{k: _trimmed(line.text, found, k) for k in found.values}}
    code, preflight = pattern.code, _preflight(pattern, line.text[: found.start])
    if pattern.engine == "chromium":
        values = {k: chromium.unescaped(v) if k in _ESCAPED else v for k, v in values.items()}
        if preflight and code in _CHECKS:
            code = f"Preflight{code}"
    note = pattern.note
    reasons = pattern.reasons
    status = _status(values.get("status"))
    named = {name: values.get(name) for name in _VALUES}
    return Diagnosis(
        pattern.engine,
        code,
        reasons,
        meaning_of(reasons) if note is None else note.meaning,
        fixes_of(reasons) if note is None else (note.fix,),
        sentence=line.text[found.start : found.end].rstrip(),
        preflight=preflight,
        status=status,
        api=_APIS.get(values.get("kind", "")),
        looks_like=likely(
            Clues(
                pattern.engine,
                reasons,
                preflight,
                status,
                **{k: v for k, v in named.items() if k in _CLUES},
            )
        ),
        **named,
    )


#: The CorsErrors that have a twin for preflights.
_CHECKS = frozenset(
    {
        "WildcardOriginNotAllowed", "MissingAllowOriginHeader", "MultipleAllowOriginValues",
        "InvalidAllowOriginValue", "AllowOriginMismatch", "InvalidAllowCredentials",
    }
)  # fmt: skip


def _preflight(pattern: Pattern, before: str) -> bool | None:
    if pattern.reasons and _OF_PREFLIGHTS.issuperset(pattern.reasons):
        return True
    if pattern.engine != "chromium" or pattern.code is None:
        return None
    return chromium.is_of_preflight(before)


def _context(lines: list[_Line], number: int, pattern: Pattern) -> dict[str, str]:
    """Collect the values that stand around the sentence: in its line first, then below, above."""
    values: dict[str, str] = {}
    for line in (lines[number], *lines[number + 1 :], *lines[:number]):
        for match in line.matches:
            if match.pattern.engine == pattern.engine and match.pattern.kind != "failure":
                for name, value in match.values.items():
                    values.setdefault(name, value)
        if pattern.engine == "chromium":
            for name, value in _network_line(line.text):
                values.setdefault(name, value)
    return values


def _network_line(line: str) -> Iterator[tuple[str, str]]:
    """Read ``PUT https://api.example/ net::ERR_FAILED 500 (Internal Server Error)``."""
    before, mark, after = line.partition(_NET)
    words = before.split()[-2:]
    if mark and len(words) == 2 and ":" in words[1] and words[0].isupper():
        yield "method", words[0]
        yield "url", words[1]
        yield "status", after.partition(" ")[2].partition(" ")[0]


def _trimmed(line: str, found: Match, name: str) -> str:
    """Take the quotes around the sentence off a value that it ends with."""
    value = found.values[name]
    quote = line[found.start - 1] if found.start else ""
    if quote in "\"'`" and found.end == len(line) and name == found.pattern.fields[-1]:
        return value.removesuffix(quote)
    return value


def _status(text: str | None) -> int | None:
    digits = "" if text is None else text[:3]
    known = len(digits) == 3 and digits.isascii() and digits.isdigit() and digits[0] != "0"
    return int(digits) if known else None
