"""Sites: origins that belong together (https://html.spec.whatwg.org/#sites).

The list of public suffixes is large, so it is loaded when two different domains are compared for
the first time, and never for a comparison that does not need it.
"""

from functools import cache, lru_cache
from typing import Any

from corsmodel.infrastructure.urls import OpaqueOrigin, Origin, same_origin


@cache
def _public_suffixes() -> Any:
    from publicsuffixlist import PublicSuffixList  # noqa: PLC0415 - see the module's docstring

    return PublicSuffixList()


def _is_address(host: str) -> bool:
    return host.startswith("[") or host.replace(".", "").isdigit()


@lru_cache(maxsize=4096)
def registrable_domain(host: str) -> str | None:
    """Return the registrable domain of *host*; ``None`` for an address or a public suffix.

    https://url.spec.whatwg.org/#host-registrable-domain
    """
    if _is_address(host) or "." not in host.rstrip("."):
        return None
    # A dot at the end belongs to the domain; the list knows none.
    dot = "." if host.endswith(".") else ""
    domain: str | None = _public_suffixes().privatesuffix(host.rstrip("."))
    return None if domain is None else domain + dot


def schemelessly_same_site(a: Origin, b: Origin) -> bool:
    """Tell whether two origins have the same registrable domain, or the same host.

    https://html.spec.whatwg.org/#schemelessly-same-site
    """
    if isinstance(a, OpaqueOrigin) or isinstance(b, OpaqueOrigin):
        return same_origin(a, b)
    if a.host == b.host:
        return True
    domain = registrable_domain(a.host)
    return domain is not None and domain == registrable_domain(b.host)


def same_site(a: Origin, b: Origin) -> bool:
    """Tell whether two origins are the same site: schemelessly, and by scheme.

    https://html.spec.whatwg.org/#same-site
    """
    if isinstance(a, OpaqueOrigin) or isinstance(b, OpaqueOrigin):
        return same_origin(a, b)
    return a.scheme == b.scheme and schemelessly_same_site(a, b)


@lru_cache(maxsize=4096)
def partition_site(origin: Origin) -> str:
    """Serialize the site of *origin*, as a network partition key holds it.

    https://html.spec.whatwg.org/#obtain-a-site
    """
    if isinstance(origin, OpaqueOrigin):
        return "null"
    return f"{origin.scheme}://{registrable_domain(origin.host) or origin.host}"
