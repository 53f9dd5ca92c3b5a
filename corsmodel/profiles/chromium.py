"""Chromium's departures from the standard, as far as they have been seen."""

import attrs

from corsmodel.profile import STANDARD, Evidence, HTTPCacheRules

CHROMIUM = attrs.evolve(
    STANDARD,
    name="chromium",
    version="156",
    max_age_negative=0,
    max_age_limit=7200,
    authorization_covered_by_wildcard=True,
    http_cache=HTTPCacheRules(
        heuristic_statuses=frozenset({200, 203, 206, 300, 301, 308, 410}),
        lasting_redirects=frozenset({301, 308}),
        keeps_what_is_never_fresh=True,
        validates_what_varies=True,
        invalidated_by="post-delete-patch",
    ),
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
        (
            "http_cache",
            Evidence(
                "chromium-156",
                "measured",
                "a second request, after 33 statuses, 7 methods, each mode, shows what was stored",
            ),
        ),
    ),
)
