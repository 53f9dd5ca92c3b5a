"""Origins that only look like a page's own, as lax comparisons take them for it."""

from collections.abc import Iterator

from corsmodel.infrastructure.origins import Origin, TupleOrigin, is_potentially_trustworthy_origin
from corsmodel.infrastructure.sites import registrable_domain
from corsmodel.infrastructure.urls import parse_origin

#: Origins of nobody that the server knows. Of two at once it is not likely to know one.
FOREIGN = ("https://evil.example", "https://attacker.test")
_MOST_DOTS = 8


def near_misses(origin: Origin) -> Iterator[str]:
    """Give origins that anybody can have and that a beginning, an end or a pattern matches.

    Names under the page's own registrable domain are not among them: they are its owner's.
    """
    if not isinstance(origin, TupleOrigin) or origin.host.startswith("["):
        return
    host = origin.host
    own = _owned(host)
    # The end is not looked at, or only up to the end of a word.
    names = [f"{host}.evil.example", f"{host}_.evil.example", f"{host}`.evil.example"]
    if not _is_number(host):
        names.append(f"{host}-evil.example")
    if own is not None:
        # The beginning is not looked at.
        names.append(f"evil{own}")
        # A dot stands for any character; without the last one it is the name of nobody.
        dots = [i for i, character in enumerate(host) if character == "."]
        names += [f"{host[:i]}x{host[i + 1 :]}" for i in dots[:-1][-_MOST_DOTS:]]
        # A wildcard stands for whoever has a name under a public suffix.
        names.append(f"evil.{own.partition('.')[2]}")
    yield from _origins([name for name in names if _owned(name) not in {None, own}], origin)


def subdomains(origin: Origin) -> Iterator[str]:
    """Give names under the page's registrable domain that nobody has named."""
    if isinstance(origin, TupleOrigin):
        own = _owned(origin.host)
        if own is not None:
            beside = [] if own == origin.host else [f"evil.{own}", f"evil{origin.host}"]
            yield from _origins([f"evil.{origin.host}", *beside], origin)


def _owned(host: str) -> str | None:
    """Return the registrable domain, the name that somebody has; addresses have none."""
    return registrable_domain(host) if "." in host and not _is_number(host) else None


def _is_number(host: str) -> bool:
    return host.rpartition(".")[2].isdigit()


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
