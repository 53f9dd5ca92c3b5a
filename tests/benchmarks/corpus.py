"""The cases that are timed, as plain data: what a page asks for, and what the servers answer.

They are the thirteen everyday ones: six that script can read and seven that it cannot, five with a
preflight, two with a redirect, and answers of six to ten headers as servers really send them.
"""

from typing import Any

import attrs

ORIGIN = "https://shop.example"
API = "https://api.example"

Pairs = list[tuple[str, str]]


@attrs.frozen
class Answer:
    """One HTTP response: its status, and its headers in order."""

    status: int
    headers: Pairs

    @property
    def wire(self) -> bytes:
        """The head of the response as it comes over the network."""
        lines = [
            f"HTTP/1.1 {self.status} OK",
            *(f"{name}: {value}" for name, value in self.headers),
        ]
        return "\r\n".join([*lines, "", ""]).encode("latin-1")


@attrs.frozen
class Case:
    """A fetch, and for each URL of its chain the answers to the preflight and to the request."""

    name: str
    #: Whether script can read the response.
    readable: bool
    hops: list[tuple[Answer | None, Answer | None]]
    method: str = "GET"
    headers: Pairs = attrs.field(factory=list)
    credentials: str = "same-origin"
    url: str = f"{API}/items/7"

    @property
    def answers(self) -> list[Answer]:
        """Every answer, in the order in which they come. None of them stays unread."""
        return [answer for hop in self.hops for answer in hop if answer is not None]

    def scenario(self, number: int) -> dict[str, Any]:
        """Give the case as a scenario in JSON, with a URL of its own for each *number*."""
        hops = [
            {
                key: None if answer is None else attrs.asdict(answer)
                for key, answer in zip(("preflight", "response"), hop, strict=True)
            }
            for hop in self.hops
        ]
        request = {
            "url": f"{self.url}/{number}?page={number % 7}",
            "method": self.method,
            "headers": self.headers,
            "credentials": self.credentials,
        }
        return {
            "id": number,
            "client": {"origin": ORIGIN},
            "fetches": [{"request": request, "hops": hops}],
        }


def _answer(status: int = 200, **cors: str) -> Answer:
    """Make an answer of what nearly every server says, and of the CORS headers."""
    common = [
        ("Server", "nginx/1.26.2"),
        ("Date", "Mon, 02 Nov 2026 09:41:07 GMT"),
        ("Content-Type", "application/json; charset=utf-8"),
        ("Content-Length", "348"),
        ("Connection", "keep-alive"),
        ("Cache-Control", "private, max-age=60"),
        ("X-Request-Id", "6f1c1f3a9b2d4e58"),
    ]
    return Answer(
        status,
        common
        + [(f"Access-Control-{name.replace('_', '-')}", value) for name, value in cors.items()],
    )


def _preflight(status: int = 204, **cors: str) -> Answer:
    common = [
        ("Server", "nginx/1.26.2"),
        ("Date", "Mon, 02 Nov 2026 09:41:06 GMT"),
        ("Connection", "keep-alive"),
        ("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"),
    ]
    return Answer(
        status,
        common
        + [(f"Access-Control-{name.replace('_', '-')}", value) for name, value in cors.items()],
    )


def _redirect(location: str, **cors: str) -> Answer:
    answer = _answer(302, **cors)
    return Answer(302, [*answer.headers, ("Location", location)])


_JSON = [("Content-Type", "application/json")]
_WRITES = "GET, PUT, POST"
_CDN = "https://cdn.example/items/7.json"

CASES = [
    Case("get-star", True, [(None, _answer(Allow_Origin="*"))]),
    Case("get-noacao", False, [(None, _answer())]),
    Case("get-wrong-origin", False, [(None, _answer(Allow_Origin="https://other.example"))]),
    Case("cred-star", False, [(None, _answer(Allow_Origin="*"))], credentials="include"),
    Case(
        "cred-ok",
        True,
        [(None, _answer(Allow_Origin=ORIGIN, Allow_Credentials="true"))],
        credentials="include",
    ),
    Case(
        "expose",
        True,
        [(None, _answer(Allow_Origin="*", Expose_Headers="X-Request-Id, Server, ETag"))],
    ),
    Case(
        "pf-put-ok",
        True,
        [
            (
                _preflight(
                    Allow_Origin=ORIGIN,
                    Allow_Methods=_WRITES,
                    Allow_Headers="content-type, x-token",
                    Max_Age="600",
                ),
                _answer(Allow_Origin=ORIGIN),
            )
        ],
        method="PUT",
        headers=[*_JSON, ("X-Token", "c2VjcmV0")],
    ),
    Case(
        "pf-json-post-cred",
        True,
        [
            (
                _preflight(
                    Allow_Origin=ORIGIN,
                    Allow_Credentials="true",
                    Allow_Methods=_WRITES,
                    Allow_Headers="content-type",
                ),
                _answer(201, Allow_Origin=ORIGIN, Allow_Credentials="true"),
            )
        ],
        method="POST",
        headers=_JSON,
        credentials="include",
    ),
    Case(
        "pf-method-refused",
        False,
        [(_preflight(Allow_Origin=ORIGIN, Allow_Methods=_WRITES, Max_Age="600"), None)],
        method="DELETE",
    ),
    Case(
        "pf-header-refused",
        False,
        [(_preflight(Allow_Origin=ORIGIN, Allow_Headers="content-type", Max_Age="600"), None)],
        headers=[("X-Token", "c2VjcmV0")],
    ),
    Case(
        "pf-403",
        False,
        [(_preflight(403, Allow_Origin=ORIGIN, Allow_Methods=_WRITES), None)],
        method="PUT",
        headers=_JSON,
    ),
    Case(
        "redir-ok",
        True,
        [(None, _redirect(_CDN, Allow_Origin=ORIGIN)), (None, _answer(Allow_Origin="*"))],
    ),
    Case(
        "redir-noacao",
        False,
        [(None, _redirect(_CDN, Allow_Origin=ORIGIN)), (None, _answer())],
    ),
]
