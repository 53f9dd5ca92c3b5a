"""The preflight budget: what a session of fetches costs in each browser, and what it could."""

from collections.abc import Callable, Sequence

import attrs

from corsmodel.drivers.scenarios import evaluate_scenario
from corsmodel.drivers.servers import Server, run
from corsmodel.fetching.browser import Browser
from corsmodel.fetching.fetch_params import Answer
from corsmodel.fetching.verdict import Verdict
from corsmodel.infrastructure.exchanges import HTTPRequest
from corsmodel.infrastructure.responses import Response
from corsmodel.infrastructure.script_requests import Request
from corsmodel.profile import Profile
from corsmodel.profiles import PROFILES
from corsmodel.scenario import Scenario
from corsmodel.using_fetch import fetch

#: No browser remembers a preflight for longer, in seconds.
_LONGEST = 86400


@attrs.frozen
class Budget:
    """The HTTP requests of one session in one browser."""

    #: The profile's name.
    browser: str
    #: All requests on the wire, the preflights among them.
    requests: int
    preflights: int
    #: How many preflights were spared since the CORS-preflight cache knew the answer.
    remembered: int
    #: How many preflights are left with the Access-Control-Max-Age *best*, in seconds: the shortest
    #: that no longer one improves on. Without a reason to change, *best* is ``None``.
    least_preflights: int
    best: int | None


def budget(fetches: Sequence[tuple[float, Request]], server: Server) -> dict[str, Budget]:
    """Count what *fetches*, pairs of a time in seconds and a request, cost in each browser.

    The server is asked anew for every age that is tried, and has to answer alike each time.

    :raises ValueError: for times that run backwards.
    """
    times = [at for at, _ in fetches]
    if times != sorted(times):
        message = "fetches: the times run backwards; put the fetches in the order of time"
        raise ValueError(message)
    return {name: _budget(profile, fetches, server) for name, profile in PROFILES.items()}


def scenario_budget(scenario: Scenario) -> dict[str, Budget]:
    """Count what the fetches of a scenario cost in each browser.

    A browser may ask again where another remembers, so an answer stands for all requests of its
    URL and method: the first that the scenario has.
    """
    known: dict[tuple[str, bytes, bool], Answer] = {}
    for one, verdict in zip(scenario.fetches, evaluate_scenario(scenario), strict=True):
        for exchange in verdict.exchanges:
            known.setdefault(_place(exchange.request), exchange.answer)
        if one.hops and verdict.exchanges:
            first = verdict.exchanges[0].request
            known.setdefault((first.url, _place(first)[1], True), one.hops[0].preflight)
    fetches = [(one.at, one.request) for one in scenario.fetches]
    return budget(fetches, lambda http_request: known.get(_place(http_request)))


def _place(http_request: HTTPRequest) -> tuple[str, bytes, bool]:
    method = http_request.method
    if http_request.preflight:
        method = http_request.headers.get(b"access-control-request-method") or b""
    return (http_request.url, method, http_request.preflight)


def _budget(profile: Profile, fetches: Sequence[tuple[float, Request]], server: Server) -> Budget:
    verdicts = _play(profile, fetches, server)
    preflights = _preflights(verdicts)
    asked = sum(
        verdict.classification is not None and verdict.classification.kind == "preflighted"
        for verdict in verdicts
    )
    longest = profile.max_age_limit or _LONGEST
    least = min(preflights, _preflights(_play(profile, fetches, _with_max_age(server, longest))))
    best = None
    if least < preflights:
        best = _smallest(
            lambda age: _preflights(_play(profile, fetches, _with_max_age(server, age))) <= least,
            longest,
        )
    requests = sum(
        exchange.cache_state != "local" for verdict in verdicts for exchange in verdict.exchanges
    )
    return Budget(profile.name, requests, preflights, max(0, asked - preflights), least, best)


def _smallest(enough: Callable[[int], bool], longest: int) -> int:
    """Find the smallest age that is enough, by halves: a longer age never asks more often."""
    low, high = 0, longest
    while low < high:
        middle = (low + high) // 2
        if enough(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _play(
    profile: Profile, fetches: Sequence[tuple[float, Request]], server: Server
) -> list[Verdict]:
    browser = Browser(profile)
    verdicts = []
    for at, request in fetches:
        verdict = run(fetch(request, browser=browser, at=at), server)
        verdicts.append(verdict)
        browser = verdict.browser
    return verdicts


def _preflights(verdicts: Sequence[Verdict]) -> int:
    return sum(exchange.request.preflight for verdict in verdicts for exchange in verdict.exchanges)


def _with_max_age(server: Server, age: int) -> Server:
    """Wrap a server so that its answers to preflights say how long they are good for."""

    def answer(http_request: HTTPRequest) -> Answer:
        given = server(http_request)
        if not (http_request.preflight and isinstance(given, Response)):
            return given
        value = b"%d" % age
        return Response(given.status, given.headers.set(b"Access-Control-Max-Age", value))

    return answer
