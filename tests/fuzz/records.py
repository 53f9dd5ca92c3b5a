"""Scenarios as JSON, made from bytes: well formed, but for what is odd on purpose."""

from collections.abc import Sequence
from typing import Any

from corsmodel.infrastructure.bodies import CONTENT_TYPES
from corsmodel.infrastructure.clients import EMBEDDER_POLICY_VALUES, REFERRER_POLICIES
from corsmodel.infrastructure.requests import (
    CACHE_MODES,
    CREDENTIALS_MODES,
    REDIRECT_MODES,
    REQUEST_MODES,
)
from corsmodel.infrastructure.script_requests import APIS
from corsmodel.profiles import PROFILES
from tests import strategies
from tests.fuzz.reader import Reader

JSON = Any

NAMES = [
    "Access-Control-Allow-Origin", "Access-Control-Allow-Credentials", "Access-Control-Max-Age",
    "Access-Control-Allow-Methods", "Access-Control-Allow-Headers", "Location", "Content-Type",
    "Access-Control-Expose-Headers", "Cross-Origin-Resource-Policy", "Timing-Allow-Origin",
    "X-Content-Type-Options", "Referrer-Policy", "Set-Cookie", "Vary", *strategies.NAMES,
]  # fmt: skip
VALUES = [
    "*", strategies.PAGE, "true", "null", "GET, PUT", "x-a, content-type", "600", "nosniff",
    "same-origin", "same-site", "cross-origin", "no-referrer", 'text/html;charset="a,b"',
    *strategies.URLS, *strategies.VALUES, *strategies.TOKENS,
]  # fmt: skip
#: What stands where something else belongs.
ODD: list[JSON] = [
    None, True, False, 0, -1, 1.5, 10**30, -(10**30), 1e308, "", "x", "\ud800", "€", "\0", "\r\n",
    [], {}, [[]], [["a"]], [["a", 1]], {"url": {}}, {"network_error": True}, [None], "9" * 5000,
    99, 1000,
]  # fmt: skip
STATUSES = [200, 200, 204, 301, 302, 303, 307, 308, 206, 304, 401, 404, 407, 500, 100, 999]

_LEFT_OUT = dict.fromkeys(b"\0\r\n")


class Records:
    """Makes one scenario; with *odd* some of its values are of a wrong kind."""

    def __init__(self, reader: Reader, *, odd: bool) -> None:
        self._reader = reader
        self._odd = odd

    def scenario(self) -> JSON:
        record = {
            "id": self._value(1),
            "browser": self._word(PROFILES),
            "client": self._value(self._client()),
            "fetches": self._value(self._reader.many(self._fetch, 3)),
        }
        return self._value(record)

    def _value(self, normal: JSON) -> JSON:
        if not self._odd or not self._reader.rarely():
            return normal
        if isinstance(normal, dict) and self._reader.byte() % 2:
            return {**normal, self._reader.text(["origin", "headers"]): self._reader.pick(ODD)}
        return self._reader.pick(ODD)

    def _word(self, known: "Sequence[str] | frozenset[str] | dict[str, Any]") -> JSON:
        return self._value(self._reader.pick(sorted(known)))

    def _client(self) -> JSON:
        record: JSON = {"origin": self._word(strategies.ORIGINS)}
        if self._reader.rarely():
            record["url"] = self._value(self._reader.text([strategies.PAGE + "/page"]))
            record["referrer_policy"] = self._word(REFERRER_POLICIES)
            record["embedder_policy"] = self._word(EMBEDDER_POLICY_VALUES)
            record["top_level_origin"] = self._word(strategies.ORIGINS)
            record["blob_urls"] = self._value([self._blob()])
        return record

    def _blob(self) -> JSON:
        url = self._reader.text(["blob:https://shop.example/1"])
        kind = self._reader.text(["text/plain", ""])
        return {"url": self._value(url), "type": self._value(kind), "size": self._value(9)}

    def _fetch(self) -> JSON:
        hops = [self._hop(), *self._reader.many(self._hop, 3)]
        return {"at": self._value(0), "request": self._request(), "hops": self._value(hops)}

    def _request(self) -> JSON:
        reader = self._reader
        record: JSON = {
            "url": self._value(reader.text(strategies.URLS)),
            "api": self._word(["fetch", "fetch", "xhr", *APIS]),
            "method": self._value(reader.text(strategies.METHODS)),
            "headers": self._headers(),
            "mode": self._word(["cors", "cors", "cors", *REQUEST_MODES]),
            "credentials": self._word(CREDENTIALS_MODES),
            "redirect": self._word(["follow", "follow", *REDIRECT_MODES]),
        }
        if reader.rarely():
            record["cache"] = self._word(CACHE_MODES)
            record["referrer"] = self._value(reader.text(strategies.URLS))
            record["referrer_policy"] = self._word(REFERRER_POLICIES)
            record["duplex"] = self._word(["half"])
            record["keepalive"] = self._value(bool(reader.byte() % 2))
            record["upload_listeners"] = self._value(bool(reader.byte() % 2))
            record["crossorigin"] = self._word(["anonymous", "use-credentials"])
        if reader.rarely():
            kind = self._word(CONTENT_TYPES)
            length = self._value(reader.pick([None, 0, 70000]))
            record["body"] = {
                "kind": kind,
                "type": self._value(reader.text(VALUES)),
                "length": length,
            }
        return self._value(record)

    def _headers(self) -> JSON:
        return self._value(self._reader.many(self._header, 4))

    def _header(self) -> JSON:
        name, value = self._reader.text(NAMES), self._reader.text(VALUES)
        if not self._odd:
            # No message has these in a header; the odd scenarios do.
            value = value.translate(_LEFT_OUT)
            name = name.translate(_LEFT_OUT)
        return self._value([self._value(name), self._value(value)])

    def _hop(self) -> JSON:
        return {"preflight": self._answer(), "response": self._answer()}

    def _answer(self) -> JSON:
        if self._reader.rarely():
            return self._reader.pick([None, {"network_error": True}])
        status = self._value(self._reader.pick(STATUSES))
        return self._value({"status": status, "headers": self._headers()})
