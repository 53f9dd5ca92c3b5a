"""What can be odd about answers and URLs, for the generator."""

from collections.abc import Iterable
from random import Random

from tests.engines import generator_words as words
from tests.engines.playable import JSON


def _get(answer: JSON, name: str) -> str | None:
    return next((v for n, v in answer["headers"] if n.lower() == name.lower()), None)


def _put(answer: JSON, name: str, *values: str) -> None:
    rest = [pair for pair in answer["headers"] if pair[0].lower() != name.lower()]
    answer["headers"] = [*rest, *([name, value] for value in values)]


def _either(dice: Random, fetch: JSON) -> JSON:
    """Draw one answer of one hop, mostly of the first."""
    hop: JSON = dice.choice(fetch["hops"][: dice.choice((1, 1, 3))])
    answer: JSON = hop[dice.choice(("preflight", "response", "response"))]
    return answer


def _edited(dice: Random, value: str) -> str:
    """Change one byte: dropped, doubled, replaced or added."""
    place = dice.randrange(len(value) + 1)
    byte = chr(dice.choice([c for c in range(1, 256) if c not in {10, 13}]))
    rest = value[place + dice.choice((0, 0, 1)) :]
    return value[:place] + dice.choice((byte, "", value[place : place + 1] * 2)) + rest


def _filled(forms: Iterable[str], stands_for: dict[str, str]) -> list[str]:
    """Put words in; what no answer can hold is left out."""
    values = list(forms)
    for key, word in stands_for.items():
        values = [value.replace(f"{{{key}}}", word) for value in values]
    return ["".join(c for c in value if c not in "\0\r\n") for value in values]


def allow_origin(dice: Random, page: JSON, fetch: JSON) -> None:
    """``Access-Control-Allow-Origin`` is missing, another, malformed, padded or there twice."""
    answer = _either(dice, fetch)
    origin = page["origin"]
    right = _get(answer, "Access-Control-Allow-Origin") or origin
    scheme, _, host = origin.partition("://")
    stands_for = {
        "o": origin, "O": origin.upper(), "S": scheme.upper(), "h": host or "null", "r": right,
        "e": _edited(dice, right),
    }  # fmt: skip
    values = _filled(dice.choice(words.ORIGINS), stands_for)
    _put(answer, "Access-Control-Allow-Origin", *values)


def allow_credentials(dice: Random, page: JSON, fetch: JSON) -> None:
    """``Access-Control-Allow-Credentials`` is missing, malformed, padded or there twice."""
    values = _filled(dice.choice(words.CONSENTS), {"e": _edited(dice, "true")})
    _put(_either(dice, fetch), "Access-Control-Allow-Credentials", *values)


def allow_methods(dice: Random, page: JSON, fetch: JSON) -> None:
    """``Access-Control-Allow-Methods`` says something else, perhaps oddly or in two headers."""
    method = fetch["request"].get("method", "GET")
    values = _list(dice, words.METHOD_LISTS, {"m": method, "l": method.lower()})
    _put(_preflight(dice, fetch), "Access-Control-Allow-Methods", *values)


def allow_headers(dice: Random, page: JSON, fetch: JSON) -> None:
    """``Access-Control-Allow-Headers`` says something else, perhaps oddly or in two headers."""
    names = [name for name, _ in fetch["request"].get("headers", [])] or ["Content-Type"]
    joined = ", ".join(names[: dice.choice((1, 9))])
    stands_for = {"n": joined, "l": joined.lower(), "u": joined.upper()}
    values = _list(dice, words.HEADER_LISTS, stands_for)
    _put(_preflight(dice, fetch), "Access-Control-Allow-Headers", *values)


def expose_headers(dice: Random, page: JSON, fetch: JSON) -> None:
    """``Access-Control-Expose-Headers`` says something else, or in an odd form."""
    hop = fetch["hops"][-1]
    for name, value in (("X-A", "1"), ("ETag", '"v1"'), ("X-Request-Id", "abc"), ("Accept", "a")):
        if dice.random() < 0.6:
            _put(hop["response"], name, value)
    values = _list(dice, words.EXPOSE_LISTS, {})
    _put(hop["response"], "Access-Control-Expose-Headers", *values)


def _preflight(dice: Random, fetch: JSON) -> JSON:
    hop: JSON = fetch["hops"][0 if dice.random() < 0.8 else -1]
    preflight: JSON = hop["preflight"]
    return preflight


def _list(dice: Random, forms: tuple[str | None, ...], stands_for: dict[str, str]) -> list[str]:
    drawn = [dice.choice(forms) for _ in range(dice.choice((1, 1, 1, 2)))]
    values = _filled([form for form in drawn if form is not None], stands_for)
    if dice.random() < 0.15 and values:
        values[0] = _edited(dice, values[0])
    return values


def max_age(dice: Random, page: JSON, fetch: JSON) -> None:
    """``Access-Control-Max-Age`` in every form that somebody could write."""
    values = [v for v in [dice.choice(words.AGES)] if v is not None]
    if values and dice.random() < 0.1:
        values.append(dice.choice(("600", "0", "")))
    _put(fetch["hops"][0]["preflight"], "Access-Control-Max-Age", *values)


def preflight_status(dice: Random, page: JSON, fetch: JSON) -> None:
    """The preflight's answer has another status."""
    answer = dice.choice(fetch["hops"])["preflight"]
    answer["status"] = dice.choice(words.PREFLIGHT_STATUSES)
    if 300 <= answer["status"] < 400 and dice.random() < 0.7:
        _put(answer, "Location", dice.choice(("/next", "https://other.example/x", "https://[")))


def status(dice: Random, page: JSON, fetch: JSON) -> None:
    """The answer has another status, in one case of two of a redirect nowhere."""
    answer = fetch["hops"][-1]["response"]
    answer["status"] = dice.choice(words.STATUSES)
    if 300 <= answer["status"] < 400 and dice.random() < 0.4:
        _put(answer, "Location", dice.choice(("/next", "https://other.example/x")))


def location(dice: Random, page: JSON, fetch: JSON) -> None:
    """A redirect leads somewhere odd, or to two places."""
    answer = dice.choice(fetch["hops"][:-1])["response"]
    values = [dice.choice(words.ODD_LOCATIONS)]
    if dice.random() < 0.06:
        values.append(dice.choice((values[0], "/next", "")))
    _put(answer, dice.choice(("Location", "Location", "location")), *values)


def redirect_policy(dice: Random, page: JSON, fetch: JSON) -> None:
    """A redirect sets a referrer policy."""
    hop = dice.choice(fetch["hops"][:-1])
    _put(hop["response"], "Referrer-Policy", dice.choice(words.REFERRER_POLICIES))


def resource_policy(dice: Random, page: JSON, fetch: JSON) -> None:
    """``Cross-Origin-Resource-Policy``, perhaps twice."""
    values = [dice.choice(words.POLICIES) for _ in range(dice.choice((1, 1, 1, 2)))]
    hop = dice.choice(fetch["hops"])
    _put(hop["response"], "Cross-Origin-Resource-Policy", *values)


def sniffing(dice: Random, page: JSON, fetch: JSON) -> None:
    """A Content-Type and whether it may be doubted."""
    answer = fetch["hops"][-1]["response"]
    _put(answer, "Content-Type", *[dice.choice(words.TYPES) for _ in range(dice.choice((1, 1, 2)))])
    if dice.random() < 0.7:
        option = dice.choice(("nosniff", "NOSNIFF", "nosniff, x", "x, nosniff", "", '"nosniff"'))
        _put(answer, "X-Content-Type-Options", option)


def timing(dice: Random, page: JSON, fetch: JSON) -> None:
    """``Timing-Allow-Origin`` in every form."""
    value = dice.choice(words.TIMINGS).replace("{o}", page["origin"])
    _put(dice.choice(fetch["hops"])["response"], "Timing-Allow-Origin", value)


def answer_header(dice: Random, page: JSON, fetch: JSON) -> None:
    """A header of the answer has an odd name or value, and may be exposed."""
    answer = fetch["hops"][-1]["response"]
    name, value = dice.choice(words.ANSWER_HEADERS)
    answer["headers"].append([name, value])
    if dice.random() < 0.3:
        answer["headers"].append([name.lower(), dice.choice(("2", "", value))])
    if dice.random() < 0.7:
        _put(answer, "Access-Control-Expose-Headers", dice.choice((name, name.lower(), "*")))


def spelling(dice: Random, page: JSON, fetch: JSON) -> None:
    """Names are written in other cases."""
    answer = _either(dice, fetch)
    case = dice.choice((str.lower, str.upper, str.swapcase))
    answer["headers"] = [[case(name), value] for name, value in answer["headers"]]


def silence(dice: Random, page: JSON, fetch: JSON) -> None:
    """A server that never heard of CORS."""
    for answer in dice.choice(fetch["hops"]).values():
        answer["headers"] = [
            pair for pair in answer["headers"] if not pair[0].lower().startswith("access-control-")
        ]


def challenge(dice: Random, page: JSON, fetch: JSON) -> None:
    """An XMLHttpRequest whose URL has a user, and a server that answers 401 without asking."""
    if fetch["request"].get("api") == "xhr":
        where = page["origin"] if dice.random() < 0.6 else "https://api.example"
        host = where.rpartition("/")[2].replace("null", "shop.example")
        user = dice.choice(("user:secret", "user", ":secret", "us%20er:p%C3%A9:x"))
        fetch["request"]["url"] = (
            f"{where.partition(':')[0].replace('null', 'https')}://{user}@{host}/x"
        )
    fetch["hops"][0][dice.choice(("preflight", "response", "response"))]["status"] = 401


def odd_url(dice: Random, page: JSON, fetch: JSON) -> None:
    """The URL is of another scheme, in another spelling, with credentials, or none at all."""
    fetch["request"]["url"] = dice.choice(words.ODD_URLS)
