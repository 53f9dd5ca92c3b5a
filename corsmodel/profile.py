"""What makes one browser differ from the standard, as data.

The algorithms never ask which browser they play: they read a field of the profile. The default of
each field is the Fetch Standard, so ``Profile()`` is the standard itself.
"""

from typing import Literal

import attrs


@attrs.frozen
class Evidence:
    """How a departure from the standard became known."""

    #: The engine and its version, for instance ``chromium-156``.
    engine: str
    #: ``measured`` (seen by driving the engine) or ``source`` (read in its source).
    how: str
    #: What was seen, in one sentence.
    seen: str


@attrs.frozen
class Profile:
    """One browser's departures from the standard; ages are in seconds."""

    name: str = "standard"
    #: The version of the engine that the fields describe; for the standard, the pinned commit.
    version: str = "586cd2a"

    #: CORS-preflight fetch step 7.9: the max-age of an answer that has none.
    max_age_default: int = 5
    #: CORS-preflight fetch step 7.9: the max-age where the header's value is not a number.
    #: ``None`` means that such an answer leaves nothing in the CORS-preflight cache.
    max_age_invalid: int | None = 5
    #: CORS-preflight fetch step 7.9: the max-age where the value is a negative number, which the
    #: standard's grammar does not know. ``None`` means that it counts as any invalid value.
    max_age_negative: int | None = None
    #: CORS-preflight fetch step 7.8: how the header's value is read, as the standard's digits or as
    #: an integer of 64 bits with a sign, which may have blanks of any kind around it.
    max_age_syntax: Literal["digits", "integer"] = "digits"
    #: CORS-preflight fetch step 7.10: the imposed limit on max-age; ``None`` is no limit.
    max_age_limit: int | None = None

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
    #: HTTP fetch step 4.1: whether requests that send the origin ``null`` (opaque origins, and
    #: redirects that taint) look into the CORS-preflight cache.
    preflight_cache_serves_null: bool = True
    #: HTTP fetch step 4.1: the cache modes whose requests do not look into the CORS-preflight
    #: cache.
    preflight_cache_bypassed_by: frozenset[str] = frozenset()
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
    #: CORS-preflight fetch step 1: whether the preflight has the cache mode of the request to come.
    preflight_has_cache_mode: bool = False

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
    #: Location URL step 3: whether bytes beyond ASCII are percent-encoded as they are. In the
    #: standard each is a code point, which UTF-8 makes into two bytes.
    location_bytes_kept: bool = False
    #: HTTP-redirect fetch steps 5 and 6: whether a ``Location`` that does not parse fails before
    #: the CORS check and in every redirect mode, and one that leads to a scheme which the browser
    #: itself serves before the CORS check.
    location_judged_first: bool = False
    #: HTTP-redirect fetch step 10: whether ``fetch()`` follows to a URL with a user name or a
    #: password where CORS is not at play.
    fetch_follows_to_credentials_in_own_origin: bool = True
    #: CORS-preflight fetch step 8: whether a redirect fails before the CORS check.
    preflight_redirect_judged_first: bool = False

    #: The URL parser: whether ``|`` in the path of an HTTP(S) URL is percent-encoded.
    path_bars_encoded: bool = False
    #: Should fetching request be blocked as mixed content: whether a page of an opaque origin
    #: counts by the URL that it came from.
    opaque_page_restricts_mixed_content: bool = False

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

    #: Scheme fetch step 3.about: whether there is a response to ``about:blank``.
    about_blank_fetched: bool = True

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

    #: CORS-safelisted request-header step 2.otherwise: whether the client hints of old are
    #: safelisted, each with values of its kind, and ``Intervention`` with any.
    client_hints_safelisted: bool = False
    #: CORS-unsafe request-header names step 4: whether the values of one name are judged as one,
    #: joined.
    repeated_headers_judged_joined: bool = False

    #: CORS-unsafe request-header byte: whether the bytes above 0x7F are unsafe as well.
    bytes_beyond_ascii_unsafe: bool = False

    #: CORS-safelisted request-header step 2.content-type.2: whether a ``Content-Type`` is parsed as
    #: a MIME type. Otherwise its essence is cut out (:func:`.mime_types.scan_essence`).
    content_type_parameters_parsed: bool = True

    #: CORS-safelisted request-header step 2.range.1: the largest number that a safelisted ``Range``
    #: has; ``None`` is no limit.
    range_number_limit: int | None = None

    #: CORS-safelisted request-header step 2.range.1: whether the unit ``bytes`` may have any case.
    range_unit_in_any_case: bool = False

    #: CORS-unsafe request-header names step 6: whether ``Access-Control-Request-Headers`` has a
    #: name as often as the script appended it, and not once.
    unsafe_names_repeated: bool = False

    #: CORS-unsafe request-header names step 5: how many bytes all safelisted values may have
    #: together before their names count as unsafe; ``None`` means that no sum is formed.
    safelist_value_size_limit: int | None = 1024

    #: Where each departure comes from: field name → evidence. Never read by the algorithms.
    evidence: tuple[tuple[str, Evidence], ...] = attrs.field(default=(), eq=False, repr=False)


#: The Fetch Standard itself.
STANDARD = Profile()
