"""Each cause of a preflight carries what caused it."""

from corsmodel import Request, classify
from corsmodel.fetching.classification import HeaderCause, HeaderSumCause, MethodCause

PAGE = "https://shop.example"


def test_method_and_headers() -> None:
    headers = {"X-A": "caf\xe9", "Accept-Language": "a_b", "Accept": "fine"}
    request = Request("https://api.example/", origin=PAGE, method="PUT", headers=headers)
    assert classify(request).causes == (
        MethodCause(b"PUT"),
        HeaderCause(b"x-a", b"caf\xe9", "not-safelisted-name"),
        HeaderCause(b"accept-language", b"a_b", "language-byte"),
    )


def test_sum() -> None:
    headers = [("Accept", "a" * 128)] * 8 + [("Accept-Language", "a")]
    request = Request("https://api.example/", origin=PAGE, headers=headers)
    assert classify(request).causes == (HeaderSumCause((b"accept", b"accept-language"), 1025),)
