"""Headers that stand in a message several times: each departure of an engine on its own."""

import attrs
import pytest

from corsmodel import FIREFOX, STANDARD, HeaderList, Profile
from corsmodel.infrastructure.repeated_headers import (
    is_allow_origin_repeated,
    received_headers,
    sent_headers,
)

ERASES = attrs.evolve(STANDARD, sent_empty_value_erases=True)
ONE = attrs.evolve(STANDARD, single_value_names=frozenset({b"from"}))


def headers(name: str, values: str) -> HeaderList:
    return HeaderList.of([("X-B", "0"), *[(name, value) for value in values.split("|")]])


def values_of(found: HeaderList | None, name: bytes) -> str | None:
    if found is None:
        return None
    assert found.get(b"x-b") == b"0"
    return b"|".join(found.get_all(name)).decode()


@pytest.mark.parametrize(
    ("profile", "values", "sent"),
    [
        (STANDARD, "1||2", "1||2"),
        (ERASES, "1||2", "2"),
        (ERASES, "|1|2", "1|2"),
        (ERASES, "1|2|", ""),
        (ERASES, "1|2", "1|2"),
        (ERASES, "", ""),
        (ONE, "1|2|3", "3"),
        (ONE, "1|2|", ""),
        (ONE, "1", "1"),
        (FIREFOX, "1||2|3", "3"),
    ],
)
def test_a_request(profile: Profile, values: str, sent: str) -> None:
    for with_body in (False, True):
        found = sent_headers(headers("From", values), profile, with_body=with_body)
        assert values_of(found, b"from") == sent


@pytest.mark.parametrize(("with_body", "sent"), [(True, "a/b"), (False, "e/f")])
def test_the_type_of_a_body_is_the_first(with_body: bool, sent: str) -> None:
    found = sent_headers(headers("Content-Type", "a/b|c/d|e/f"), FIREFOX, with_body=with_body)
    assert values_of(found, b"content-type") == sent


@pytest.mark.parametrize(
    ("name", "values", "received"),
    [
        ("X-A", "1||2", "1|2"),
        ("X-A", "||", ""),
        ("From", "1|2|", "1"),
        ("From", "|1|2", ""),
        ("Location", "a|a", "a"),
        ("Location", "a|b", None),
        ("Location", "a|", None),
        ("Content-Type", "|a/b||c/d", "a/b,,c/d"),
        ("Content-Type", "|||", ""),
    ],
)
def test_an_answer(name: str, values: str, received: str | None) -> None:
    assert received_headers(headers(name, values), STANDARD) == headers(name, values)
    assert values_of(received_headers(headers(name, values), FIREFOX), name.lower().encode()) == (
        received
    )


def test_lines_that_spell_allow_origin_just_so() -> None:
    name = "Access-Control-Allow-Origin"
    for names, repeated in [([name] * 2, True), ([name, name.lower()], False), ([name], False)]:
        lines = HeaderList.of([(name, "*") for name in names])
        assert is_allow_origin_repeated(lines) is repeated
