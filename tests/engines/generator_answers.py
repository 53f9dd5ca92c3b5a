"""Answers for the generator: those of a server that gets CORS right, along a redirect chain."""

import re
from random import Random

from corsmodel.infrastructure.urls import parse_url
from tests.engines.generator_requests import CROSS_SITE, SAME_ORIGIN, SAME_SITE, pick, url
from tests.engines.playable import JSON, OPAQUE_PAGE, leads_on

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_LENGTHS = {1: 780, 2: 150, 3: 50, 4: 18, 22: 2}
_REDIRECTS = {302: 4, 307: 4, 301: 2, 303: 3, 308: 3}
_STATUSES = {200: 85, 201: 3, 204: 2, 404: 4, 500: 2, 400: 1, 403: 1, 206: 1, 299: 1}
_HEADERS = {
    ("Content-Type", "application/json"): 8,
    ("Content-Type", "text/plain;charset=utf-8"): 4,
    ("Cache-Control", "no-store"): 4,
    ("X-A", "1"): 8,
    ("X-Request-Id", "abc"): 5,
    ("ETag", '"v1"'): 3,
    ("Vary", "Origin"): 4,
    ("Content-Language", "de"): 2,
    ("Expires", "0"): 1,
    ("Last-Modified", "Thu, 01 Jan 1970 00:00:00 GMT"): 1,
    ("Pragma", "no-cache"): 1,
    ("Timing-Allow-Origin", "*"): 2,
    ("X-Content-Type-Options", "nosniff"): 3,
    ("Cross-Origin-Resource-Policy", "cross-origin"): 2,
}
_EXPOSED = ("X-A", "X-Request-Id", "ETag", "X-A, X-Request-Id", "x-a,etag", "*", "X-B", "")


def origin_of(address: str) -> str:
    """Return the origin that a plain URL begins with."""
    return "/".join(address.split("/")[:3])


def right_hops(dice: Random, page: JSON, asked: JSON, *, chain: bool) -> list[JSON]:
    """Draw a redirect chain whose servers permit just what the request needs."""
    absolute = asked["url"]
    own = origin_of(OPAQUE_PAGE if page["origin"] == "null" else page["origin"] + "/")
    if absolute.startswith("/"):
        absolute = own + absolute
    addresses = [absolute]
    length = pick(dice, {2: 6, 3: 3, 4: 1} if chain else _LENGTHS)
    for place in range(1, length):
        hosts = dice.choices((CROSS_SITE, SAME_SITE, SAME_ORIGIN, ()), (5, 3, 2, 5))[0]
        if hosts and length < 22:
            addresses.append(url(dice, page, hosts, f"hop{place}"))
        else:
            addresses.append(f"{origin_of(addresses[-1])}/hop{place}")
    hops: list[JSON] = []
    tainted = False
    for place, address in enumerate(addresses):
        if place > 1:
            last, before = origin_of(addresses[place - 1]), origin_of(addresses[place - 2])
            tainted = tainted or (last != before and before != page["origin"])
        if place > 0:
            last = origin_of(addresses[place - 1])
            tainted = tainted or (origin_of(address) != last and last != page["origin"])
        origin = "null" if tainted else page["origin"]
        hop = _hop(dice, asked, origin, cross=tainted or origin_of(address) != page["origin"])
        if place + 1 < length:
            target = addresses[place + 1]
            if origin_of(target) == origin_of(address) and dice.random() < 0.5:
                target = target.removeprefix(origin_of(target))
            hop["response"]["status"] = pick(dice, _REDIRECTS)
            hop["response"]["headers"].append(["Location", target])
        hops.append(hop)
    return hops


def _hop(dice: Random, asked: JSON, origin: str, *, cross: bool) -> JSON:
    return {
        "preflight": _preflight(dice, asked, origin),
        "response": _response(dice, asked, origin, cross=cross),
    }


def _sharing(dice: Random, asked: JSON, origin: str) -> list[list[str]]:
    include = asked.get("credentials") == "include" or "crossorigin" in asked
    value = origin if include or dice.random() < 0.6 else "*"
    headers = [["Access-Control-Allow-Origin", value]]
    if include or dice.random() < 0.1:
        headers.append(["Access-Control-Allow-Credentials", "true"])
    return headers


def _preflight(dice: Random, asked: JSON, origin: str) -> JSON:
    headers = _sharing(dice, asked, origin)
    star = asked.get("credentials") != "include" and dice.random() < 0.25
    method = asked.get("method", "GET")
    methods = [method.upper() if method.upper() in {"DELETE", "OPTIONS", "PUT"} else method]
    if not _TOKEN.fullmatch(methods[0]):
        methods = ["PUT"]
    if dice.random() < 0.4:
        methods = dice.sample(["GET", "POST", *methods], 3)
    if method not in {"GET", "HEAD", "POST"} or dice.random() < 0.6:
        headers.append(["Access-Control-Allow-Methods", "*" if star else ", ".join(methods)])
    names = [name for name, _ in asked.get("headers", []) if _TOKEN.fullmatch(name)]
    names = list(dict.fromkeys(names))
    if asked.get("body") is not None or dice.random() < 0.2:
        names.append("Content-Type")
    if dice.random() < 0.2:
        names = [name.lower() for name in names]
    if names and not (star and dice.random() < 0.8):
        headers.append(["Access-Control-Allow-Headers", dice.choice((", ", ",")).join(names)])
    elif star:
        headers.append(["Access-Control-Allow-Headers", "*"])
    if dice.random() < 0.3:
        headers.append(["Access-Control-Max-Age", dice.choice(("600", "60", "7200", "86400"))])
    return {"status": pick(dice, {204: 3, 200: 1}), "headers": headers}


def _response(dice: Random, asked: JSON, origin: str, *, cross: bool) -> JSON:
    headers: list[list[str]] = []
    needed = cross and asked.get("mode", "cors") == "cors"
    if needed or dice.random() < 0.2:
        headers = _sharing(dice, asked, origin)
        if dice.random() < 0.4:
            headers.append(["Access-Control-Expose-Headers", dice.choice(_EXPOSED)])
    for _ in range(dice.choices(range(4), (30, 35, 25, 10))[0]):
        name, value = pick(dice, _HEADERS)
        if all(name != known for known, _ in headers):
            headers.append([name, value])
    return {"status": pick(dice, _STATUSES), "headers": headers}


def complete(dice: Random, page: JSON, fetches: list[JSON]) -> None:
    """Give every chain an end, and keep the HTTP cache of the engine out of what repeats.

    The model has no HTTP cache, so where a URL is asked for twice no answer may be kept.
    """
    for fetch in fetches:
        if leads_on(fetch["hops"][-1]["response"]):
            fetch["hops"].append(_hop(dice, fetch["request"], page["origin"], cross=True))
    if len(fetches) == 1 and not _repeats_itself(fetches[0]):
        return
    for fetch in fetches:
        for hop in fetch["hops"]:
            answer = hop["response"]
            rest = [pair for pair in answer["headers"] if pair[0].lower() != "cache-control"]
            answer["headers"] = [*rest, ["Cache-Control", "no-store"]]


def _repeats_itself(fetch: JSON) -> bool:
    """Tell whether a redirect leads back to a URL of the chain."""
    current = parse_url(fetch["request"]["url"], parse_url(OPAQUE_PAGE))
    seen: set[str] = set()
    for hop in fetch["hops"]:
        if current is None or current.without_fragment in seen:
            break
        seen.add(current.without_fragment)
        target = [value for name, value in hop["response"]["headers"] if name == "Location"]
        current = parse_url(target[0], current) if target else None
    return current is not None
