"""The driver for scenarios: each fetch in its turn, in one browser."""

from corsmodel.drivers.servers import run
from corsmodel.drivers.static import answers
from corsmodel.fetching.browser import as_browser
from corsmodel.fetching.verdict import Verdict
from corsmodel.profile import Profile
from corsmodel.scenario import Scenario
from corsmodel.using_fetch import fetch


def evaluate_scenario(scenario: Scenario, profile: Profile | None = None) -> tuple[Verdict, ...]:
    """Play *scenario* and return one verdict for each fetch.

    :param profile: the browser to play it in, instead of the scenario's own.
    """
    browser = as_browser(scenario.profile if profile is None else profile)
    verdicts: list[Verdict] = []
    for one in scenario.fetches:
        verdict = run(fetch(one.request, browser=browser, at=one.at), answers(one.hops))
        verdicts.append(verdict)
        browser = verdict.browser
    return tuple(verdicts)
