"""Near misses: what anybody can have, and what no browser sends is not among it."""

import pytest

from corsmodel.infrastructure.clients import as_origin
from corsmodel.lint.near_misses import insecure, near_misses, other_ports, subdomains

ENDS = (".evil.example", "_.evil.example", "`.evil.example", "-evil.example")


@pytest.mark.parametrize(
    ("host", "ends", "others"),
    [
        ("shop.example", ENDS, "evilshop.example evil.example"),
        # Names under shop.example are its owner's.
        ("app.shop.example", ENDS, "evilshop.example appxshop.example evil.example"),
        ("a.b.shop.example", ENDS, "evilshop.example a.bxshop.example evil.example"),
        # Whoever has an account there has a name under the same public suffix.
        ("shop.github.io", ENDS, "evilshop.github.io shopxgithub.io evil.github.io"),
        ("localhost", ENDS, ""),
        ("127.0.0.1", ENDS[:3], ""),
        ("[::1]", (), ""),
    ],
)
def test_near_misses(host: str, ends: tuple[str, ...], others: str) -> None:
    expected = [*(host + end for end in ends), *others.split()]
    found = list(near_misses(as_origin(f"https://{host}")))
    assert found == [f"https://{one}" for one in expected]


def test_an_opaque_origin_has_none() -> None:
    assert list(near_misses(as_origin("null"))) == []


def test_the_port_stays() -> None:
    found = list(near_misses(as_origin("http://shop.example:8080")))
    assert all(one.startswith("http://") and one.endswith(":8080") for one in found)


def test_subdomains_and_ports() -> None:
    page = as_origin("https://shop.example:8443")
    assert list(subdomains(page)) == ["https://evil.shop.example:8443"]
    assert list(other_ports(page)) == ["https://shop.example:8444"]
    assert list(subdomains(as_origin("https://127.0.0.1"))) == []
    assert list(subdomains(as_origin("https://app.shop.example"))) == [
        "https://evil.app.shop.example", "https://evil.shop.example", "https://evilapp.shop.example"
    ]  # fmt: skip
    assert list(other_ports(as_origin("null"))) == []


@pytest.mark.parametrize(
    ("page", "server", "expected"),
    [
        ("https://a.example", "https://b.example", ["http://a.example", "http://b.example"]),
        ("http://a.example:81", "https://b.example", ["http://a.example:81", "http://b.example"]),
        ("https://a.example", "http://b.example", []),
        ("http://localhost:3000", "https://b.example", ["http://b.example"]),
        ("null", "https://b.example", ["http://b.example"]),
    ],
)
def test_insecure(page: str, server: str, expected: list[str]) -> None:
    assert list(insecure(as_origin(page), as_origin(server))) == expected
