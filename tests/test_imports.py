"""What ``import corsmodel`` brings along: only what every program that uses it needs."""

import subprocess
import sys

import pytest

_PROGRAM = """
import sys
before = set(sys.modules)
import corsmodel
print(*sorted(set(sys.modules) - before))
"""


@pytest.fixture(scope="module")
def imported() -> list[str]:
    program = [sys.executable, "-c", _PROGRAM]
    return subprocess.run(program, check=True, capture_output=True, text=True).stdout.split()


@pytest.mark.parametrize(
    "name",
    [
        "ada_url",
        "argparse",
        "asyncio",
        "h11",
        "hypothesis",
        "json",
        "publicsuffixlist",
        "pytest",
        "pywhatwgurl",
        "rich",
        "ssl",
        "urllib",
    ],
)
def test_a_program_does_not_pay_for_what_it_does_not_use(name: str, imported: list[str]) -> None:
    assert "corsmodel" in imported
    assert name not in imported
