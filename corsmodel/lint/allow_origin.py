"""Values of Access-Control-Allow-Origin and -Credentials that let in nobody they mean to."""

from collections.abc import Iterator
from typing import Literal

from corsmodel.fetching.reasons import AllowOriginMismatch, MultipleAllowOrigin
from corsmodel.http_extensions.cors_protocol import ALLOW_CREDENTIALS, ALLOW_ORIGIN
from corsmodel.infrastructure.origins import OpaqueOrigin, Origin
from corsmodel.infrastructure.responses import Response
from corsmodel.infrastructure.urls import parse_origin, parse_url
from corsmodel.lint.findings import Finding, prove
from corsmodel.lint.subject import Subject, reason_code

_LONGEST = 2048
#: What people write for "no", which is what it does.
_NO = frozenset({b"", b"0", b"false", b"no", b"off"})


def allow_origin(subject: Subject) -> Iterator[Finding]:
    """Find values that no origin equals, each shown by the page that it means."""
    for place, answer in _answers(subject):
        yield from _useless(subject, place, answer)


def _answers(subject: Subject) -> Iterator[tuple[Literal["preflight", "response"], Response]]:
    if subject.preflight is not None:
        yield "preflight", subject.preflight
    if subject.response is not None:
        yield "response", subject.response


def _useless(
    subject: Subject, place: Literal["preflight", "response"], answer: Response
) -> Iterator[Finding]:
    values = answer.headers.get_all(ALLOW_ORIGIN)
    value = answer.headers.get(ALLOW_ORIGIN)
    if value is None or len(value) > _LONGEST or value in {b"*", b"null"}:
        return
    kind, meant = _kind(values)
    if kind is None:
        return
    page = subject.request.client.origin if meant is None else meant
    verdict = subject.ask(origin=page)
    reason = verdict.reason
    if (
        isinstance(reason, AllowOriginMismatch | MultipleAllowOrigin)
        and reason.value == value
        and reason.preflight == (place == "preflight")
    ):
        proof = prove(f"The page of {page.serialized} is blocked.", verdict)
        yield subject.find(f"allow-origin-{kind}", proof, answer=place, value=value, repair=verdict)


def _kind(values: tuple[bytes, ...]) -> tuple[str | None, Origin | None]:
    """Tell what is wrong with a value, and which origin it means, if that can be told."""
    text = ", ".join(value.decode("latin-1") for value in values)
    parts = text.replace(",", " ").split()
    if len(values) > 1:
        return "repeated", _first(parts)
    if len(parts) > 1:
        return "list", _first(parts)
    if "*" in text:
        return "pattern", _first([text.replace("*.", "www.").replace("*", "www")])
    url = parse_url(text)
    if url is None or url.scheme not in {"http", "https"}:
        bare = parse_origin(f"https://{text}")
        plain = bare is not None and bare.serialized == f"https://{text}" and "." in text
        return ("without-scheme", bare) if plain else ("malformed", None)
    origin = url.origin
    if text == origin.serialized:
        return None, None
    if text.removesuffix("/") == origin.serialized:
        return "trailing-slash", origin
    if text.lower() == origin.serialized:
        return "upper-case", origin
    port = {"https": ":443", "http": ":80"}[url.scheme]
    if text.removesuffix(port) == origin.serialized:
        return "default-port", origin
    if text.startswith(f"{origin.serialized}/"):
        return "path", origin
    return "malformed", origin


def _first(parts: list[str]) -> Origin | None:
    origins = (parse_origin(part) for part in parts)
    return next((one for one in origins if one and not isinstance(one, OpaqueOrigin)), None)


def credentials(subject: Subject) -> Iterator[Finding]:
    """Find ``*`` where credentials are asked for or allowed, and values other than ``true``."""
    verdict = subject.verdict
    if reason_code(verdict) == "wildcard-allow-origin":
        proof = prove("The page is blocked.", verdict)
        yield subject.find("wildcard-with-credentials", proof, repair=verdict)
        return
    for place, answer in _answers(subject):
        allowed = answer.headers.get(ALLOW_CREDENTIALS)
        if allowed is None:
            continue
        asked = subject.ask(credentials="include")
        if allowed == b"true" and reason_code(asked) == "wildcard-allow-origin":
            proof = prove("With credentials the page is blocked.", asked)
            yield subject.find("wildcard-and-allow-credentials", proof, answer=place)
            return
        if (
            allowed.lower() not in _NO
            and asked.reason is not None
            and asked.reason.code == "invalid-allow-credentials"
            and asked.reason.preflight == (place == "preflight")
        ):
            proof = prove("With credentials the page is blocked.", asked)
            yield subject.find(
                "allow-credentials-invalid", proof, answer=place, value=allowed, repair=asked
            )
            return
