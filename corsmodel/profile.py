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
    #: Create a new cache entry step 1: whose origin an entry has, that which the request sends
    #: (``null`` behind some redirects) or always the page's.
    preflight_cache_origin: Literal["request", "page"] = "request"
    #: HTTP fetch step 4.1: whether requests whose redirect-taint is not ``same-origin`` look into
    #: the CORS-preflight cache.
    preflight_cache_serves_tainted: bool = True
    #: HTTP fetch step 4.1: the cache modes whose requests do not look into the CORS-preflight
    #: cache.
    preflight_cache_bypassed_by: frozenset[str] = frozenset()
    #: Main fetch step 12.request-s-use-cors-preflight-flag.3: whether a network error clears the
    #: CORS-preflight cache entries of the request.
    preflight_cache_cleared_by_failure: bool = True

    #: CORS-preflight fetch steps 7 and 8: whether the answer's status is looked at before the CORS
    #: check, and so is what is told of an answer that fails both.
    preflight_status_judged_first: bool = False
    #: CORS-preflight fetch steps 7.5 to 7.7: whether what an answer permits is kept for later
    #: requests even if it does not permit this one.
    refusing_preflight_answer_kept: bool = False

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
