"""The curl commands that send what the browser would send."""

import shlex

from corsmodel.drivers.servers import run
from corsmodel.fetching.browser import Browser
from corsmodel.fetching.fetch_params import Answer
from corsmodel.infrastructure.exchanges import HTTPRequest
from corsmodel.infrastructure.headers import HeaderPair
from corsmodel.infrastructure.responses import Response
from corsmodel.infrastructure.script_requests import Request
from corsmodel.profile import Profile
from corsmodel.using_fetch import fetch


def consent(http_request: HTTPRequest) -> Response:
    """Answer as a server that allows just what is asked, so that every request is seen."""
    headers = http_request.headers
    answer: list[HeaderPair] = [
        ("Access-Control-Allow-Origin", headers.get(b"origin") or b"*"),
        ("Access-Control-Allow-Credentials", "true"),
    ]
    if http_request.preflight:
        answer += [
            (
                "Access-Control-Allow-Methods",
                headers.get(b"access-control-request-method") or b"",
            ),
            (
                "Access-Control-Allow-Headers",
                headers.get(b"access-control-request-headers") or b"",
            ),
        ]
    return Response(204 if http_request.preflight else 200, answer)


def wire_requests(
    request: Request, profile: Profile, answers: "list[Answer] | None" = None
) -> tuple[HTTPRequest, ...]:
    """Return the HTTP requests that a browser sends for *request*, preflight first.

    *answers* are the server's in order, as far as known; after them it consents to everything.
    """
    known = list(answers or ())

    def server(http_request: HTTPRequest) -> Answer:
        return known.pop(0) if known else consent(http_request)

    verdict = run(fetch(request, browser=Browser(profile)), server)
    return tuple(exchange.request for exchange in verdict.exchanges)


def curl_command(http_request: HTTPRequest) -> str:
    """Write *http_request* as a command line for a POSIX shell; ``-i`` prints the answer's head."""
    words = ["curl", "-i", "--globoff"]
    if http_request.method == b"HEAD":
        words.append("--head")
    elif http_request.method != b"GET":
        words += ["-X", http_request.method.decode("latin-1")]
    for name, value in http_request.headers.pairs:
        # curl drops a header that ends in a colon and sends an empty one that ends in a semicolon.
        text = name + (b": " + value if value else b";")
        words += ["-H", text.decode("utf-8", "surrogateescape")]
    words.append(http_request.url)
    return shlex.join(words)
