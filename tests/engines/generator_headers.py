"""Odd headers of requests, for the generator: at the byte level, and around every safelist rule."""

from collections.abc import Callable
from random import Random

from tests.engines.playable import JSON

_SAFELISTED = ("Accept", "Accept-Language", "Content-Language", "Content-Type")
_CONTENT_TYPES = (
    "text/plain", "TEXT/PLAIN", "text/plain;charset=utf-8", 'text/plain; charset="utf-8"',
    "text/plain ;charset=utf-8", "text/plain;", "text/plain;;", "text/plain;=", "text/plain;a",
    "text/plain;a=", "text/plain;a=;b=c", "text/plain;a=1;a=2", "text/plain;charset=iso-8859-1",
    "text/plain;x=y;CharSet=latin1", "text/plain;charset=a'b", "text/plain;a\x0b=b",
    'text/plain;charset="a b"', 'text/plain;charset="a\\"b"', 'text/plain;charset="a',
    'text/plain;charset="a\\', 'text/plain;charset="a"x;b=c', "text/plain;charset=\xe4",
    "text/plain,text/plain", "text/plain, application/json", "text/plain;a=,application/json",
    "text /plain", "text/ plain", "text", "text/", "/plain", "", "*/*", "text/*", "text/plain/x",
    "text/html", "application/json", "application/json;text/plain", "text/plain\x00",
    "multipart/form-data", "multipart/form-data;boundary=x", "Multipart/Form-Data",
    "application/x-www-form-urlencoded", "application/x-www-form-urlencoded;charset=UTF-8",
    "application/x-www-form-urlencoded2", "application/csp-report", "text/plain;a=(b)",
    "text/plain;a={b}", "text/plain;a=b@c", "te\xe4t/plain", "text/plain;\x7f=a",
    "message/ad-auction-trusted-signals-request",
)  # fmt: skip
_RANGES = (
    "bytes=0-", "bytes=0-0", "bytes=1-2", "bytes=5-2", "bytes=-5", "bytes=-", "bytes=", "bytes",
    "bytes=0", "bytes=0-1,3-4", "bytes=0-1,", "bytes= 0-1", "bytes =0-1", "bytes=0 -1",
    "bytes=0- 1", "bytes=\t0-1", "Bytes=0-1", "BYTES=0-", "byte=0-1", "items=0-1", "bytes=a-b",
    "bytes=0-1x", "bytes=00-01", "bytes=+0-1", "bytes=0--1", "bytes:0-1", "",
    "bytes=9223372036854775807-", "bytes=9223372036854775808-", "bytes=18446744073709551616-",
    "bytes=0-99999999999999999999", "bytes=99999999999999999999-99999999999999999999",
    "bytes=99999999999999999999-1", "bytes=2147483648-", "bytes=0-" + "9" * 130,
)  # fmt: skip
_LANGUAGES = (
    "en", "de-DE,de;q=0.9,*;q=0.5", "*", "", "en_US", "en/us", "en!", "en+us", "d\xe9", "en\tde",
    "en:de", '"en"', "en,,de", "en; q=0.5", "en@x", "-", "en'", "en~", "en%20",
)  # fmt: skip
_CLIENT_HINTS = (
    ("DPR", "2"), ("dpr", "2.0"), ("DPR", "2."), ("DPR", "x"), ("Device-Memory", "0.5"),
    ("Device-Memory", "8"), ("Width", "100"), ("Width", "1.5"), ("Viewport-Width", "980"),
    ("RTT", "50"), ("rtt", "-1"), ("Downlink", "1.7"), ("Downlink", ""), ("ECT", "4g"),
    ("ect", "5g"), ("Save-Data", "on"), ("Save-Data", "ON"), ("save-data", "off"),
    ("Intervention", "<https://a.example>"), ("Sec-CH-UA", "x"), ("Sec-CH-DPR", "1"),
)  # fmt: skip
_SPECIAL = (
    ("User-Agent", "corsmodel"), ("user-agent", ""), ("Last-Event-ID", "1"),
    ("Idempotency-Key", "k"), ("If-None-Match", "*"), ("If-Match", '"a"'), ("If-Range", '"a"'),
    ("If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"), ("Pragma", "no-cache"),
    ("If-Unmodified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"), ("Cache-Control", "max-age=0"),
    ("Upgrade-Insecure-Requests", "1"), ("Service-Worker", "script"), ("Purpose", "prefetch"),
    ("X-Forwarded-For", "192.0.2.1"), ("Origin-Agent-Cluster", "?1"), ("Forwarded", "for=a"),
    ("Access-Control-Allow-Origin", "*"), ("Content-Encoding", "gzip"), ("Content-Location", "/a"),
    ("Authorization", ""), ("authorization", "Basic YTpi"), ("AUTHORIZATION", "x"),
    ("Location", "/"), ("Set-Cookie2", "a=b"), ("Warning", "1"), ("From", "a"),
    ("Priority", "u=1"),
)  # fmt: skip
_FORBIDDEN = (
    "Accept-Charset", "accept-encoding", "Access-Control-Request-Headers", "Connection", "Cookie",
    "Access-Control-Request-Method", "Content-Length", "Cookie2", "Date", "DNT", "Expect", "Host",
    "Keep-Alive", "Origin", "oRiGiN", "Referer", "Set-Cookie", "TE", "Trailer", "Via", "Upgrade",
    "Transfer-Encoding", "Proxy-Authorization", "proxy-x", "Sec-Fetch-Mode", "SEC-", "Proxy",
    "Security", "Access-Control-Request-Private-Network", "Sec", "X-Sec-A",
)  # fmt: skip
_OVERRIDES = (
    "TRACE", "trace", "GET", "GET, TRACE", "GET,track ", '"TRACE"', '"a,TRACE"', '"TRACE',
    '"\\"",CONNECT', "TRACEX", "", ",", "PUT",
)  # fmt: skip
_NAMES = (
    "x-!#$%&'*+.^_`|~", "*", "-", "_", "1", "A", "x-a", "X-A", "X_A", "x.a", "null", "true", "get",
    "accept-x", "Accept-", "content-typ", "__proto__", "constructor", "X-" + "a" * 130,
)  # fmt: skip
_BAD_NAMES = ("", " ", "bad name", "X:", ":x", "X-A ", "X\n", "(x)", "x,y", "x;y", "{}", "X\0")


def _safelisted_byte(dice: Random) -> tuple[str, str]:
    byte = chr(dice.randrange(256))
    name = dice.choice(_SAFELISTED)
    return name, f"text/plain;a={byte}b" if name == "Content-Type" else f"a{byte}b"


def _length(dice: Random) -> tuple[str, str]:
    name = dice.choice((*_SAFELISTED, "Range", "X-A"))
    start = {"Content-Type": "text/plain;a=", "Range": "bytes=0-"}.get(name, "a")
    return name, start.ljust(dice.choice((127, 128, 129)), "1")


def _name_byte(dice: Random) -> tuple[str, str]:
    return f"X{chr(dice.randrange(256))}A", "1"


def _value_byte(dice: Random) -> tuple[str, str]:
    byte = chr(dice.randrange(256))
    return dice.choice(("X-A", "Authorization")), dice.choice((f"a{byte}b", byte, f"{byte}a"))


def _padded(dice: Random) -> tuple[str, str]:
    name, value = dice.choice((("Accept", "a"), ("Content-Type", "text/plain"), ("X-A", "1")))
    blank = dice.choice((" ", "\t", "  ", "\r\n", "\n", "\r", "\x0b", "\x0c", "\xa0"))
    return name, dice.choice((f"{blank}{value}", f"{value}{blank}", f"{blank}{value}{blank}"))


_KINDS: dict[Callable[[Random], tuple[str, str]], int] = {
    _safelisted_byte: 5,
    _length: 4,
    _name_byte: 2,
    _value_byte: 3,
    _padded: 2,
    lambda dice: ("Content-Type", dice.choice(_CONTENT_TYPES)): 8,
    lambda dice: ("Range", dice.choice(_RANGES)): 6,
    lambda dice: (dice.choice(_SAFELISTED[1:3]), dice.choice(_LANGUAGES)): 3,
    lambda dice: dice.choice(_CLIENT_HINTS): 3,
    lambda dice: dice.choice(_SPECIAL): 5,
    lambda dice: (dice.choice(_FORBIDDEN), dice.choice(("a", "", "GET"))): 3,
    lambda dice: (
        dice.choice(("X-HTTP-Method", "x-http-method-override", "X-Method-Override")),
        dice.choice(_OVERRIDES),
    ): 2,
    lambda dice: (dice.choice(_NAMES), "1"): 3,
    lambda dice: (dice.choice(_BAD_NAMES), "1"): 1,
}


def odd_header(dice: Random, asked: JSON) -> None:
    """A header whose name or value stands at the edge of some rule."""
    kind = dice.choices(list(_KINDS), list(_KINDS.values()))[0]
    name, value = kind(dice)
    headers = [pair for pair in asked.get("headers", []) if pair[0].lower() != name.lower()]
    asked["headers"] = [*headers, [name, value]]


def repeated_header(dice: Random, asked: JSON) -> None:
    """A header that is there already, once more, perhaps in another spelling."""
    headers = asked.setdefault("headers", [])
    if not headers or dice.random() < 0.4:
        headers.append(
            list(
                dice.choice(
                    (
                        ("Accept", "a" * dice.choice((63, 64, 128))),
                        ("Content-Type", "text/plain"),
                        ("Range", "bytes=0-1"),
                        ("Accept-Language", "en"),
                        ("X-A", "1"),
                    )
                )
            )
        )
    name, value = dice.choice(headers)
    name = dice.choice((name, name.lower(), name.upper()))
    headers.insert(dice.randrange(len(headers) + 1), [name, dice.choice((value, "", "en", "1"))])


def large_sum(dice: Random, asked: JSON) -> None:
    """Safelisted values of 1024 bytes in sum, or one more, or many more."""
    name = dice.choice(("Accept", "accept", "Accept-Language", "Content-Language"))
    sizes = [128] * 8 + dice.choice(([], [1], [128], [0]))
    if dice.random() < 0.2:
        sizes = [16] * dice.choice((64, 65))
    asked["headers"] = [[name, "a" * size] for size in sizes]
    asked.pop("body", None)
