"""Servers for the tests of findings: for each code one that shows it, and one that does not."""

from collections.abc import Callable
from typing import NamedTuple

from corsmodel import HTTPRequest, Request, Response

PAGE = "https://app.shop.example"
URL = "https://api.example/me"
Server = Callable[[HTTPRequest], Response]
ORIGIN = "Access-Control-Allow-Origin"
CREDENTIALS = "Access-Control-Allow-Credentials"
METHODS = "Access-Control-Allow-Methods"
HEADERS = "Access-Control-Allow-Headers"
EXPOSE = "Access-Control-Expose-Headers"
MAX_AGE = "Access-Control-Max-Age"
TRUE = {CREDENTIALS: "true"}

GET = Request(URL, origin=PAGE)
INCLUDE = Request(URL, origin=PAGE, credentials="include")
PUT = Request(URL, origin=PAGE, method="PUT")
PUT_INCLUDE = Request(URL, origin=PAGE, method="PUT", credentials="include")
HEADER = Request(URL, origin=PAGE, headers={"X-Token": "1"})


def origin_of(http_request: HTTPRequest) -> str:
    return (http_request.headers.get(b"origin") or b"").decode()


def lets_in(accepts: Callable[[str], bool], vary: str = "Origin", **more: str) -> Server:
    """A server that answers the origin that asks, if it *accepts* it; ``_`` in names is ``-``."""
    others = {name.replace("_", "-"): value for name, value in more.items()}

    def server(http_request: HTTPRequest) -> Response:
        origin = origin_of(http_request)
        headers = {"Vary": vary, METHODS: "PUT", HEADERS: "X-Token"} if vary else {}
        return Response(200, headers | ({ORIGIN: origin, **others} if accepts(origin) else {}))

    return server


def with_credentials(accepts: Callable[[str], bool]) -> Server:
    return lets_in(accepts, Access_Control_Allow_Credentials="true")


def only(origin: str) -> bool:
    return origin == PAGE


def answers(
    preflight: dict[str, str] | None = None,
    response: dict[str, str] | None = None,
    statuses: tuple[int, int] = (204, 200),
) -> Server:
    """A server that answers alike whoever asks."""

    def server(http_request: HTTPRequest) -> Response:
        if http_request.preflight:
            return Response(statuses[0], preflight or {})
        return Response(statuses[1], response or {})

    return server


def fixed(**more: str) -> Server:
    """A server that lets the page in, and says more on both answers; ``_`` in names is ``-``."""
    headers = {ORIGIN: PAGE} | {name.replace("_", "-"): value for name, value in more.items()}
    return answers(headers, headers)


def repeated(values: list[str]) -> Server:
    return lambda _: Response(200, [(ORIGIN, value) for value in values])


def reflects_on_preflight(http_request: HTTPRequest) -> Response:
    if not http_request.preflight:
        return Response(200, {ORIGIN: PAGE, **TRUE})
    return Response(204, {ORIGIN: origin_of(http_request), **TRUE, METHODS: "PUT"})


def varies_when_allowed(http_request: HTTPRequest) -> Response:
    allowed = {ORIGIN: PAGE, "Vary": "Accept, Origin"}
    return Response(200, allowed if origin_of(http_request) == PAGE else {})


class Example(NamedTuple):
    """What shows a finding, and what nearly does."""

    request: Request
    shows: Server
    does_not: Server


def allow_origin(value: str) -> Example:
    return Example(GET, answers(response={ORIGIN: value}), fixed())


EVERYBODY = with_credentials(lambda origin: origin != "")
STAR = {ORIGIN: "*"}
OWN = {ORIGIN: PAGE, **TRUE}

EXAMPLES = {
    "any-origin-with-credentials": Example(
        INCLUDE, EVERYBODY, lets_in(lambda origin: origin != "")
    ),
    "any-origin-sends-with-credentials": Example(
        PUT_INCLUDE, reflects_on_preflight, with_credentials(only)
    ),
    "null-origin-with-credentials": Example(
        INCLUDE, with_credentials(lambda o: o in {PAGE, "null"}), with_credentials(only)
    ),
    "null-origin": Example(GET, lets_in(lambda o: o in {PAGE, "null"}), lets_in(only)),
    "insecure-origin-with-credentials": Example(
        INCLUDE,
        with_credentials(lambda o: o.endswith("://app.shop.example")),
        with_credentials(lambda o: o in {PAGE, "http://localhost:3000"}),
    ),
    "insecure-origin": Example(
        GET, lets_in(lambda o: o.endswith("://app.shop.example")), answers(response=STAR)
    ),
    "near-miss-origin-with-credentials": Example(
        INCLUDE, with_credentials(lambda o: o.startswith(PAGE)), with_credentials(only)
    ),
    "near-miss-origin": Example(
        GET,
        lets_in(lambda o: o.startswith("https://") and o.endswith("shop.example")),
        answers(response=STAR),
    ),
    "subdomain-origin-with-credentials": Example(
        INCLUDE, with_credentials(lambda o: f".{o[8:]}".endswith(f".{PAGE[8:]}")), EVERYBODY
    ),
    "other-port-origin-with-credentials": Example(
        INCLUDE, with_credentials(lambda o: o.startswith(f"{PAGE}:") or o == PAGE), EVERYBODY
    ),
    "vary-origin-missing": Example(GET, lets_in(only, vary=""), lets_in(only)),
    "vary-origin-missing-when-denied": Example(GET, varies_when_allowed, lets_in(only, vary="*")),
    "allow-origin-trailing-slash": allow_origin(f"{PAGE}/"),
    "allow-origin-path": allow_origin(f"{PAGE}/shop"),
    "allow-origin-default-port": allow_origin(f"{PAGE}:443"),
    "allow-origin-upper-case": allow_origin("https://App.Shop.Example"),
    "allow-origin-without-scheme": allow_origin("app.shop.example"),
    "allow-origin-pattern": allow_origin("https://*.shop.example"),
    "allow-origin-list": allow_origin(f"{PAGE}, https://other.example"),
    "allow-origin-repeated": Example(GET, repeated([PAGE, PAGE]), repeated([PAGE])),
    "allow-origin-malformed": allow_origin("true"),
    "wildcard-with-credentials": Example(INCLUDE, answers(response=STAR), fixed(**TRUE)),
    "wildcard-and-allow-credentials": Example(
        GET, answers(response=STAR | TRUE), answers(response=STAR | {CREDENTIALS: "false"})
    ),
    "allow-credentials-invalid": Example(
        GET, fixed(**{CREDENTIALS: "True"}), fixed(**{CREDENTIALS: "false"})
    ),
    "allow-methods-malformed": Example(
        PUT, fixed(**{METHODS: "PUT POST"}), fixed(**{METHODS: "PUT,, POST"})
    ),
    "allow-headers-malformed": Example(
        PUT, fixed(**{METHODS: "PUT", HEADERS: '"X-A"'}), fixed(**{METHODS: "PUT", HEADERS: ""})
    ),
    "allow-methods-lower-case": Example(
        PUT, fixed(**{METHODS: "get, put"}), fixed(**{METHODS: "put, *"})
    ),
    "wildcard-method-literal": Example(
        PUT, fixed(**TRUE, **{METHODS: "*"}), fixed(**{METHODS: "*"})
    ),
    "wildcard-header-literal": Example(
        HEADER, fixed(**TRUE, **{HEADERS: "*"}), fixed(**{HEADERS: "*"})
    ),
    "authorization-under-wildcard": Example(
        Request(URL, origin=PAGE, headers={"Authorization": "Bearer x"}),
        fixed(**{HEADERS: "*"}),
        fixed(**{HEADERS: "*, authorization"}),
    ),
    "on-preflight-only": Example(PUT, answers(STAR | {METHODS: "PUT"}), fixed(**{METHODS: "PUT"})),
    "on-response-only": Example(
        PUT, answers(STAR, STAR | {METHODS: "PUT"}), fixed(**{METHODS: "PUT"})
    ),
    "preflight-status": Example(
        PUT, answers(statuses=(405, 200)), answers(STAR | {METHODS: "PUT"}, STAR, (299, 200))
    ),
    "preflight-redirect": Example(
        PUT, answers(STAR, STAR, (308, 200)), answers(STAR | {METHODS: "PUT"}, STAR)
    ),
    "error-without-allow-origin": Example(
        GET, answers(statuses=(204, 500)), answers(response=STAR, statuses=(204, 500))
    ),
    "max-age-above-cap": Example(
        PUT, fixed(**{METHODS: "PUT", MAX_AGE: "601"}), fixed(**{METHODS: "PUT", MAX_AGE: "600"})
    ),
    "max-age-invalid": Example(
        PUT, fixed(**{METHODS: "PUT", MAX_AGE: "1h"}), fixed(**{METHODS: "PUT", MAX_AGE: "0"})
    ),
    "max-age-on-response-only": Example(
        PUT,
        answers(STAR | {METHODS: "PUT"}, STAR | {MAX_AGE: "60"}),
        fixed(**{METHODS: "PUT", MAX_AGE: "60"}),
    ),
    "safelisted-method-listed": Example(
        PUT, fixed(**{METHODS: "GET, HEAD, POST, PUT"}), fixed(**{METHODS: "PUT"})
    ),
    "safelisted-header-listed": Example(
        HEADER, fixed(**{HEADERS: "Accept, X-Token"}), fixed(**{HEADERS: "Content-Type, X-Token"})
    ),
    "forbidden-header-listed": Example(
        HEADER, fixed(**{HEADERS: "Origin, X-Token"}), fixed(**{HEADERS: "User-Agent, X-Token"})
    ),
    "expose-headers-malformed": Example(
        GET, fixed(**{EXPOSE: "X-A X-B"}), fixed(**{EXPOSE: "X-A,, X-B"})
    ),
    "expose-headers-wildcard-with-credentials": Example(
        INCLUDE, fixed(**TRUE, **{EXPOSE: "*", "X-A": "1"}), fixed(**TRUE, **{EXPOSE: "*"})
    ),
    "expose-headers-on-preflight-only": Example(
        PUT,
        answers(STAR | {METHODS: "PUT", EXPOSE: "X-A"}, STAR),
        fixed(**{METHODS: "PUT", EXPOSE: "X-A"}),
    ),
    "expose-headers-set-cookie": Example(
        GET, fixed(**{EXPOSE: "Set-Cookie"}), fixed(**{EXPOSE: "X-A"})
    ),
    "expose-headers-safelisted": Example(
        GET, fixed(**{EXPOSE: "X-A, Content-Type"}), fixed(**{EXPOSE: "Date"})
    ),
}
