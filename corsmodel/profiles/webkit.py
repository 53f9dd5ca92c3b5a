"""WebKit's departures from the standard, as far as they have been seen (in WebKitGTK)."""

import attrs

from corsmodel.profile import STANDARD, Evidence

WEBKIT = attrs.evolve(
    STANDARD,
    name="webkit",
    version="2.50",
    max_age_negative=0,
    max_age_limit=600,
    authorization_covered_by_wildcard=True,
    safelist_value_size_limit=None,
    evidence=(
        (
            "max_age_negative",
            Evidence("webkitgtk-2.50", "measured", "an answer with -1 is asked for again at once"),
        ),
        (
            "max_age_limit",
            Evidence("webkit-2026", "source", "the preflight result cache caps at ten minutes"),
        ),
        (
            "authorization_covered_by_wildcard",
            Evidence("webkitgtk-2.50", "measured", "a request with Authorization passes under *"),
        ),
        (
            "safelist_value_size_limit",
            Evidence("webkit-2026", "source", "each header is judged alone, no sum is formed"),
        ),
    ),
)
