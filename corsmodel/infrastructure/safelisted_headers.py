"""Safelisted request headers: those that script may send without asking the server first.

(https://fetch.spec.whatwg.org/#terminology-headers.) Names come in lower case unless a function
says otherwise.
"""

import functools
import re
from typing import NamedTuple

from corsmodel.infrastructure.header_names import NO_CORS_SAFELISTED_REQUEST_HEADER_NAMES
from corsmodel.infrastructure.header_values import FAILURE, parse_single_range
from corsmodel.infrastructure.headers import HeaderList, sorted_lowercase_set
from corsmodel.infrastructure.mime_types import parse_mime_type, scan_essence
from corsmodel.profile import STANDARD, Profile
from corsmodel.standard import Algorithm, Step

CORS_SAFELISTED_REQUEST_HEADER = Algorithm("cors-safelisted-request-header")

_UNSAFE_BYTES = bytes(byte for byte in range(0x20) if byte != 0x09) + b'"():<>?@[\\]{}\x7f'
_LANGUAGE_BYTES = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz *,-.;="
_SAFELISTED_ESSENCES = frozenset(
    {"application/x-www-form-urlencoded", "multipart/form-data", "text/plain"}
)
_LONGEST_SAFELISTED_VALUE = 128
# Patterns are compiled when a header needs them, which few do.
_INTEGER_OF_RANGE = rb"(?<=[=-])[\v\f]*\+?([0-9]+)[\v\f]*(?=-|\Z)"

#: The client hints of old with the values that an engine safelists, and a header of its own.
_CLIENT_HINTS = {
    name: pattern
    for pattern, names in (
        (rb"[0-9]+(?:\.[0-9]+)?", (b"device-memory", b"downlink", b"dpr")),
        (rb"[0-9]+", (b"rtt", b"viewport-width", b"width")),
        (rb"slow-2g|2g|3g|4g", (b"ect",)),
        (rb"(?i:on)", (b"save-data",)),
        (rb"[\x00-\xff]*", (b"intervention",)),
    )
    for name in names
}


def contains_cors_unsafe_byte(value: bytes) -> bool:
    """Tell whether a CORS-unsafe request-header byte is in *value*.

    https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte
    """
    return len(value.translate(None, _UNSAFE_BYTES)) != len(value)


def unsafe_rule(name: bytes, value: bytes, profile: Profile = STANDARD) -> tuple[Step, str] | None:
    """Say why the header is not a CORS-safelisted request-header, or ``None`` if it is one.

    *name* is in lower case. The rule is one of ``too-long``, ``unsafe-byte``, ``language-byte``,
    ``mime-type``, ``range`` and ``not-safelisted-name``; the step is the one that returned false.

    https://fetch.spec.whatwg.org/#cors-safelisted-request-header
    """
    step = CORS_SAFELISTED_REQUEST_HEADER
    # 1. No value of more than 128 bytes is safe.
    if len(value) > _LONGEST_SAFELISTED_VALUE:
        return step["1"], "too-long"
    # 2. Switch on the name.
    # 2.accept. No unsafe byte.
    if name == b"accept":
        if _is_unsafe(value, profile):
            return step["2.accept"], "unsafe-byte"
    # 2.accept-language. The same rule serves `Content-Language`: letters, digits, few signs.
    elif name in {b"accept-language", b"content-language"}:
        if value.translate(None, _LANGUAGE_BYTES):
            return step["2.accept-language"], "language-byte"
    # 2.content-type. A value that servers read as one of the three types that forms send.
    elif name == b"content-type":
        # 2.content-type.1. No unsafe byte.
        if _is_unsafe(value, profile):
            return step["2.content-type.1"], "unsafe-byte"
        # 2.content-type.2. 2.content-type.3. It parses.
        essence = _essence(value, profile)
        if essence is None:
            return step["2.content-type.3"], "mime-type"
        # 2.content-type.4. Its essence is one of the three; parameters do not matter.
        if essence not in _SAFELISTED_ESSENCES:
            return step["2.content-type.4"], "mime-type"
    # 2.range. A single range that has a start.
    elif name == b"range":
        # 2.range.1. 2.range.2. It parses without white space.
        # PROFILE: an engine takes the unit in any case.
        ranged = value[:5].lower() + value[5:] if profile.range_unit_in_any_case else value
        # PROFILE: and the numbers as its integers are written.
        if profile.range_number_syntax == "integer":
            ranged = re.sub(_INTEGER_OF_RANGE, rb"\1", ranged)
        range_value = parse_single_range(ranged, allow_whitespace=False)
        if range_value is FAILURE or _exceeds(range_value, profile.range_number_limit):
            return step["2.range.2"], "range"
        # 2.range.3. It has a start.
        if range_value[0] is None:
            return step["2.range.3"], "range"
    # 2.otherwise. No other name is safelisted. PROFILE: in an engine some hints are.
    elif not profile.client_hints_safelisted or not is_safelisted_client_hint(name, value):
        return step["2.otherwise"], "not-safelisted-name"
    # 3. Safelisted.
    return None


def _is_unsafe(value: bytes, profile: Profile) -> bool:
    # PROFILE: an engine counts the bytes beyond ASCII to the unsafe ones.
    beyond_ascii = profile.bytes_beyond_ascii_unsafe and not value.isascii()
    return beyond_ascii or contains_cors_unsafe_byte(value)


def _essence(value: bytes, profile: Profile) -> str | None:
    text = value.decode("latin-1")
    # PROFILE: an engine does not parse the parameters.
    if not profile.content_type_parameters_parsed:
        return scan_essence(text)
    # The world knows few types. What is long is parsed each time, and never kept.
    if len(text) > _LONGEST_SAFELISTED_VALUE:
        return _parsed_essence(text)
    return _remembered_essence(text)


def _parsed_essence(text: str) -> str | None:
    mime_type = parse_mime_type(text)
    return None if mime_type is None else mime_type.essence


_remembered_essence = functools.lru_cache(maxsize=256)(_parsed_essence)


def is_safelisted_client_hint(name: bytes, value: bytes) -> bool:
    """Tell whether an engine that safelists client hints safelists this header."""
    pattern = _CLIENT_HINTS.get(name)
    return pattern is not None and re.fullmatch(pattern, value) is not None


def _exceeds(range_value: tuple[int | None, int | None], limit: int | None) -> bool:
    # PROFILE: an engine's numbers end somewhere.
    return limit is not None and any(
        number is not None and number > limit for number in range_value
    )


def is_cors_safelisted_request_header(
    name: bytes, value: bytes, profile: Profile = STANDARD
) -> bool:
    """Tell whether the header (*name* in lower case) needs no permission from a preflight.

    https://fetch.spec.whatwg.org/#cors-safelisted-request-header
    """
    return unsafe_rule(name, value, profile) is None


def is_safelisted_type(value: bytes, profile: Profile) -> bool:
    """Tell whether a ``Content-Type`` of any size is one of the three types that forms send."""
    return not _is_unsafe(value, profile) and _essence(value, profile) in _SAFELISTED_ESSENCES


class Judged(NamedTuple):
    """What an engine finds of the headers that a script set."""

    profile: Profile
    #: Each header (lower-case name, value) as it is judged, in order, and the rule that it breaks:
    #: ``None`` for one that is safelisted.
    headers: tuple[tuple[bytes, bytes, str | None], ...]
    #: The size of the values of those that are safelisted, in bytes.
    safelist_value_size: int
    #: The CORS-unsafe request-header names.
    unsafe_names: tuple[bytes, ...]


def judge(headers: HeaderList, profile: Profile) -> Judged:
    """Judge all headers of a request; the list remembers what comes of it.

    https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
    """
    remembered = headers.index.judged
    if isinstance(remembered, Judged) and remembered.profile is profile:
        return remembered
    # 1. 2. 3. Two lists and a sum.
    unsafe_names: list[bytes] = []
    potentially_unsafe_names: list[bytes] = []
    safelist_value_size = 0
    judged: list[tuple[bytes, bytes, str | None]] = []
    # 4. Each header is judged alone.
    for name, value in _judged_pairs(headers, profile):
        lower = name.lower()
        broken = unsafe_rule(lower, value, profile)
        # 4.1. Not safelisted: unsafe.
        if broken is not None:
            unsafe_names.append(lower)
            judged.append((lower, value, broken[1]))
        # 4.2. Safelisted: its value counts towards the sum.
        else:
            potentially_unsafe_names.append(lower)
            safelist_value_size += len(value)
            judged.append((lower, value, None))
    # 5. Too much in sum makes all of them unsafe.
    # PROFILE: an engine forms no sum.
    limit = profile.safelist_value_size_limit
    if limit is not None and safelist_value_size > limit:
        unsafe_names += potentially_unsafe_names
    # 6. As a sorted set. PROFILE: an engine keeps a name as often as the script gave it.
    names = (
        tuple(sorted(unsafe_names))
        if profile.unsafe_names_repeated
        else sorted_lowercase_set(unsafe_names)
    )
    result = Judged(profile, tuple(judged), safelist_value_size, names)
    headers.index.judged = result
    return result


def cors_unsafe_request_header_names(
    headers: HeaderList, profile: Profile = STANDARD
) -> tuple[bytes, ...]:
    """Return the names that a preflight has to ask for: lower case, sorted, each once.

    https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
    """
    return judge(headers, profile).unsafe_names if headers.pairs else ()


def _judged_pairs(headers: HeaderList, profile: Profile) -> tuple[tuple[bytes, bytes], ...]:
    """Return the headers as they are judged: each as the script appended it."""
    # PROFILE: an engine has joined the values of a name by then.
    if not profile.repeated_headers_judged_joined:
        return headers.pairs
    return tuple((name, headers.get(name) or b"") for name in headers.names)


def is_no_cors_safelisted_request_header(
    name: bytes, value: bytes, profile: Profile = STANDARD
) -> bool:
    """Tell whether a request whose mode is ``no-cors`` may carry the header (*name* lower case).

    https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header
    """
    # 1. One of four names.
    if name not in NO_CORS_SAFELISTED_REQUEST_HEADER_NAMES:
        return False
    # 2. With a safelisted value.
    return is_cors_safelisted_request_header(name, value, profile)
