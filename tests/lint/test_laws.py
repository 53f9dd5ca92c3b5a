"""The law of findings: none without a proof that holds and shows what the code claims."""

from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from corsmodel import HTTPRequest, Request, Response
from corsmodel.lint import lint, lint_exchange
from tests import strategies as own
from tests.lint.servers import (
    CREDENTIALS,
    EXPOSE,
    HEADERS,
    MAX_AGE,
    METHODS,
    ORIGIN,
    PAGE,
    TRUE,
    URL,
    Server,
)
from tests.lint.test_findings import check

HOST = PAGE.removeprefix("https://")
#: How servers compare origins, well and badly.
RULES: dict[str, Callable[[str], bool]] = {
    "list": lambda origin: origin == PAGE,
    "all": lambda origin: origin != "",
    "start": lambda origin: origin.startswith(PAGE),
    "end": lambda origin: origin.endswith(HOST),
    "subdomain": lambda origin: origin == PAGE or origin.endswith(f".{HOST}"),
    "port": lambda origin: origin.rpartition(":")[0] == PAGE or origin == PAGE,
    "null": lambda origin: origin in {"null", PAGE},
    "http": lambda origin: origin in {PAGE, f"http://{HOST}"},
    "nobody": lambda _: False,
}
LISTS = st.sampled_from(
    ["*", "GET, PUT", "put", "patch, PUT", "x-a, Accept", "*, authorization", "a b", "Origin",
     "x-a, Set-Cookie", "x-a, Content-Type, Date", ""]
)  # fmt: skip
ORIGINS = [
    "*", PAGE, f"{PAGE}/", f"{PAGE}:443", f"{PAGE}/x", PAGE.upper(), HOST, "https://*.shop.example",
    f"{PAGE}, {PAGE}", f"{PAGE} https://a.example", "null", "true", "", '"*"',
]  # fmt: skip
SPECIAL = {
    ORIGIN: st.sampled_from(ORIGINS),
    METHODS: LISTS,
    HEADERS: LISTS,
    EXPOSE: LISTS,
    CREDENTIALS: st.sampled_from(["true", "True", "false"]),
    MAX_AGE: st.sampled_from(["", "600", "90000", "-1", "x"]),
    "X-A": st.just("1"),
}
STATUSES = st.sampled_from([200, 200, 200, 204, 308, 404, 500])


def answers() -> st.SearchStrategy[Response]:
    some = st.fixed_dictionaries({}, optional=SPECIAL)
    return st.builds(Response, STATUSES, some)


@st.composite
def requests(draw: st.DrawFn) -> Request:
    return Request(
        URL,
        origin=PAGE,
        method=draw(st.sampled_from(["GET", "GET", "POST", "PUT", "patch", "HEAD"])),
        headers=draw(st.sampled_from([{}, {"X-A": "1"}, {"Authorization": "x"}, {"Accept": "a"}])),
        credentials=draw(st.sampled_from(["omit", "include"])),
    )


@st.composite
def servers(draw: st.DrawFn) -> Server:
    """A server that lets in by a rule, on one of its answers or on both."""
    plain = {True: draw(answers()), False: draw(answers())}
    rule = RULES[draw(st.sampled_from(list(RULES)))]
    on = draw(st.sampled_from([{True, False}, {True, False}, {True}, {False}]))
    more: dict[str, str] = draw(st.sampled_from([{}, TRUE])) | draw(
        st.sampled_from([{}, {"Vary": "Origin"}])
    )
    always: dict[str, str] = draw(
        st.sampled_from([{}, {"Vary": "Origin"}, {"Cache-Control": "private, max-age=9"}])
    )

    def server(http_request: HTTPRequest) -> Response:
        answer = plain[http_request.preflight]
        origin = (http_request.headers.get(b"origin") or b"").decode()
        added: dict[str, Any] = dict(always)
        if http_request.preflight in on:
            added |= {ORIGIN: origin} | more if rule(origin) else {}
        headers = answer.headers.delete([b"access-control-allow-origin"] if on else [])
        for name, value in added.items():
            headers = headers.set(name.encode(), value.encode())
        return Response(answer.status, headers)

    return server


# The list of public suffixes is read by whichever example comes first.
@settings(deadline=None)
@given(requests(), servers())
def test_every_finding_of_a_server_is_proved(request: Request, server: Server) -> None:
    for finding in lint(server, request):
        check(finding)


@settings(deadline=None)
@given(own.cors_requests(), own.responses(preflight=True), own.responses())
def test_every_finding_of_an_exchange_is_proved(
    request: Request, preflight: Response, response: Response
) -> None:
    for finding in lint_exchange(request, preflight=preflight, response=response):
        check(finding)


@settings(deadline=None)
@given(requests(), answers(), answers())
def test_every_finding_of_likely_answers_is_proved(
    request: Request, preflight: Response, response: Response
) -> None:
    for finding in lint_exchange(request, preflight=preflight, response=response):
        check(finding)
