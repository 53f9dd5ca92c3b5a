"""A verdict as text for a terminal."""

from corsmodel.fetching.verdict import Verdict


def explain(verdict: Verdict) -> str:
    """Put the verdict into words."""
    return str(verdict.outcome)
