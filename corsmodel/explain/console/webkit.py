"""What WebKit says about a failure."""

from corsmodel.explain.console.codes import EngineCode
from corsmodel.fetching.verdict import Verdict


def engine_code(verdict: Verdict) -> EngineCode | None:  # noqa: ARG001
    """Return WebKit's code for the failure; none is known yet."""
    return None


def console(verdict: Verdict) -> tuple[str, ...]:  # noqa: ARG001
    """Return the sentences that WebKit prints; none is known yet."""
    return ()
