"""Sites: origins that belong to one registrable domain (https://html.spec.whatwg.org/#sites).

The public suffix list is large, so it is loaded when the first answer depends on it. Most do not: a
registrable domain has two labels at least, which settles every host of two labels, and every pair
of hosts that differ in their last two.
"""

import functools
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from corsmodel.infrastructure.origins import OpaqueOrigin, Origin, TupleOrigin, same_origin

#: The schemes whose hosts are domains or addresses; those of other schemes are opaque hosts.
_DOMAIN_SCHEMES: Final = frozenset({"http", "https", "ws", "wss", "ftp"})
_LONGEST_REMEMBERED: Final = 256


class SchemeAndHost(NamedTuple):
    """The site of a tuple origin (https://html.spec.whatwg.org/#scheme-and-host)."""

    scheme: str
    #: The registrable domain, or the whole host where there is none.
    host: str


#: https://html.spec.whatwg.org/#site
Site = OpaqueOrigin | SchemeAndHost


def site(origin: Origin) -> Site:
    """Return the site of an origin (https://html.spec.whatwg.org/#obtain-a-site)."""
    # 1. An opaque origin is its own site.
    if isinstance(origin, OpaqueOrigin):
        return origin
    # 2. 3. The registrable domain; the host, if that is null.
    return SchemeAndHost(origin.scheme, _registrable_domain_or_host(origin))


def serialize_site(origin: Origin) -> str:
    """Return the site of an origin as text (https://html.spec.whatwg.org/#serialize-a-site).

    All opaque origins give ``null``.
    """
    if isinstance(origin, OpaqueOrigin):
        return origin.serialized
    return f"{origin.scheme}://{_registrable_domain_or_host(origin)}"


def partition_site(top_level_origin: Origin) -> str:
    """Return the site in a network partition key, as text.

    It needs the public suffix list for domains of three labels and more only.
    https://fetch.spec.whatwg.org/#network-partition-key
    """
    return serialize_site(top_level_origin)


def same_site(a: Origin, b: Origin) -> bool:
    """Tell whether two origins are same site (https://html.spec.whatwg.org/#same-site)."""
    if isinstance(a, OpaqueOrigin) or isinstance(b, OpaqueOrigin):
        return same_origin(a, b)
    return a.scheme == b.scheme and schemelessly_same_site(a, b)


def schemelessly_same_site(a: Origin, b: Origin) -> bool:
    """Tell whether two origins are schemelessly same site: ``http`` and ``https`` count as one.

    https://html.spec.whatwg.org/#schemelessly-same-site
    """
    # An opaque origin is with itself only.
    if isinstance(a, OpaqueOrigin) or isinstance(b, OpaqueOrigin):
        return same_origin(a, b)
    # The same host, which covers those that have no registrable domain: addresses and suffixes.
    if a.host == b.host:
        return True
    # The same registrable domain, which has two labels at least.
    if not (_last_two(a.host) == _last_two(b.host) and _has_domain(a) and _has_domain(b)):
        return False
    domain = registrable_domain(a.host)
    return domain is not None and domain == registrable_domain(b.host)


def registrable_domain(domain: str) -> str | None:
    """Return a domain's registrable domain; ``None`` where it is a public suffix itself.

    https://url.spec.whatwg.org/#host-registrable-domain
    """
    if len(domain) > _LONGEST_REMEMBERED:
        return _registrable_domain(domain)
    return _remembered_registrable_domain(domain)


if TYPE_CHECKING:

    class _PublicSuffixes(Protocol):
        def privatesuffix(self, domain: str) -> str | None: ...


@functools.cache
def _public_suffixes() -> "_PublicSuffixes":
    from publicsuffixlist import PublicSuffixList  # noqa: PLC0415 - large

    suffixes: _PublicSuffixes = PublicSuffixList()
    return suffixes


def _registrable_domain(domain: str) -> str | None:
    found = _public_suffixes().privatesuffix(domain)
    # The list's algorithm drops the root's dot, which is part of a URL's host.
    return f"{found}." if found is not None and domain.endswith(".") else found


_remembered_registrable_domain = functools.lru_cache(maxsize=1024)(_registrable_domain)


def _has_domain(origin: TupleOrigin) -> bool:
    """Whether a host of two labels or more is a domain: what ends in a number is an IPv4 address.

    An IPv6 address has no dot, and so no labels that two of them have in common.
    """
    last_label = origin.host.rpartition(".")[2]
    return origin.scheme in _DOMAIN_SCHEMES and not last_label.isdigit()


def _last_two(host: str) -> list[str]:
    return host.rsplit(".", 2)[-2:]


def _registrable_domain_or_host(origin: TupleOrigin) -> str:
    host = origin.host
    if host.count(".") < 2 or not _has_domain(origin):
        return host
    return registrable_domain(host) or host
