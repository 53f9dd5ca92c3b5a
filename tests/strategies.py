"""Hypothesis strategies for requests, answers and scenarios: mostly near what matters."""

from typing import Any, Literal

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


def answer_headers() -> st.SearchStrategy[tuple[str, str]]:
    origins = st.sampled_from(["*", PAGE, "null", PAGE + "/", "https://api.example", "", "*, *"])
    consent = st.sampled_from(["true", "true", "TRUE", "false", ""])
    ages = st.sampled_from(["600", "0", "5", "-1", "abc", "", "99999999999999999999"])
    return st.one_of(
        st.tuples(st.just("Access-Control-Allow-Origin"), origins),
        st.tuples(st.just("Access-Control-Allow-Origin"), st.sampled_from(["*", PAGE])),
        st.tuples(st.just("Access-Control-Allow-Credentials"), consent),
        st.tuples(st.just("Access-Control-Allow-Methods"), token_lists()),
        st.tuples(st.just("Access-Control-Allow-Headers"), token_lists()),
        st.tuples(st.just("Access-Control-Expose-Headers"), token_lists()),
        st.tuples(st.just("Access-Control-Max-Age"), ages),
        st.tuples(st.just("Location"), st.sampled_from([*URLS, "/next", "", "?q"])),
        st.tuples(st.sampled_from(["X-A", "Content-Type", "Set-Cookie", "Vary"]), text_bytes),
        st.tuples(
            st.sampled_from(
                ["Cross-Origin-Resource-Policy", "X-Content-Type-Options", "Timing-Allow-Origin",
                 "Referrer-Policy"]
            ),
            st.sampled_from(["same-origin", "same-site", "nosniff", "*", "no-referrer", "x"]),
        ),
    )  # fmt: skip


@st.composite
def responses(draw: st.DrawFn, *, preflight: bool = False) -> Response:
    statuses = [204, 200, 404, 301] if preflight else [200, 302, 303, 307, 404, 401, 407, 206]
    headers = draw(st.lists(answer_headers(), max_size=6))
    if draw(st.booleans()):
        headers = [("Access-Control-Allow-Origin", draw(st.sampled_from(["*", PAGE]))), *headers]
        headers = [*headers, ("Access-Control-Allow-Credentials", "true")]
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


@st.composite
def requests(draw: st.DrawFn, client: Client | None = None) -> Request:
    api: Any = draw(
        st.sampled_from(["fetch", "fetch", "fetch", "xhr", "img", "script", "module", "stylesheet"])
    )
    url = draw(st.one_of(st.just(URLS[0]), st.just(URLS[0]), st.sampled_from(URLS)))
    names = st.one_of(st.sampled_from(NAMES), text_bytes)
    pairs = st.lists(st.tuples(names, st.one_of(st.sampled_from(VALUES), text_bytes)), max_size=3)
    mode: Any = draw(
        st.sampled_from(["cors", "cors", "cors", "no-cors", "same-origin", "navigate"])
    )
    credentials: Literal["omit", "same-origin", "include"] = draw(
        st.sampled_from(["omit", "same-origin", "include"])
    )
    return Request(
        url,
        client=draw(clients()) if client is None else client,
        method=draw(st.sampled_from(METHODS)),
        headers=draw(pairs),
        mode=mode,
        credentials=credentials,
        redirect=draw(st.sampled_from(["follow", "follow", "error", "manual"])),
        cache=draw(st.sampled_from(["default", "no-store", "no-cache", "only-if-cached"])),
        referrer_policy=draw(st.sampled_from(["", "no-referrer", "same-origin", "origin"])),
        body=draw(bodies),
        duplex=draw(st.sampled_from([None, "half"])),
        keepalive=draw(st.booleans()),
        api=api,
        upload_listeners=draw(st.booleans()),
        crossorigin=draw(st.sampled_from([None, "anonymous", "use-credentials"])),
    )


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    client = draw(clients())
    times = sorted(draw(st.lists(st.integers(0, 700), min_size=1, max_size=3)))
    fetches = tuple(
        ScenarioFetch(draw(requests(client)), tuple(draw(st.lists(hops, max_size=3))), at)
        for at in times
    )
    return Scenario(client, fetches)
