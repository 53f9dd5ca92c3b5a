"""WebKit's departures from the standard, as far as they have been seen (in WebKitGTK)."""

import attrs

from corsmodel.profile import STANDARD, Evidence, HTTPCacheRules

WEBKIT = attrs.evolve(
    STANDARD,
    name="webkit",
    version="2.50",
    max_age_negative=0,
    max_age_syntax="integer",
    max_age_limit=600,
    authorization_covered_by_wildcard=True,
    preflight_cache_unit="answer",
    authorization_covered_by_remembered_wildcard=True,
    preflight_cache_cleared_by_failure=False,
    preflight_status_judged_first=True,
    refusing_preflight_answer_kept=True,
    range_number_limit=2**64 - 1,
    range_unit_in_any_case=True,
    safelist_value_size_limit=None,
    http_cache=HTTPCacheRules(
        statuses=frozenset(
            {
                200,
                201,
                202,
                203,
                204,
                205,
                206,
                300,
                301,
                302,
                303,
                307,
                403,
                404,
                405,
                410,
                414,
                501,
            }
        ),
        heuristic_statuses=frozenset({200, 203, 204, 206, 300, 301, 404, 405, 410, 414, 501}),
        lasting_redirects=frozenset({301}),
        get_serves_head=False,
        invalidated_by="not-get",
        invalidated_by_errors=True,
        only_if_cached_asks_the_server=True,
    ),
    evidence=(
        (
            "max_age_negative",
            Evidence("webkitgtk-2.50", "measured", "an answer with -1 is asked for again at once"),
        ),
        (
            "max_age_syntax",
            Evidence(
                "webkitgtk-2.50",
                "measured",
                "after six seconds +60 still holds, and a number of 20 digits does not",
            ),
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
            "preflight_cache_unit",
            Evidence(
                "webkitgtk-2.50",
                "measured",
                "after a preflight for PATCH the one for PUT is made again",
            ),
        ),
        (
            "authorization_covered_by_remembered_wildcard",
            Evidence(
                "webkitgtk-2.50",
                "measured",
                "a second request with Authorization under * needs no preflight",
            ),
        ),
        (
            "preflight_cache_cleared_by_failure",
            Evidence(
                "webkitgtk-2.50",
                "measured",
                "after a PUT whose answer fails the CORS check the next one needs no preflight",
            ),
        ),
        (
            "preflight_status_judged_first",
            Evidence(
                "webkitgtk-2.50",
                "measured",
                "of an answer 404 without Access-Control-Allow-Origin the console tells the status",
            ),
        ),
        (
            "refusing_preflight_answer_kept",
            Evidence(
                "webkitgtk-2.50",
                "measured",
                "after a refused PUT a GET whose header that answer allows needs no preflight",
            ),
        ),
        (
            "range_number_limit",
            Evidence(
                "webkitgtk-2.50",
                "measured",
                "bytes=18446744073709551616- is preflighted, and one byte less is not",
            ),
        ),
        (
            "range_unit_in_any_case",
            Evidence("webkitgtk-2.50", "measured", "Bytes=0-1 is sent without a preflight"),
        ),
        (
            "safelist_value_size_limit",
            Evidence("webkit-2026", "source", "each header is judged alone, no sum is formed"),
        ),
        (
            "http_cache",
            Evidence(
                "webkitgtk-2.50",
                "measured",
                "a second request, after 33 statuses, 7 methods, each mode, shows what was stored",
            ),
        ),
    ),
)
