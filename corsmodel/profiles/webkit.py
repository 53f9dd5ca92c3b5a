"""WebKit's departures from the standard, as far as they have been seen (in WebKitGTK)."""

import attrs

from corsmodel.http_cache_rules import HTTPCacheRules
from corsmodel.profile import STANDARD, Evidence

_HEURISTIC_STATUSES = frozenset({200, 203, 204, 206, 300, 301, 404, 405, 410, 414, 501})
#: What is stored only if it says how long it is fresh.
_POTENTIALLY_FRESH = frozenset({201, 202, 205, 302, 303, 307, 403, 406, 415})


def _measured(seen: str) -> Evidence:
    return Evidence("webkitgtk-2.50", "measured", seen)


WEBKIT = attrs.evolve(
    STANDARD,
    name="webkit",
    version="2.50",
    max_age_syntax="integer",
    max_age_limit=600,
    preflight_flag_needs_method=False,
    redirects_stay_preflighted=True,
    authorization_covered_by_wildcard=True,
    preflight_cache_unit="answer",
    authorization_covered_by_remembered_wildcard=True,
    preflight_cache_serves_tainted=False,
    preflight_cache_cleared_by_failure=False,
    preflight_status_judged_first=True,
    refusing_preflight_answer_kept=True,
    authentication_needs_challenge=True,
    opaque_page_restricts_mixed_content=True,
    keepalive_quota_before_preflight=True,
    elements_tell_origin=True,
    about_blank_fetched=False,
    repeated_headers_judged_joined=True,
    range_number_limit=2**64 - 1,
    range_number_syntax="integer",
    range_unit_in_any_case=True,
    http_cache=HTTPCacheRules(
        unstored_statuses=frozenset(),
        statuses=_POTENTIALLY_FRESH | _HEURISTIC_STATUSES,
        heuristic_statuses=_HEURISTIC_STATUSES,
        lasting_statuses=frozenset({301, 410}),
        invalid_expires_counts=False,
        pragma_counts=True,
        keeps_what_is_never_fresh="none",
        displaced_by_unstored="final",
        range_answers="apart",
        validates_redirects=False,
        get_serves_head=False,
        invalidated_by="not-get",
        invalidated_by_errors=True,
        only_if_cached_asks_the_server=True,
    ),
    more_redirect_statuses=frozenset(range(309, 400)),
    redirect_error_needs_location=True,
    redirect_checked_with_credentials_of="start",
    locations_joined=True,
    empty_location_fails=True,
    delete_becomes_get_across_origins=True,
    removed_body_headers_return=True,
    preflights_are_for_removed_headers=True,
    redirects_refused_behind_preflight=True,
    preflight_has_user_agent=True,
    origin_header_found_anew=False,
    no_cors_credentials_of="start",
    keepalive_quota_for_data_urls=True,
    cache_headers_across_origins=False,
    header_values_sent_as_utf8=True,
    escapes_normalized=True,
    header_values_repaired_as_utf8=True,
    loopback_is_mixed_content=True,
    data_urls_need_redirect_mode_follow=True,
    credentials_leave_cors_urls=True,
    headers_exposed_by_any_wildcard=frozenset({b"accept"}),
    body_type_passes_no_cors_guard=True,
    xhr_blob_type_must_parse=True,
    url_parameters_type_without_body=True,
    evidence=(
        (
            "max_age_syntax",
            _measured("after six seconds +60 still holds, and a number of 20 digits does not"),
        ),
        (
            "max_age_limit",
            Evidence("webkit-2026", "source", "the preflight result cache caps at ten minutes"),
        ),
        (
            "preflight_flag_needs_method",
            _measured("a PUT with upload listeners fails where no method is allowed"),
        ),
        (
            "redirects_stay_preflighted",
            _measured("the GET that a PUT becomes behind 303 is preflighted"),
        ),
        (
            "authorization_covered_by_wildcard",
            _measured("a request with Authorization passes under *"),
        ),
        (
            "preflight_cache_unit",
            _measured("after a preflight for PATCH the one for PUT is made again"),
        ),
        (
            "authorization_covered_by_remembered_wildcard",
            _measured("a second request with Authorization under * needs no preflight"),
        ),
        (
            "preflight_cache_serves_tainted",
            _measured("each request that redirects taint is preflighted"),
        ),
        (
            "preflight_cache_cleared_by_failure",
            _measured(
                "after a PUT whose answer fails the CORS check the next one needs no preflight"
            ),
        ),
        (
            "preflight_status_judged_first",
            _measured(
                "of an answer 404 without Access-Control-Allow-Origin the console tells the status"
            ),
        ),
        (
            "refusing_preflight_answer_kept",
            _measured(
                "after a refused PUT a GET whose header that answer allows needs no preflight"
            ),
        ),
        (
            "authentication_needs_challenge",
            _measured("after 401 without WWW-Authenticate the credentials of the URL are not sent"),
        ),
        (
            "opaque_page_restricts_mixed_content",
            _measured("a sandboxed page from https gets nothing from http"),
        ),
        (
            "keepalive_quota_before_preflight",
            _measured("a keepalive PUT of 70000 bytes is refused without a preflight"),
        ),
        (
            "elements_tell_origin",
            _measured("an img with crossorigin sends Origin to its own origin"),
        ),
        ("about_blank_fetched", _measured("about:blank fails in the mode no-cors as well")),
        (
            "repeated_headers_judged_joined",
            _measured("two values of Accept with 100 bytes each are preflighted"),
        ),
        (
            "range_number_limit",
            _measured("bytes=18446744073709551616- is preflighted, and one byte less is not"),
        ),
        ("range_number_syntax", _measured("bytes=+0-1 is sent without a preflight")),
        ("range_unit_in_any_case", _measured("Bytes=0-1 is sent without a preflight")),
        (
            "http_cache",
            _measured(
                "after 66 statuses, 7 methods, each mode, a second request shows what was stored"
            ),
        ),
        ("more_redirect_statuses", _measured("a 399 with a Location is followed")),
        (
            "redirect_error_needs_location",
            _measured("under the redirect mode error a 302 without Location is a response"),
        ),
        (
            "redirect_checked_with_credentials_of",
            _measured("a redirect behind one from the own origin is denied where * is allowed"),
        ),
        ("locations_joined", _measured("two headers Location: /a lead to /a,%20/a")),
        ("empty_location_fails", _measured("a 302 with an empty Location is a network error")),
        (
            "delete_becomes_get_across_origins",
            _measured("a 307 to another origin makes a GET of DELETE"),
        ),
        (
            "removed_body_headers_return",
            _measured("the second redirect behind a POST has its Content-Type again"),
        ),
        (
            "preflights_are_for_removed_headers",
            _measured("behind 303 a preflight asks for the Content-Type of the POST"),
        ),
        (
            "redirects_refused_behind_preflight",
            _measured("a redirect of a PUT to http is preflighted on a page from https"),
        ),
        (
            "preflight_has_user_agent",
            _measured("a preflight has the User-Agent that the script set"),
        ),
        (
            "origin_header_found_anew",
            _measured("a 303 within the own origin carries the Origin of the POST on"),
        ),
        (
            "no_cors_credentials_of",
            _measured(
                "a no-cors request redirected from shop.example to www.shop.example has the cookie"
            ),
        ),
        (
            "keepalive_quota_for_data_urls",
            _measured("a keepalive POST of 70000 bytes to data:,x is refused"),
        ),
        (
            "cache_headers_across_origins",
            _measured("a redirect under CORS to another origin has no Pragma"),
        ),
        ("header_values_sent_as_utf8", _measured("the byte E9 in a header arrives as C3 A9")),
        ("escapes_normalized", _measured("a%41%2f is asked for as aA%2F, and responseURL says so")),
        (
            "header_values_repaired_as_utf8",
            _measured("the byte E9 in an answer is read as EF BF BD"),
        ),
        (
            "loopback_is_mixed_content",
            _measured("http://localhost is blocked on a page from https"),
        ),
        (
            "data_urls_need_redirect_mode_follow",
            _measured("data:, fails with the modes no-cors and manual"),
        ),
        (
            "credentials_leave_cors_urls",
            _measured("responseURL has no user name behind a request to another origin"),
        ),
        (
            "headers_exposed_by_any_wildcard",
            _measured("with credentials * exposes Accept and nothing else"),
        ),
        (
            "body_type_passes_no_cors_guard",
            _measured("a no-cors request sends the type application/json of a blob"),
        ),
        (
            "xhr_blob_type_must_parse",
            _measured("XMLHttpRequest sends no Content-Type for a blob of the type x"),
        ),
        (
            "url_parameters_type_without_body",
            _measured("a GET with URLSearchParams has their Content-Type"),
        ),
    ),
)
