"""URLs (https://url.spec.whatwg.org/).

Most URLs that a model of CORS meets are plain: ``https://api.example/items?page=2``. One regular
expression takes those apart, and a memo of authorities gives them their origin. Everything that
is not plain goes to a complete parser, another library. The tests hold the three to one another.
"""

import functools
import re
from typing import Final, Literal

import attrs

from corsmodel.infrastructure.complete_parsers import complete_parser, scalar_values
from corsmodel.infrastructure.origins import (
    DEFAULT_PORTS,
    OpaqueOrigin,
    Origin,
    TupleOrigin,
    is_potentially_trustworthy_origin,
)
from corsmodel.values import Value

_MAX_PORT: Final = 0xFFFF
#: https://fetch.spec.whatwg.org/#local-scheme
_LOCAL_SCHEMES: Final = frozenset({"about", "blob", "data"})
#: The schemes whose origins every browser serializes as null.
_OPAQUE_ORIGIN_SCHEMES: Final = _LOCAL_SCHEMES | {"file", "javascript"}

_NEW_OPAQUE_ORIGIN: Final = OpaqueOrigin()


@attrs.frozen(eq=False, repr=False)
class URL(Value):
    """A URL record (https://url.spec.whatwg.org/#concept-url); made by :func:`parse_url`.

    Everything follows from the serialization, which alone is compared.
    """

    #: The URL serializer's output, with the fragment.
    href: str
    scheme: str = attrs.field(eq=False, repr=False)
    #: The serialized host; ``None`` where the URL has none, ``""`` where it is the empty host.
    host: str | None = attrs.field(eq=False, repr=False)
    #: ``None`` is the scheme's default port.
    port: int | None = attrs.field(eq=False, repr=False)
    #: ``None`` where there is no ``#``; ``""`` where nothing follows it.
    fragment: str | None = attrs.field(eq=False, repr=False)
    username: str = attrs.field(eq=False, repr=False)
    password: str = attrs.field(eq=False, repr=False)
    #: https://url.spec.whatwg.org/#concept-url-origin
    origin: Origin = attrs.field(eq=False, repr=False)

    @property
    def without_fragment(self) -> str:
        """The URL serializer's output with *exclude fragment* set."""
        if self.fragment is None:
            return self.href
        return self.href[: -len(self.fragment) - 1]

    @property
    def path(self) -> str:
        """The URL path serializer's output (https://url.spec.whatwg.org/#url-path-serializer)."""
        rest = self.without_fragment[len(self.scheme) + 1 :].partition("?")[0]
        if rest.startswith("//"):
            slash = rest.find("/", 2)
            return "" if slash == -1 else rest[slash:]
        # Without a host, a path that starts with two slashes is serialized after "/.".
        return rest[2:] if rest.startswith("/.//") else rest

    @property
    def includes_credentials(self) -> bool:
        """Whether it has a user name or a password.

        https://url.spec.whatwg.org/#include-credentials
        """
        return self.username != "" or self.password != ""

    @property
    def is_http_s(self) -> bool:
        """Whether its scheme is an HTTP(S) scheme (https://fetch.spec.whatwg.org/#http-scheme)."""
        return self.scheme in {"https", "http"}

    @property
    def is_local(self) -> bool:
        """Whether its scheme is a local scheme (https://fetch.spec.whatwg.org/#local-scheme)."""
        return self.scheme in _LOCAL_SCHEMES

    def with_fragment(self, fragment: str | None) -> "URL":
        """Return the URL with another URL's fragment, or with none (``None``)."""
        suffix = "" if fragment is None else f"#{fragment}"
        return attrs.evolve(self, href=self.without_fragment + suffix, fragment=fragment)

    def with_scheme(self, scheme: Literal["http", "https"]) -> "URL":
        """Return an HTTP(S) URL with the other of the two schemes; any other URL stays as it is.

        The port stays, unless it is the new scheme's default port, which is dropped.
        https://url.spec.whatwg.org/#dom-url-protocol
        """
        if not self.is_http_s:
            return self
        # A second parse, so that the port is judged; it cannot fail.
        return parse_url(scheme + self.href[len(self.scheme) :]) or self

    def with_encoded_bars(self) -> "URL":
        """Return an HTTP(S) URL with each ``|`` of its path percent-encoded, as an engine does."""
        if "|" not in self.href or not self.is_http_s:
            return self
        path_and_before = self.href.partition("#")[0].partition("?")[0]
        behind = self.href[len(path_and_before) :]
        return attrs.evolve(self, href=path_and_before.replace("|", "%7C") + behind)

    def with_credentials(self, username: str, password: str) -> "URL":
        """Return the URL with user name and password set, percent-encoded where that is needed.

        A URL that cannot have them (no host, an empty host, ``file:``) stays as it is.
        https://url.spec.whatwg.org/#set-the-username
        """
        if not self.host or self.scheme == "file":
            return self
        username, password = _percent_encode(username), _percent_encode(password)
        userinfo = f"{username}:{password}@" if password else f"{username}@" if username else ""
        start = len(self.scheme) + len("://")
        rest = self.href[start:]
        if self.includes_credentials:
            rest = rest.partition("@")[2]
        href = f"{self.href[:start]}{userinfo}{rest}"
        return attrs.evolve(self, href=href, username=username, password=password)


#: https://url.spec.whatwg.org/#userinfo-percent-encode-set, turned round.
_USERINFO_KEPT: Final = frozenset(
    b"!$%&'()*+,-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~"
)


def _percent_encode(text: str) -> str:
    octets = scalar_values(text).encode()
    return "".join([chr(o) if o in _USERINFO_KEPT else f"%{o:02X}" for o in octets])


# A URL whose serialization is what was written (a missing path apart). The sets are some of the
# code points that no percent-encode set of that part names; a path lacks "%" as well, since "%2e"
# is a dot there. No set has the character that starts the next part, so each has one way to match.
_PLAIN_URL: Final = re.compile(
    r"((https?)://[a-z0-9.-]{1,240}(?::[1-9][0-9]{0,4})?)"
    r"(/[A-Za-z0-9/._~!$&'()*+,;=:@-]*)?"
    r"(\?[A-Za-z0-9/._~!$&()*+,;=:@%?-]*)?"
    r"(?:#([A-Za-z0-9/._~!$&'()*+,;=:@%?-]*))?"
)


@functools.lru_cache(maxsize=4096)
def _plain_origin(prefix: str) -> TupleOrigin | None:
    """Return the origin that ``scheme://host[:port]`` stands for; ``None`` where it is not plain.

    Plain hosts have labels that are not empty and not Punycode, and a last one that starts with a
    letter, since the host is an IPv4 address when that is a number. A default port is not plain:
    it is serialized as none.
    """
    scheme, _, authority = prefix.partition("://")
    host, _, port_text = authority.partition(":")
    labels = host.split(".")
    if "" in labels or "xn--" in host or not labels[-1][0].isalpha():
        return None
    port = int(port_text) if port_text else None
    if port is not None and (port > _MAX_PORT or port == DEFAULT_PORTS[scheme]):
        return None
    return TupleOrigin(scheme, host, port)


def parse_plain_url(text: str) -> URL | None:
    """Parse a plain URL, which no base changes; ``None`` for text that needs a complete parser."""
    match = _PLAIN_URL.fullmatch(text)
    if match is None:
        return None
    prefix, scheme, path, _, fragment = match.groups()
    origin = _plain_origin(prefix)
    if origin is None or (path is not None and "/." in path):
        return None
    href = text if path is not None else f"{prefix}/{text[len(prefix) :]}"
    return URL(href, scheme, origin.host, origin.port, fragment, "", "", origin)


def parse_url(text: str, base: URL | None = None) -> URL | None:
    """Parse *text*, relative to *base* if given; ``None`` is failure.

    https://url.spec.whatwg.org/#concept-url-parser
    """
    plain = parse_plain_url(text)
    if plain is None and base is not None and text[:1] == "/" and text[1:2] != "/":
        # From the root of the base: if that is plain, it is the same as absolute.
        plain = parse_plain_url(_root(base) + text)
    if plain is not None:
        return plain
    serialized = complete_parser()(scalar_values(text), None if base is None else base.href)
    return None if serialized is None else _take_apart(serialized)


def _root(base: URL) -> str:
    return base.origin.serialized if base.is_http_s and not base.includes_credentials else ""


_AUTHORITY_END: Final = re.compile("[/?]")


def _take_apart(href: str) -> URL:
    """Make a URL of its serialization, in which every delimiter has one meaning."""
    scheme, _, rest = href.partition(":")
    rest, number_sign, fragment = rest.partition("#")
    host: str | None = None
    username = password = ""
    port: int | None = None
    if rest.startswith("//"):
        authority = _AUTHORITY_END.split(rest[2:], maxsplit=1)[0]
        userinfo, _, host_and_port = authority.rpartition("@")
        username, _, password = userinfo.partition(":")
        host, _, port_text = host_and_port.partition("]:" if "]" in host_and_port else ":")
        if host_and_port.startswith("[") and port_text:
            host += "]"
        port = int(port_text) if port_text else None
    origin = _origin(scheme, host, port, rest)
    return URL(
        href, scheme, host, port, fragment if number_sign else None, username, password, origin
    )


def _origin(scheme: str, host: str | None, port: int | None, rest: str) -> Origin:
    """Return a URL's origin (https://url.spec.whatwg.org/#concept-url-origin)."""
    if scheme in DEFAULT_PORTS and host is not None:
        return TupleOrigin(scheme, host, port)
    if scheme == "blob":
        # Blob URL entries are not modelled; without one, the origin is that of the URL inside.
        # That of a file: URL would be opaque as well.
        inside = complete_parser()(rest.partition("?")[0], None)
        if inside is not None and inside.startswith(("http:", "https:")):
            return _take_apart(inside).origin
    return _NEW_OPAQUE_ORIGIN


def parse_origin(text: str) -> Origin | None:
    """Read a page's origin as people write it; ``None`` for what is not an origin.

    ``null`` is a page's opaque origin. All else is a URL that says no more than an origin: no
    user, path, query or fragment. Beyond the schemes whose URLs have a tuple origin by the
    standard, a scheme of the browser's own is read as browsers serialize its origins
    (``chrome-extension://abc``), although the standard makes such a URL's origin opaque.
    """
    if text == "null":
        return OpaqueOrigin("client")
    # Nearly all origins are plain, and then an origin is all that the text says.
    plain = _PLAIN_URL.fullmatch(text)
    if plain is not None and plain[1] == text and (origin := _plain_origin(text)) is not None:
        return origin
    url = parse_url(text)
    if url is None or not url.host or url.scheme in _OPAQUE_ORIGIN_SCHEMES:
        return None
    if "@" in text or "?" in url.href or url.fragment is not None or url.path not in {"", "/"}:
        return None
    return TupleOrigin(url.scheme, url.host, url.port)


def is_potentially_trustworthy(url: URL) -> bool:
    """Tell whether a URL is potentially trustworthy: what it gives came over a safe way.

    https://w3c.github.io/webappsec-secure-contexts/#is-url-trustworthy
    """
    # What a page makes itself, and files, whose opaque origin no longer says that they are files.
    if url.scheme in {"data", "file"}:
        return True
    if url.scheme == "about" and url.path in {"blank", "srcdoc"}:
        return True
    # All others by their origin.
    return is_potentially_trustworthy_origin(url.origin)
