"""What the command line prints of comparisons, findings and budgets."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from corsmodel.drivers.budget import Budget
from corsmodel.drivers.comparison import Comparison, Parting
from corsmodel.explain.changes import changes
from corsmodel.explain.words import show_text
from corsmodel.fetching.verdict import Verdict
from corsmodel.infrastructure.trace import Decision

if TYPE_CHECKING:
    from corsmodel.lint import Finding, Proof


def comparison_text(comparison: Comparison) -> Iterator[str]:
    """Tell what each browser does, then where it parts from the standard."""
    width = max(len(name) for name in comparison.verdicts)
    for name, verdict in comparison.verdicts.items():
        yield f"{name:{width}}  {_verdict(verdict)}"
    yield ""
    if comparison.agree:
        yield "Script sees the same everywhere, after the same requests."
    for parting in comparison.partings:
        yield from _parting(parting)


def _verdict(verdict: Verdict) -> str:
    wire = " ".join(
        exchange.request.method.decode("latin-1")
        for exchange in verdict.exchanges
        if exchange.cache_state != "local"
    )
    code = "" if verdict.reason is None else f" ({verdict.reason.code})"
    return f"{verdict.outcome}{code}; sent: {show_text(wire) or 'nothing'}"


def _parting(parting: Parting) -> Iterator[str]:
    yield f"{parting.browser} parts from the standard"
    yield f"  the standard: {_decision(parting.standard)}"
    yield f"  {parting.browser}: {_decision(parting.departure)}"
    for field in parting.fields:
        yield f"  because of the profile's {field}"


def _decision(decision: Decision | None) -> str:
    if decision is None:
        return "is done"
    return f"{decision.outcome} at {decision.step} ({decision.step.url})"


def findings_text(findings: "Iterable[Finding]") -> Iterator[str]:
    """Tell each finding: what, what it means, what shows it, and what to do."""
    nothing = True
    for finding in findings:
        nothing = False
        yield f"{finding.severity}: {finding.title} [{finding.code}]"
        yield f"  {finding.meaning}"
        for proof in finding.proofs:
            yield f"  proof: {proof.says} ({_shown(proof)})"
        yield f"  remedy: {finding.remedy}"
        if finding.repair is not None:
            for change in changes(finding.proofs[0].verdict(), finding.repair):
                yield f"    {change.where}:"
                yield from (f"      {line}" for line in change.lines)
    if nothing:
        yield "Nothing to say of these answers."


def _shown(proof: "Proof") -> str:
    shown = proof.expected
    reason = "" if shown.reason is None else f", {shown.reason}"
    profile = proof.scenario.profile.name
    browser = "" if profile == "standard" else f" in {profile}"
    return f"{shown.outcome}{reason}{browser}"


def budget_text(budgets: Mapping[str, Budget]) -> Iterator[str]:
    """Tell what a session costs in each browser, a line each."""
    yield "browser    requests  preflights  remembered  least  with max-age"
    for name, one in budgets.items():
        best = "-" if one.best is None else str(one.best)
        yield (
            f"{name:9}  {one.requests:8}  {one.preflights:10}  {one.remembered:10}  "
            f"{one.least_preflights:5}  {best:>12}"
        )
