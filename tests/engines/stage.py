"""The stage: hands scenarios to the runner page, plays their servers, and keeps what happened."""

import itertools
import json
import threading
import time
from collections import deque
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote, unquote

import attrs

from corsmodel.fetching.network_request import wire_url
from corsmodel.infrastructure.urls import parse_url
from tests.engines.engine import Engine, Message
from tests.engines.proxy import Proxy, RawAnswer, RawRequest
from tests.engines.tokens import token_of, with_token

JSON = dict[str, Any]
HOME = "https://shop.example/corsmodel/"
_RUNNER = (Path(__file__).parent / "runner.js").read_bytes()
_REDIRECTS = range(300, 400)
_BATCH = 40
_DEFAULTS = ("accept", "accept-language", "user-agent")
#: What loads in an element: a picture of one pixel, a script that does nothing.
_BODIES = {
    "img": bytes.fromhex(
        "47494638396101000100800000000000ffffff21f90401000000002c000000000100010000020144003b"
    ),
    "script": b"0",
}
_OPEN = (("Access-Control-Allow-Origin", "*"), ("Cache-Control", "no-store"))
_REQUEST_DEFAULTS: JSON = {
    "api": "fetch", "method": "GET", "headers": [], "mode": "cors", "credentials": "same-origin",
    "redirect": "follow", "cache": "default", "referrer": None, "referrer_policy": "",
    "body": None, "duplex": None, "keepalive": False, "upload_listeners": False,
    "crossorigin": None,
}  # fmt: skip


@attrs.define
class Wire:
    """One request as it came in, and how it was answered."""

    fetch: int
    request: RawRequest
    preflight: bool
    #: ``None``: the scenario has no answer for this place in the chain.
    status: int | None


@attrs.define
class Performance:
    """One scenario on stage, and all that became known of it."""

    token: str
    scenario: JSON
    client: str
    fetch: int = 0
    hop: int = 0
    wire: list[Wire] = attrs.Factory(list)
    messages: list[Message] = attrs.Factory(list)
    #: What script saw, a record a fetch; ``None`` while it plays.
    seen: list[JSON] | None = None


class Stage:
    """A browser with a scripted server around it; use it as a context manager."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._numbers = itertools.count()
        # New in each run, so that a browser that outlives one sees no URL again.
        self._run = f"{time.time_ns() // 1000000:x}"
        self._performances: dict[str, Performance] = {}
        self._waiting: deque[Performance] = deque()
        self._change = threading.Condition()
        #: What the browser gives some request headers of its own accord, by lower-case name.
        self.defaults: dict[str, str] = {}
        self._proxy = Proxy(self._handle)

    def __enter__(self) -> Self:
        page = _page(json.dumps({"origin": "https://shop.example"}))
        self.engine.start(self._proxy.port, page, self._proxy.certificate)
        return self

    def __exit__(self, *exception: object) -> None:
        self.engine.stop()
        self._proxy.close()

    def play(self, scenarios: Iterable[JSON], patience: float = 90) -> list[Performance]:
        """Play scenarios, several at a time; return what happened, in the given order.

        :param patience: seconds without any result after which the browser counts as dead.
        :raises TimeoutError: when it does.
        """
        ordered = [self._prepare(scenario) for scenario in scenarios]
        # The page goes from client to client, so those of one client come together.
        for performance in sorted(ordered, key=lambda one: one.client):
            self._performances[performance.token] = performance
            self._waiting.append(performance)
        with self._change:
            self._change.notify_all()
        self._wait(ordered, patience)
        self.listen()
        return ordered

    def listen(self) -> None:
        """Wait until the engine has no more to say, and give each message to its scenario."""
        silent = 0
        while silent < 3:
            time.sleep(0.15)
            messages = self.engine.messages()
            silent = 0 if messages else silent + 1
            for message in messages:
                token = token_of(message.url or "") or token_of(message.text or "")
                if token in self._performances:
                    self._performances[token].messages.append(message)

    def _prepare(self, scenario: JSON) -> Performance:
        token = f"{self._run}{next(self._numbers):05}"
        client = json.dumps(scenario["client"], sort_keys=True)
        return Performance(token, scenario, client)

    def _wait(self, performances: Sequence[Performance], patience: float) -> None:
        left = len(performances)
        deadline = time.monotonic() + patience
        while left:
            with self._change:
                self._change.wait(timeout=1)
            now = sum(one.seen is None for one in performances)
            if now < left:
                left, deadline = now, time.monotonic() + patience
            if time.monotonic() > deadline:
                unfinished = next(one for one in performances if one.seen is None)
                message = (
                    f"{self.engine.name}: no result in {patience} s, {left} scenarios are left, "
                    f"the first is {json.dumps(unfinished.scenario)[:400]}"
                )
                raise TimeoutError(message)

    def _handle(self, request: RawRequest) -> RawAnswer | None:
        token = token_of(request.url)
        if token in self._performances:
            return self._scripted(self._performances[token], request)
        if request.url.partition("?")[0].endswith("/corsmodel/page"):
            return _page_answer(request)
        if request.url.startswith(HOME):
            return self._home(request)
        return RawAnswer(404)

    def _scripted(self, performance: Performance, request: RawRequest) -> RawAnswer:
        preflight = (
            request.method == "OPTIONS" and request.get("access-control-request-method") is not None
        )
        hops = performance.scenario["fetches"][performance.fetch]["hops"]
        performance.hop = _hop(performance, request.url)
        answer = None
        if performance.hop < len(hops):
            answer = hops[performance.hop].get("preflight" if preflight else "response")
        status = None if answer is None else answer.get("status", 200)
        performance.wire.append(Wire(performance.fetch, request, preflight, status))
        if answer is None or status is None:
            return RawAnswer(404)
        # Which of these are redirects is the engine's to say; others bring no second request.
        if not preflight and status in _REDIRECTS:
            performance.hop += 1
        headers = tuple(
            (name, with_token(value, performance.token) if name.lower() == "location" else value)
            for name, value in answer.get("headers", [])
        )
        api = performance.scenario["fetches"][performance.fetch]["request"].get("api", "fetch")
        return RawAnswer(status, headers, _BODIES.get(api, b"ok"))

    def _home(self, request: RawRequest) -> RawAnswer:
        path = request.url.removeprefix(HOME)
        if path == "runner.js":
            return RawAnswer(200, (("Content-Type", "text/javascript"), *_OPEN), _RUNNER)
        value = json.loads(request.body) if request.body else {}
        if path == "begin":
            performance = self._performances[value["token"]]
            performance.fetch, performance.hop = value["fetch"], 0
            result: JSON = {}
        elif path == "next":
            self.defaults = {name: request.get(name) or "" for name in _DEFAULTS}
            result = self._next(value)
        else:
            return RawAnswer(404)
        kind = ("Content-Type", "application/json")
        return RawAnswer(200, (kind, *_OPEN), json.dumps(result).encode())

    def _next(self, value: JSON) -> JSON:
        for result in value["results"]:
            self._performances[result["token"]].seen = result["seen"]
        with self._change:
            self._change.notify_all()
            if not self._waiting:
                self._change.wait_for(lambda: bool(self._waiting), timeout=20)
            if not self._waiting:
                return {"scenarios": []}
            client = self._waiting[0].client
            if client != value["client"]:
                return {"go": _page(client)}
            batch: list[JSON] = []
            while self._waiting and self._waiting[0].client == client and len(batch) < _BATCH:
                batch.append(_for_page(self._waiting.popleft()))
            return {"scenarios": batch}


def _hop(performance: Performance, url: str) -> int:
    """Find the place in the redirect chain that a request is for.

    It is the next one, unless a redirect before it came from the browser's HTTP cache.
    """
    fetch = performance.scenario["fetches"][performance.fetch]
    text = with_token(fetch["request"]["url"], performance.token, base=True)
    base = json.loads(performance.client).get("url") or json.loads(performance.client)["origin"]
    current = None if base == "null" else parse_url(base)
    for number, hop in enumerate(fetch["hops"]):
        current = parse_url(text, current)
        if current is None:
            break
        if number >= performance.hop and wire_url(current) == url:
            return number
        answer = hop.get("response") or {}
        locations = [v for name, v in answer.get("headers", []) if name.lower() == "location"]
        if not locations:
            break
        text = with_token(locations[0], performance.token)
    return performance.hop


def _for_page(performance: Performance) -> JSON:
    fetches = []
    for fetch in performance.scenario["fetches"]:
        request = {**_REQUEST_DEFAULTS, **fetch["request"]}
        request["url"] = with_token(request["url"], performance.token, base=True)
        fetches.append({"at": fetch.get("at", 0), "request": request})
    return {"token": performance.token, "fetches": fetches}


def _page(client: str) -> str:
    """Return the address of the runner page for a client (its JSON)."""
    origin = json.loads(client)["origin"]
    home = "https://shop.example" if origin == "null" else origin
    return f"{home}/corsmodel/page?{quote(client)}"


def _page_answer(request: RawRequest) -> RawAnswer:
    """Make the runner page, with the policies that the client has."""
    text = unquote(request.url.partition("?")[2])
    client = json.loads(text)
    base = client.get("url") or request.url.partition("/corsmodel/")[0] + "/"
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Cache-Control", "no-store"),
        # Cookies of the page's site: whether a request carries them shows its credentials.
        ("Set-Cookie", "corsmodel=1; Domain=shop.example; Path=/"),
    ]
    if client["origin"] == "null":
        headers.append(("Content-Security-Policy", "sandbox allow-scripts"))
    if client.get("referrer_policy"):
        headers.append(("Referrer-Policy", client["referrer_policy"]))
    if client.get("embedder_policy", "unsafe-none") != "unsafe-none":
        headers.append(("Cross-Origin-Embedder-Policy", client["embedder_policy"]))
    attribute = text.replace("&", "&amp;").replace('"', "&quot;")
    html = (
        f'<!doctype html><html data-client="{attribute}"><head><base href="{base}">'
        f'<link rel="icon" href="data:,"><script src="{HOME}runner.js" crossorigin></script>'
    )
    return RawAnswer(200, tuple(headers), html.encode())
