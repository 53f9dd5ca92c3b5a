"""What answers to preflights permit, and what keeps them from permitting it."""

from collections.abc import Iterator
from typing import Any

from corsmodel.fetching.reasons import HeaderNameNotAllowed, MethodNotAllowed, Reason
from corsmodel.fetching.verdict import Verdict
from corsmodel.http_extensions.cors_protocol import (
    ACCESS_CONTROL_ALLOW_CREDENTIALS,
    ACCESS_CONTROL_ALLOW_HEADERS,
    ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN,
    ALLOW_HEADERS,
    ALLOW_METHODS,
    extract_tokens,
)
from corsmodel.infrastructure.exchanges import HTTPRequest
from corsmodel.infrastructure.methods import is_cors_safelisted_method
from corsmodel.infrastructure.responses import Response
from corsmodel.infrastructure.statuses import is_ok_status
from corsmodel.lint.findings import Finding, Proof, prove
from corsmodel.lint.subject import Subject, reason_code
from corsmodel.profiles import PROFILES

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: Methods of the standards that are no methods in lower case.
_METHODS = frozenset({b"PUT", b"DELETE", b"PATCH"})


def lists(subject: Subject) -> Iterator[Finding]:
    """Find lists that do not parse, methods in lower case, and wildcards that are names."""
    if subject.preflight is None:
        return
    verdict, headers = subject.verdict, subject.preflight.headers
    for code, name in (("methods", ALLOW_METHODS), ("headers", ALLOW_HEADERS)):
        if reason_code(verdict) == f"invalid-allow-{code}":
            proof = prove("The preflight fails, whatever else it says.", verdict)
            yield subject.find(
                f"allow-{code}-malformed", proof, answer="preflight",
                value=headers.get(name) or b"", repair=verdict,
            )  # fmt: skip
    methods = extract_tokens(ALLOW_METHODS, headers)
    names = extract_tokens(ALLOW_HEADERS, headers)
    if isinstance(methods, tuple) and isinstance(names, tuple | None):
        yield from _lower_case(subject, methods)
        if b"*" in methods:
            yield from _literal_method(subject)
    if isinstance(names, tuple) and b"*" in names:
        yield from _literal_name(subject)
        yield from _authorization(subject)


def _lower_case(subject: Subject, methods: tuple[bytes, ...]) -> Iterator[Finding]:
    # One finding for each method, however it is spelled.
    spelled = {method.upper(): method for method in reversed(methods)}
    for upper, method in spelled.items():
        if upper in methods or upper not in _METHODS:
            continue
        verdict = subject.ask(method=upper.decode())
        if isinstance(verdict.reason, MethodNotAllowed):
            proof = prove(f"{upper.decode()} is not permitted.", verdict)
            yield subject.find(
                "allow-methods-lower-case", proof, answer="preflight", value=method, method=upper,
                repair=verdict,
            )  # fmt: skip


def _literal_method(subject: Subject) -> Iterator[Finding]:
    own = subject.request.method
    method = "PUT" if is_cors_safelisted_method(own.upper().encode("latin-1", "replace")) else own
    refused = subject.ask(method=method, credentials="include")
    passed = subject.ask(method=method, credentials="same-origin")
    if isinstance(refused.reason, MethodNotAllowed) and _passes(passed):
        yield subject.find(
            "wildcard-method-literal", *_with_and_without(refused, passed), answer="preflight",
            method=method, repair=refused,
        )  # fmt: skip


def _literal_name(subject: Subject) -> Iterator[Finding]:
    # A header of the page's own if it has one that asks for permission, else one that many send.
    for more in ((), (("X-Requested-With", "XMLHttpRequest"),)):
        headers = (*subject.request.headers, *more)
        # A method that needs no permission, so that only the name can be refused.
        asked: dict[str, Any] = {"headers": headers, "method": "GET", "body": None}
        refused = subject.ask(credentials="include", **asked)
        passed = subject.ask(credentials="same-origin", **asked)
        if isinstance(refused.reason, HeaderNameNotAllowed) and _passes(passed):
            yield subject.find(
                "wildcard-header-literal", *_with_and_without(refused, passed), answer="preflight",
                name=refused.reason.name, repair=refused,
            )  # fmt: skip
            return


def _with_and_without(refused: Verdict, passed: Verdict) -> tuple[Proof, Proof]:
    return (
        prove("With credentials the preflight fails.", refused),
        prove("Without credentials it passes.", passed),
    )


def _passes(verdict: Verdict) -> bool:
    return any(not exchange.request.preflight for exchange in verdict.exchanges)


def _authorization(subject: Subject) -> Iterator[Finding]:
    verdict = subject.verdict
    if reason_code(verdict) == "authorization-not-allowed":
        others = {name: subject.ask(profile) for name, profile in PROFILES.items()}
        passing = {name: one for name, one in others.items() if _passes(one)}
        if passing:
            yield subject.find(
                "authorization-under-wildcard",
                prove("By the standard the preflight fails.", verdict),
                *[prove(f"In {name} it passes.", one) for name, one in passing.items()],
                answer="preflight",
                repair=verdict,
            )


def statuses(subject: Subject) -> Iterator[Finding]:
    """Find statuses that fail a preflight, and errors that the page takes for a fault of CORS."""
    verdict = subject.verdict
    if verdict.reason is None or not verdict.exchanges:
        return
    status = verdict.exchanges[-1].status
    if status is None:
        return
    if verdict.reason.preflight:
        if not is_ok_status(status):
            code = "preflight-redirect" if status in _REDIRECTS else "preflight-status"
            proof = prove("The preflight fails.", verdict)
            yield subject.find(code, proof, answer="preflight", value=str(status), repair=verdict)
    elif verdict.reason.code == "missing-allow-origin" and status >= 400:
        proof = prove("The page gets no status.", verdict)
        yield subject.find(
            "error-without-allow-origin", proof, answer="response", value=str(status),
            repair=verdict,
        )  # fmt: skip


def sides(subject: Subject) -> Iterator[Finding]:
    """Find headers that one of the two answers has, and the other one needs."""
    preflight, response, verdict = subject.preflight, subject.response, subject.verdict
    if preflight is None or response is None or verdict.reason is None:
        return
    name = _missing(verdict.reason)
    if name is None:
        return
    lower = name.lower()
    if not verdict.reason.preflight:
        if lower in preflight.headers and lower not in response.headers and response.status < 400:
            proof = prove("The request is sent, and the page cannot read the answer.", verdict)
            yield subject.find(
                "on-preflight-only", proof, answer="response", name=name, repair=verdict
            )
        return
    value = response.headers.get(lower)
    if value is None or lower in preflight.headers or not is_ok_status(preflight.status):
        return

    def copied(asked: HTTPRequest, answer: Response) -> Response:
        if not asked.preflight:
            return answer
        return Response(answer.status, answer.headers.set(name, value))

    after = subject.ask(change=copied)
    if reason_code(after) != verdict.reason.code:
        yield subject.find(
            "on-response-only",
            prove("The preflight fails.", verdict),
            prove(
                f"With the same {name.decode()} on the preflight it does not fail of that.", after
            ),
            answer="preflight",
            name=name,
            repair=verdict,
        )


def _missing(reason: Reason) -> bytes | None:
    """Name the header that may be missing altogether."""
    match reason:
        case MethodNotAllowed():
            return ACCESS_CONTROL_ALLOW_METHODS
        case HeaderNameNotAllowed():
            return ACCESS_CONTROL_ALLOW_HEADERS
    return {
        "missing-allow-origin": ACCESS_CONTROL_ALLOW_ORIGIN,
        "missing-allow-credentials": ACCESS_CONTROL_ALLOW_CREDENTIALS,
    }.get(reason.code)
