"""Firefox's departures from the standard, as far as they have been seen."""

import attrs

from corsmodel.profile import STANDARD, Evidence, HTTPCacheRules

FIREFOX = attrs.evolve(
    STANDARD,
    name="firefox",
    version="153",
    max_age_invalid=None,
    max_age_limit=86400,
    authorization_covered_by_wildcard=True,
    bytes_beyond_ascii_unsafe=True,
    content_type_parameters_parsed=False,
    range_number_limit=2**64 - 1,
    unsafe_names_repeated=True,
    safelist_value_size_limit=None,
    http_cache=HTTPCacheRules(
        keyed_by_credentials=True,
        keyed_by_image=True,
        statuses=frozenset({200, 203, 204, 206, 301, 302, 307, 308, 410}),
        heuristic_statuses=frozenset({200, 203, 204, 206, 301, 302, 307, 308, 410}),
        keeps_what_is_never_fresh=True,
        get_serves_head=False,
        validates_what_varies=True,
        invalidated_by_own_origin_only=True,
        invalidated_by_errors=True,
    ),
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
            "bytes_beyond_ascii_unsafe",
            Evidence("firefox-153", "measured", "Accept with the byte E9 is preflighted"),
        ),
        (
            "content_type_parameters_parsed",
            Evidence(
                "firefox-153",
                "measured",
                "text/plain;a=b; is preflighted, and text/plain x;a=b is not",
            ),
        ),
        (
            "range_number_limit",
            Evidence(
                "firefox-153",
                "measured",
                "bytes=18446744073709551616- is preflighted, and one byte less is not",
            ),
        ),
        (
            "unsafe_names_repeated",
            Evidence("firefox-153", "measured", "three headers X-A are asked for as x-a,x-a,x-a"),
        ),
        (
            "safelist_value_size_limit",
            Evidence("firefox-2026", "source", "each header is judged alone, no sum is formed"),
        ),
        (
            "http_cache",
            Evidence(
                "firefox-153",
                "measured",
                "a second request, after 33 statuses, 7 methods, each mode, shows what was stored",
            ),
        ),
    ),
)
