"""Methods and names that are listed without need."""

from collections.abc import Iterable, Iterator

from corsmodel.fetching.verdict import Verdict
from corsmodel.http_extensions.cors_protocol import ALLOW_HEADERS, ALLOW_METHODS, extract_tokens
from corsmodel.infrastructure.exchanges import HTTPRequest
from corsmodel.infrastructure.header_names import is_forbidden_request_header
from corsmodel.infrastructure.methods import is_cors_safelisted_method
from corsmodel.infrastructure.responses import Response
from corsmodel.lint.findings import Finding, Proof, prove
from corsmodel.lint.subject import AnswerChange, Subject

#: Names that scripts may send, and an ordinary value of each. ``Content-Type`` is not among them,
#: as a page that sends JSON needs it to be listed.
_SAFELISTED = {b"accept": "text/html", b"accept-language": "en", b"content-language": "en"}


def unneeded(subject: Subject) -> Iterator[Finding]:
    """Find what passes, or never comes, whatever the lists say."""
    if subject.preflight is None:
        return
    headers = subject.preflight.headers
    methods = extract_tokens(ALLOW_METHODS, headers)
    if isinstance(methods, tuple):
        yield from _methods(subject, list(filter(is_cors_safelisted_method, methods)))
    names = extract_tokens(ALLOW_HEADERS, headers)
    if isinstance(names, tuple):
        lower = dict.fromkeys(name.lower() for name in names)
        yield from _safelisted(subject, [name for name in lower if name in _SAFELISTED])
        forbidden = [name for name in lower if is_forbidden_request_header(name, b"")]
        yield from _forbidden(subject, forbidden)


def _methods(subject: Subject, methods: list[bytes]) -> Iterator[Finding]:
    proofs: list[Proof] = []
    for method in dict.fromkeys(methods):
        verdict = subject.ask(
            change=_without(ALLOW_METHODS, methods),
            method=method.decode(),
            body=subject.request.body if method == b"POST" else None,
        )
        if verdict.readable:
            proofs.append(prove(f"{method.decode()} passes without being listed.", verdict))
    if len(proofs) == len(set(methods)) and proofs:
        listed = b", ".join(dict.fromkeys(methods))
        yield subject.find("safelisted-method-listed", *proofs, answer="preflight", value=listed)


def _safelisted(subject: Subject, names: list[bytes]) -> Iterator[Finding]:
    pairs = [(name.decode(), _SAFELISTED[name]) for name in names]
    verdict = _simple(subject, pairs, _without(ALLOW_HEADERS, names))
    if names and verdict.readable and len(verdict.exchanges) == 1:
        proof = prove("The page sends it without a preflight.", verdict)
        yield subject.find(
            "safelisted-header-listed", proof, answer="preflight", value=b", ".join(names)
        )


def _forbidden(subject: Subject, names: list[bytes]) -> Iterator[Finding]:
    pairs = [(name.decode("latin-1"), "x") for name in names]
    verdict = _simple(subject, pairs, _without(ALLOW_HEADERS, names))
    if names and verdict.readable and len(verdict.exchanges) == 1:
        proof = prove("The page sets it in vain, and no preflight asks for it.", verdict)
        yield subject.find(
            "forbidden-header-listed", proof, answer="preflight", value=b", ".join(names)
        )


def _simple(subject: Subject, headers: list[tuple[str, str]], change: AnswerChange) -> Verdict:
    return subject.ask(
        method="GET", headers=headers, body=None, upload_listeners=False, change=change
    )


def _without(name: bytes, tokens: Iterable[bytes]) -> AnswerChange:
    """Take *tokens* out of the list called *name* on answers to preflights."""
    gone = {token.lower() for token in tokens}

    def without(asked: HTTPRequest, answer: Response) -> Response:
        listed = extract_tokens(name, answer.headers)
        if not asked.preflight or not isinstance(listed, tuple):
            return answer
        kept = b", ".join([token for token in listed if token.lower() not in gone])
        return Response(answer.status, answer.headers.set(name, kept))

    return without
