"""Origins that only look like a page's own, as lax comparisons take them for it."""

from collections.abc import Iterator

from corsmodel.infrastructure.sites import registrable_domain
from corsmodel.infrastructure.urls import (
    Origin,
    TupleOrigin,
    is_potentially_trustworthy_origin,
    parse_origin,
)

#: Origins of nobody that the server knows. Of two at once it is not likely to know one.
FOREIGN = ("https://evil.example", "https://attacker.test")


def near_misses(origin: Origin) -> Iterator[str]:
    """Give origins that anybody can have and that a beginning, an end or a pattern matches."""
    if not isinstance(origin, TupleOrigin) or origin.host.startswith("["):
        return
    host, dot = origin.host, "." in origin.host
    numeric = host.rpartition(".")[2].isdigit()
    # The end is not looked at, or only up to the end of a word.
    names = [f"{host}.evil.example", f"{host}_.evil.example", f"{host}`.evil.example"]
    if not numeric:
        names.append(f"{host}-evil.example")
    if dot and not numeric:
        # The beginning is not looked at.
        names.append(f"evil{host}")
        # A dot stands for any character. Nobody can have the name without the last dot.
        first, *rest = host.split(".")
        if len(rest) > 1:
            names.append(f"{first}x{'.'.join(rest)}")
        # A wildcard stands for whoever has a name under a public suffix.
        parent = host.partition(".")[2]
        if registrable_domain(parent) is None:
            names.append(f"evil.{parent}")
    yield from _origins(names, origin)


def subdomains(origin: Origin) -> Iterator[str]:
    """Give a subdomain that nobody has named."""
    if isinstance(origin, TupleOrigin) and "." in origin.host and origin.host[-1].isalpha():
        yield from _origins([f"evil.{origin.host}"], origin)


def other_ports(origin: Origin) -> Iterator[str]:
    """Give another port of the same host."""
    if isinstance(origin, TupleOrigin):
        port = 8443 if origin.port != 8443 else 8444
        yield f"{origin.scheme}://{origin.host}:{port}"


def insecure(origin: Origin, server: Origin) -> Iterator[str]:
    """Give the http origins of the page's host and of the server's, where that one has https."""
    if not isinstance(server, TupleOrigin) or server.scheme != "https":
        return
    for one in (origin, server):
        if isinstance(one, TupleOrigin):
            port = one.port if one.scheme == "http" else None
            http = TupleOrigin("http", one.host, port)
            # What comes from this machine nobody on the way writes.
            if not is_potentially_trustworthy_origin(http):
                yield http.serialized


def _origins(hosts: list[str], like: TupleOrigin) -> Iterator[str]:
    port = "" if like.port is None else f":{like.port}"
    for host in hosts:
        text = f"{like.scheme}://{host}{port}"
        origin = parse_origin(text)
        # Only what a browser sends: other characters are no part of a host.
        if origin is not None and origin.serialized == text:
            yield text
