"""What caches do to answers that depend on Origin and do not say so."""

from collections.abc import Iterator

import attrs

from corsmodel.drivers.servers import simulate
from corsmodel.drivers.shared_cache import SharedCache
from corsmodel.fetching.verdict import Verdict
from corsmodel.http_extensions.cors_protocol import ALLOW_ORIGIN
from corsmodel.infrastructure.clients import Client
from corsmodel.infrastructure.freshness import varying_names
from corsmodel.infrastructure.responses import Response
from corsmodel.infrastructure.script_requests import Request
from corsmodel.lint.findings import Finding, Proof, Shown, prove
from corsmodel.lint.near_misses import FOREIGN
from corsmodel.lint.subject import Subject
from corsmodel.scenario import Scenario

#: For how many seconds a shared cache keeps what does not say: many are set to an hour or more.
_KEPT = 3600


def caches(subject: Subject) -> Iterator[Finding]:
    """Find missing ``Vary: Origin``, by a page that is blocked because another one asked first.

    An answer that is the same for every origin needs no ``Vary``, nor does one that no cache keeps,
    nor the answer to a preflight.
    """
    direct = subject.verdict
    if not direct.readable or subject.request.method.upper() not in {"GET", "HEAD"}:
        return
    found: dict[str, list[Proof]] = {}
    for who, first in _first_askers(subject):
        filled = simulate(first, subject.server)
        answer = filled.exchanges[-1].answer if filled.exchanges else None
        if not isinstance(answer, Response) or not varying_names(answer.headers).isdisjoint(
            {b"origin", b"*"}
        ):
            continue
        proofs = [*_in_a_shared_cache(subject, who, first), *_in_the_browser(subject, who, first)]
        if proofs:
            found.setdefault(_code(subject, answer), []).extend(proofs)
    for code, proofs in found.items():
        own = prove("Asked by the page at first hand, the server lets it read the answer.", direct)
        yield subject.find(code, *proofs, own, answer="response")


def _code(subject: Subject, answer: Response) -> str:
    """Tell whether only the answers without permission lack it."""
    own = subject.response
    allowed_varies = own is not None and b"origin" in varying_names(own.headers)
    denied = ALLOW_ORIGIN not in answer.headers
    return "vary-origin-missing" + ("-when-denied" if denied and allowed_varies else "")


def _first_askers(subject: Subject) -> Iterator[tuple[str, Request]]:
    """Give who may have asked before the page does, the simplest first."""
    asked = subject.request
    picture = Request(asked.url, client=asked.client, api="img")
    yield "An image of the same page", picture
    for origin in (*(origin.serialized for origin in subject.others), FOREIGN[0]):
        simple = Request(asked.url, client=Client(origin), credentials=asked.credentials)
        yield origin, simple


def _in_a_shared_cache(subject: Subject, who: str, first: Request) -> Iterator[Proof]:
    cache = SharedCache(subject.server, _KEPT)
    simulate(first, cache.at(0))
    verdict = simulate(subject.request, cache.at(1), at=1)
    if _is_damaged(verdict):
        yield prove(f"{who} asked first, and a shared cache kept the answer.", verdict)


def _in_the_browser(subject: Subject, who: str, first: Request) -> Iterator[Proof]:
    """Play it in the page's browser: only a page of its own fills the part of the cache it sees."""
    if first.client != subject.request.client:
        return
    filled = simulate(first, subject.server)
    verdict = simulate(subject.request, subject.server, browser=filled.browser, at=1)
    if _is_damaged(verdict) and verdict.exchanges[-1].cache_state == "local":
        # The hops are what the server would have answered, if it had been asked.
        proof = prove(f"{who} asked first, and the browser kept the answer.", filled, verdict)
        own = prove("", subject.verdict).scenario.fetches[0]
        last = attrs.evolve(proof.scenario.fetches[-1], hops=own.hops)
        scenario = Scenario(proof.scenario.client, (proof.scenario.fetches[0], last))
        yield attrs.evolve(proof, scenario=scenario, expected=Shown.of(verdict))


def _is_damaged(verdict: Verdict) -> bool:
    return verdict.reason is not None and not verdict.reason.preflight
