"""The subject of the rules: a server, and a request that a page of its own makes of it."""

from collections.abc import Callable
from typing import Any, Literal

import attrs

from corsmodel.drivers.servers import Server, simulate
from corsmodel.explain.words import show
from corsmodel.fetching.browser import Browser
from corsmodel.fetching.fetch_params import Answer
from corsmodel.fetching.verdict import Verdict
from corsmodel.infrastructure.clients import Client
from corsmodel.infrastructure.exchanges import HTTPRequest
from corsmodel.infrastructure.origins import Origin
from corsmodel.infrastructure.responses import Response
from corsmodel.infrastructure.script_requests import Request
from corsmodel.lint.catalogue import FINDINGS
from corsmodel.lint.findings import Finding, Proof
from corsmodel.profile import STANDARD, Profile

#: A change of an answer, which knows the request that it answers.
AnswerChange = Callable[[HTTPRequest, Response], Response]


@attrs.frozen
class Subject:
    """A server and one request, with what came of it in the standard."""

    request: Request
    server: Server
    verdict: Verdict
    #: The answer to the preflight, or ``None`` if none was sent or none came.
    preflight: Response | None
    #: The answer to the request itself, whether or not a preflight stops a browser from asking.
    response: Response | None
    #: The origins of the other pages that are asked about.
    others: tuple[Origin, ...] = ()

    @classmethod
    def of(cls, request: Request, server: Server, others: tuple[Origin, ...] = ()) -> "Subject":
        """Ask *server* once, then past the preflight."""
        url = request.client.parse_url(request.url)
        if url is not None:
            request = attrs.evolve(request, url=url.href)
        verdict = simulate(request, server)
        past = simulate(
            request, lambda asked: _consent(asked) if asked.preflight else server(asked)
        )
        preflights = [one.answer for one in verdict.exchanges if one.request.preflight]
        responses = [one.answer for one in past.exchanges if not one.request.preflight]
        preflight = preflights[0] if preflights else None
        response = responses[-1] if responses else None
        return cls(
            request,
            server,
            verdict,
            preflight if isinstance(preflight, Response) else None,
            response if isinstance(response, Response) else None,
            others,
        )

    def ask(
        self,
        profile: Profile = STANDARD,
        *,
        origin: str | Origin | None = None,
        change: AnswerChange | None = None,
        browser: Browser | None = None,
        at: float = 0,
        **members: Any,
    ) -> Verdict:
        """Ask the server for the request with other *members*, by the page of another *origin*.

        *change* is made of each answer on its way.
        """
        if origin is not None:
            members["client"] = Client(origin)
        asked = attrs.evolve(self.request, **members)
        server = self.server if change is None else _changed(self.server, change)
        return simulate(asked, server, browser=browser or profile, at=at)

    def find(
        self,
        code: str,
        *proofs: Proof,
        answer: Literal["preflight", "response"] | None = None,
        repair: Verdict | None = None,
        **values: str | bytes,
    ) -> Finding:
        """Make a finding; *values* go into its title, the repair is that of the verdict."""
        texts = {
            key: show(value) if isinstance(value, bytes) else value for key, value in values.items()
        }
        title = FINDINGS[code].title.format(url=self.request.url, **texts)
        found = () if repair is None else repair.repairs(self.server)
        return Finding(code, title, self.request.url, answer, proofs, found[0] if found else None)


def _consent(http_request: HTTPRequest) -> Response:
    """Answer a preflight so that the request follows."""
    headers = http_request.headers
    return Response(
        204,
        [
            ("Access-Control-Allow-Origin", headers.get(b"origin") or b""),
            ("Access-Control-Allow-Credentials", "true"),
            ("Access-Control-Allow-Methods", headers.get(b"access-control-request-method") or b""),
            ("Access-Control-Allow-Headers", headers.get(b"access-control-request-headers") or b""),
        ],
    )


def _changed(server: Server, change: AnswerChange) -> Server:
    def changed(http_request: HTTPRequest) -> Answer:
        answer = server(http_request)
        return change(http_request, answer) if isinstance(answer, Response) else answer

    return changed


def reason_code(verdict: Verdict) -> str | None:
    """Return the code of the reason, or ``None``."""
    return None if verdict.reason is None else verdict.reason.code
