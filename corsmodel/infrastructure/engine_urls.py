"""URLs as an engine parses them, where it departs from the URL Standard."""

import re

import attrs

from corsmodel.infrastructure.origins import TupleOrigin
from corsmodel.infrastructure.urls import URL, parse_url
from corsmodel.profile import Profile

# Both are compiled by what first needs them, which few programs do.
_PARTS = (
    r"(?P<before>[\x00-\x20]*(?:https?:)?[/\\]{2}(?:[^/\\?#@]*@)?)"
    r"(?P<host>[^/\\?#]*)(?P<behind>.*)"
)
#: What a host may have to be a blank: what IDNA maps to one counts as well.
_BLANK = "%20|[ \xa0\u3000]"
#: Stands in for a blank while the standard's parser works; nobody writes it.
_STAND_IN = "qz0blank0zq"


def parse_url_as(text: str, base: URL | None, profile: Profile) -> URL | None:
    """Parse *text* as the browser of *profile* does; ``None`` is failure."""
    url = parse_url(text, base)
    # PROFILE: an engine encodes some characters of a host that others refuse or leave.
    if profile.host_blanks_encoded and (url is None or "*" in (url.host or "")):
        url = _with_host_encoded(text, base, url)
    # PROFILE: an engine refuses more characters in a host.
    if profile.host_characters_refused and url is not None and _is_refused(url, profile):
        return None
    # PROFILE: an engine drops what base64 has no use for.
    if profile.base64_data_url_blanks_dropped and url is not None:
        url = _without_blanks(url)
    # PROFILE: an engine encodes one more character of a path.
    if profile.path_bars_encoded and url is not None:
        url = url.with_encoded_bars()
    return url


def _is_refused(url: URL, profile: Profile) -> bool:
    characters = profile.host_characters_refused
    return isinstance(url.origin, TupleOrigin) and not characters.isdisjoint(url.host or "")


def _without_blanks(url: URL) -> URL:
    """Drop the blanks of a ``data:`` URL whose data is base64, as an engine does."""
    kind = url.href.partition(",")[0].rstrip(" ").lower()
    if url.scheme != "data" or " " not in url.href or not kind.endswith("base64"):
        return url
    return parse_url(url.href.replace(" ", "")) or url


def _with_host_encoded(text: str, base: URL | None, url: URL | None) -> URL | None:
    parts = re.fullmatch(_PARTS, text, re.IGNORECASE | re.DOTALL)
    if url is None and parts is not None and re.search(_BLANK, parts["host"]):
        host = re.sub(_BLANK, _STAND_IN, parts["host"])
        url = parse_url(f"{parts['before']}{host}{parts['behind']}", base)
    if url is None or not url.host or not isinstance(url.origin, TupleOrigin):
        return url
    host = url.host.replace(_STAND_IN, "%20").replace("*", "%2A")
    return attrs.evolve(
        url,
        href=url.href.replace(url.host, host, 1),
        host=host,
        origin=TupleOrigin(url.origin.scheme, host, url.origin.port),
    )


_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def normalize_escapes(url: URL) -> URL:
    """Decode the percent-escapes that need none, and write the others in upper case.

    As RFC 3986 has it (https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2), and not in fragments.
    """
    if "%" not in url.href:
        return url
    address = url.without_fragment
    behind = url.href[len(address) :]
    return attrs.evolve(url, href=re.sub("%([0-9A-Fa-f]{2})", _normal_escape, address) + behind)


def _normal_escape(found: re.Match[str]) -> str:
    character = chr(int(found[1], 16))
    return character if character in _UNRESERVED else found[0].upper()
