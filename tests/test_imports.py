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
        "corsmodel.drivers.comparison",
        "corsmodel.explain.console",
        "corsmodel.explain.diagnosis",
        "corsmodel.explain.situations",
        "corsmodel.infrastructure.data_urls",
        "corsmodel.repair",
        "corsmodel.xml_http_request",
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


def test_every_public_name_is_there_all_the_same() -> None:
    program = "from corsmodel import *; import corsmodel; corsmodel.SetHeader; corsmodel.SetHeadr"
    run = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True)
    assert b"AttributeError: module 'corsmodel' has no attribute 'SetHeadr'" in run.stderr
