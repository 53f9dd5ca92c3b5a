"""Strings and lists as configuration files and programs write them."""

from collections.abc import Iterable


def quoted(text: str) -> str:
    """Write *text* in double quotes, as Python, JavaScript, nginx and Apache all read it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def listed(texts: Iterable[str]) -> str:
    """Write a list of strings, as Python and JavaScript read it."""
    return f"[{', '.join(map(quoted, texts))}]"
