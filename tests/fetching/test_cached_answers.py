"""A preflight's whole answer, kept as some engines keep it."""

import attrs
import pytest

from corsmodel import STANDARD
from corsmodel.fetching.cached_answers import CachedAnswer
from corsmodel.infrastructure.clients import Client
from corsmodel.infrastructure.headers import HeaderList
from corsmodel.infrastructure.requests import CredentialsMode, Request
from corsmodel.infrastructure.urls import parse_url

CLIENT = Client("https://shop.example")
COVERS_LESS = attrs.evolve(STANDARD, authorization_covered_by_remembered_wildcard=False)
COVERS_ALL = attrs.evolve(STANDARD, authorization_covered_by_remembered_wildcard=True)


def request(method: str, credentials: CredentialsMode = "omit") -> Request:
    url = parse_url("https://api.example/")
    assert url is not None
    return Request(
        method.encode(), [url], HeaderList(), CLIENT, CLIENT.origin, credentials_mode=credentials
    )


def kept(methods: str = "", names: str = "", *, credentials: bool = False) -> CachedAnswer:
    return CachedAnswer(
        frozenset(methods.encode().split()), frozenset(names.encode().split()), credentials, 100, 10
    )


@pytest.mark.parametrize(
    ("answer", "method", "names", "credentials", "permitted"),
    [
        (kept(), "GET", "", "omit", True),
        (kept(), "PUT", "", "omit", False),
        (kept("PUT"), "PUT", "", "omit", True),
        (kept("*"), "PUT", "", "omit", True),
        (kept("*", credentials=True), "PUT", "", "include", False),
        (kept("PUT", credentials=True), "PUT", "", "include", True),
        (kept("PUT"), "PUT", "", "include", False),
        (kept("PUT", credentials=True), "PUT", "", "omit", True),
        (kept(names="x-a"), "GET", "x-a", "omit", True),
        (kept(names="x-a"), "GET", "x-a x-b", "omit", False),
        (kept(names="*"), "GET", "x-a x-b", "omit", True),
        (kept(names="*", credentials=True), "GET", "x-a", "include", False),
        (kept(names="x-a", credentials=True), "GET", "x-a", "include", True),
        (kept(names="*"), "GET", "authorization", "omit", False),
        (kept(names="authorization"), "GET", "authorization", "omit", True),
    ],
)
def test_what_it_permits(
    answer: CachedAnswer, method: str, names: str, credentials: CredentialsMode, permitted: bool
) -> None:
    unsafe_names = tuple(names.encode().split())
    asked = request(method, credentials)
    assert answer.permits(asked, unsafe_names, 105, COVERS_LESS) is permitted
    assert not answer.permits(asked, unsafe_names, 110, COVERS_LESS)


def test_a_remembered_wildcard_can_cover_authorization() -> None:
    answer = kept(names="*")
    assert answer.permits(request("GET"), (b"authorization",), 105, COVERS_ALL)
    assert not kept().permits(request("GET"), (b"authorization",), 105, COVERS_ALL)


@pytest.mark.parametrize(("at", "alive"), [(100, True), (109.9, True), (110, False)])
def test_how_long_it_lives(at: float, alive: bool) -> None:
    assert kept().is_alive(at) is alive
