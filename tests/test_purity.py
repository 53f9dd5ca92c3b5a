"""The core has no effects: what the import contract in ``pyproject.toml`` cannot see."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import corsmodel

PACKAGE = Path(corsmodel.__file__).parent
#: Outside the core: they meet files, processes and terminals.
OUTSIDE = ("__main__.py", "cases.py", "cli.py", "drivers", "pytest_plugin.py", "strategies.py")
EFFECTS = {"__import__", "breakpoint", "compile", "eval", "exec", "input", "open", "print"}


def effects(source: str) -> Iterator[str]:
    """Find imports of urllib's network half, calls that reach outside, and global state."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                modules = [alias.name for alias in names]
            case ast.ImportFrom(module=str(module), names=names):
                modules = [f"{module}.{alias.name}" for alias in names]
            case ast.Call(func=ast.Name(id=name)) if name in EFFECTS:
                yield f"line {node.lineno}: {name}()"
                continue
            case ast.Global():
                yield f"line {node.lineno}: global"
                continue
            case _:
                continue
        for module in modules:
            if f"{module}.".startswith("urllib.") and not f"{module}.".startswith("urllib.parse."):
                yield f"line {node.lineno}: {module}"


def core() -> list[Path]:
    files = sorted(PACKAGE.rglob("*.py"))
    return [file for file in files if file.relative_to(PACKAGE).parts[0] not in OUTSIDE]


@pytest.mark.parametrize("file", core(), ids=lambda file: str(file.relative_to(PACKAGE)))
def test_the_core_reaches_nothing_outside(file: Path) -> None:
    assert list(effects(file.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import urllib.request", "line 1: urllib.request"),
        ("from urllib import request", "line 1: urllib.request"),
        ("import urllib", "line 1: urllib"),
        ("x = 1\nopen('x')", "line 2: open()"),
        ("def f():\n    global x", "line 2: global"),
    ],
)
def test_the_check_sees_effects(source: str, found: str) -> None:
    assert list(effects(source)) == [found]


def test_the_check_lets_pure_code_be() -> None:
    assert list(effects("from urllib.parse import unquote_to_bytes\nimport urllib.parse")) == []
