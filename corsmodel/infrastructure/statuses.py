"""Statuses (https://fetch.spec.whatwg.org/#statuses)."""

#: https://fetch.spec.whatwg.org/#redirect-status
REDIRECT_STATUSES = frozenset({301, 302, 303, 307, 308})


def is_ok_status(status: int) -> bool:
    """Tell whether *status* is an ok status (https://fetch.spec.whatwg.org/#ok-status)."""
    return 200 <= status <= 299
