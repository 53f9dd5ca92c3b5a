"""Headers that stand in a message several times, as an engine keeps them.

The standard keeps every header and joins the values of one name with a comma and a space when it
is asked for them (https://fetch.spec.whatwg.org/#concept-header-list-get).
"""

from itertools import islice

from corsmodel.infrastructure.headers import HeaderList
from corsmodel.profile import Profile


def received_headers(headers: HeaderList, profile: Profile) -> HeaderList | None:
    """Return the headers of an answer as the browser keeps them, or ``None`` if it refuses it."""
    kept: dict[bytes, tuple[bytes, ...]] = {}
    for name, values in headers.repeated.items():
        # PROFILE: an engine takes an answer that contradicts itself for an attack.
        if name in profile.no_differing_values_names and len(set(values)) > 1:
            return None
        kept[name] = _received(name, values, profile)
    return _with_kept(headers, kept)


def _received(name: bytes, values: tuple[bytes, ...], profile: Profile) -> tuple[bytes, ...]:
    # PROFILE: an engine joins some values otherwise.
    if name in profile.joined_without_space_names:
        return (b",".join(_from_first_that_is_not_empty(values)),)
    # PROFILE: an engine has the first value of some headers only.
    if name in profile.single_value_names:
        return values[:1]
    # PROFILE: an engine skips empty values.
    if not profile.received_empty_values_count:
        return tuple(value for value in values if value) or values[:1]
    return values


def _from_first_that_is_not_empty(values: tuple[bytes, ...]) -> tuple[bytes, ...]:
    start = next((i for i, value in enumerate(values) if value), -1)
    return values[start:]


def is_allow_origin_repeated(headers: HeaderList) -> bool:
    """Tell whether several lines spell ``Access-Control-Allow-Origin`` just so."""
    return sum(name == b"Access-Control-Allow-Origin" for name, _ in headers.pairs) > 1


def sent_headers(headers: HeaderList, profile: Profile, *, with_body: bool) -> HeaderList:
    """Return the headers of a request as the browser sends them, with or without a body."""
    if not profile.single_value_names and not profile.sent_empty_value_erases:
        return headers
    kept = {
        name: _sent(name, values, profile, with_body=with_body)
        for name, values in headers.repeated.items()
    }
    return _with_kept(headers, kept)


def _sent(
    name: bytes, values: tuple[bytes, ...], profile: Profile, *, with_body: bool
) -> tuple[bytes, ...]:
    # PROFILE: an engine has the last value of some headers only.
    if name in profile.single_value_names:
        # The type of a body is the first.
        return values[:1] if with_body and name == b"content-type" else values[-1:]
    # PROFILE: an engine sets an empty value instead of appending it.
    return _behind_last_empty(values) if profile.sent_empty_value_erases else values


def _behind_last_empty(values: tuple[bytes, ...]) -> tuple[bytes, ...]:
    kept: list[bytes] = []
    for value in values:
        if not value:
            kept.clear()
        kept.append(value)
    return tuple(kept[1:] if len(kept) > 1 and not kept[0] else kept)


def _with_kept(headers: HeaderList, kept: dict[bytes, tuple[bytes, ...]]) -> HeaderList:
    """Return the list with the values in *kept*, as many or fewer, in the place of each name's."""
    if not kept:
        return headers
    left = {name: iter(values) for name, values in kept.items()}
    pairs = []
    for name, value in headers.pairs:
        values = left.get(name.lower())
        if values is None:
            pairs.append((name, value))
        else:
            pairs += [(name, one) for one in islice(values, 1)]
    return HeaderList(tuple(pairs))
