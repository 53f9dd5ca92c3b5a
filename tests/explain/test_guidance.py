"""Each reason has guidance, and what it cites is so."""

from collections import defaultdict

from corsmodel import REASONS
from corsmodel.cases import load
from corsmodel.drivers.scenarios import evaluate_scenario
from corsmodel.explain.guidance import FAMILIES, GUIDANCE
from corsmodel.profiles import PROFILES
from corsmodel.scenario import scenario_from_json
from corsmodel.standard import Step
from tests.citations.standard_pin import load as load_pin


def test_every_reason_has_guidance_in_one_family() -> None:
    codes = [code for family in FAMILIES.values() for code in family]
    assert sorted(codes) == sorted(REASONS)
    for code, guidance in GUIDANCE.items():
        assert guidance.causes, code
        sentences = (guidance.fix, *guidance.causes)
        assert all(sentence.endswith(".") and "  " not in sentence for sentence in sentences), code


def test_the_cited_steps_are_in_the_pin() -> None:
    pin = load_pin()
    cited = [step for guidance in GUIDANCE.values() for step in guidance.steps]
    assert [str(step) for step in cited if not pin.has_step(step.anchor, step.path)] == []


def test_the_corpus_decides_at_the_cited_steps() -> None:
    """Each step that a reason cites decided somewhere, and none decided that it does not cite."""
    seen: dict[str, set[Step]] = defaultdict(set)
    for case in load():
        if hasattr(case, "scenario"):
            scenario = scenario_from_json(case.scenario)
            for profile in PROFILES.values():
                for verdict in evaluate_scenario(scenario, profile):
                    if verdict.reason is not None:
                        seen[verdict.reason.code].add(verdict.reason.step)
    assert {code: set(guidance.steps) for code, guidance in GUIDANCE.items()} == dict(seen)
