"""URLs as an engine parses them: each departure from the URL Standard on its own."""

import attrs
import pytest

from corsmodel import STANDARD, Profile
from corsmodel.infrastructure.engine_urls import normalize_escapes, parse_url_as
from corsmodel.infrastructure.origins import OpaqueOrigin, TupleOrigin
from corsmodel.infrastructure.urls import parse_url

REFUSING = attrs.evolve(STANDARD, host_characters_refused=frozenset("*"))
HOSTS = attrs.evolve(STANDARD, host_blanks_encoded=True)
BASE64 = attrs.evolve(STANDARD, base64_data_url_blanks_dropped=True)
BARS = attrs.evolve(STANDARD, path_bars_encoded=True)


@pytest.mark.parametrize(
    ("profile", "text", "href"),
    [
        (STANDARD, "https://a b/", None),
        (STANDARD, "https://a*b/", "https://a*b/"),
        # A blank in a host, in each way to write it, and a star: in the host only, and there once.
        (HOSTS, "https://a b/", "https://a%20b/"),
        (HOSTS, "https://a%20b/ c", "https://a%20b/%20c"),
        (HOSTS, "HTTPS:\\\\u@a\u3000b\xa0*:8080", "https://u@a%20b%20%2A:8080/"),
        (HOSTS, "https://a*b/a*b?a*b", "https://a%2Ab/a*b?a*b"),
        (REFUSING, "https://a*b/", None),
        (REFUSING, "https://a%2Ab/", None),
        (REFUSING, "https://*/", None),
        (REFUSING, "https://a!b/*", "https://a!b/*"),
        (REFUSING, "x://a*b/", "x://a*b/"),
        (REFUSING, "mailto:*", "mailto:*"),
        (REFUSING, "https://a b/", None),
        (HOSTS, "//a b/c", "http://a%20b/c"),
        (HOSTS, "https://c/a*b c", "https://c/a*b%20c"),
        (HOSTS, "web+x://a*b/", "web+x://a*b/"),
        (HOSTS, "https://", None),
        (HOSTS, "https://a b:x/", None),
        (HOSTS, "web+x://a b/", None),
        # Blanks where base64 has no use for them.
        (STANDARD, "data:;base64,a b", "data:;base64,a b"),
        (BASE64, "data:text/plain ; BASE64 ,a ,b", "data:text/plain;BASE64,a,b"),
        (BASE64, "data:;base64X,a b", "data:;base64X,a b"),
        (BASE64, "data:text/plain,a base64", "data:text/plain,a base64"),
        (BASE64, "web+x:base64,a b", "web+x:base64,a b"),
        # A bar in a path.
        (STANDARD, "https://a/b|c", "https://a/b|c"),
        (BARS, "https://a/b|c|d", "https://a/b%7Cc%7Cd"),
        (BARS, "https://a/|?|#|", "https://a/%7C?|#|"),
        (BARS, "https://a/|#|?|", "https://a/%7C#|?|"),
        (BARS, "https://a/?|?|", "https://a/?|?|"),
        (BARS, "web+x://a/b|c", "web+x://a/b|c"),
    ],
)
def test_serialization(profile: Profile, text: str, href: str | None) -> None:
    url = parse_url_as(text, parse_url("http://shop.example/"), profile)
    assert (None if url is None else url.href) == href


@pytest.mark.parametrize("text", ["items", "a b", "//a b/", "?a b"])
def test_no_base_no_url(text: str) -> None:
    assert parse_url_as(text, None, HOSTS) is None


def test_the_origin_has_the_host_as_it_is_written() -> None:
    url = parse_url_as("http://a *b:8080/", None, HOSTS)
    assert url is not None
    assert url.host == "a%20%2Ab"
    assert url.origin == TupleOrigin("http", "a%20%2Ab", 8080)
    assert url.origin.serialized == "http://a%20%2Ab:8080"
    other = parse_url_as("web+x://a*b/", None, HOSTS)
    assert other is not None
    assert (other.host, other.origin) == ("a*b", OpaqueOrigin())


def test_escapes_that_nobody_needs() -> None:
    """RFC 3986, section 6.2.2: unreserved characters stand for themselves, letters are large."""
    url = parse_url("https://a/%7E%7e%2d%41%4A%6a/%2f%3A%c3?%5F%e9#%7E%2f")
    assert url is not None
    assert normalize_escapes(url).href == "https://a/~~-AJj/%2F%3A%C3?_%E9#%7E%2f"
