"""How long preflights last, and how long they were to last."""

from collections.abc import Iterator

from corsmodel.fetching.verdict import Verdict
from corsmodel.http_extensions.cors_protocol import (
    ACCESS_CONTROL_MAX_AGE,
    MAX_AGE,
    extract_max_age,
)
from corsmodel.infrastructure.exchanges import HTTPRequest
from corsmodel.infrastructure.header_values import FAILURE
from corsmodel.infrastructure.responses import Response
from corsmodel.lint.findings import Finding, prove
from corsmodel.lint.subject import AnswerChange, Subject
from corsmodel.profile import STANDARD, Profile
from corsmodel.profiles import PROFILES


def max_age(subject: Subject) -> Iterator[Finding]:
    """Find ages above the caps, ages that are no numbers, and those on the wrong answer."""
    if subject.preflight is None or not subject.verdict.readable:
        return
    value = subject.preflight.headers.get(MAX_AGE)
    if value is None:
        elsewhere = subject.response and subject.response.headers.get(MAX_AGE)
        if elsewhere:
            yield from _in_vain(subject, "max-age-on-response-only", elsewhere, elsewhere)
        return
    seconds = extract_max_age(subject.preflight.headers)
    if seconds is FAILURE:
        yield from _in_vain(subject, "max-age-invalid", value, b"600")
    elif seconds is not None:
        yield from _above_caps(subject, seconds)


def _in_vain(subject: Subject, code: str, value: bytes, meant: bytes) -> Iterator[Finding]:
    """Show that the preflight comes again after the five seconds that it lasts without a value."""
    later = STANDARD.max_age_default

    def with_age(asked: HTTPRequest, answer: Response) -> Response:
        if not asked.preflight:
            return answer
        return Response(answer.status, answer.headers.set(ACCESS_CONTROL_MAX_AGE, meant))

    again = _two(subject, STANDARD, later)
    once = _two(subject, STANDARD, later, with_age)
    if _asks(again[1]) and not _asks(once[1]):
        yield subject.find(
            code,
            prove(f"After {later} seconds the browser sends the preflight again.", *again),
            prove(f"With {meant.decode('latin-1')} on the preflight it does not.", *once),
            answer="preflight",
            value=value,
        )


def _above_caps(subject: Subject, seconds: int) -> Iterator[Finding]:
    proofs = []
    caps = []
    for name, profile in PROFILES.items():
        cap = profile.max_age_limit
        if cap is None or seconds <= cap:
            continue
        verdicts = _two(subject, profile, cap)
        if _asks(verdicts[1]) and not _asks(_two(subject, STANDARD, cap)[1]):
            proofs.append(
                prove(f"{name} sends the preflight again after {cap} seconds.", *verdicts)
            )
            caps.append(f"{cap} seconds in {name}")
    if proofs:
        yield subject.find(
            "max-age-above-cap", *proofs, answer="preflight", value=str(seconds),
            browsers=", ".join(caps),
        )  # fmt: skip


def _two(
    subject: Subject, profile: Profile, later: float, change: AnswerChange | None = None
) -> tuple[Verdict, Verdict]:
    first = subject.ask(profile, change=change)
    return first, subject.ask(change=change, browser=first.browser, at=later)


def _asks(verdict: Verdict) -> bool:
    return any(exchange.request.preflight for exchange in verdict.exchanges)
