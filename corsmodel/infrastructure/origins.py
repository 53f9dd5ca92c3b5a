"""Origins (https://html.spec.whatwg.org/#origin)."""

from typing import ClassVar, Final

import attrs

from corsmodel.values import Value

#: https://url.spec.whatwg.org/#special-scheme, those whose URLs have a tuple origin (all but
#: ``file``), with their default ports.
DEFAULT_PORTS: Final = {"http": 80, "https": 443, "ws": 80, "wss": 443, "ftp": 21}


def _serialize_origin(origin: "TupleOrigin") -> str:
    port = "" if origin.port is None else f":{origin.port}"
    return f"{origin.scheme}://{origin.host}{port}"


@attrs.frozen(eq=False, repr=False)
class TupleOrigin(Value):
    """An origin of scheme, host and port (https://html.spec.whatwg.org/#concept-origin-tuple).

    The tuple's domain is left out: only ``document.domain`` sets it, and Fetch never reads it.
    """

    scheme: str
    #: The serialized host; an IPv6 address has its brackets.
    host: str
    #: ``None`` is the scheme's default port.
    port: int | None = None
    #: https://html.spec.whatwg.org/#ascii-serialisation-of-an-origin
    serialized: str = attrs.field(
        init=False,
        eq=False,
        repr=False,
        default=attrs.Factory(_serialize_origin, takes_self=True),
    )
    #: The same as bytes, to compare with header values.
    serialized_bytes: bytes = attrs.field(
        init=False,
        eq=False,
        repr=False,
        default=attrs.Factory(lambda self: self.serialized.encode(), takes_self=True),
    )


@attrs.frozen(eq=False, repr=False)
class OpaqueOrigin(Value):
    """An origin that is only itself (https://html.spec.whatwg.org/#concept-origin-opaque).

    The standard tells opaque origins apart by identity. Values have none, so a name stands for it:
    a page's opaque origin is named, and is same origin with itself. That of a URL has the empty
    name: each parse of ``data:,x`` makes a new one, which is never same origin with any.
    """

    name: str = ""

    serialized: ClassVar[str] = "null"
    serialized_bytes: ClassVar[bytes] = b"null"


Origin = TupleOrigin | OpaqueOrigin


def same_origin(a: Origin, b: Origin) -> bool:
    """Tell whether two origins are same origin (https://html.spec.whatwg.org/#same-origin).

    A nameless opaque origin is same origin with nothing, not even with an equal value.
    """
    if isinstance(a, TupleOrigin):
        # A tuple and what it is serialized to determine each other.
        return a is b or (isinstance(b, TupleOrigin) and a.serialized == b.serialized)
    return a == b and a.name != ""


def is_potentially_trustworthy_origin(origin: Origin) -> bool:
    """Tell whether an origin is potentially trustworthy: by its scheme, or as this machine's own.

    https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy
    Not modelled: origins that a browser or its user trusts for other reasons, as extensions.
    """
    if isinstance(origin, OpaqueOrigin):
        return False
    if origin.scheme in {"https", "wss"}:
        return True
    # Loopback addresses. A domain cannot end in a number, if the scheme is special.
    if origin.host == "[::1]":
        return True
    if origin.host.startswith("127."):
        return origin.scheme in DEFAULT_PORTS and origin.host.rpartition(".")[2].isdigit()
    # Names that browsers themselves resolve to such an address, with the root's dot or without.
    return f".{origin.host.removesuffix('.')}".endswith(".localhost")
