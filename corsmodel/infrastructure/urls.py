"""URLs and origins (https://fetch.spec.whatwg.org/#url, https://url.spec.whatwg.org/).

Parsing has two ways that give the same result: a strict fast path for plain ``http`` and ``https``
URLs, and for everything else a parser of the URL Standard, behind one seam (:func:`_whatwg`).
"""

import re
from functools import lru_cache
from typing import Any, Final

import attrs

_DEFAULT_PORTS: Final = {"http": 80, "https": 443, "ws": 80, "wss": 443, "ftp": 21}
_LOCAL_SCHEMES: Final = frozenset({"about", "blob", "data"})

#: https://fetch.spec.whatwg.org/#bad-port
BAD_PORTS: Final = frozenset(
    {
        0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95,
        101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179,
        389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601,
        636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566,
        6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
    }
)  # fmt: skip


@attrs.frozen
class TupleOrigin:
    """A tuple origin: scheme, host and port (``None`` for the scheme's default port)."""

    scheme: str
    host: str
    port: int | None = None
    #: https://html.spec.whatwg.org/#ascii-serialisation-of-an-origin
    serialized: str = attrs.field(init=False, eq=False, repr=False)
    serialized_bytes: bytes = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Serialize once; comparisons of origins on the wire are comparisons of these bytes."""
        port = "" if self.port is None else f":{self.port}"
        serialized = f"{self.scheme}://{self.host}{port}"
        object.__setattr__(self, "serialized", serialized)
        object.__setattr__(self, "serialized_bytes", serialized.encode("utf-8", "replace"))


@attrs.frozen
class OpaqueOrigin:
    """An opaque origin. One with a name is same origin with itself, one without with nothing."""

    #: Who has it: ``client`` for a page's; empty for the origin of a URL, new each time.
    name: str = ""

    @property
    def serialized(self) -> str:
        """Always ``null``."""
        return "null"

    @property
    def serialized_bytes(self) -> bytes:
        """Always ``null``."""
        return b"null"


Origin = TupleOrigin | OpaqueOrigin


def same_origin(a: Origin, b: Origin) -> bool:
    """Tell whether two origins are the same (https://html.spec.whatwg.org/#same-origin)."""
    return a == b and (isinstance(a, TupleOrigin) or a.name != "")


@attrs.frozen
class URL:
    """A URL record, as far as fetching looks into it."""

    #: The URL serialized, fragment included.
    href: str
    scheme: str
    #: The host serialized; ``None`` where there is none (``data:``, ``about:``).
    host: str | None
    #: ``None`` for the scheme's default port.
    port: int | None
    #: Null (``None``) and empty are two things: only null takes over a fragment in a redirect.
    fragment: str | None
    username: str
    password: str
    path: str
    origin: Origin

    @property
    def without_fragment(self) -> str:
        """The URL serialized, fragment excluded."""
        return self.href if self.fragment is None else self.href[: -len(self.fragment) - 1]

    @property
    def includes_credentials(self) -> bool:
        """Whether there is a user name or a password in the URL.

        https://url.spec.whatwg.org/#include-credentials
        """
        return self.username != "" or self.password != ""

    @property
    def is_http_s(self) -> bool:
        """Whether the scheme is an HTTP(S) scheme (https://fetch.spec.whatwg.org/#http-scheme)."""
        return self.scheme in {"http", "https"}

    @property
    def is_local(self) -> bool:
        """Whether the scheme is a local scheme (https://fetch.spec.whatwg.org/#is-local)."""
        return self.scheme in _LOCAL_SCHEMES

    def with_fragment(self, fragment: str) -> "URL":
        """Return the URL with another *fragment*, as it stands in another URL."""
        return attrs.evolve(self, href=f"{self.without_fragment}#{fragment}", fragment=fragment)

    def with_scheme(self, scheme: str) -> "URL":
        """Return the URL with another special scheme, its default port becoming the new one's."""
        record = _whatwg(self.href, None)
        record.protocol = scheme
        return _from_record(record)

    def with_credentials(self, username: str, password: str) -> "URL":
        """Return the URL with another user name and password; both may be empty."""
        record = _whatwg(self.href, None)
        record.username = username
        record.password = password
        return _from_record(record)


# One class of characters for each part, so that matching is one pass. The path has no per cent
# sign and no dot behind a slash, hence no dot segments; the host no hyphens in a row (no "xn--")
# and no last label that begins with a digit (no IPv4 address): what matches is serialized as it is.
_PLAIN: Final = re.compile(
    r"(https?)://([a-z0-9.-]{1,253})(?::([1-9][0-9]{0,4}))?"
    r"(/[A-Za-z0-9._~!$&()*+,;=:@/-]*)?(\?[A-Za-z0-9._~!$&()*+,;=:@/?-]*)?"
    r"(?:#([A-Za-z0-9._~!$&()*+,;=:@/?-]*))?\Z"
)


@lru_cache(maxsize=4096)
def _plain_origin(scheme: str, host: str, port: str | None) -> TupleOrigin | None:
    """Return the origin of a plain authority, or ``None`` for one that needs the real parser."""
    labels = host.split(".")
    if labels[-1][:1].isdigit() or not all(
        label[:1].isalnum() and label[-1].isalnum() and "--" not in label for label in labels
    ):
        return None
    number = None if port is None else int(port)
    if number is not None and number > 65535:
        return None
    return TupleOrigin(scheme, host, None if number == _DEFAULT_PORTS[scheme] else number)


def parse_plain_url(text: str) -> URL | None:
    """Parse a plain URL, which no base changes; ``None`` for one that needs the real parser."""
    match = _PLAIN.match(text)
    if match is None:
        return None
    scheme, host, port, path, query, fragment = match.groups()
    if path is None:
        path = "/"
    elif "/." in path:
        return None
    origin = _plain_origin(scheme, host, port)
    if origin is None:
        return None
    href = origin.serialized + path
    if query is not None:
        href += query
    if fragment is not None:
        href = f"{href}#{fragment}"
    return URL(href, scheme, host, origin.port, fragment, "", "", path, origin)


def parse_url(text: str, base: URL | None = None) -> URL | None:
    """Parse *text*, relative to *base* if there is one; ``None`` is failure.

    https://url.spec.whatwg.org/#concept-url-parser
    """
    plain = parse_plain_url(text)
    if plain is not None:
        return plain
    # What is no Unicode text becomes U+FFFD, as on its way from a script.
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    try:
        return _from_record(_whatwg(text, None if base is None else base.href))
    except ValueError:
        return None


def _whatwg(text: str, base: str | None) -> Any:
    """Parse with a parser of the URL Standard; both libraries have the API's ``URL`` class.

    :raises ValueError: on failure.
    """
    try:
        from ada_url import URL as Parser  # noqa: N811, PLC0415 - most URLs never need it
    except ImportError:  # pragma: no cover - where there is no wheel for it (Emscripten)
        from pywhatwgurl import (  # type: ignore[assignment]  # noqa: PLC0415 - the same interface
            URL as Parser,  # noqa: N811
        )
    return Parser(text, base) if base is not None else Parser(text)


def _from_record(record: Any) -> URL:
    href = record.href
    scheme = record.protocol[:-1]
    hash_at = href.find("#")
    port = record.port
    number = int(port) if port else None
    origin: Origin = OpaqueOrigin()
    if scheme in _DEFAULT_PORTS:
        origin = TupleOrigin(scheme, record.hostname, number)
    elif scheme == "blob":
        inner = parse_url(record.pathname)
        if inner is not None and inner.is_http_s:
            origin = inner.origin
    return URL(
        href,
        scheme,
        record.hostname or None,
        number,
        href[hash_at + 1 :] if hash_at >= 0 else None,
        record.username,
        record.password,
        record.pathname,
        origin,
    )


def parse_origin(text: str) -> Origin | None:
    """Read an origin as people write it; ``None`` if it is not one.

    ``null`` is an opaque origin, the page's own. A slash at the end is allowed; a path, a query, a
    fragment or a user name is not. Schemes of other kinds (``chrome-extension``) give the tuple
    that browsers serialize for them.
    """
    if text == "null":
        return OpaqueOrigin("client")
    url = parse_url(text)
    if url is None or url.includes_credentials or url.path not in {"", "/"} or not url.host:
        return None
    if isinstance(url.origin, TupleOrigin):
        # A query or a fragment makes it longer than its origin.
        return url.origin if url.href == url.origin.serialized + "/" else None
    if url.scheme == "file":
        return None
    origin = TupleOrigin(url.scheme, url.host, url.port)
    return origin if url.href.rstrip("/") == origin.serialized else None


def is_potentially_trustworthy(url: URL) -> bool:
    """Tell whether *url* is potentially trustworthy.

    https://w3c.github.io/webappsec-secure-contexts/#is-url-trustworthy
    """
    if url.scheme == "data" or (url.scheme == "about" and url.path in {"blank", "srcdoc"}):
        return True
    return is_potentially_trustworthy_origin(url.origin)


def is_potentially_trustworthy_origin(origin: Origin) -> bool:
    """Tell whether *origin* is potentially trustworthy: by its scheme, or on this very machine.

    https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy
    """
    if isinstance(origin, OpaqueOrigin):
        return False
    host = origin.host
    return (
        origin.scheme in {"https", "wss"}
        or host in {"localhost", "localhost.", "[::1]"}
        or host.endswith((".localhost", ".localhost."))
        or (host.startswith("127.") and host.replace(".", "").isdigit())
    )


def is_bad_port(url: URL) -> bool:
    """Tell whether fetching *url* should be blocked due to a bad port.

    https://fetch.spec.whatwg.org/#block-bad-port
    """
    # 1. 2. HTTP on a port of another protocol. 3. Everything else is allowed.
    return url.port in BAD_PORTS and url.is_http_s
