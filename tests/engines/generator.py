"""Random scenarios that the engines can play: mostly plausible, with few oddities at a time.

A scenario begins as a request that pages send and a server that answers it right. None, one or a
few oddities are then put into it, so that most fetches get far and a disagreement has one cause.
The scenario with the id ``7-12`` is made from that text alone: it can be made again by itself.
"""

import copy
from collections.abc import Callable, Iterator
from random import Random

import attrs

from tests.engines import generator_headers as headers
from tests.engines import generator_oddities as odd
from tests.engines import generator_requests as requests
from tests.engines.generator_answers import complete, right_hops
from tests.engines.generator_requests import RequestOddity, pick
from tests.engines.playable import HARNESS, JSON, Playable

_HOW_MANY = {0: 30, 1: 48, 2: 17, 3: 5}
#: How long the harness really waits before one of the later fetches, in seconds. There is one wait
#: at most, so that no age (4 s, the 5 s of old, 60 s) runs out just when a fetch begins.
_WAITS = {0: 10, 2: 1, 7: 1}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@attrs.frozen
class Oddity:
    """One way to be odd, how often it comes, and what a request needs so that it matters."""

    change: Callable[[Random, JSON, JSON], None]
    weight: int
    wants: frozenset[str] = attrs.field(default="", converter=_words)


#: Of the request, before the server answers it right.
_REQUEST_ODDITIES: dict[RequestOddity, int] = {
    headers.odd_header: 22,
    headers.repeated_header: 4,
    headers.large_sum: 2,
    requests.odd_method: 7,
    requests.odd_body: 5,
    requests.odd_option: 6,
}
#: Of the answers, and of the URL, which the server does not see.
_ODDITIES = (
    Oddity(odd.allow_origin, 12, "cross-origin"),
    Oddity(odd.allow_credentials, 6, "include"),
    Oddity(odd.allow_methods, 7, "preflight"),
    Oddity(odd.allow_headers, 8, "preflight unsafe"),
    Oddity(odd.expose_headers, 6, "cross-origin"),
    Oddity(odd.max_age, 6, "preflight repeat"),
    Oddity(odd.preflight_status, 4, "preflight"),
    Oddity(odd.status, 5),
    Oddity(odd.location, 10, "chain"),
    Oddity(odd.redirect_policy, 2, "chain"),
    Oddity(odd.resource_policy, 3, "no-cors"),
    Oddity(odd.sniffing, 2),
    Oddity(odd.timing, 1),
    Oddity(odd.answer_header, 4),
    Oddity(odd.spelling, 2),
    Oddity(odd.silence, 3),
    Oddity(odd.odd_url, 9),
    Oddity(odd.challenge, 2),
)


def _nothing(dice: Random, page: JSON, fetch: JSON) -> None:
    """Stand for an oddity of the request, which is in it before there are answers."""


_REQUEST = Oddity(_nothing, sum(_REQUEST_ODDITIES.values()))


def generate(seed: int, count: int, playable: Playable = HARNESS) -> Iterator[JSON]:
    """Give *count* scenarios as JSON records; the same seed gives the same ones.

    *playable* says what may stand in them beyond that which every engine can be made to do.
    """
    for number in range(count):
        yield scenario(f"{seed}-{number}", playable)


def scenario(name: str, playable: Playable = HARNESS) -> JSON:
    """Give the scenario whose id is *name*."""
    dice = Random(name)
    weights = {oddity: oddity.weight for oddity in (_REQUEST, *_ODDITIES)}
    drawn = [pick(dice, weights) for _ in range(pick(dice, _HOW_MANY))]
    wants = frozenset[str]().union(*(oddity.wants for oddity in drawn))
    if dice.random() < 0.08:
        wants |= {"repeat", "preflight"}
    page = requests.client(dice, playable)
    asked = requests.request(dice, page, wants, playable)
    for oddity in drawn:
        if oddity is _REQUEST and asked.get("api", "fetch") in {"fetch", "xhr"}:
            pick(dice, _REQUEST_ODDITIES)(dice, asked)
    fetch: JSON = {
        "request": asked,
        "hops": right_hops(dice, page, asked, chain="chain" in wants),
    }
    for oddity in drawn:
        oddity.change(dice, page, fetch)
    fetches = [fetch, *(_repeats(dice, page, fetch) if "repeat" in wants else ())]
    complete(dice, page, fetches)
    _beyond(dice, fetches, playable)
    return {"id": name, "client": page, "fetches": fetches}


def _repeats(dice: Random, page: JSON, first: JSON) -> Iterator[JSON]:
    """Give one to three fetches of the same URL, which find a preflight in the cache or not."""
    count = dice.choices((1, 2, 3), (6, 3, 1))[0]
    wait, waits_at = pick(dice, _WAITS), dice.randrange(count)
    for number in range(count):
        fetch = copy.deepcopy(first)
        asked = fetch["request"]
        for _ in range(dice.choice((0, 1, 1, 2))):
            change = dice.choice(("method", "header", "header", "credentials", "answer", "answer"))
            if change == "method":
                asked["method"] = dice.choice(("GET", "HEAD", "POST", "PUT", "PATCH", "OPTIONS"))
            elif change == "header":
                headers.repeated_header(dice, asked)
            elif change == "credentials":
                include = asked.get("credentials") == "include"
                asked["credentials"] = "same-origin" if include else "include"
            else:
                dice.choice((odd.allow_methods, odd.allow_headers, odd.silence, odd.max_age))(
                    dice, page, fetch
                )
        if asked.get("method", "GET").upper() in {"GET", "HEAD"}:
            asked.pop("body", None)
        if wait and number >= waits_at:
            fetch["at"] = wait
        yield fetch


def _beyond(dice: Random, fetches: list[JSON], playable: Playable) -> None:
    """Put in what only the model plays."""
    for fetch in fetches:
        hop = dice.choice(fetch["hops"])
        if playable.connection_failures and dice.random() < 0.04:
            hop[dice.choice(("preflight", "response"))] = dice.choice(
                (None, {"network_error": True})
            )
        elif playable.proxy_authentication and dice.random() < 0.04:
            hop[dice.choice(("preflight", "response"))]["status"] = 407
        if playable.blob_urls and dice.random() < 0.04:
            blob = dice.choice(("blob:https://shop.example/1", "blob:https://shop.example/2"))
            fetch["request"]["url"] = blob
            if "crossorigin" not in fetch["request"] and dice.random() < 0.5:
                part = dice.choice(("bytes=0-", "bytes=-4", "bytes=2-99", "bytes=10-", "x"))
                fetch["request"] = {"url": blob, "headers": [["Range", part]]}
        if playable.loopback and dice.random() < 0.04:
            fetch["request"]["url"] = dice.choice(
                (
                    "http://localhost/x",
                    "http://127.0.0.1/x",
                    "http://[::1]/x",
                    "http://a.localhost/",
                )
            )
