"""The targets of the fuzzer on bytes by chance, and on what the fuzzer starts from."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.seeds import seeds
from tests.fuzz.targets import TARGETS, any_target

SHORT = st.binary(max_size=40)
LONG = st.binary(min_size=100, max_size=600)


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=60, deadline=None)
@given(SHORT | LONG)
def test_any_bytes(name: str, data: bytes) -> None:
    TARGETS[name](data)


def test_every_seed() -> None:
    for seed in seeds():
        any_target(seed)
