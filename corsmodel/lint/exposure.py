"""What Access-Control-Expose-Headers exposes, and what it was to expose."""

import re
from collections.abc import Iterator

from corsmodel.fetching.verdict import Verdict
from corsmodel.http_extensions.cors_protocol import (
    ACCESS_CONTROL_EXPOSE_HEADERS,
    EXPOSE_HEADERS,
    extract_tokens,
)
from corsmodel.infrastructure.exchanges import HTTPRequest
from corsmodel.infrastructure.header_names import (
    FORBIDDEN_RESPONSE_HEADER_NAMES,
    is_cors_safelisted_response_header_name,
)
from corsmodel.infrastructure.header_values import FAILURE
from corsmodel.infrastructure.headers import HeaderList
from corsmodel.infrastructure.responses import Response
from corsmodel.lint.findings import Finding, prove
from corsmodel.lint.subject import Subject

_PLUMBING = FORBIDDEN_RESPONSE_HEADER_NAMES | {
    b"connection", b"date", b"keep-alive", b"server", b"transfer-encoding", b"vary", b"via",
}  # fmt: skip
_NAME = re.compile(rb"[A-Za-z][A-Za-z0-9_-]{0,99}")


def exposure(subject: Subject) -> Iterator[Finding]:
    """Find lists of headers to expose that expose nothing, or what script reads anyway."""
    response = subject.response
    if response is None or not subject.verdict.readable or subject.verdict.response is None:
        return
    if subject.verdict.response.type != "cors":
        return
    exposed = extract_tokens(EXPOSE_HEADERS, response.headers)
    value = response.headers.get(EXPOSE_HEADERS) or b""
    if exposed is FAILURE:
        yield from _in_vain(subject, "expose-headers-malformed", value, value)
    elif exposed is None:
        preflight = subject.preflight
        elsewhere = None if preflight is None else preflight.headers.get(EXPOSE_HEADERS)
        if elsewhere:
            yield from _in_vain(subject, "expose-headers-on-preflight-only", elsewhere, elsewhere)
    else:
        lower = dict.fromkeys(name.lower() for name in exposed)
        yield from _wildcard(subject, frozenset(lower))
        yield from _set_cookie(subject, tuple(lower))
        yield from _safelisted(subject, tuple(lower))


def _in_vain(subject: Subject, code: str, value: bytes, meant: bytes) -> Iterator[Finding]:
    """Show a header that *meant* names, hidden as it is, and to be read where it is listed."""
    names = [name.lower() for name in _NAME.findall(meant)]
    name = next((n for n in names if not is_cors_safelisted_response_header_name(n, ())), None)
    if name is None or name in FORBIDDEN_RESPONSE_HEADER_NAMES:
        return
    hidden, seen = _ask(subject, name), _ask(subject, name, name)
    if not _sees(hidden, name) and _sees(seen, name):
        text = name.decode()
        yield subject.find(
            code,
            prove(f"The answer has {text}, and the page does not see it.", hidden),
            prove(f"With Access-Control-Expose-Headers: {text} it does.", seen),
            answer="response",
            value=value,
        )


def _wildcard(subject: Subject, exposed: frozenset[bytes]) -> Iterator[Finding]:
    assert subject.response is not None  # noqa: S101 - there is one, or nothing is looked for
    names = [
        name
        for name in subject.response.headers.names
        if not is_cors_safelisted_response_header_name(name, exposed) and not _is_plumbing(name)
    ]
    if b"*" not in exposed or not names:
        return
    hidden = subject.ask(credentials="include")
    seen = subject.ask(credentials="same-origin")
    if hidden.readable and not _sees(hidden, names[0]) and _sees(seen, names[0]):
        yield subject.find(
            "expose-headers-wildcard-with-credentials",
            prove("With credentials the page does not see it.", hidden),
            prove("Without credentials it does.", seen),
            answer="response",
            name=names[0],
        )


def _is_plumbing(name: bytes) -> bool:
    """Tell whether a header is for browsers, caches and connections, and nothing to a page."""
    return name.startswith(b"access-control-") or name in _PLUMBING


def _set_cookie(subject: Subject, exposed: tuple[bytes, ...]) -> Iterator[Finding]:
    for name in exposed:
        if name in FORBIDDEN_RESPONSE_HEADER_NAMES:
            verdict = _ask(subject, name)
            if verdict.readable and not _sees(verdict, name):
                proof = prove("The answer has it, and the page does not see it.", verdict)
                yield subject.find("expose-headers-set-cookie", proof, answer="response", name=name)


def _safelisted(subject: Subject, exposed: tuple[bytes, ...]) -> Iterator[Finding]:
    for name in exposed:
        if is_cors_safelisted_response_header_name(name, ()):
            others = b", ".join([other for other in exposed if other != name])
            verdict = _ask(subject, name, others)
            if _sees(verdict, name):
                proof = prove("It is not listed, and the page sees it.", verdict)
                yield subject.find("expose-headers-safelisted", proof, answer="response", name=name)


def _ask(subject: Subject, name: bytes, exposed: bytes | None = None) -> Verdict:
    """Ask for an answer that has the header *name*, and perhaps another list of what to expose."""

    def with_header(asked: HTTPRequest, answer: Response) -> Response:
        headers: HeaderList = answer.headers
        if asked.preflight:
            return answer
        if name not in headers:
            headers = headers.append(name, b"1")
        if exposed is not None:
            headers = headers.set(ACCESS_CONTROL_EXPOSE_HEADERS, exposed)
        return Response(answer.status, headers)

    return subject.ask(change=with_header)


def _sees(verdict: Verdict, name: bytes) -> bool:
    seen = verdict.response
    return seen is not None and any(name == one for one, _ in seen.headers)
