"""What the engines themselves say about a failure: their codes and their console's sentences.

Each engine has a module with its templates as data and a function that fills them in from a
verdict. The standard says nothing, and neither does an engine about most requests.
"""

from collections.abc import Callable

import attrs

from corsmodel.explain.console import chromium, firefox, webkit
from corsmodel.explain.console.codes import EngineCode
from corsmodel.fetching.verdict import Verdict

__all__ = ["EngineCode", "console", "engine_code"]


@attrs.frozen
class _Voice:
    """How one engine speaks."""

    code: Callable[[Verdict], EngineCode | None]
    sentences: Callable[[Verdict], tuple[str, ...]]


#: By the name of the profile.
_VOICES = {
    "chromium": _Voice(chromium.engine_code, chromium.console),
    "firefox": _Voice(firefox.engine_code, firefox.console),
    "webkit": _Voice(webkit.engine_code, webkit.console),
}


def engine_code(verdict: Verdict) -> EngineCode | None:
    """Return the code that the engine gives the failure, or ``None`` where it gives none."""
    voice = _voice(verdict)
    return None if voice is None else voice.code(verdict)


def console(verdict: Verdict) -> tuple[str, ...]:
    """Return the sentences that the engine prints in its console, letter for letter, in order."""
    voice = _voice(verdict)
    return () if voice is None else voice.sentences(verdict)


def _voice(verdict: Verdict) -> _Voice | None:
    return None if verdict.asked_of is None else _VOICES.get(verdict.asked_of.profile.name)
