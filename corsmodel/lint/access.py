"""Who else reads what the server answers: foreign origins, null, http, and near misses."""

from collections.abc import Iterable, Iterator
from typing import Literal

from corsmodel.fetching.verdict import Verdict
from corsmodel.infrastructure.clients import as_url
from corsmodel.lint.catalogue import FINDINGS
from corsmodel.lint.findings import Finding, Shown, prove
from corsmodel.lint.near_misses import FOREIGN, insecure, near_misses, other_ports, subdomains
from corsmodel.lint.subject import Subject

Credentials = Literal["include", "same-origin"]


def access(subject: Subject) -> Iterator[Finding]:
    """Find who reads the answer, and with whose credentials, besides whom the server means.

    What everybody reads is said once, and what everybody reads without credentials is not said at
    all: anybody can ask the server for that without a browser.
    """
    url = as_url(subject.request.url)
    page = subject.request.client.origin
    by_all: dict[Credentials, bool] = {
        mode: all(_reads(_asked(subject, origin, mode), mode) for origin in FOREIGN)
        for mode in ("include", "same-origin")
    }
    if by_all["include"]:
        yield _reading(subject, "any-origin-with-credentials", FOREIGN, "include")
    else:
        yield from _sending(subject)
    kinds: dict[str, Iterable[str]] = {
        "null-origin": ["null"],
        "insecure-origin": insecure(page, url.origin),
        "near-miss-origin": near_misses(page),
        "subdomain-origin": subdomains(page),
        "other-port-origin": other_ports(page),
    }
    for kind, origins in kinds.items():
        yield from _accepted(subject, kind, tuple(dict.fromkeys(origins)), by_all)


def _accepted(
    subject: Subject, kind: str, origins: tuple[str, ...], by_all: dict[Credentials, bool]
) -> Iterator[Finding]:
    ways: tuple[tuple[Credentials, str], ...] = (
        ("include", f"{kind}-with-credentials"),
        ("same-origin", kind),
    )
    for mode, code in ways:
        if by_all[mode] or code not in FINDINGS:
            continue
        readers = [one for one in origins if _reads(_asked(subject, one, mode), mode)]
        if readers:
            yield _reading(subject, code, readers, mode)
            return


def _reading(
    subject: Subject, code: str, origins: Iterable[str], credentials: Credentials
) -> Finding:
    how = "with the user's credentials" if credentials == "include" else "without credentials"
    proofs = [
        prove(f"{origin} reads {subject.request.url} {how}.", _asked(subject, origin, credentials))
        for origin in origins
    ]
    origin = proofs[0].scenario.client.origin.serialized
    return subject.find(code, *proofs, origin=origin, answer="response")


def _sending(subject: Subject) -> Iterator[Finding]:
    """Find requests that no page could send without the server's consent, and everybody can."""
    verdicts = [_asked(subject, origin, "include") for origin in FOREIGN]
    if all(
        verdict.classification is not None
        and verdict.classification.kind == "preflighted"
        and verdict.reached_server
        and Shown.of(verdict).credentials
        for verdict in verdicts
    ):
        yield subject.find(
            "any-origin-sends-with-credentials",
            *[
                prove(f"The request of {origin} is sent; the page cannot read the answer.", verdict)
                for origin, verdict in zip(FOREIGN, verdicts, strict=True)
            ],
            origin=FOREIGN[0],
            method=subject.request.method,
            answer="preflight",
        )


def _asked(subject: Subject, origin: str, credentials: Credentials) -> Verdict:
    return subject.ask(
        origin=origin, credentials=credentials, mode="cors", api="fetch", crossorigin=None,
        upload_listeners=False, keepalive=False,
    )  # fmt: skip


def _reads(verdict: Verdict, credentials: Credentials) -> bool:
    """Tell whether a foreign page reads the answer, the last hop's with credentials if asked so."""
    response = verdict.response
    return (
        response is not None
        and response.type == "cors"
        and (credentials == "same-origin" or Shown.of(verdict).credentials)
    )
