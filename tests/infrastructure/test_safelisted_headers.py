"""Which rule of the standard makes a request-header unsafe: a preflight's causes name it."""

import pytest

from corsmodel import STANDARD
from corsmodel.infrastructure.safelisted_headers import is_safelisted_type, unsafe_rule


@pytest.mark.parametrize(
    ("name", "value", "path", "rule"),
    [
        (b"accept", b"a" * 129, "1", "too-long"),
        (b"accept", b"a:b", "2.accept", "unsafe-byte"),
        (b"accept-language", b"a_b", "2.accept-language", "language-byte"),
        (b"content-language", b"a_b", "2.accept-language", "language-byte"),
        (b"content-type", b"text/plain;a=(", "2.content-type.1", "unsafe-byte"),
        (b"content-type", b"text", "2.content-type.3", "mime-type"),
        (b"content-type", b"text/html", "2.content-type.4", "mime-type"),
        (b"range", b"bytes=9-0", "2.range.2", "range"),
        (b"range", b"bytes=-9", "2.range.3", "range"),
        (b"x-a", b"1", "2.otherwise", "not-safelisted-name"),
    ],
)
def test_unsafe(name: bytes, value: bytes, path: str, rule: str) -> None:
    found = unsafe_rule(name, value)
    assert found is not None
    assert (found[0].anchor, found[0].path) == ("cors-safelisted-request-header", path)
    assert found[1] == rule


@pytest.mark.parametrize(
    ("name", "value"),
    [(b"accept", b"a" * 128), (b"range", b"bytes=0-"), (b"content-type", b"text/plain")],
)
def test_safe(name: bytes, value: bytes) -> None:
    assert unsafe_rule(name, value) is None


@pytest.mark.parametrize(("essence", "safelisted"), [(b"text/plain", True), (b"a/b", False)])
def test_a_type_that_came_with_a_body_may_be_long(essence: bytes, safelisted: bool) -> None:
    value = essence + b";a=" + b"b" * 1000
    assert is_safelisted_type(value, STANDARD) is safelisted
    assert unsafe_rule(b"content-type", value) is not None
