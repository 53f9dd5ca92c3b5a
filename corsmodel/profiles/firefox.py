"""Firefox's departures from the standard, as far as they have been seen."""

import attrs

from corsmodel.profile import STANDARD, Evidence

FIREFOX = attrs.evolve(
    STANDARD,
    name="firefox",
    version="153",
    max_age_invalid=None,
    max_age_limit=86400,
    authorization_covered_by_wildcard=True,
    safelist_value_size_limit=None,
    evidence=(
        (
            "max_age_invalid",
            Evidence("firefox-153", "measured", "answers with abc, 10x or -1 are never reused"),
        ),
        (
            "max_age_limit",
            Evidence("firefox-2026", "source", "the age is capped at one day digit by digit"),
        ),
        (
            "authorization_covered_by_wildcard",
            Evidence("firefox-153", "measured", "a request with Authorization passes under *"),
        ),
        (
            "safelist_value_size_limit",
            Evidence("firefox-2026", "source", "each header is judged alone, no sum is formed"),
        ),
    ),
)
