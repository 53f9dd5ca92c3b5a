"""Comparisons: one fetch in every browser, and one set of fetches before two servers."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from types import MappingProxyType
from typing import Literal

import attrs

from corsmodel.drivers.servers import Server, run
from corsmodel.drivers.static import Hop, answers, hops_of
from corsmodel.fetching.browser import Browser, as_browser
from corsmodel.fetching.fetch_params import Answer
from corsmodel.fetching.verdict import Verdict
from corsmodel.infrastructure.script_requests import Request
from corsmodel.infrastructure.trace import Decision
from corsmodel.profile import STANDARD, Profile
from corsmodel.profiles import PROFILES
from corsmodel.using_fetch import fetch


@attrs.frozen
class Parting:
    """Where a browser parts from the standard."""

    #: The profile's name.
    browser: str
    #: The first decision that is not the same, in the standard and in the browser; ``None`` where
    #: one of the two was done by then.
    standard: Decision | None
    departure: Decision | None
    #: The fields of the profile that make the difference: without any one of them it is gone. Empty
    #: where several make it together.
    fields: tuple[str, ...]


@attrs.frozen
class Comparison:
    """The verdicts on one fetch in the standard and in each engine."""

    #: Profile name → verdict, the standard first.
    verdicts: Mapping[str, Verdict]
    #: A parting for each browser in which script or the server sees something else.
    partings: tuple[Parting, ...] = ()

    @property
    def agree(self) -> bool:
        """Whether script sees the same everywhere, after the same requests on the wire."""
        return not self.partings


def compare(
    request: Request,
    *,
    preflight: Answer = None,
    response: Answer = None,
    hops: Sequence[Hop] | None = None,
    server: Server | None = None,
) -> Comparison:
    """Fetch *request* in the standard and in each engine, with nothing remembered.

    :param server: a callable that answers, instead of answers that are known beforehand; it answers
        alike each time.
    :raises ValueError: for two ways to give answers at once.
    :raises TypeError: for answers that are none.
    """
    if server is not None and (preflight, response, hops) != (None, None, None):
        message = "server: give either a server or answers, not both"
        raise ValueError(message)
    asked = server or answers(hops_of(preflight, response, hops))

    def ask(profile: Profile) -> Verdict:
        return run(fetch(request, browser=profile), asked)

    verdicts = {name: ask(profile) for name, profile in PROFILES.items()}
    standard = verdicts["standard"]
    partings = tuple(
        _parting(PROFILES[name], standard, verdict, ask)
        for name, verdict in verdicts.items()
        if not _is_same(standard, verdict)
    )
    return Comparison(MappingProxyType(verdicts), partings)


def _parting(
    profile: Profile, standard: Verdict, verdict: Verdict, ask: Callable[[Profile], Verdict]
) -> Parting:
    pairs = zip_longest(standard.decisions, verdict.decisions)
    ours, theirs = next((pair for pair in pairs if pair[0] != pair[1]), (None, None))
    fields = tuple(
        field
        for field, _ in profile.evidence
        if _is_same(standard, ask(attrs.evolve(profile, **{field: getattr(STANDARD, field)})))
    )
    return Parting(profile.name, ours, theirs, fields)


@attrs.frozen
class Change:
    """One fetch that two servers do not end in the same way."""

    request: Request
    before: Verdict
    after: Verdict

    @property
    def kind(self) -> Literal["gains", "loses", "differs"]:
        """Whether the page can read the response only after, only before, or otherwise."""
        if self.before.readable == self.after.readable:
            return "differs"
        return "gains" if self.after.readable else "loses"


def compare_servers(
    before: Server,
    after: Server,
    requests: Iterable[Request],
    *,
    browser: Browser | Profile | str = "standard",
) -> Iterator[Change]:
    """Fetch each request from two servers, and give those that do not end in the same way.

    That is what a change of a server's configuration comes to: who gains access, and who loses it.
    Each fetch starts with what *browser* remembers, and nothing that another taught it.

    :raises ValueError: for the name of a browser that has no profile.
    """
    starting = as_browser(browser)
    for request in requests:
        one, other = (run(fetch(request, browser=starting), server) for server in (before, after))
        if not _is_same(one, other):
            yield Change(request, one, other)


def _is_same(one: Verdict, other: Verdict) -> bool:
    """Tell whether script sees the same after the same requests, whatever the answers said."""
    return _shown(one) == _shown(other)


def _shown(verdict: Verdict) -> tuple[object, ...]:
    wire = tuple(
        exchange.request for exchange in verdict.exchanges if exchange.cache_state != "local"
    )
    return verdict.outcome, verdict.response, wire, verdict.waiting
