"""Findings about a server's answers: what they expose, what they break, and what is in vain.

Each has a severity, a remedy and at least one proof: a scenario, and what the verdict on it shows.
What no verdict shows is not said.
"""

from collections.abc import Callable, Iterator

from corsmodel.drivers.servers import Server
from corsmodel.drivers.static import Hop, answers
from corsmodel.fetching.fetch_params import Answer
from corsmodel.infrastructure.arguments import of_type, shown
from corsmodel.infrastructure.origins import Origin
from corsmodel.infrastructure.script_requests import Request
from corsmodel.lint.access import access
from corsmodel.lint.allow_origin import allow_origin, credentials
from corsmodel.lint.caches import caches
from corsmodel.lint.catalogue import FINDINGS, FindingKind, Severity
from corsmodel.lint.exposure import exposure
from corsmodel.lint.findings import Finding, Proof, Shown, finding_to_json
from corsmodel.lint.max_age import max_age
from corsmodel.lint.preflights import lists, sides, statuses
from corsmodel.lint.subject import Subject
from corsmodel.lint.unneeded import unneeded

__all__ = [
    "FINDINGS",
    "Finding",
    "FindingKind",
    "Proof",
    "Severity",
    "Shown",
    "finding_to_json",
    "lint",
    "lint_exchange",
]

_RULES: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    access,
    allow_origin,
    credentials,
    statuses,
    sides,
    lists,
    caches,
    exposure,
    max_age,
    unneeded,
)
_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


def lint(server: Server, *requests: Request) -> tuple[Finding, ...]:
    """Find what is wrong with the answers of *server* to *requests*, the gravest first.

    *requests* are what pages ask that the server means to let in. It is asked for each of them, and
    for the same by other pages: foreign ones, ``null``, ``http:`` ones, and near misses. It answers
    alike each time, and mind that it is asked for whatever the requests ask, a ``DELETE`` included.
    Where several requests show the same, the first one is told.

    :raises TypeError: for a server that cannot be called, and for requests that are none.
    :raises ValueError: for no request at all.
    """
    if not callable(server):
        remedy = "pass a function that takes an HTTPRequest and returns a Response"
        raise TypeError(f"server: {shown(server)} cannot be called; {remedy}")
    if not requests:
        raise ValueError("requests: there is none; pass what a page asks that is to be let in")
    for i, request in enumerate(requests):
        of_type(request, Request, f"requests[{i}]", "pass a corsmodel.Request")
    found: dict[tuple[str, str], Finding] = {}
    for request in requests:
        own = request.client.origin
        others = dict.fromkeys(one.client.origin for one in requests if one.client.origin != own)
        for finding in _findings(request, server, tuple(others)):
            found.setdefault((finding.code, finding.title), finding)
    return tuple(sorted(found.values(), key=lambda finding: _SEVERITIES.index(finding.severity)))


def lint_exchange(
    request: Request, *, preflight: Answer = None, response: Answer = None
) -> tuple[Finding, ...]:
    """Find what is wrong with answers that were recorded, the gravest first.

    It is :func:`lint` of a server that gives these two answers whoever asks. So what depends on who
    asks is not found: reflected origins, near misses, a missing ``Vary``.

    :raises TypeError: for a request or an answer that is none.
    """
    return lint(answers([Hop(preflight, response)]), request)


def _findings(request: Request, server: Server, others: tuple[Origin, ...]) -> Iterator[Finding]:
    subject = Subject.of(request, server, others)
    # Nothing is asked of the server, or it has no answer at all.
    if all(exchange.answer is None for exchange in subject.verdict.exchanges):
        return
    for rule in _RULES:
        yield from rule(subject)
