"""What makes one browser differ from the standard, as data.

The algorithms never ask which browser they play: they read a field of the profile. The default of
each field is the Fetch Standard, so ``Profile()`` is the standard itself.
"""

from typing import Literal, NamedTuple

import attrs

from corsmodel.http_cache_rules import HTTPCacheRules
from corsmodel.values import Value


class Evidence(NamedTuple):
    """How a departure from the standard became known."""

    #: The engine and its version, for instance ``chromium-156``.
    engine: str
    #: ``measured`` (seen by driving the engine) or ``source`` (read in its source).
    how: str
    #: What was seen, in one sentence.
    seen: str


# A process has few profiles, so slots would save less than their making costs.
@attrs.frozen(eq=False, repr=False, kw_only=True, slots=False)
class Profile(Value):
    """One browser's departures from the standard; ages are in seconds."""

    name: str = "standard"
    #: The version of the engine that the fields describe; for the standard, the pinned commit.
    version: str = "586cd2a"

    #: CORS-preflight fetch step 7.9: the max-age of an answer that has none.
    max_age_default: int = 5
    #: CORS-preflight fetch step 7.9: the max-age where the header's value is not a number.
    #: ``None`` means that such an answer leaves nothing in the CORS-preflight cache.
    max_age_invalid: int | None = 5
    #: CORS-preflight fetch step 7.8: how the header's value is read, as the standard's digits or as
    #: an integer of 64 bits with a sign, which may have blanks of any kind around it; a negative
    #: one leaves nothing that lasts.
    max_age_syntax: Literal["digits", "integer"] = "digits"
    #: CORS-preflight fetch step 7.10: the imposed limit on max-age; ``None`` is no limit.
    max_age_limit: int | None = None

    #: CORS-preflight fetch step 7.14: whether an answer whose max-age is 0 has a say about what is
    #: in the cache already.
    max_age_zero_counts: bool = True
    #: CORS-preflight fetch steps 7.12 and 7.14: whether the age of an entry that is refreshed
    #: counts from then, and not from when it was made.
    refreshed_age_starts_over: bool = False
    #: Method and header-name cache entry match: whether a cached ``*`` stands for what is asked.
    wildcard_cached: bool = True
    #: Cache entry match: whether what was permitted without credentials and with them is kept
    #: apart, so that neither serves the other.
    credentials_cached_apart: bool = False
    #: HTTP fetch step 4.1: whether ``HEAD`` has to be in the cache like methods that are not
    #: safelisted.
    head_cached: bool = False
    #: HTTP fetch step 4.1 and CORS-preflight fetch step 7.4: whether the use-CORS-preflight flag is
    #: about the method. Otherwise any earlier answer of the URL does, run out or not.
    preflight_flag_needs_method: bool = True
    #: Main fetch step 12.otherwise: whether a failure withdraws what earlier preflights permitted
    #: even if the request needed none itself.
    simple_failure_clears_cache: bool = False
    #: Main fetch step 12.request-s-use-cors-preflight-flag.3: whether a redirect to a bad port or
    #: to mixed content clears the entries of the URL that redirects.
    refused_redirect_clears_cache_of_its_url: bool = False

    #: CORS check step 4: whether two lines that spell ``Access-Control-Allow-Origin`` just so fail
    #: whatever they say.
    repeated_allow_origin_line_refused: bool = False
    #: CORS-preflight fetch step 1: whether the CORS-preflight request has the cache mode of the
    #: request, and thus ``Cache-Control`` and ``Pragma``.
    preflight_has_cache_mode: bool = False
    #: HTTP-network-or-cache fetch step 8.16: whether an XMLHttpRequest with conditional headers
    #: goes past the cache, as a ``fetch()`` with them does.
    conditional_xhr_past_cache: bool = True
    #: CORS-preflight fetch step 1: whether the CORS-preflight request names, and its answer
    #: permits, the origin of the request, ``null`` after some redirects. Otherwise the page's.
    preflight_origin_tainted: bool = True
    #: CORS-preflight fetch step 7: whether a preflight to the page's own origin, where redirects
    #: led back to it, is held to the CORS check.
    own_preflight_checked: bool = True
    #: CORS-preflight fetch steps 7.2 to 7.7: whether ``Access-Control-Allow-Headers`` is looked at
    #: only when the method is allowed.
    method_judged_first: bool = False

    #: HTTP-redirect fetch steps 12.2 and 13: whether what these steps remove stays removed.
    #: Otherwise each redirect starts from the method and the headers of the script: what its step
    #: 12 would remove for that method is not sent, what it removes for the method that there is by
    #: now is not asked for, and a preflight is made for any of the script's headers.
    removed_headers_stay_removed: bool = True
    #: Main fetch step 12: whether a redirect of a request that was preflighted is preflighted
    #: whatever it has become.
    redirects_stay_preflighted: bool = False
    #: Location URL step 3: whether bytes beyond ASCII in ``Location`` are percent-encoded as they
    #: are, and not read as code points first.
    location_bytes_percent_encoded: bool = False

    #: XMLHttpRequest, send(): whether the type that a body brings along is kept apart from the
    #: headers. It is then judged whatever its size, asked for behind every redirect, and sent only
    #: with the body.
    xhr_body_type_apart: bool = False
    #: Main fetch step 14.1.1: whether a ``*`` in ``Access-Control-Expose-Headers`` counts for
    #: ``fetch()`` although something behind it does not parse.
    exposed_wildcard_before_failure: bool = False
    #: Append a request Origin header step 4.1: whether a request without a referrer hides its
    #: origin as one with the referrer policy ``no-referrer`` does.
    origin_hidden_without_referrer: bool = False
    #: Header list get: whether an empty value counts where an answer has a header several times.
    received_empty_values_count: bool = True
    #: Header list get: whether an empty value in a request takes the place of those before it.
    sent_empty_value_erases: bool = False
    #: Header list get: names that have one value: of several, the last is sent, and the first of an
    #: answer is read.
    single_value_names: frozenset[bytes] = frozenset()
    #: The host parser: further characters that a domain may not have.
    host_characters_refused: frozenset[str] = frozenset()
    #: HTTP-network fetch step 7: the characters that keep a domain from being looked up, so that
    #: there is no connection.
    host_characters_without_connection: frozenset[str] = frozenset()
    #: The URL parser: whether blanks in a ``data:`` URL whose data is base64 are dropped.
    base64_data_url_blanks_dropped: bool = False
    #: HTTP-network-or-cache fetch step 8.10.5: how many bytes the body of a keepalive request has
    #: at most; ``None`` is no limit.
    keepalive_body_limit: int | None = 64 * 1024
    #: HTTP-network fetch step 8: names that spoil an answer which has them with different values.
    no_differing_values_names: frozenset[bytes] = frozenset()
    #: Header list get: names whose values in an answer are joined by a comma alone, from the first
    #: that is not empty on.
    joined_without_space_names: frozenset[bytes] = frozenset()

    #: CORS-preflight fetch step 7.6 and header-name cache entry match: whether ``*`` in
    #: ``Access-Control-Allow-Headers`` also covers ``Authorization``.
    authorization_covered_by_wildcard: bool = False

    #: CORS-preflight fetch steps 7.12 to 7.15: whether the CORS-preflight cache keeps each
    #: permission as an entry of its own, or only the last answer with all that it permits, which
    #: goes when a request asks for more than that.
    preflight_cache_unit: Literal["permission", "answer"] = "permission"
    #: Header-name cache entry match: whether ``*`` in a kept answer covers ``Authorization``;
    #: read only where answers are kept.
    authorization_covered_by_remembered_wildcard: bool = False
    #: Create a new cache entry step 1: whose origin an entry has, that which the request sends
    #: (``null`` behind some redirects) or always the page's.
    preflight_cache_origin: Literal["request", "page"] = "request"
    #: HTTP fetch step 4.1: whether requests that send the origin ``null`` (opaque origins, and
    #: redirects that taint) look into the CORS-preflight cache.
    preflight_cache_serves_null: bool = True
    #: HTTP fetch step 4.1: whether requests of pages with an origin look into the CORS-preflight
    #: cache where redirects have made that origin ``null``.
    preflight_cache_serves_tainted: bool = True
    #: HTTP fetch step 4.1: the cache modes whose requests do not look into the CORS-preflight
    #: cache.
    preflight_cache_bypassed_by: frozenset[str] = frozenset()
    #: CORS-preflight fetch step 7.11: how long the URL of a request is that leaves something in it;
    #: ``None`` is no limit.
    preflight_cache_url_limit: int | None = None
    #: CORS-preflight fetch step 7.11: the cache modes whose requests leave nothing in it.
    preflight_cache_untouched_by: frozenset[str] = frozenset()
    #: Main fetch step 12.request-s-use-cors-preflight-flag.3: whether a network error clears the
    #: CORS-preflight cache entries of the request.
    preflight_cache_cleared_by_failure: bool = True

    #: CORS-preflight fetch steps 7 and 8: whether the answer's status is looked at before the CORS
    #: check, and so is what is told of an answer that fails both.
    preflight_status_judged_first: bool = False
    #: CORS-preflight fetch steps 7.5 to 7.7: whether what an answer permits is kept for later
    #: requests even if it does not permit this one.
    refusing_preflight_answer_kept: bool = False

    #: HTTP-network-or-cache fetch step 8.16: the cache mode of requests on which the script set a
    #: conditional header.
    conditional_request_cache_mode: Literal["no-store", "no-cache"] = "no-store"

    #: Append a request `Origin` header step 4.1: whether the referrer policy can hide the origin
    #: of requests that are not under CORS.
    origin_header_follows_referrer_policy: bool = True
    #: Append a request `Origin` header step 4.1: whether the header of requests that are not under
    #: CORS is ``null`` once a redirect led to another origin, be it from the page's own.
    origin_header_null_once_cross_origin: bool = False

    #: HTTP fetch step 6: whether an answer is a redirect only with a ``Location`` that is not
    #: empty, except in the redirect mode ``manual``.
    redirect_needs_location: bool = False
    #: Location URL step 2: whether several ``Location`` headers with one value count as one.
    equal_locations_are_one: bool = False
    #: HTTP-redirect fetch step 5: whether a ``Location`` that does not parse fails before the CORS
    #: check and in every redirect mode.
    location_judged_first: bool = False
    #: HTTP-redirect fetch step 10, and elements: whether only ``XMLHttpRequest`` asks for URLs with
    #: a user name or a password. An element under CORS leaves them out of its own URL.
    url_credentials_for_xhr_only: bool = False
    #: CORS-preflight fetch step 8: whether a redirect fails before the CORS check.
    preflight_redirect_judged_first: bool = False

    #: HTTP-redirect fetch step 7: how many redirects a keepalive request follows at most.
    keepalive_redirect_limit: int = 20
    #: HTTP-network-or-cache fetch step 15: whether the user name and password of a URL are sent
    #: only after an answer that challenges with ``WWW-Authenticate``.
    authentication_needs_challenge: bool = False
    #: The host parser: whether blanks and ``*`` in a domain are percent-encoded, where the standard
    #: fails and lets be.
    host_blanks_encoded: bool = False
    #: The URL parser: whether ``|`` in the path of an HTTP(S) URL is percent-encoded.
    path_bars_encoded: bool = False
    #: Should fetching request be blocked as mixed content: whether a page of an opaque origin
    #: counts by the URL that it came from.
    opaque_page_restricts_mixed_content: bool = False
    #: Upgrade a mixed content request: whether a picture from an address is asked for by https too.
    pictures_from_addresses_upgraded: bool = False
    #: Upgrade a mixed content request: whether pictures under CORS are upgraded as well.
    mixed_cors_pictures_upgraded: bool = False
    #: HTTP-redirect fetch step 12: whether a picture's URL is upgraded before the origins are
    #: compared, and where its host is an address as well.
    mixed_pictures_upgraded_by_redirects: bool = False

    #: HTTP-network-or-cache fetch step 8.10.5: whether a keepalive request with too much to send is
    #: refused before its preflight, and not behind it.
    keepalive_quota_before_preflight: bool = False
    #: HTTP-network-or-cache fetch step 8.24: whether the ``Range`` of a GET request that does not
    #: pass the HTTP cache by is written anew.
    range_rewritten: bool = False

    #: HTTP-redirect fetch step 13: whether the client hints of old are dropped where a redirect
    #: leads to another origin than the page's.
    client_hints_dropped_by_redirects: bool = False
    #: Should fetching request be blocked due to a bad port: bad ports that are not blocked.
    ports_let_through: frozenset[int] = frozenset()

    #: Append a request `Origin` header step 3: whether elements under CORS send the header to the
    #: page's own origin as well.
    elements_tell_origin: bool = False
    #: HTTP-network-or-cache fetch step 8.4: whether requests that go without credentials because of
    #: the embedder policy ``credentialless`` have the cache mode ``reload``.
    credentialless_passes_cache_by: bool = False
    #: Should response to request be blocked due to its MIME type step 4: whether a type that only
    #: begins with ``text/csv`` is blocked.
    csv_blocked_by_prefix: bool = False
    #: Main fetch step 20: whether the answers of ``data:`` URLs can be blocked for their type.
    data_urls_blocked: bool = True

    #: Scheme fetch step 3.about: whether there is a response to ``about:blank``.
    about_blank_fetched: bool = True
    #: Scheme fetch step 3.about: whether ``blank`` may have any case.
    about_blank_in_any_case: bool = False

    #: Forbidden request-header step 1: names that scripts may not set either, in lower case.
    more_forbidden_request_headers: frozenset[bytes] = frozenset()
    #: XMLHttpRequest's send(): whether upload listeners ask for a preflight only where there is a
    #: body.
    upload_listeners_need_body: bool = False
    #: XMLHttpRequest's send(): whether a blob's type has to be a well-formed media type to become
    #: the ``Content-Type``.
    blob_type_well_formed: bool = False
    #: XMLHttpRequest's send(): whether UTF-8 replaces each charset in the script's ``Content-Type``
    #: as text. In the standard the type is parsed and serialized.
    charset_replaced_in_place: bool = False
    #: XMLHttpRequest's send(): whether UTF-8 comes into the script's ``Content-Type`` only when it
    #: is sent, so that it is judged as written, and with ``URLSearchParams`` replaces all that is
    #: behind ``charset=`` in a parameter.
    charset_parameters_replaced_when_sent: bool = False

    #: CORS-safelisted request-header step 2.otherwise: whether the client hints of old are
    #: safelisted, each with values of its kind, and ``Intervention`` with any.
    client_hints_safelisted: bool = False
    #: CORS-unsafe request-header names step 4: whether the values of one name are judged as one,
    #: joined.
    repeated_headers_judged_joined: bool = False

    #: CORS-unsafe request-header byte: whether the bytes above 0x7F are unsafe as well.
    bytes_beyond_ascii_unsafe: bool = False

    #: CORS-safelisted request-header step 2.content-type.2: whether a ``Content-Type`` is parsed as
    #: a MIME type. Otherwise its essence is cut out (``mime_types.scan_essence``).
    content_type_parameters_parsed: bool = True

    #: CORS-safelisted request-header step 2.range.1: the largest number that a safelisted ``Range``
    #: has; ``None`` is no limit.
    range_number_limit: int | None = None

    #: CORS-safelisted request-header step 2.range.1: how the numbers of a ``Range`` are read, as
    #: digits or as integers, which may have a plus sign, and vertical tabs and form feeds around.
    range_number_syntax: Literal["digits", "integer"] = "digits"
    #: CORS-safelisted request-header step 2.range.1: whether the unit ``bytes`` may have any case.
    range_unit_in_any_case: bool = False

    #: CORS-unsafe request-header names step 6: whether ``Access-Control-Request-Headers`` has a
    #: name as often as the script appended it, and not once.
    unsafe_names_repeated: bool = False

    #: CORS-unsafe request-header names step 5: how many bytes all safelisted values may have
    #: together before their names count as unsafe; ``None`` means that no sum is formed.
    safelist_value_size_limit: int | None = 1024

    #: HTTP-network-or-cache fetch steps 8.24 to 11.5: the HTTP cache.
    http_cache: HTTPCacheRules = HTTPCacheRules()
    #: HTTP fetch step 6: further statuses that are redirects where there is a ``Location`` that is
    #: not empty.
    more_redirect_statuses: frozenset[int] = frozenset()
    #: HTTP fetch step 6.3.error: whether only a redirect with a ``Location`` that is not empty is
    #: refused, and any other is a response.
    redirect_error_needs_location: bool = False
    #: HTTP fetch step 4.4: whose credentials mode the CORS check of a redirect counts with, that of
    #: the hop or that of the chain's first URL: a request that sends credentials to the page's own
    #: origin only, and starts there, then needs the consent to credentials of each redirect.
    redirect_checked_with_credentials_of: Literal["hop", "start"] = "hop"
    #: Location URL step 2: whether several ``Location`` headers are joined to one.
    locations_joined: bool = False
    #: Location URL step 3: whether an empty value is failure, and not the same URL again.
    empty_location_fails: bool = False
    #: HTTP-redirect fetch step 12: whether a redirect to another origin makes ``GET`` of
    #: ``DELETE``.
    delete_becomes_get_across_origins: bool = False

    #: HTTP-redirect fetch step 12.2: whether the headers about a body, once removed, come back at
    #: the next redirect that leaves the method as it is; outside CORS only at 307 and 308, and
    #: there only ``Content-Type``.
    removed_body_headers_return: bool = False
    #: Main fetch step 12, HTTP fetch step 4.1: whether preflights are for all headers that the
    #: script set, also those that redirects have removed.
    preflights_are_for_removed_headers: bool = False
    #: Main fetch step 7, HTTP-redirect fetch step 9: whether a redirect that gets a preflight is
    #: held to be mixed content, to go to a bad port or, from the page's own origin, to have a user
    #: name or a password, only behind it.
    redirects_refused_behind_preflight: bool = False
    #: CORS-preflight fetch step 2: whether the preflight has the script's ``User-Agent``.
    preflight_has_user_agent: bool = False

    #: Append a request `Origin` header steps 3 and 4: outside CORS, whether the header is found
    #: anew at each redirect; otherwise it is carried on within an origin, and is the serialized
    #: request's origin whatever the referrer policy where another one is asked.
    origin_header_found_anew: bool = True
    #: HTTP-network-or-cache fetch step 8.3: where a ``no-cors`` request that sends credentials to
    #: the page's own origin only is judged, at each hop or at the chain's first URL.
    no_cors_credentials_of: Literal["hop", "start"] = "hop"
    #: Scheme fetch step 3.data: whether the quota of keepalive requests holds for data: URLs too.
    keepalive_quota_for_data_urls: bool = False
    #: HTTP-network-or-cache fetch steps 8.17 and 8.18: whether a redirect under CORS to another
    #: origin than the last has ``Cache-Control`` and ``Pragma`` as well.
    cache_headers_across_origins: bool = True
    #: HTTP-network-or-cache fetch step 8: whether header values are sent in UTF-8, each byte that
    #: the script gave taken for a code point.
    header_values_sent_as_utf8: bool = False
    #: HTTP-network fetch step 8: whether percent-escapes in the path and the query of a URL are
    #: sent, and then shown, in their normal form: in upper case, or decoded where none is needed.
    escapes_normalized: bool = False
    #: HTTP-network fetch step 8: whether each byte of an answer's header values that is not part of
    #: UTF-8 is replaced by the UTF-8 of U+FFFD.
    header_values_repaired_as_utf8: bool = False

    #: Main fetch step 7: whether mixed content includes http from the loopback.
    loopback_is_mixed_content: bool = False
    #: Main fetch step 12.request-s-mode-is-no-cors.1: whether data: URLs, too, need the redirect
    #: mode ``follow`` in the mode ``no-cors``.
    data_urls_need_redirect_mode_follow: bool = False
    #: Main fetch step 12: whether a request under CORS loses the user name and the password in its
    #: URL, which the response then has without them.
    credentials_leave_cors_urls: bool = False
    #: Main fetch step 14.1.2: response headers that ``*`` exposes even where credentials are
    #: included.
    headers_exposed_by_any_wildcard: frozenset[bytes] = frozenset()

    #: Request constructor step 37.4: whether the type of a body passes the guard of a ``no-cors``
    #: request, safelisted or not.
    body_type_passes_no_cors_guard: bool = False
    #: XMLHttpRequest's send(): whether the type of a blob is sent only if it parses as a MIME type.
    xhr_blob_type_must_parse: bool = False

    #: XMLHttpRequest's send(): whether ``URLSearchParams`` give their type to GET and HEAD, which
    #: have no body.
    url_parameters_type_without_body: bool = False

    #: Where each departure comes from: field name → evidence. Never read by the algorithms.
    evidence: tuple[tuple[str, Evidence], ...] = attrs.field(default=(), eq=False, repr=False)


#: The Fetch Standard itself.
STANDARD = Profile()
