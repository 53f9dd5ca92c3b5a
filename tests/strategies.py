"""Hypothesis strategies for requests, answers and scenarios: mostly near what matters."""

from typing import Any

from hypothesis import strategies as st

from corsmodel import Body, Client, ConnectionFailure, Request, Response
from corsmodel.scenario import Scenario, ScenarioFetch, ScenarioHop

PAGE = "https://shop.example"
ORIGINS = [PAGE, "null", "http://shop.example", "https://api.example"]
URLS = [
    "https://api.example/items",
    "https://api.example/items#top",
    "https://other.example/x?y=1",
    "https://shop.example/own",
    "https://www.shop.example/",
    "http://api.example/",
    "https://api.example:8443/",
    "https://user:secret@api.example/",
    "data:text/plain,x",
    "about:blank",
    "blob:https://shop.example/1",
    "file:///etc/hosts",
    "https://api.example:25/",
    "relative",
    "https://",
]
METHODS = [
    "GET",
    "HEAD",
    "POST",
    "PUT",
    "put",
    "DELETE",
    "PATCH",
    "patch",
    "OPTIONS",
    "*",
    "TRACE",
    "A B",
]
NAMES = [
    "Accept", "Accept-Language", "Content-Type", "Range", "Authorization", "X-A", "x-a", "X-B",
    "If-None-Match", "Cache-Control", "Origin", "Sec-X", "X-HTTP-Method", "*", "bad name",
]  # fmt: skip
VALUES = [
    "",
    "a",
    "text/plain",
    "application/json",
    "bytes=0-",
    "bytes=-1",
    "en",
    "@",
    "PUT",
    "a" * 128,
]
TOKENS = [
    "GET",
    "POST",
    "PUT",
    "DELETE",
    "patch",
    "*",
    "x-a",
    "X-B",
    "authorization",
    "content-type",
    "",
]

text_bytes = st.text(st.characters(max_codepoint=255, exclude_characters="\0\r\n"), max_size=12)


@st.composite
def token_lists(draw: st.DrawFn) -> str:
    separator = draw(st.sampled_from([",", ", ", " , ", " ", ",,", ";"]))
    items = draw(st.lists(st.sampled_from(TOKENS), max_size=4))
    return separator.join(items)


LISTS = [
    "Access-Control-Allow-Methods",
    "Access-Control-Allow-Headers",
    "Access-Control-Expose-Headers",
]
#: Headers of answers, each about as often as it matters: one draw instead of two.
HEADERS: list[tuple[str, str]] = [
    *2 * [("Access-Control-Allow-Origin", origin) for origin in ("*", PAGE, "*", PAGE)],
    *[
        ("Access-Control-Allow-Origin", origin)
        for origin in ("null", PAGE + "/", "https://api.example", "", "*, *")
    ],
    *[
        ("Access-Control-Allow-Credentials", value)
        for value in ("true", "true", "true", "true", "TRUE", "false", "")
    ],
    *[
        ("Access-Control-Max-Age", age)
        for age in ("600", "0", "5", "-1", "abc", "", "99999999999999999999")
    ],
    *[("Location", url) for url in (*URLS, "/next", "", "?q")],
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-site"),
    ("Cross-Origin-Resource-Policy", "x"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Content-Type-Options", "x"),
    ("Timing-Allow-Origin", "*"),
    ("Timing-Allow-Origin", "same-origin"),
    ("Referrer-Policy", "no-referrer"),
    ("Referrer-Policy", "same-origin"),
    ("Content-Type", "text/html"),
    ("Set-Cookie", "a=b"),
    ("X-A", "1"),
]


def answer_headers() -> st.SearchStrategy[tuple[str, str]]:
    odd = st.tuples(st.sampled_from(["X-A", "Content-Type", "Set-Cookie", "Vary"]), text_bytes)
    lists = st.tuples(st.sampled_from(LISTS), token_lists())
    known = st.sampled_from(HEADERS)
    return st.one_of(known, known, lists, lists, odd)


#: In front of the others, so that more of a fetch is played than its first check.
CONSENT = [
    [],
    [("Access-Control-Allow-Origin", "*"), ("Access-Control-Allow-Credentials", "true")],
    [("Access-Control-Allow-Origin", PAGE), ("Access-Control-Allow-Credentials", "true")],
]


@st.composite
def responses(draw: st.DrawFn, *, preflight: bool = False) -> Response:
    statuses = [204, 200, 404, 301] if preflight else [200, 302, 303, 307, 404, 401, 407, 206]
    headers = [*draw(st.sampled_from(CONSENT)), *draw(st.lists(answer_headers(), max_size=5))]
    return Response(draw(st.sampled_from(statuses)), headers)


def answers(*, preflight: bool = False) -> st.SearchStrategy[Response | ConnectionFailure | None]:
    rare = st.sampled_from([None, ConnectionFailure()])
    common = responses(preflight=preflight)
    return st.one_of(common, common, common, rare)


hops = st.builds(ScenarioHop, answers(preflight=True), answers())

bodies = st.one_of(
    st.none(),
    st.none(),
    st.builds(
        Body,
        st.sampled_from(["text", "blob", "urlsearchparams", "formdata", "arraybuffer", "stream"]),
        st.sampled_from([None, "", "text/plain", "application/json"]),
        st.sampled_from([None, 0, 70000]),
    ),
)


def clients() -> st.SearchStrategy[Client]:
    return st.builds(
        Client,
        st.sampled_from([PAGE, PAGE, *ORIGINS]),
        embedder_policy=st.sampled_from(["unsafe-none", "credentialless", "require-corp"]),
        referrer_policy=st.sampled_from(["", "no-referrer", "same-origin"]),
    )


#: What most requests leave as it is.
RARE = st.fixed_dictionaries(
    {},
    optional={
        "mode": st.sampled_from(["no-cors", "same-origin", "navigate"]),
        "redirect": st.sampled_from(["error", "manual"]),
        "cache": st.sampled_from(["no-store", "no-cache", "only-if-cached"]),
        "referrer_policy": st.sampled_from(["no-referrer", "same-origin", "origin"]),
        "body": bodies,
        "duplex": st.just("half"),
        "keepalive": st.booleans(),
        "upload_listeners": st.booleans(),
        "crossorigin": st.sampled_from(["anonymous", "use-credentials"]),
    },
)
_NAMES = st.sampled_from(NAMES)
REQUEST_HEADERS = st.lists(
    st.tuples(
        st.one_of(_NAMES, _NAMES, _NAMES, text_bytes),
        st.one_of(st.sampled_from(VALUES), text_bytes),
    ),
    max_size=2,
)
APIS = ["fetch", "fetch", "fetch", "xhr", "img", "script", "module", "stylesheet"]


@st.composite
def requests(draw: st.DrawFn, client: Client | None = None) -> Request:
    rare: dict[str, Any] = draw(RARE) if draw(st.booleans()) else {}
    return Request(
        draw(st.sampled_from([URLS[0]] * len(URLS) + URLS)),
        client=draw(clients()) if client is None else client,
        method=draw(st.sampled_from([*4 * METHODS[:4], *METHODS])),
        headers=draw(REQUEST_HEADERS),
        credentials=draw(st.sampled_from(["omit", "same-origin", "include"])),
        api=draw(st.sampled_from(APIS)),
        **rare,
    )


@st.composite
def scenarios(draw: st.DrawFn, most: int = 3) -> Scenario:
    """Scenarios of one to *most* fetches."""
    client = draw(clients())
    times = sorted(draw(st.lists(st.integers(0, 700), min_size=1, max_size=most)))
    fetches = tuple(
        ScenarioFetch(
            draw(requests(client)), tuple(draw(st.lists(hops, min_size=1, max_size=2))), at
        )
        for at in times
    )
    return Scenario(client, fetches)


def cors_requests() -> st.SearchStrategy[Request]:
    names = ["X-A", "X-B", "Authorization", "Content-Type"]
    headers = st.dictionaries(st.sampled_from(names), st.just("a/b"), max_size=2)
    return st.builds(
        Request,
        st.just("https://api.example/"),
        origin=st.just(PAGE),
        method=st.sampled_from(["GET", "PUT", "DELETE", "*"]),
        headers=headers,
        credentials=st.sampled_from(["same-origin", "include"]),
    )
