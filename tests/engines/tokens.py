"""Tokens: the first path segment that tells whose request, or whose console line, it is.

Each scenario is played under URLs of its own, so that scenarios side by side stay out of each
other's preflight cache. The segment goes in right behind the authority and comes out of all that
the browser says before anything is compared.
"""

import re

from corsmodel.infrastructure.urls import parse_url

_ANY_PAGE = parse_url("https://shop.example/")
_SEGMENT = re.compile(r"/t~([0-9a-z]+)~")
_RUNNER_PAGE = re.compile(r"(https?://[^/?#\s]+/)corsmodel/page\?[\w%./~-]*%7D")
_ABSOLUTE = re.compile(r"([\x00-\x20]*https?:)?(//[^/?#\\]+)(.*)", re.IGNORECASE | re.DOTALL)
_SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.-]*):([^?#]*)(.*)", re.IGNORECASE | re.DOTALL)
#: The schemes whose URLs say something else with a segment more, or have no place for one.
_HTTP = {"http", "https"}
_KEPT = {"about", "blob", "data", "http", "https", "javascript"}


#: A fragment that was none before the token went in.
_FRAGMENT = re.compile(r"#/t~[0-9a-z]+~")


def with_token(url: str, token: str, *, base: bool = False) -> str:
    """Put the token into a URL as the scenario writes it.

    *base* says that a relative URL starts from the origin's root (a page's), and not from a URL
    that has the token already (a redirect's). In other schemes than HTTP's the segment goes to the
    path's end, so that the browser's complaint names it.
    """
    segment = f"/t~{token}~"
    absolute = _ABSOLUTE.fullmatch(url)
    if absolute is not None:
        if not base and parse_url(url, _ANY_PAGE) is None:
            # Nobody goes there, and what is said of it shows it as it is.
            return url
        scheme, authority, rest = absolute.groups()
        slash = "" if rest.startswith("/") else "/"
        return f"{scheme or ''}{authority}{segment}{slash}{rest}"
    other = _SCHEME.fullmatch(url)
    if other is not None:
        scheme, path, rest = other.groups()
        if scheme.lower() in _KEPT or not base:
            return _with_fragment(url, segment) if scheme.lower() not in _HTTP else url
        return f"{scheme}:{path}{segment}{rest}"
    if url.startswith("//"):
        return url
    if url.startswith("/"):
        return segment + url
    return f"{segment}/{url}" if base else url


def has_place(url: str) -> bool:
    """Tell whether there is a place for a token in a URL that a page asks for."""
    return token_of(with_token(url, "0", base=True)) is not None


def _with_fragment(url: str, segment: str) -> str:
    return url + segment if "#" in url else f"{url}#{segment}"


def token_of(text: str) -> str | None:
    """Return the first token in *text*, or ``None``."""
    found = _SEGMENT.search(text)
    return found and found[1]


def without_tokens(text: str, page: str | None = None) -> str:
    """Take the tokens out again, and put *page* in for the runner page's own address.

    Without it the root of the runner page's origin stands there.
    """
    return _RUNNER_PAGE.sub(
        r"\1" if page is None else lambda _: page, _SEGMENT.sub("", _FRAGMENT.sub("", text))
    )
