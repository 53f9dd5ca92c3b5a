"""What the harness can play: the one place where its limits stand, so that they can be widened.

The harness is a proxy that answers for every host name and every port, http and https, with the
answers of the scenario's hops. It puts a path segment of its own right behind the authority of each
URL, of requests and of ``Location`` values, and leaves every other byte as it is. So a URL of HTTP
has a path, and no ``..`` in it climbs out of that segment.
"""

import copy
import re
from collections.abc import Iterator
from typing import Any

import attrs

from corsmodel.drivers.scenarios import evaluate_scenario
from corsmodel.fetching.verdict import Outcome
from corsmodel.infrastructure.header_names import is_header_name
from corsmodel.infrastructure.origins import TupleOrigin
from corsmodel.infrastructure.port_blocking import BAD_PORTS
from corsmodel.infrastructure.urls import parse_origin, parse_url
from corsmodel.profiles import PROFILES
from corsmodel.scenario import scenario_from_json
from tests.engines.tokens import with_token

JSON = dict[str, Any]

#: Seconds between the first and the last fetch of a scenario.
_LONGEST_WAIT = 10
#: By how many seconds a fetch, or an age that counts from an answer, can be early or late.
_UNPUNCTUALITY = 0.9


@attrs.frozen
class Playable:
    """What may stand in a scenario beyond that which every engine can be made to do."""

    #: ``ReadableStream`` as a body: Chromium alone has it, and only over HTTP/2.
    streams: bool = False
    #: ``<img>`` and ``<script>``.
    elements: bool = False
    #: Modules, style sheets and fonts, which fail to load for more reasons than Fetch knows.
    other_elements: bool = False
    #: Pages with Cross-Origin-Embedder-Policy.
    embedder_policies: bool = False
    #: ``blob:`` URLs, whose names the browser makes up.
    blob_urls: bool = False
    #: Connections that fail.
    connection_failures: bool = False
    #: The status 407, which the harness's own proxy would have to send.
    proxy_authentication: bool = False
    #: ``localhost`` and its like, which browsers ask past their proxy.
    loopback: bool = False
    #: Pages of all origins and policies: each costs a navigation, so few of them are generated.
    pages: bool = False


#: What the harness plays today.
HARNESS = Playable()
#: What it plays of the corpus.
CORPUS = Playable(elements=True, embedder_policies=True, pages=True)
#: Everything that the model has, for tests of the model alone.
EVERYTHING = Playable(*[True] * len(attrs.fields(Playable)))

#: The pages: the opaque one comes from https://shop.example under the CSP directive ``sandbox``.
ORIGINS = ("https://shop.example", "http://shop.example", "null")
OPAQUE_PAGE = "https://shop.example/"
#: Each page is loaded once for every policy, hence only four.
PAGE_REFERRER_POLICIES = ("", "no-referrer", "same-origin", "unsafe-url")

#: Answers that an engine repeats the request for (408, 421, 425), that concern its proxy (407), and
#: that only announce another answer (below 200).
UNPLAYABLE_STATUSES = frozenset({*range(100, 200), 407, 408, 421, 425})
#: Headers of an answer that change the connection, the message, later scenarios or the page.
UNPLAYABLE_HEADERS = frozenset(
    {
        "alt-svc", "clear-site-data", "connection", "content-disposition", "content-encoding",
        "content-length", "content-security-policy", "keep-alive", "nel", "proxy-authenticate",
        "refresh", "report-to", "reporting-endpoints", "set-cookie", "set-cookie2",
        "strict-transport-security", "trailer", "transfer-encoding", "upgrade",
        "www-authenticate",
    }
)  # fmt: skip

_XHR_KEYS = {"api", "url", "method", "headers", "credentials", "body", "upload_listeners"}
_ELEMENT_KEYS = {"api", "url", "crossorigin", "referrer_policy"}
_AUTHORITY_AND_PATH = re.compile(r"(?:https?:)?//[^/?#\\]+(/[^?#]*)", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_DOT = re.compile("%2e", re.IGNORECASE)
_LOOPBACK = re.compile(r"//(?:[^/?#]*@)?(?:localhost|127\.|\[::1\])", re.IGNORECASE)


def is_playable(scenario: JSON) -> bool:
    """Tell whether the stage can play a scenario of the corpus.

    An answer that is null does not matter where no profile asks for it.
    """
    parsed = scenario_from_json(scenario)
    verdicts = [one for profile in PROFILES.values() for one in evaluate_scenario(parsed, profile)]
    times = [fetch.at for fetch in parsed.fetches]
    if times[-1] - times[0] > _LONGEST_WAIT:
        return False
    if any(verdict.outcome is Outcome.UNANSWERED for verdict in verdicts):
        return False
    if _is_at_an_edge(scenario):
        return False
    answered = copy.deepcopy(scenario)
    for fetch in answered["fetches"]:
        for hop in fetch["hops"]:
            for key in ("preflight", "response"):
                hop[key] = hop.get(key) or {"status": 200, "headers": []}
                hop[key].setdefault("status", 200)
                hop[key].setdefault("headers", [])
    return unplayable(answered, CORPUS) is None


def _is_at_an_edge(scenario: JSON) -> bool:
    """Tell whether something runs out just when a fetch begins: no real page is so punctual."""

    def requests(shift: float) -> list[int]:
        shifted = copy.deepcopy(scenario)
        for fetch in shifted["fetches"][1:]:
            fetch["at"] = max(0, fetch.get("at", 0) + shift)
        parsed = scenario_from_json(shifted)
        verdicts = [evaluate_scenario(parsed, profile) for profile in PROFILES.values()]
        return [len(verdict.exchanges) for one in verdicts for verdict in one]

    return not requests(-_UNPUNCTUALITY) == requests(0) == requests(_UNPUNCTUALITY)


def unplayable(scenario: JSON, playable: Playable = HARNESS) -> str | None:
    """Say what in the scenario the harness cannot play; ``None``: it can play it."""
    return next(_complaints(scenario, playable), None)


def _complaints(scenario: JSON, playable: Playable) -> Iterator[str]:
    yield from _client(scenario["client"], playable)
    page = parse_url(scenario["client"].get("url", OPAQUE_PAGE))
    for fetch in scenario["fetches"]:
        yield from _request(fetch["request"], playable)
        relative = _SCHEME.match(fetch["request"]["url"]) is None
        if relative and page is not None and page.without_fragment.count("/") > 3:
            yield "a URL that does not start from the root"
        if relative and scenario["client"] == {"origin": "null"}:
            yield "a URL that has no base, which the harness's page has"
        for hop in fetch["hops"]:
            for answer in (hop.get("preflight"), hop.get("response")):
                yield from _answer(answer, playable)
        last = fetch["hops"][-1]["response"] if fetch["hops"] else None
        if last is not None and leads_on(last):
            yield "a chain whose last answer leads on"


def _client(client: JSON, playable: Playable) -> Iterator[str]:
    origin = parse_origin(client["origin"])
    if not playable.pages and client["origin"] not in ORIGINS:
        yield f"a page of {client['origin']}"
    elif isinstance(origin, TupleOrigin) and origin.port in BAD_PORTS:
        yield f"a page of {client['origin']}, where no browser goes"
    if not playable.pages and client.get("referrer_policy", "") not in PAGE_REFERRER_POLICIES:
        yield f"a page with the policy {client['referrer_policy']}"
    if not playable.embedder_policies and "embedder_policy" in client:
        yield "a page with an embedder policy"
    if "top_level_origin" in client:
        yield "a page in a frame"


def _request(request: JSON, playable: Playable) -> Iterator[str]:
    api = request.get("api", "fetch")
    keys = {"fetch": set(request) - {"upload_listeners"}, "xhr": _XHR_KEYS}.get(api, _ELEMENT_KEYS)
    if set(request) - keys:
        yield f"{api} with {set(request) - keys}"
    if api not in {"fetch", "xhr"} and not playable.elements:
        yield f"the element {api}"
    if api in {"module", "stylesheet", "font"} and not playable.other_elements:
        yield f"the element {api}"
    if api == "xhr" and request.get("credentials") == "omit":
        yield "an XMLHttpRequest that omits credentials"
    body = request.get("body")
    if body is not None and body["kind"] == "stream" and not playable.streams:
        yield "a stream"
    yield from _url(request["url"], playable)


def _answer(answer: JSON | None, playable: Playable) -> Iterator[str]:
    if answer is None or "network_error" in answer:
        if not playable.connection_failures:
            yield "no answer"
        return
    status = answer["status"]
    if status in UNPLAYABLE_STATUSES and not (status == 407 and playable.proxy_authentication):
        yield f"the status {status}"
    for name, value in answer["headers"]:
        if name.lower() in UNPLAYABLE_HEADERS or not is_header_name(name.encode("latin-1")):
            yield f"the header {name!r}"
        if any(byte in value for byte in "\0\r\n"):
            yield f"the value {value!r}"
        if name.lower() == "location":
            yield from _url(value, playable)


def _url(text: str, playable: Playable) -> Iterator[str]:
    if parse_url(text, parse_url(OPAQUE_PAGE)) is None:
        if parse_url(with_token(text, "0", base=True), parse_url(OPAQUE_PAGE)) is not None:
            yield f"no place for a path segment in {text!r}"
        return  # The browser refuses it before anybody is asked.
    scheme = _SCHEME.match(text)
    if scheme is not None and scheme[1].lower() == "blob" and not playable.blob_urls:
        yield "a blob: URL"
    if not playable.loopback and _LOOPBACK.search(text):
        yield f"the host of {text!r}"
    if scheme is not None and scheme[1].lower() not in {"http", "https"}:
        return
    if scheme is None and not text.startswith("//"):
        path = text.partition("?")[0].partition("#")[0]
    else:
        match = _AUTHORITY_AND_PATH.match(text)
        if match is None:
            yield f"no place for a path segment in {text!r}"
            return
        path = match[1]
    if _climbs(path):
        yield f"a path that climbs out of its segment in {text!r}"


def _climbs(path: str) -> bool:
    depth = 0
    for segment in _DOT.sub(".", path).removeprefix("/").replace("\\", "/").split("/")[:-1]:
        depth += {"..": -1, ".": 0}.get(segment, 1)
        if depth < 0:
            return True
    return _DOT.sub(".", path).replace("\\", "/").endswith("..") and depth < 1


def leads_on(answer: JSON) -> bool:
    """Tell whether an engine may follow the answer: a 3xx with a ``Location``.

    Which of these are redirects is what the engines are asked about.
    """
    return 300 <= answer.get("status", 200) <= 399 and any(
        name.lower() == "location" for name, _ in answer.get("headers", [])
    )
