"""What scanners say without proof, and no verdict shows: nothing is to be found here."""

import pytest

from corsmodel import HTTPRequest, Request, Response
from corsmodel.lint import lint, lint_exchange
from tests.lint.servers import (
    CREDENTIALS,
    GET,
    INCLUDE,
    METHODS,
    ORIGIN,
    PAGE,
    PUT,
    STAR,
    TRUE,
    URL,
    Server,
    answers,
    fixed,
    lets_in,
    with_credentials,
)


@pytest.mark.parametrize(
    ("server", "request_"),
    [
        pytest.param(answers(response=STAR), GET, id="a wildcard blocks nobody and is public"),
        pytest.param(lets_in(lambda o: o != ""), GET, id="reflected without credentials"),
        pytest.param(answers(), GET, id="no CORS at all"),
        pytest.param(fixed(), GET, id="one origin for all needs no Vary"),
        pytest.param(fixed(**{METHODS: "PUT"}), PUT, id="nor does the answer to a preflight"),
        pytest.param(lets_in(lambda o: o == PAGE), GET, id="a denied origin"),
        pytest.param(
            with_credentials(lambda o: o == PAGE), INCLUDE, id="credentials for one origin"
        ),
        pytest.param(
            with_credentials(lambda o: o in {PAGE, "http://localhost:8000"}),
            INCLUDE,
            id="http on this machine",
        ),
    ],
)
def test_nothing(server: Server, request_: Request) -> None:
    assert lint(server, request_) == ()


def test_wildcard_with_credentials_exposes_nothing() -> None:
    findings = lint(answers(response=STAR | TRUE), GET)
    assert [finding.code for finding in findings] == ["wildcard-and-allow-credentials"]
    assert findings[0].severity == "info"


def test_a_reflection_without_credentials_says_nothing_of_null_and_http() -> None:
    """Everybody reads without credentials: null and http origins read no more."""
    assert lint(lets_in(lambda origin: origin != ""), GET) == ()


def test_a_recorded_origin_is_no_reflection() -> None:
    """One answer that names the origin that asked does not show what others get."""
    answer = Response(200, {ORIGIN: PAGE, CREDENTIALS: "true"})
    assert lint_exchange(INCLUDE, response=answer) == ()


def uncached(http_request: HTTPRequest) -> Response:
    allowed = http_request.headers.get(b"origin") == PAGE.encode()
    return Response(200, {"Cache-Control": "no-store"} | ({ORIGIN: PAGE} if allowed else {}))


def test_what_no_cache_keeps_needs_no_vary() -> None:
    assert lint(uncached, GET) == ()


def test_simple_requests_that_everybody_can_send() -> None:
    """A POST that needs no preflight is no matter of CORS: the server needs another guard."""
    post = Request(URL, origin=PAGE, method="POST", credentials="include", body="x")
    assert lint(with_credentials(lambda origin: origin == PAGE), post) == ()


def test_subdomains_are_no_strangers() -> None:
    """A server that trusts its own domain is told so as information, and of no near miss."""
    server = with_credentials(lambda o: o.startswith("https://") and o.endswith(".shop.example"))
    (finding,) = lint(server, INCLUDE)
    assert (finding.code, finding.severity) == ("subdomain-origin-with-credentials", "info")
    assert lint(lets_in(lambda o: o.endswith(".shop.example") and o[:6] == "https:"), GET) == ()
