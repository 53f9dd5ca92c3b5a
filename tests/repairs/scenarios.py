"""Many scenarios in a short time, most of them blocked: a seed gives always the same ones."""

import random
from collections.abc import Iterator
from typing import Any

from corsmodel import Body, Client, ConnectionFailure, Request, Response
from corsmodel.fetching.fetch_params import Answer
from corsmodel.scenario import ScenarioFetch, ScenarioHop
from tests.strategies import METHODS, NAMES, PAGE, TOKENS, URLS, VALUES

_KINDS: list[Any] = ["text", "blob", "urlsearchparams", "formdata", "arraybuffer", "stream"]
_ORIGINS = ["*", "null", PAGE + "/", "https://api.example", "", "*, *", PAGE.upper()]
_OTHER_HEADERS = [
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Type", "image/png"),
    ("Content-Type", "text/html"),
    ("Referrer-Policy", "no-referrer"),
    ("Vary", "Origin, Accept"),
    ("X-A", "1"),
]


def fetches(seed: int) -> Iterator[ScenarioFetch]:
    """Give one fetch after the other, without end."""
    chance = random.Random(seed)
    while True:
        hops = tuple(_hop(chance) for _ in range(chance.choice([0, 1, 1, 2, 2, 3, 4])))
        yield ScenarioFetch(_request(chance), hops, chance.choice([0, 0, 100]))


def _request(chance: random.Random) -> Request:
    api: Any = chance.choice(
        ["fetch"] * 8 + ["xhr"] * 3 + ["img", "script", "module", "stylesheet", "font"]
    )
    headers = [
        (chance.choice(NAMES), chance.choice(VALUES)) for _ in range(chance.choice([0, 0, 1, 1, 2]))
    ]
    plain = chance.random() < 0.7
    mode: Any = "cors" if plain else chance.choice(["cors", "no-cors", "same-origin", "navigate"])
    body = None if chance.random() < 0.7 else Body(chance.choice(_KINDS), length=9)
    method = chance.choice(METHODS[:9] if plain else METHODS)
    duplex: Any = "half" if body is not None and chance.random() < 0.9 else None
    credentials: Any = chance.choice(["omit", "same-origin", "include", "include"])
    redirect: Any = chance.choice(["follow"] * 6 + ["error", "manual"])
    cache: Any = chance.choice(["default"] * 8 + ["no-store", "no-cache", "only-if-cached"])
    crossorigin: Any = chance.choice([None, "anonymous", "use-credentials"])
    return Request(
        URLS[0] if chance.random() < 0.8 else chance.choice(URLS),
        client=Client(
            PAGE if chance.random() < 0.9 else chance.choice(["null", "http://shop.example"])
        ),
        method="POST" if body is not None and method in {"GET", "HEAD"} and plain else method,
        headers=[pair for pair in headers if " " not in pair[0]] if plain else headers,
        mode=mode,
        credentials=credentials,
        redirect=redirect,
        cache=cache,
        body=body,
        duplex=duplex,
        keepalive=chance.random() < 0.05,
        api=api,
        upload_listeners=api == "xhr" and chance.random() < 0.2,
        crossorigin=crossorigin,
    )


def _hop(chance: random.Random) -> ScenarioHop:
    return ScenarioHop(_answer(chance, preflight=True), _answer(chance, preflight=False))


def _answer(chance: random.Random, *, preflight: bool) -> Answer:
    rare = chance.random()
    if rare < 0.04:
        return ConnectionFailure() if rare < 0.01 else None
    headers: list[tuple[str, str]] = []
    if chance.random() < 0.8:
        origin = PAGE if chance.random() < 0.7 else chance.choice(_ORIGINS)
        headers.append(("Access-Control-Allow-Origin", origin))
    if chance.random() < 0.05:
        headers.append(("Access-Control-Allow-Origin", chance.choice(_ORIGINS)))
    if chance.random() < 0.6:
        word = "true" if chance.random() < 0.8 else chance.choice(["TRUE", "false", "", "1"])
        headers.append(("Access-Control-Allow-Credentials", word))
    for name in ("Access-Control-Allow-Methods", "Access-Control-Allow-Headers"):
        if chance.random() < (0.7 if preflight else 0.1):
            separator = chance.choice([",", ", ", ", ", ", ", ";"])
            count = chance.choice([0, 1, 2, 3])
            headers.append((name, separator.join(chance.choice(TOKENS) for _ in range(count))))
    if chance.random() < 0.2:
        headers.append(chance.choice(_OTHER_HEADERS))
    statuses = [204] * 6 + [200, 404, 301] if preflight else [200] * 5 + [302, 302, 307, 303, 401]
    status = chance.choice(statuses) if chance.random() < 0.97 else 407
    if status in {301, 302, 303, 307} and chance.random() < 0.95:
        headers += [("Location", chance.choice([*URLS, URLS[0], "/next", "?q"]))]
        headers += [("Location", "/twice")] if chance.random() < 0.05 else []
    return Response(status, headers)
