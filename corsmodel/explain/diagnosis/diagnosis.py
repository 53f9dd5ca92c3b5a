"""What a sentence of a console says, taken apart."""

import shlex
from collections.abc import Iterator
from typing import Any

import attrs

from corsmodel.explain.guidance import GUIDANCE
from corsmodel.explain.situations import Situation
from corsmodel.explain.words import show_text
from corsmodel.fetching.reasons import REASONS

JSON = dict[str, Any]
_NAMES = {"chromium": "Chromium", "firefox": "Firefox", "webkit": "WebKit"}
_CREDENTIALS = frozenset(
    {"wildcard-allow-origin", "missing-allow-credentials", "invalid-allow-credentials"}
)


@attrs.frozen
class Diagnosis:
    """What a text from a browser's console says. Values that are not in it are ``None``.

    Values are as the console writes them; what it cut or lost is not made up.
    """

    #: ``chromium``, ``firefox`` or ``webkit``; ``None`` for words that are no engine's.
    engine: str | None
    #: The engine's own code: a CorsError, or the category of a message of Firefox.
    code: str | None
    #: The codes of the reasons that fit, several where an engine says the same of them.
    reasons: tuple[str, ...]
    #: What the sentence means.
    meaning: str
    #: What to do about it, for each of the reasons.
    fixes: tuple[str, ...]
    #: The sentence that was read, or the empty string.
    sentence: str = ""
    #: Whether it is about the preflight; ``None`` where the sentence does not tell.
    preflight: bool | None = None
    #: The URL that was asked for last, and the first one where a redirect led there.
    url: str | None = None
    redirected_from: str | None = None
    #: Where a redirect leads that was refused.
    location: str | None = None
    #: The page's origin.
    origin: str | None = None
    #: The value of the header that the sentence is about.
    value: str | None = None
    method: str | None = None
    #: The request's header that is not allowed.
    header: str | None = None
    status: int | None = None
    #: ``xhr`` for an XMLHttpRequest, ``fetch`` for ``fetch()``, where the sentence tells.
    api: str | None = None
    #: The situations that fit, as far as the values tell, the most specific first.
    looks_like: tuple[Situation, ...] = ()

    @property
    def known(self) -> bool:
        """Whether the text has a sentence of one of the engines."""
        return self.engine is not None

    @property
    def command(self) -> str:
        """The command that asks the server itself and explains; capitals are yours to fill in."""
        flags = " ".join(self._flags())
        return f"corsmodel curl {flags} | sh | corsmodel explain {flags}"

    def _flags(self) -> Iterator[str]:
        yield _quoted(self.redirected_from or self.url, "URL")
        yield f"--origin {_quoted(self.origin, 'ORIGIN')}"
        if self.method is not None:
            yield f"-X {_quoted(self.method, '')}"
        elif self.preflight or "method-not-allowed" in self.reasons:
            yield "-X METHOD"
        if self.header is not None:
            value = "application/json" if self.header.lower() == "content-type" else "VALUE"
            yield f"-H {_quoted(f'{self.header}: {value}', '')}"
        if not _CREDENTIALS.isdisjoint(self.reasons):
            yield "--credentials include"
        if self.api == "xhr":
            yield "--xhr"
        if self.engine is not None:
            yield f"--browser {self.engine}"

    def text(self) -> str:
        """Put the diagnosis into lines for a terminal; long values are cut."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        code = "" if self.code is None else f" ({self.code})"
        where = " (in the answer to the preflight)" if self.preflight else ""
        if self.engine is None:
            yield f"Not a sentence of Chromium, Firefox or WebKit: {self.meaning}"
        else:
            yield f"{_NAMES[self.engine]}{code}: {self.meaning}{where}"
        if self.reasons:
            kind = "reason" if len(self.reasons) == 1 else "reasons that fit"
            yield f"  {kind}: {', '.join(self.reasons)}"
        yield from (f"  {name}: {show_text(value)}" for name, value in _values(self))
        for situation in self.looks_like:
            yield f"This looks like: {situation.title} ({situation.name})"
            yield f"  {situation.explanation}"
        yield ""
        yield "What to ask next"
        yield f"  {self.command}"
        yield ""
        yield "What to change"
        yield from (f"  {fix}" for fix in self.fixes)
        yield from (f"  {situation.name}: {situation.remedy}" for situation in self.looks_like)


def _values(diagnosis: Diagnosis) -> Iterator[tuple[str, str]]:
    for name in (
        "url", "redirected_from", "location", "origin", "value", "method", "header", "status",
    ):  # fmt: skip
        value = getattr(diagnosis, name)
        if value is not None:
            yield name.replace("_", " "), str(value) or "(empty)"


def _quoted(value: str | None, instead: str) -> str:
    return shlex.quote(show_text(value, 2000)) if value else instead


def meaning_of(reasons: tuple[str, ...]) -> str:
    """Give the meanings of all reasons that fit."""
    return "; or ".join(REASONS[code].meaning for code in reasons)


def fixes_of(reasons: tuple[str, ...]) -> tuple[str, ...]:
    """Give the remedies of all reasons that fit, each with its code where there are several."""
    if len(reasons) == 1:
        return (GUIDANCE[reasons[0]].fix,)
    return tuple(f"{code}: {GUIDANCE[code].fix}" for code in reasons)


def diagnosis_to_json(diagnosis: Diagnosis) -> JSON:
    """Give the diagnosis as ``json.dumps`` takes it."""
    record: JSON = attrs.asdict(diagnosis)
    record["reasons"] = [
        {"code": code, "meaning": REASONS[code].meaning, "fix": GUIDANCE[code].fix}
        for code in diagnosis.reasons
    ]
    record["fixes"] = list(diagnosis.fixes)
    record["command"] = diagnosis.command
    return record
