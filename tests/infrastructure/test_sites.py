"""Sites, held to HTML's definitions."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corsmodel.infrastructure import sites
from corsmodel.infrastructure.origins import OpaqueOrigin, Origin, TupleOrigin
from corsmodel.infrastructure.sites import (
    SchemeAndHost,
    partition_site,
    registrable_domain,
    same_site,
    schemelessly_same_site,
    serialize_site,
    site,
)
from corsmodel.infrastructure.urls import parse_origin


def origin(text: str) -> Origin:
    """Read an origin that is one."""
    parsed = parse_origin(text)
    assert parsed is not None, text
    return parsed


@pytest.mark.parametrize(
    ("a", "b", "schemelessly", "same"),
    [
        ("https://shop.example", "https://shop.example", True, True),
        ("https://shop.example", "https://shop.example:8443", True, True),
        ("https://shop.example", "http://shop.example", True, False),
        ("https://www.shop.example", "https://api.shop.example", True, True),
        ("https://a.b.shop.example", "https://shop.example", True, True),
        ("https://www.shop.example", "http://shop.example", True, False),
        ("wss://www.shop.example", "https://shop.example", True, False),
        ("https://shop.example", "https://api.example", False, False),
        ("https://www.shop.example", "https://www.api.example", False, False),
        ("https://shop.example", "https://shop.test", False, False),
        # A public suffix is no site that others belong to.
        ("https://a.co.uk", "https://b.co.uk", False, False),
        ("https://x.a.co.uk", "https://y.a.co.uk", True, True),
        ("https://a.github.io", "https://b.github.io", False, False),
        ("https://github.io", "https://a.github.io", False, False),
        ("https://github.io", "https://github.io:444", True, True),
        ("https://x.a.github.io", "https://a.github.io", True, True),
        ("https://www.ck", "https://x.www.ck", True, True),
        ("https://a.b.ck", "https://b.ck", False, False),
        # One label: a host, but no domain that could be registered.
        ("http://localhost", "http://localhost:3000", True, True),
        ("http://a.localhost", "http://localhost", False, False),
        ("http://a.localhost", "http://b.localhost", False, False),
        ("http://x.a.localhost", "http://a.localhost", True, True),
        # The root's dot makes another domain.
        ("https://shop.example.", "https://shop.example", False, False),
        ("https://www.shop.example.", "https://shop.example.", True, True),
        # Addresses have no domain.
        ("http://192.0.2.1", "http://192.0.2.1:81", True, True),
        ("http://192.0.2.1", "http://198.0.2.1", False, False),
        ("http://[2001:db8::1]", "http://[2001:db8::1]:81", True, True),
        ("http://[2001:db8::1]", "http://[2001:db8::2]", False, False),
        ("http://[::1]", "http://a.shop.example", False, False),
        # Opaque hosts have none either.
        ("x-app://a.shop.example", "x-app://b.shop.example", False, False),
        ("x-app://a.shop.example", "https://shop.example", False, False),
        # IDN.
        ("https://www.b\u00fccher.example", "https://xn--bcher-kva.example", True, True),
        ("https://a.\u9999\u6e2f", "https://b.\u9999\u6e2f", False, False),
        # Empty labels.
        ("https://a..shop.example", "https://shop.example", False, False),
        # Opaque origins.
        ("null", "null", True, True),
        ("null", "https://shop.example", False, False),
    ],
)
def test_same_site(a: str, b: str, *, schemelessly: bool, same: bool) -> None:
    for first, second in ((origin(a), origin(b)), (origin(b), origin(a))):
        assert schemelessly_same_site(first, second) == schemelessly
        assert same_site(first, second) == same


def test_nameless_opaque_origins_are_never_same_site() -> None:
    assert not same_site(OpaqueOrigin(), OpaqueOrigin())
    assert not schemelessly_same_site(OpaqueOrigin(), OpaqueOrigin())


@pytest.mark.parametrize(
    ("text", "serialized"),
    [
        ("https://shop.example:8443", "https://shop.example"),
        ("https://a.b.shop.example", "https://shop.example"),
        ("http://a.shop.example.", "http://shop.example."),
        ("https://github.io", "https://github.io"),
        ("https://x.a.github.io", "https://a.github.io"),
        ("https://kobe.jp", "https://kobe.jp"),
        ("https://a.kobe.jp", "https://a.kobe.jp"),
        ("https://x.city.kobe.jp", "https://city.kobe.jp"),
        ("http://localhost:3000", "http://localhost"),
        ("http://192.0.2.1:81", "http://192.0.2.1"),
        ("http://[::1]:81", "http://[::1]"),
        ("x-app://a.b.c", "x-app://a.b.c"),
        ("https://a..b.example", "https://a..b.example"),
        ("null", "null"),
    ],
)
def test_the_site_of_an_origin(text: str, serialized: str) -> None:
    assert serialize_site(origin(text)) == serialized
    assert partition_site(origin(text)) == serialized
    obtained = site(origin(text))
    if isinstance(obtained, SchemeAndHost):
        assert f"{obtained.scheme}://{obtained.host}" == serialized
    else:
        assert obtained == origin(text)


_LABEL = st.sampled_from(
    ["a", "b", "www", "co", "uk", "github", "io", "ck", "kobe", "jp", "example", ""]
)
_HOST = st.lists(_LABEL, min_size=1, max_size=5).map(".".join).filter(bool)  # fmt: skip
_ORIGIN = st.builds(TupleOrigin, st.sampled_from(["http", "https", "x-app"]), _HOST, st.none())


@settings(deadline=None)
@given(_ORIGIN, _ORIGIN)
def test_the_shortcuts_change_no_answer(a: TupleOrigin, b: TupleOrigin) -> None:
    def domain(o: TupleOrigin) -> str | None:
        return None if o.scheme == "x-app" else registrable_domain(o.host)

    expected = a.host == b.host or (domain(a) is not None and domain(a) == domain(b))
    assert schemelessly_same_site(a, b) == expected
    assert serialize_site(a) == f"{a.scheme}://{domain(a) or a.host}"
    assert same_site(a, b) == (site(a) == site(b))


def test_long_hosts_are_not_remembered() -> None:
    cache_info = sites._remembered_registrable_domain.cache_info  # noqa: SLF001
    before = cache_info().currsize
    host = "a." * 100_000 + "shop.example"
    assert registrable_domain(host) == "shop.example"
    assert serialize_site(TupleOrigin("https", host, None)) == "https://shop.example"
    assert cache_info().currsize == before


def test_the_list_is_loaded_only_when_an_answer_depends_on_it() -> None:
    program = """
import sys
from corsmodel.infrastructure.sites import partition_site, same_site
from corsmodel.infrastructure.origins import OpaqueOrigin
from corsmodel.infrastructure.urls import parse_origin
shop, api, two = map(parse_origin, ("https://shop.example", "https://api.example", "https://a.b.example"))
hosts = [shop, api, two, parse_origin("http://localhost"), OpaqueOrigin("client")]
[same_site(a, b) for a in hosts for b in hosts]
[partition_site(a) for a in hosts if a is not two]
assert "publicsuffixlist" not in sys.modules
partition_site(two)
assert "publicsuffixlist" in sys.modules
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.stderr, done.returncode) == ("", 0)
