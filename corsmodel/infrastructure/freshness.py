"""How long a stored response may be used: the parts of HTTP Caching (RFC 9111) that CORS meets."""

import math

from corsmodel.http_cache_rules import HTTPCacheRules
from corsmodel.infrastructure.header_values import get_decode_and_split
from corsmodel.infrastructure.headers import HeaderList
from corsmodel.infrastructure.responses import Response

_LONGEST_DATE = 64
_MOST_DIGITS = 10
#: RFC 9111, section 1.2.2: what is too large counts as 2^31.
_LONGEST_AGE = 1 << 31


def cache_directives(headers: HeaderList) -> dict[str, str]:
    """Read ``Cache-Control``: lower-case directive → argument, the first of two equal ones.

    RFC 9111, section 5.2.
    """
    directives: dict[str, str] = {}
    value = headers.get(b"cache-control")
    if value is not None:
        for item in get_decode_and_split(value):
            name, _, argument = item.partition("=")
            directives.setdefault(name.strip().lower(), argument.strip().strip('"'))
    return directives


def freshness_lifetime(answer: Response, rules: HTTPCacheRules) -> float:
    """Return for how many seconds a private cache may use *answer* without asking.

    RFC 9111, section 4.2.1: ``max-age``, or ``Expires``, or a tenth of the time since the last
    change. The clock of the two dates is the answer's own ``Date``, as the model has no other:
    without it ``Expires`` is over, and the last change is long ago.
    """
    headers = answer.headers
    # PROFILE: an engine takes few statuses to be fresh at all.
    if rules.statuses is not None and answer.status not in rules.statuses:
        return 0
    max_age = cache_directives(headers).get("max-age")
    if max_age is not None:
        return _delta_seconds(max_age)
    date = _http_date(headers.get(b"date"))
    if _expires(headers, rules):
        expires = _http_date(headers.get(b"expires"))
        # What is no date, as `0`, is in the past.
        return 0 if date is None or expires is None else max(0, expires - date)
    modified = _http_date(headers.get(b"last-modified"))
    if answer.status in rules.lasting_statuses:
        return math.inf
    if modified is None or answer.status not in rules.heuristic_statuses:
        return 0
    if date is None:
        return _LONGEST_AGE
    return max(0, (date - modified) / 10)


def age_on_arrival(headers: HeaderList) -> float:
    """Return how old the answer was when it came, in seconds: what caches on the way told.

    RFC 9111, section 5.1.
    """
    return _delta_seconds((headers.get(b"age") or b"0").decode("latin-1"))


def has_explicit_freshness(headers: HeaderList, rules: HTTPCacheRules) -> bool:
    """Tell whether the answer itself says how long it is good for (RFC 9111, section 3)."""
    return _expires(headers, rules) or "max-age" in cache_directives(headers)


def needs_validation(headers: HeaderList, rules: HTTPCacheRules) -> bool:
    """Tell whether the answer itself asks not to be used without asking (RFC 9111, 5.2.2.4)."""
    if "no-cache" in cache_directives(headers):
        return True
    # PROFILE: engines know the older header.
    value = headers.get(b"pragma") if rules.pragma_counts else None
    return value is not None and "no-cache" in map(str.lower, get_decode_and_split(value))


def varying_names(headers: HeaderList) -> frozenset[bytes]:
    """Return the lower-case names of ``Vary``, ``*`` as it is (RFC 9110, section 12.5.5)."""
    value = headers.get(b"vary")
    if value is None:
        return frozenset()
    return frozenset(name.strip(b"\t ").lower() for name in value.split(b",")) - {b""}


def freshen(stored: HeaderList, validation: HeaderList) -> HeaderList:
    """Update the headers of a stored response with those of a 304 (RFC 9111, section 3.2)."""
    pairs = [pair for pair in validation.pairs if pair[0].lower() not in _OF_THE_CONTENT]
    kept = stored.delete([name.lower() for name, _ in pairs])
    return HeaderList((*kept.pairs, *pairs))


#: They belong to the content that is stored, which a 304 does not bring anew.
_OF_THE_CONTENT = frozenset(
    {b"content-encoding", b"content-length", b"content-range", b"content-type"}
)


def _expires(headers: HeaderList, rules: HTTPCacheRules) -> bool:
    if b"expires" not in headers:
        return False
    # PROFILE: an engine leaves out what is no date.
    return rules.invalid_expires_counts or _http_date(headers.get(b"expires")) is not None


def _delta_seconds(text: str) -> float:
    if not (text.isascii() and text.isdigit()):
        return 0
    digits = text.lstrip("0") or "0"
    return min(int(digits), _LONGEST_AGE) if len(digits) <= _MOST_DIGITS else _LONGEST_AGE


def _http_date(value: bytes | None) -> float | None:
    """Parse an HTTP date (RFC 9110, section 5.6.7), leniently; ``None`` if it is none."""
    if value is None or len(value) > _LONGEST_DATE:
        return None
    # Few answers are asked for their dates, and the module is not light.
    from email.utils import mktime_tz, parsedate_tz  # noqa: PLC0415

    try:
        parsed = parsedate_tz(value.decode("latin-1"))
        return None if parsed is None else mktime_tz(parsed)
    except (ValueError, OverflowError, IndexError):
        return None
