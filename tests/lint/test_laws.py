"""The law of findings: none without a proof that holds and shows what the code claims."""

from hypothesis import given
from hypothesis import strategies as st

from corsmodel import HTTPRequest, Request, Response
from corsmodel.lint import lint, lint_exchange
from tests import strategies as own
from tests.lint.servers import CREDENTIALS, EXPOSE, HEADERS, MAX_AGE, METHODS, ORIGIN, PAGE, Server
from tests.lint.test_findings import check


@st.composite
def servers(draw: st.DrawFn) -> Server:
    """A server that lets in by a rule, perhaps with the rest of a random answer."""
    preflight, response = draw(own.responses(preflight=True)), draw(own.responses())
    rule = draw(st.sampled_from(["all", "start", "end", "in", "null", "http", "none"]))
    on = draw(st.sampled_from(["both", "preflight", "response"]))
    extra = draw(st.sampled_from([{}, {"Vary": "Origin"}, {"Cache-Control": "max-age=9"}]))
    credentials = draw(st.booleans())
    host = PAGE.removeprefix("https://")

    def accepts(origin: str) -> bool:
        return {
            "all": origin != "", "start": origin.startswith(PAGE), "end": origin.endswith(host),
            "in": host in origin, "null": origin in {"null", PAGE}, "none": False,
            "http": origin in {PAGE, f"http://{host}"},
        }[rule]  # fmt: skip

    def server(http_request: HTTPRequest) -> Response:
        answer = preflight if http_request.preflight else response
        headers = answer.headers
        origin = (http_request.headers.get(b"origin") or b"").decode()
        if accepts(origin) and on in {
            "both",
            "preflight" if http_request.preflight else "response",
        }:
            headers = headers.set(ORIGIN.encode(), origin.encode())
            if credentials:
                headers = headers.set(CREDENTIALS.encode(), b"true")
        for name, value in extra.items():
            headers = headers.set(name.encode(), value.encode())
        return Response(answer.status, headers)

    return server


@given(own.requests(), servers())
def test_every_finding_of_a_server_is_proved(request: Request, server: Server) -> None:
    for finding in lint(server, request):
        check(finding)


@given(own.cors_requests(), own.responses(preflight=True), own.responses())
def test_every_finding_of_an_exchange_is_proved(
    request: Request, preflight: Response, response: Response
) -> None:
    for finding in lint_exchange(request, preflight=preflight, response=response):
        check(finding)


LISTS = st.sampled_from(
    ["*", "GET, PUT", "put", "patch, PUT", "x-a, Accept", "*, authorization", "a b", "Origin", ""]
)
LIKELY = st.fixed_dictionaries(
    {
        ORIGIN: st.sampled_from(["*", PAGE, own.PAGE, f"{own.PAGE}/", "null"]),
        METHODS: LISTS,
        HEADERS: LISTS,
        EXPOSE: LISTS,
        CREDENTIALS: st.sampled_from(["true", "True", "false"]),
        MAX_AGE: st.sampled_from(["", "600", "90000", "-1", "x"]),
        "X-A": st.just("1"),
    }
)


@given(own.cors_requests(), LIKELY)
def test_every_finding_of_likely_answers_is_proved(
    request: Request, headers: dict[str, str]
) -> None:
    answer = Response(200, headers)
    for finding in lint_exchange(request, preflight=answer, response=answer):
        check(finding)
