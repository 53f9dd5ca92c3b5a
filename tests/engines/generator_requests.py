"""Requests for the generator: plausible ones, and what can be odd about one."""

from collections.abc import Callable, Mapping
from random import Random
from typing import TypeVar

from tests.engines.playable import JSON, OPAQUE_PAGE, ORIGINS, PAGE_REFERRER_POLICIES, Playable

T = TypeVar("T")

#: Changes a request of the client.
RequestOddity = Callable[[Random, JSON], None]

SAME_ORIGIN: tuple[str, ...] = ("shop.example",)
SAME_SITE: tuple[str, ...] = ("www.shop.example", "api.shop.example", "shop.example:8443")
CROSS_SITE: tuple[str, ...] = ("api.example", "api.example", "other.example", "api.example:8443")
_PATHS = ("items/7", "items", "", "a/b.json", "x?page=2", "v1/orders;v=1?q=a%20b")

_METHODS = {
    "GET": 52, "POST": 22, "PUT": 8, "DELETE": 6, "PATCH": 4, "HEAD": 5, "OPTIONS": 3, "put": 1,
    "patch": 1,
}  # fmt: skip
_UNSAFE_METHODS = {"PUT": 5, "DELETE": 4, "PATCH": 3, "QUERY": 1, "OPTIONS": 1}
_ODD_METHODS = (
    "get", "gEt", "head", "Head", "post", "Post", "put", "Put", "delete", "options", "patch",
    "Patch", "QUERY", "query", "SEARCH", "M-SEARCH", "PROPFIND", "*", "!#$%&'*+-.^_`|~", "foo",
    "PUTT", "GET2", "x", "CONNECT", "connect", "TRACE", "Trace", "TRACK", "track", "", " GET",
    "PUT ", "A B", "GET,PUT", "PUT\n", "G\xc9T", "(", "P\x00T",
)  # fmt: skip
_HEADERS = {
    ("Content-Type", "application/json"): 12,
    ("Content-Type", "text/plain"): 5,
    ("Content-Type", "application/x-www-form-urlencoded"): 3,
    ("Accept", "application/json"): 8,
    ("Accept-Language", "de, en;q=0.5"): 3,
    ("Content-Language", "de"): 2,
    ("Range", "bytes=0-99"): 3,
    ("Authorization", "Bearer abc"): 9,
    ("X-Requested-With", "XMLHttpRequest"): 6,
    ("X-A", "1"): 8,
    ("x-b", "2"): 4,
    ("X-Trace-Id", "4bf92f35"): 3,
    ("If-None-Match", '"v1"'): 1,
    ("Cache-Control", "no-cache"): 2,
    ("Pragma", "no-cache"): 1,
}
_UNSAFE_HEADERS = (
    ("X-A", "1"), ("Content-Type", "application/json"), ("Authorization", "Bearer abc"),
    ("X-Requested-With", "XMLHttpRequest"),
)  # fmt: skip
_BODIES = {"text": 6, "blob": 3, "urlsearchparams": 2, "formdata": 2, "arraybuffer": 2}
_BLOB_TYPES = (
    None, "", "text/plain", "application/json", "Text/Plain", "TEXT/PLAIN;CHARSET=UTF-8",
    "multipart/form-data", "text/plain;a=@", "text/plain, application/json", "x", 'a/b;c="d',
    "text/pl\xe4in", "te\txt/plain", " text/plain ", "text/plain;x=" + "a" * 120,
)  # fmt: skip
_CHARSETS = (
    "text/plain;charset=iso-8859-1", "text/plain;charset=utf-8", "text/plain; charset=UTF8",
    "TEXT/Plain;CHARSET=latin1;x=y", 'text/plain;charset="latin1";x="a b"', "text/plain;charset=",
    'text/plain;x="a\\"b\\c";charset=x', 'text/plain;charset="utf-8', "text/plain;a;charset=x;=y",
    "application/json;charset=x", "charset=x", "text/plain", "text/plain;charset=x;charset=utf-8",
    'text/plain;x="a"b;charset=x', "text/plain;charset=\xe4", 'text/plain;charset="a\\',
)  # fmt: skip
_MODES = {"cors": 82, "no-cors": 9, "same-origin": 8, "navigate": 1}
_CREDENTIALS = {"same-origin": 55, "include": 35, "omit": 10}
_CACHE_MODES = {
    "default": 90, "no-store": 3, "reload": 3, "no-cache": 3, "force-cache": 2,
}  # fmt: skip
_REDIRECT_MODES = {"follow": 90, "manual": 5, "error": 5}
_REFERRER_POLICIES = {
    "": 88, "no-referrer": 3, "no-referrer-when-downgrade": 1, "same-origin": 2, "origin": 1,
    "strict-origin": 1, "origin-when-cross-origin": 1, "strict-origin-when-cross-origin": 1,
    "unsafe-url": 2,
}  # fmt: skip
_REFERRERS = (
    "", "about:client", "/page", "https://shop.example/a?b#c", "https://other.example/",
    "http://[",
)  # fmt: skip


def pick(dice: Random, weights: Mapping[T, int]) -> T:
    """Draw a key with the chance that its weight has."""
    return dice.choices(list(weights), list(weights.values()))[0]


def client(dice: Random, playable: Playable) -> JSON:
    """Draw a page."""
    origin = dice.choices(ORIGINS, (75, 13, 12))[0]
    page: JSON = {"origin": origin}
    if origin == "null":
        page["url"] = OPAQUE_PAGE
    if dice.random() < 0.15:
        page["referrer_policy"] = dice.choice(PAGE_REFERRER_POLICIES[1:])
    if playable.embedder_policies and dice.random() < 0.2:
        page["embedder_policy"] = dice.choice(["credentialless", "require-corp"])
    if playable.blob_urls:
        entry = {"url": "blob:https://shop.example/1", "type": "text/plain", "size": 10}
        page["blob_urls"] = [entry]
    return page


def url(dice: Random, page: JSON, hosts: tuple[str, ...], path: str | None = None) -> str:
    """Draw a URL that the page may ask for: a page from https asks https."""
    scheme = "https"
    if page["origin"].startswith("http:"):
        scheme = dice.choice(["http", "https"])
    host = dice.choice(hosts)
    if scheme == "http" and host == "shop.example:8443":
        host = "shop.example:8080"
    return f"{scheme}://{host}/{dice.choice(_PATHS) if path is None else path}"


def hosts(dice: Random) -> tuple[str, ...]:
    """Draw how a URL is related to the page."""
    return dice.choices((CROSS_SITE, SAME_SITE, SAME_ORIGIN), (65, 22, 13))[0]


def request(dice: Random, page: JSON, wants: frozenset[str], playable: Playable) -> JSON:
    """Draw a plausible request.

    *wants* says what an oddity needs so as to matter: ``preflight``, ``include`` (credentials),
    ``exclude`` (them), ``no-cors``, ``fetch`` (not XMLHttpRequest), ``cross-origin``, ``unsafe``
    (a header that is not safelisted).
    """
    where = hosts(dice)
    if wants & {"preflight", "include", "exclude", "no-cors", "cross-origin", "unsafe"}:
        where = dice.choices((CROSS_SITE, SAME_SITE), (3, 1))[0]
    asked: JSON = {"url": url(dice, page, where)}
    if playable.elements and not wants and dice.random() < 0.25:
        return _element(dice, asked)
    xhr = not wants & {"no-cors", "fetch"} and dice.random() < 0.25
    if xhr:
        asked["api"] = "xhr"
    else:
        _options(dice, asked, wants)
    no_cors = asked.get("mode") == "no-cors"
    methods = _UNSAFE_METHODS if "preflight" in wants and dice.random() < 0.6 else _METHODS
    if no_cors:
        methods = {"GET": 6, "POST": 4, "HEAD": 1}
    _set(asked, "method", pick(dice, methods), "GET")
    drawn = [pick(dice, _HEADERS) for _ in range(pick(dice, {0: 52, 1: 33, 2: 12, 3: 3}))]
    headers = [[name, value] for name, value in drawn]
    unsafe = "unsafe" in wants or ("preflight" in wants and methods is _METHODS)
    if unsafe and not no_cors:
        headers.append(list(dice.choice(_UNSAFE_HEADERS)))
    if headers:
        asked["headers"] = headers
    credentials = pick(dice, _CREDENTIALS)
    if "include" in wants or "exclude" in wants:
        credentials = "include" if "include" in wants else "same-origin"
    if xhr and credentials == "omit":
        credentials = "same-origin"
    _set(asked, "credentials", credentials, "same-origin")
    if asked.get("method", "GET").upper() not in {"GET", "HEAD"} and dice.random() < 0.6:
        asked["body"] = {"kind": pick(dice, _BODIES)}
        if asked["body"]["kind"] == "blob":
            asked["body"]["type"] = dice.choice(_BLOB_TYPES[:4])
        if playable.streams and not xhr and dice.random() < 0.2:
            asked["body"] = {"kind": "stream"}
            asked["duplex"] = "half"
    if xhr and dice.random() < 0.1:
        asked["upload_listeners"] = True
    return asked


def _options(dice: Random, asked: JSON, wants: frozenset[str]) -> None:
    mode = pick(dice, _MODES)
    if "no-cors" in wants:
        mode = "no-cors"
    elif wants:
        mode = "cors"
    if mode == "same-origin" and dice.random() < 0.7:
        asked["url"] = f"/{dice.choice(_PATHS)}"
    cache = pick(dice, _CACHE_MODES)
    redirect = "follow" if mode == "no-cors" or wants else pick(dice, _REDIRECT_MODES)
    if mode == "no-cors" and dice.random() < 0.03:
        redirect = "manual"
    _set(asked, "mode", mode, "cors")
    _set(asked, "cache", cache, "default")
    _set(asked, "redirect", redirect, "follow")
    _set(asked, "referrer_policy", pick(dice, _REFERRER_POLICIES), "")
    if dice.random() < 0.03:
        asked["keepalive"] = True


def _set(record: JSON, key: str, value: object, default: object) -> None:
    if value != default:
        record[key] = value


def _element(dice: Random, asked: JSON) -> JSON:
    asked["api"] = dice.choice(["img", "script", "module", "stylesheet", "font"])
    crossorigin = dice.choice([None, "anonymous", "use-credentials"])
    if crossorigin is not None:
        asked["crossorigin"] = crossorigin
    if dice.random() < 0.1:
        asked["url"] = asked["url"].replace("https:", "http:")
    return asked


def odd_method(dice: Random, asked: JSON) -> None:
    """Another spelling of a method, a method that nobody has, or none at all."""
    asked["method"] = dice.choice(_ODD_METHODS)
    if asked["method"].upper() in {"GET", "HEAD"} and dice.random() < 0.8:
        asked.pop("body", None)


def odd_body(dice: Random, asked: JSON) -> None:
    """A blob's odd type, a body where none may be, a body that is too large to outlive a page."""
    kind = pick(dice, {"type": 5, "method": 3, "length": 1})
    if asked.get("api") == "xhr" and dice.random() < 0.5:
        _charset(dice, asked)
        return
    if kind == "type":
        asked["body"] = {"kind": "blob", "type": dice.choice(_BLOB_TYPES)}
        asked["headers"] = [
            pair for pair in asked.get("headers", []) if pair[0].lower() != "content-type"
        ]
    else:
        asked["body"] = {"kind": pick(dice, _BODIES)}
    if kind == "method":
        asked["method"] = dice.choice(["GET", "HEAD", "OPTIONS", "DELETE"])
        return
    if asked.get("method", "GET").upper() in {"GET", "HEAD"}:
        asked["method"] = "POST"
    if kind == "length" and asked.get("api") != "xhr":
        asked["body"] = {"kind": dice.choice(["text", "arraybuffer"]), "length": 70000}
        asked["keepalive"] = True


def _charset(dice: Random, asked: JSON) -> None:
    """XMLHttpRequest corrects the charset that a script names for text."""
    asked["method"] = dice.choice(("POST", "PUT"))
    asked["body"] = {"kind": dice.choice(("text", "text", "urlsearchparams", "blob"))}
    asked["headers"] = [["Content-Type", dice.choice(_CHARSETS)]]


def odd_option(dice: Random, asked: JSON) -> None:
    """An option that plausible requests rarely have; upload listeners for XMLHttpRequest."""
    if asked.get("api") == "xhr":
        asked["upload_listeners"] = True
        return
    key = dice.choice(["cache", "redirect", "referrer", "duplex", "referrer_policy", "mode"])
    words = {
        "cache": [*_CACHE_MODES, "only-if-cached"],
        "redirect": list(_REDIRECT_MODES),
        "referrer": _REFERRERS,
        "duplex": ["half"],
        "referrer_policy": list(_REFERRER_POLICIES),
        "mode": list(_MODES),
    }[key]
    asked[key] = dice.choice(words)
    if asked[key] == "only-if-cached" and dice.random() < 0.5:
        asked["mode"] = "same-origin"
