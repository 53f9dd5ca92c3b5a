"""Firefox's departures from the standard, as far as they have been seen."""

import attrs

from corsmodel.http_cache_rules import HTTPCacheRules
from corsmodel.profile import STANDARD, Evidence

_SINGLE_VALUE_NAMES = frozenset(
    {
        b"authorization",
        b"content-disposition",
        b"content-length",
        b"content-type",
        b"from",
        b"host",
        b"if-modified-since",
        b"if-unmodified-since",
        b"location",
        b"max-forwards",
        b"proxy-authorization",
        b"referer",
        b"user-agent",
    }
)

#: Besides three errors, all redirects but the five that are followed.
_UNSTORED_STATUSES = frozenset({205, 300, 304, 305, 306, *range(309, 400), 408, 425, 429})

#: What was seen in Firefox 153, by the field that says it.
_SEEN = {
    "max_age_invalid": "answers with abc, 10x or -1 are never reused",
    "max_age_limit": "the age is capped at one day digit by digit",
    "max_age_zero_counts": "a permission outlives a later answer with Access-Control-Max-Age: 0",
    "refreshed_age_starts_over": "a refreshed permission of 5 s serves 4 s after that",
    "wildcard_cached": "each PUT under Access-Control-Allow-Methods: * is preflighted",
    "credentials_cached_apart": "a PUT without credentials is preflighted after one with them",
    "head_cached": "a HEAD with X-A is preflighted again unless HEAD was listed",
    "preflight_flag_needs_method": (
        "upload listeners cause one preflight, run out or not, and PUT needs to be listed"
    ),
    "simple_failure_clears_cache": (
        "after a GET that failed the CORS check, a PUT is preflighted again"
    ),
    "refused_redirect_clears_cache_of_its_url": (
        "a PUT that is redirected to mixed content is preflighted each time"
    ),
    "repeated_allow_origin_line_refused": (
        "an empty and a right Access-Control-Allow-Origin fail; in lower case they pass"
    ),
    "preflight_has_cache_mode": (
        "the OPTIONS of a request with the cache mode no-cache says max-age=0 too"
    ),
    "conditional_xhr_past_cache": (
        "an XMLHttpRequest with If-None-Match has no Cache-Control, a fetch() has"
    ),
    "preflight_origin_tainted": (
        "after two origins the Origin of OPTIONS is the page's and that of PUT null"
    ),
    "own_preflight_checked": (
        "back at the page's origin, an OPTIONS is answered without CORS headers"
    ),
    "method_judged_first": (
        "a bad Access-Control-Allow-Headers is reported only where the method is allowed"
    ),
    "removed_headers_stay_removed": (
        "Authorization, removed at a first redirect, is sent again behind a second one"
    ),
    "redirects_stay_preflighted": "the GET that a PUT becomes behind 303 is preflighted",
    "location_bytes_percent_encoded": "the bytes C3 A4 in Location are asked for as %C3%A4",
    "xhr_body_type_apart": (
        "a Blob with a type of 132 bytes, sent by XMLHttpRequest, is not asked for"
    ),
    "exposed_wildcard_before_failure": "Access-Control-Expose-Headers: *, a b exposes every header",
    "origin_hidden_without_referrer": (
        "a no-cors POST whose referrer is the empty string says Origin: null"
    ),
    "received_empty_values_count": 'the values "" and 1 of X-A are read as 1',
    "sent_empty_value_erases": 'the values 1, "" and 2 of X-A are sent as 2',
    "single_value_names": "of two values of Authorization the second is sent",
    "host_characters_refused": 'https://a*b and https://a"b are no URLs',
    "host_characters_without_connection": (
        "a host with an exclamation mark, a tilde or one of ten others leads to no request"
    ),
    "base64_data_url_blanks_dropped": (
        "data: text/plain ;base64 ,eHg= is data:text/plain;base64,eHg= in response.url"
    ),
    "keepalive_body_limit": "a keepalive request with a body of 70000 bytes is sent",
    "no_differing_values_names": (
        "an answer with two different values of Location is a network error"
    ),
    "joined_without_space_names": "the types a/b and c/d are read as a/b,c/d",
    "authorization_covered_by_wildcard": "a request with Authorization passes under *",
    "preflight_cache_origin": (
        "what a request learns behind redirects serves the page's other requests"
    ),
    "preflight_cache_bypassed_by": (
        "a second PUT with the cache mode no-store or reload is preflighted again"
    ),
    "authentication_needs_challenge": (
        "an XMLHttpRequest to a URL with a user name sends one request that is answered 401"
    ),
    "opaque_page_restricts_mixed_content": "a sandboxed page from https fetches nothing from http",
    "pictures_from_addresses_upgraded": "an <img> from http://192.0.2.1 is asked for by https",
    "csv_blocked_by_prefix": "a script of the type text/csv-schema does not load",
    "data_urls_blocked": "a script from data:image/png,x loads",
    "about_blank_in_any_case": "about:BLANK is fetched as about:blank is",
    "charset_parameters_replaced_when_sent": (
        "text/plain; charset=UTF8 is sent as text/plain; charset=UTF-8, its blank included"
    ),
    "bytes_beyond_ascii_unsafe": "Accept with the byte E9 is preflighted",
    "content_type_parameters_parsed": "text/plain;a=b; is preflighted, and text/plain x;a=b is not",
    "range_number_limit": "bytes=18446744073709551616- is preflighted, and one byte less is not",
    "unsafe_names_repeated": "three headers X-A are asked for as x-a,x-a,x-a",
    "safelist_value_size_limit": "nine values of Accept with 128 bytes each go without a preflight",
    "http_cache": (
        "a second request, after 66 statuses, 7 methods, each mode, shows what was stored"
    ),
}
#: The fields that are known from the source, because a test would take a day.
_READ = {"max_age_limit"}

FIREFOX = attrs.evolve(
    STANDARD,
    name="firefox",
    version="153",
    max_age_invalid=None,
    max_age_limit=86400,
    max_age_zero_counts=False,
    refreshed_age_starts_over=True,
    wildcard_cached=False,
    credentials_cached_apart=True,
    head_cached=True,
    preflight_flag_needs_method=False,
    simple_failure_clears_cache=True,
    refused_redirect_clears_cache_of_its_url=True,
    repeated_allow_origin_line_refused=True,
    preflight_has_cache_mode=True,
    conditional_xhr_past_cache=False,
    preflight_origin_tainted=False,
    own_preflight_checked=False,
    method_judged_first=True,
    removed_headers_stay_removed=False,
    redirects_stay_preflighted=True,
    location_bytes_percent_encoded=True,
    xhr_body_type_apart=True,
    exposed_wildcard_before_failure=True,
    origin_hidden_without_referrer=True,
    received_empty_values_count=False,
    sent_empty_value_erases=True,
    single_value_names=_SINGLE_VALUE_NAMES,
    host_characters_refused=frozenset('"*'),
    host_characters_without_connection=frozenset("!&'(),;=`{}~"),
    base64_data_url_blanks_dropped=True,
    keepalive_body_limit=None,
    no_differing_values_names=frozenset({b"content-disposition", b"content-length", b"location"}),
    joined_without_space_names=frozenset({b"content-type"}),
    authorization_covered_by_wildcard=True,
    preflight_cache_origin="page",
    preflight_cache_bypassed_by=frozenset({"no-store", "reload"}),
    authentication_needs_challenge=True,
    opaque_page_restricts_mixed_content=True,
    pictures_from_addresses_upgraded=True,
    csv_blocked_by_prefix=True,
    data_urls_blocked=False,
    about_blank_in_any_case=True,
    charset_parameters_replaced_when_sent=True,
    bytes_beyond_ascii_unsafe=True,
    content_type_parameters_parsed=False,
    range_number_limit=2**64 - 1,
    unsafe_names_repeated=True,
    safelist_value_size_limit=None,
    http_cache=HTTPCacheRules(
        keyed_by_credentials=True,
        keyed_by_image=True,
        unstored_statuses=_UNSTORED_STATUSES,
        statuses=frozenset({200, 203, 204, 206, 301, 302, 303, 307, 308, 410}),
        lasting_statuses=frozenset({410}),
        pragma_counts=True,
        keeps_what_is_never_fresh="all",
        statuses_kept_if_told=frozenset({303}),
        keeps_redirects_to_nowhere=False,
        displaced_by_unstored="all",
        get_serves_head=False,
        validates_what_varies=True,
        validated_statuses=frozenset(range(200, 300)),
        statuses_leaving_validated=frozenset({303, 408, 425, 429}),
        forgotten_by_no_store_validation=True,
        invalidated_by_own_origin_only=True,
        invalidated_by_errors=True,
    ),
    evidence=tuple(
        (field, Evidence("firefox-153", "source" if field in _READ else "measured", seen))
        for field, seen in _SEEN.items()
    ),
)
