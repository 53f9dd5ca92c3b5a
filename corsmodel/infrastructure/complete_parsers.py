"""Complete URL parsers (https://url.spec.whatwg.org/#url-parsing), which are others' libraries.

``ada_url``, or ``pywhatwgurl`` where that has no wheel; loaded for the first URL that needs one.
"""

import functools
from collections.abc import Callable


def scalar_values(text: str) -> str:
    """Replace lone surrogates by U+FFFD, as is done to scripts' strings.

    https://infra.spec.whatwg.org/#javascript-string-convert
    """
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


#: A complete URL parser: text and base in, serialization out, ``None`` for failure.
Parser = Callable[[str, str | None], str | None]


def ada_parser() -> Parser:
    """Load ada_url, which is quick."""
    import ada_url  # noqa: PLC0415 - most programs never need it

    def parse(text: str, base: str | None) -> str | None:
        try:
            return ada_url.normalize_url(text) if base is None else ada_url.join_url(base, text)
        except ValueError:
            return None

    return parse


def pywhatwgurl_parser() -> Parser:
    """Load pywhatwgurl, which is pure Python."""
    import pywhatwgurl  # noqa: PLC0415 - only where ada_url is missing

    def parse(text: str, base: str | None) -> str | None:
        url = pywhatwgurl.URL.parse(text, base)
        return None if url is None else url.href

    return parse


@functools.cache
def complete_parser() -> Parser:
    """Return the better one of those that are installed."""
    try:
        return ada_parser()
    except ImportError:
        return pywhatwgurl_parser()
