"""Findings: what a server's answers do that their owner hardly means, each with its proofs."""

from typing import Any, Literal

import attrs

from corsmodel.drivers.scenarios import evaluate_scenario
from corsmodel.fetching.fetch_params import Answer
from corsmodel.fetching.verdict import Verdict
from corsmodel.lint.catalogue import FINDINGS, Severity
from corsmodel.repair import Place, Repair, repair_to_json
from corsmodel.scenario import Scenario, ScenarioFetch, ScenarioHop
from corsmodel.scenario_json import scenario_to_json

JSON = dict[str, Any]


@attrs.frozen
class Shown:
    """What a verdict shows, as far as a proof needs it."""

    outcome: str
    #: The code of the reason, or ``None``.
    reason: str | None
    #: The methods of the requests on the wire, in order.
    sent: tuple[str, ...]
    #: Whether the request itself went with credentials.
    credentials: bool
    #: The lower-case names of the headers that script reads; ``None`` without a response.
    headers: tuple[str, ...] | None

    @classmethod
    def of(cls, verdict: Verdict) -> "Shown":
        """Take from *verdict* what a proof is about."""
        wire = [one.request for one in verdict.exchanges if one.cache_state != "local"]
        seen = verdict.response
        return cls(
            verdict.outcome.value,
            None if verdict.reason is None else verdict.reason.code,
            tuple([request.method.decode("latin-1") for request in wire]),
            bool(wire) and not wire[-1].preflight and wire[-1].credentials,
            None if seen is None else tuple([name.decode("latin-1") for name, _ in seen.headers]),
        )


@attrs.frozen
class Proof:
    """A scenario, and what the verdict on its last fetch shows."""

    #: What it shows, in a sentence.
    says: str
    scenario: Scenario
    expected: Shown

    def verdict(self) -> Verdict:
        """Play the scenario; return the verdict on its last fetch."""
        return evaluate_scenario(self.scenario)[-1]

    @property
    def holds(self) -> bool:
        """Whether playing the scenario shows what is claimed."""
        return Shown.of(self.verdict()) == self.expected


@attrs.frozen
class Finding:
    """One thing about a server's answers. The same code always has the same severity."""

    #: A key of ``FINDINGS``; stable.
    code: str
    #: What is the case, in a sentence with the values in it.
    title: str
    #: The URL that was asked.
    url: str
    #: Which answer it is about, or ``None`` if about both.
    answer: Literal["preflight", "response"] | None
    #: The first one shows the finding; those behind it show what makes the difference.
    proofs: tuple[Proof, ...]
    #: The smallest change of the answers after which the page reads them, where one is in order.
    repair: Repair | None = attrs.field(default=None, repr=False)

    @property
    def severity(self) -> Severity:
        """``error`` exposes or breaks; ``warning`` does so in some cases; ``info`` is in vain."""
        return FINDINGS[self.code].severity

    @property
    def meaning(self) -> str:
        """What it means, for whom."""
        return FINDINGS[self.code].meaning

    @property
    def remedy(self) -> str:
        """What to do."""
        return FINDINGS[self.code].remedy


def finding_to_json(finding: Finding) -> JSON:
    """Give a finding as ``json.dumps`` takes it."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "title": finding.title,
        "url": finding.url,
        "answer": finding.answer,
        "meaning": finding.meaning,
        "remedy": finding.remedy,
        "repair": None if finding.repair is None else repair_to_json(finding.repair),
        "proofs": [
            {
                "says": proof.says,
                "scenario": scenario_to_json(proof.scenario),
                "expected": _plain(attrs.asdict(proof.expected)),
            }
            for proof in finding.proofs
        ],
    }


def _plain(record: JSON) -> JSON:
    return {
        key: list(value) if isinstance(value, tuple) else value for key, value in record.items()
    }


def prove(says: str, *verdicts: Verdict) -> Proof:
    """Make a proof of verdicts that one page got, one after the other, in one browser.

    The last one is what the proof shows. The hops of each fetch are the answers that came.
    """
    last = verdicts[-1]
    assert last.asked_of is not None  # noqa: S101 - what fetch() returns says what was asked
    fetches = tuple([_fetch(verdict) for verdict in verdicts])
    scenario = Scenario(fetches[0].request.client, fetches, last.asked_of.profile)
    return Proof(says, scenario, Shown.of(last))


def _fetch(verdict: Verdict) -> ScenarioFetch:
    assert verdict.asked is not None  # noqa: S101 - as above
    answers: dict[Place, Answer] = {
        Place(one.request.hop, one.request.preflight): one.answer for one in verdict.exchanges
    }
    hops = tuple(
        ScenarioHop(answers.get(Place(hop, True)), answers.get(Place(hop, False)))
        for hop in range(1 + max((place.hop for place in answers), default=-1))
    )
    return ScenarioFetch(verdict.asked, hops, verdict.at)
