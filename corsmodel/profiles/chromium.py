"""Chromium's departures from the standard, as far as they have been seen."""

import attrs

from corsmodel.http_cache_rules import HTTPCacheRules
from corsmodel.profile import STANDARD, Evidence


def _measured(seen: str) -> Evidence:
    return Evidence("chromium-156", "measured", seen)


def _read(seen: str) -> Evidence:
    return Evidence("chromium-2026", "source", seen)


CHROMIUM = attrs.evolve(
    STANDARD,
    name="chromium",
    version="156",
    max_age_syntax="integer",
    max_age_limit=7200,
    preflight_has_cache_mode=True,
    location_bytes_percent_encoded=True,
    no_differing_values_names=frozenset({b"content-disposition", b"content-length", b"location"}),
    authorization_covered_by_wildcard=True,
    preflight_cache_unit="answer",
    preflight_cache_serves_null=False,
    preflight_cache_bypassed_by=frozenset({"no-cache", "no-store", "reload"}),
    preflight_cache_url_limit=1003,
    preflight_cache_untouched_by=frozenset({"no-store"}),
    preflight_cache_cleared_by_failure=False,
    conditional_request_cache_mode="no-cache",
    origin_header_follows_referrer_policy=False,
    origin_header_null_once_cross_origin=True,
    redirect_needs_location=True,
    equal_locations_are_one=True,
    location_judged_first=True,
    url_credentials_for_xhr_only=True,
    preflight_redirect_judged_first=True,
    keepalive_redirect_limit=19,
    authentication_needs_challenge=True,
    host_blanks_encoded=True,
    path_bars_encoded=True,
    opaque_page_restricts_mixed_content=True,
    mixed_cors_pictures_upgraded=True,
    mixed_pictures_upgraded_by_redirects=True,
    keepalive_quota_before_preflight=True,
    range_rewritten=True,
    client_hints_dropped_by_redirects=True,
    ports_let_through=frozenset({4190, 6679}),
    elements_tell_origin=True,
    credentialless_passes_cache_by=True,
    csv_blocked_by_prefix=True,
    data_urls_blocked=False,
    about_blank_fetched=False,
    more_forbidden_request_headers=frozenset({b"user-agent"}),
    upload_listeners_need_body=True,
    blob_type_well_formed=True,
    charset_replaced_in_place=True,
    client_hints_safelisted=True,
    repeated_headers_judged_joined=True,
    range_number_limit=2**63 - 2,
    http_cache=HTTPCacheRules(
        unstored_statuses=frozenset({205, 206, 401, 416}),
        heuristic_statuses=frozenset({200, 203}),
        lasting_statuses=frozenset({300, 301, 308, 410}),
        pragma_counts=True,
        keeps_what_is_never_fresh="all",
        displaced_by_unstored="all",
        range_answers="alike",
        validates_what_varies=True,
        validated_statuses=frozenset({200}),
        statuses_leaving_validated=frozenset({206, 401, 416}),
        forgotten_by_no_store_validation=True,
        invalidated_by="post-delete-patch",
    ),
    evidence=(
        ("max_age_syntax", _measured("+60 lasts a minute, and 2**63 as long as no number")),
        ("max_age_limit", _read("the preflight result caps the age at two hours")),
        (
            "preflight_has_cache_mode",
            _measured("the preflight for no-store has Pragma and Cache-Control"),
        ),
        ("location_bytes_percent_encoded", _measured("the byte E4 in Location becomes %E4")),
        (
            "no_differing_values_names",
            _measured("a 200 with two different values of Location is a network error"),
        ),
        (
            "authorization_covered_by_wildcard",
            _measured("a request with Authorization passes under *"),
        ),
        (
            "preflight_cache_unit",
            _measured("a second answer takes away what only the first one permitted"),
        ),
        ("preflight_cache_serves_null", _measured("a sandboxed page asks before every PUT")),
        (
            "preflight_cache_bypassed_by",
            _measured("each request with these modes has its preflight"),
        ),
        (
            "preflight_cache_url_limit",
            _measured("for a URL of 1004 characters each PUT has its preflight"),
        ),
        (
            "preflight_cache_untouched_by",
            _measured("what a no-store request learns helps no other"),
        ),
        (
            "preflight_cache_cleared_by_failure",
            _measured("a permission outlives an answer that fails the CORS check"),
        ),
        (
            "conditional_request_cache_mode",
            _measured("If-None-Match goes with Cache-Control: max-age=0"),
        ),
        (
            "origin_header_follows_referrer_policy",
            _measured("a no-cors POST under no-referrer tells its origin"),
        ),
        (
            "origin_header_null_once_cross_origin",
            _measured("a no-cors POST that leaves the page's origin by 307 says null"),
        ),
        (
            "redirect_needs_location",
            _measured("a 302 without Location is readable in the mode error"),
        ),
        (
            "equal_locations_are_one",
            _measured("a redirect with the same Location twice is followed"),
        ),
        (
            "location_judged_first",
            _measured("a Location that does not parse fails in the mode manual"),
        ),
        (
            "url_credentials_for_xhr_only",
            _measured("fetch() and elements fail there and XMLHttpRequest goes on"),
        ),
        (
            "preflight_redirect_judged_first",
            _measured("a preflight's redirect is told before its missing header"),
        ),
        (
            "keepalive_redirect_limit",
            _measured("the twentieth redirect of a keepalive request is not followed"),
        ),
        (
            "authentication_needs_challenge",
            _measured("https://user@… is asked once where 401 has no challenge"),
        ),
        ("host_blanks_encoded", _measured("https://a b/ is asked for as https://a%20b/")),
        ("path_bars_encoded", _measured("a|b in a path becomes a%7Cb")),
        (
            "opaque_page_restricts_mixed_content",
            _measured("a sandboxed page from https may not fetch from http"),
        ),
        (
            "mixed_cors_pictures_upgraded",
            _measured("an anonymous picture from http is asked of https on a page from https"),
        ),
        (
            "mixed_pictures_upgraded_by_redirects",
            _measured("a picture's redirect to http://192.0.2.1/ is asked of https"),
        ),
        (
            "keepalive_quota_before_preflight",
            _measured("nothing is sent for a keepalive PUT of 70000 bytes"),
        ),
        ("range_rewritten", _measured("Range: bytes=00-01 arrives as bytes=0-1")),
        (
            "client_hints_dropped_by_redirects",
            _measured("DPR is gone behind a redirect to another origin"),
        ),
        ("ports_let_through", _measured("requests to these ports are sent")),
        (
            "elements_tell_origin",
            _measured("an anonymous picture of the page's origin has an Origin"),
        ),
        (
            "credentialless_passes_cache_by",
            _measured("Cache-Control: no-cache is on a no-cors request"),
        ),
        ("csv_blocked_by_prefix", _measured("a script of the type text/csv-schema does not run")),
        ("data_urls_blocked", _measured("a script from data:image/png runs")),
        ("about_blank_fetched", _measured("about:blank is a scheme that is not supported")),
        ("more_forbidden_request_headers", _measured("a User-Agent set by script is dropped")),
        ("upload_listeners_need_body", _measured("a GET with an upload listener has no preflight")),
        ("blob_type_well_formed", _measured("a blob of the type x goes without Content-Type")),
        ("charset_replaced_in_place", _measured("charset=' utf-8' becomes charset=' UTF-8'")),
        ("client_hints_safelisted", _measured("DPR: 1.5 needs no preflight and DPR: a needs one")),
        (
            "repeated_headers_judged_joined",
            _measured("two Accept values of 100 bytes need a preflight"),
        ),
        (
            "range_number_limit",
            _measured("bytes=9223372036854775806- is safelisted, one more is not"),
        ),
        (
            "http_cache",
            _measured(
                "a second request, after 66 statuses, 7 methods, each mode, shows what was stored"
            ),
        ),
    ),
)
