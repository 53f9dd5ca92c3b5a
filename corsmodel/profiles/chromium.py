"""Chromium's departures from the standard, as far as they have been seen."""

import attrs

from corsmodel.profile import STANDARD, Evidence

CHROMIUM = attrs.evolve(
    STANDARD,
    name="chromium",
    version="156",
    max_age_negative=0,
    max_age_limit=7200,
    authorization_covered_by_wildcard=True,
    evidence=(
        (
            "max_age_negative",
            Evidence("chromium-156", "measured", "an answer with -1 is asked for again at once"),
        ),
        (
            "max_age_limit",
            Evidence("chromium-2026", "source", "the preflight result caps the age at two hours"),
        ),
        (
            "authorization_covered_by_wildcard",
            Evidence("chromium-156", "measured", "a request with Authorization passes under *"),
        ),
    ),
)
