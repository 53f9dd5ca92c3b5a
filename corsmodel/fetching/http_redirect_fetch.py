"""HTTP-redirect fetch (https://fetch.spec.whatwg.org/#http-redirect-fetch)."""

from typing import Literal

from corsmodel.fetching.fetch_params import Fetching, FetchParams, at_once
from corsmodel.fetching.mixed_content import upgraded
from corsmodel.fetching.reasons import (
    InvalidLocation,
    NetworkError,
    RedirectCredentials,
    RedirectScheme,
    RedirectStreamBody,
    TooManyRedirects,
    URLRefused,
)
from corsmodel.infrastructure.clients import REFERRER_POLICIES
from corsmodel.infrastructure.engine_urls import parse_url_as
from corsmodel.infrastructure.header_names import (
    CLIENT_HINT_NAMES,
    CORS_NON_WILDCARD_REQUEST_HEADER_NAMES,
    REQUEST_BODY_HEADER_NAMES,
)
from corsmodel.infrastructure.header_values import FAILURE, Failure
from corsmodel.infrastructure.headers import HeaderList
from corsmodel.infrastructure.origins import same_origin
from corsmodel.infrastructure.requests import Request, redirect_taint
from corsmodel.infrastructure.responses import InternalResponse
from corsmodel.infrastructure.statuses import REDIRECT_STATUSES
from corsmodel.infrastructure.trace import Decision
from corsmodel.infrastructure.urls import URL
from corsmodel.profile import STANDARD, Profile
from corsmodel.standard import Algorithm

HTTP_REDIRECT_FETCH = Algorithm("concept-http-redirect-fetch")
_MOST_REDIRECTS = 20


def http_redirect_fetch(fetch_params: FetchParams, response: InternalResponse) -> Fetching:
    """Follow a redirect: check where it leads, change the request, fetch again.

    https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
    """
    # 1. 2. The request; the response has no filter yet.
    request = fetch_params.request
    decisions = fetch_params.decisions
    # 3. Where the redirect leads.
    profile = fetch_params.profile
    location_url = response_location_url(response, request.current_url.fragment, profile)
    # 4. Nowhere: it is a response like any other.
    if location_url is None:
        decisions.append(Decision(HTTP_REDIRECT_FETCH["4"], "response"))
        return at_once(response)
    refusal = _refusal(request, response, location_url, profile)
    # PROFILE: an engine follows such a redirect of the page's own origin up to the next preflight.
    if (
        isinstance(refusal, RedirectCredentials)
        and isinstance(location_url, URL)
        and request.response_tainting != "cors"
        and profile.redirects_refused_behind_preflight
    ):
        fetch_params.refused_redirect = NetworkError(refusal)
        location_url = location_url.with_credentials("", "")
    elif refusal is not None:
        decisions.append(Decision(refusal.step, "network error", (location_url,)))
        return at_once(NetworkError(refusal))
    assert location_url is not FAILURE  # noqa: S101 - step 5 refused it
    # PROFILE: an engine upgrades a picture's URL before it compares origins.
    if profile.mixed_pictures_upgraded_by_redirects and request.destination == "image":
        location_url = upgraded(request, location_url, profile, by_redirect=True)
    # 8. One more redirect.
    request.redirect_count += 1
    decisions.append(Decision(HTTP_REDIRECT_FETCH["8"], "redirect", (location_url,)))
    _change_request(request, response.status, location_url, profile)
    # 15. 16. 17. Not modelled: timing.
    # 18. The new current URL.
    request.url_list.append(location_url)
    request.redirect_taint = redirect_taint(request)
    # 19. The redirect can set a referrer policy.
    policy = _referrer_policy(response.header_list)
    if policy:
        request.referrer_policy = policy
    # 20. 21. Not modelled (whole): navigations, so recursive is true.
    # 22. Fetch again.
    return fetch_params.main_fetch(fetch_params, recursive=True)


def redirect_of(decision: Decision, *, refused: bool = False) -> URL | None:
    """Return the URL that a decision of a trace redirects to, or *refused* for its scheme."""
    if decision.step != HTTP_REDIRECT_FETCH["6" if refused else "8"]:
        return None
    url = decision.because[0]
    return url if isinstance(url, URL) else None


def is_redirect(response: InternalResponse, profile: Profile) -> bool:
    """Tell whether the answer's status makes it a redirect.

    https://fetch.spec.whatwg.org/#concept-http-fetch
    """
    leads_on = bool(response.header_list.get(b"location"))
    # PROFILE: an engine also asks for a Location that is not empty.
    if response.status in REDIRECT_STATUSES:
        return leads_on or not profile.redirect_needs_location
    # PROFILE: another knows more statuses, where there is one.
    return leads_on and response.status in profile.more_redirect_statuses


def location_failure(
    request: Request, response: InternalResponse, profile: Profile, *, preflight: bool = False
) -> URLRefused | None:
    """Find what makes an engine's network fail over ``Location``, before anything else is judged.

    The standard comes to the same errors later (https://fetch.spec.whatwg.org/#concept-http-redirect-fetch).
    """
    if not is_redirect(response, profile):
        return None
    location_url = response_location_url(response, request.current_url.fragment, profile)
    if location_url is FAILURE:
        value = (response.header_list.get(b"location") or b"").decode("latin-1")
        return InvalidLocation(HTTP_REDIRECT_FETCH["5"], value, preflight=preflight)
    return None


def response_location_url(
    response: InternalResponse, request_fragment: str | None, profile: Profile = STANDARD
) -> URL | Literal[Failure.FAILURE] | None:
    """Return where *response* redirects to: null without a Location, failure where it is none.

    https://fetch.spec.whatwg.org/#concept-response-location-url
    """
    # 1. Not modelled: it is called for redirect statuses only.
    # 2. One header at most. Its bytes are not held against the grammar of RFC 3986: neither the
    # platform tests nor any engine do, and the URL parser judges them next.
    values = response.header_list.get_all(b"location")
    if not values:
        return None
    # PROFILE: an engine takes equal ones for one, another joins them.
    if len(values) > 1:
        if profile.locations_joined:
            values = (b", ".join(values),)
        elif not (profile.equal_locations_are_one and len(set(values)) == 1):
            return FAILURE
    # PROFILE: an engine does not take the empty string for a URL.
    if values[0] == b"" and profile.empty_location_fails:
        return FAILURE
    # 3. Relative to the URL that answered. PROFILE: an engine keeps bytes beyond ASCII as they are.
    text = values[0].decode("latin-1")
    if profile.location_bytes_percent_encoded and not text.isascii():
        text = "".join(c if c.isascii() else f"%{ord(c):02X}" for c in text)
    location = parse_url_as(text, response.url_list[-1], profile)
    if location is None:
        return FAILURE
    # 4. A fragment is handed on to a URL that has none.
    if location.fragment is None and request_fragment is not None:
        location = location.with_fragment(request_fragment)
    # 5. Done.
    return location


def _refusal(
    request: Request,
    response: InternalResponse,
    location_url: URL | Literal[Failure.FAILURE],
    profile: Profile,
) -> URLRefused | None:
    """Find the first reason not to follow.

    https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
    """
    step = HTTP_REDIRECT_FETCH
    # 5. It is no URL.
    if location_url is FAILURE:
        value = response.header_list.get(b"location") or b""
        return InvalidLocation(step["5"], value.decode("latin-1"))
    address = location_url.without_fragment
    # 6. Redirects stay within HTTP.
    if not location_url.is_http_s:
        return RedirectScheme(step["6"], address)
    # 7. The 21st is one too many.
    # PROFILE: an engine stops earlier where the request may outlive its page.
    most = profile.keepalive_redirect_limit if request.keepalive else _MOST_REDIRECTS
    if request.redirect_count == most:
        return TooManyRedirects(step["7"], address)
    # 9. No credentials in a URL of another origin under CORS.
    if (
        request.mode == "cors"
        and location_url.includes_credentials
        and not same_origin(request.origin, location_url.origin)
    ):
        return RedirectCredentials(step["9"], address)
    # 10. Nor back into the page's own origin.
    if request.response_tainting == "cors" and location_url.includes_credentials:
        return RedirectCredentials(step["10"], address)
    # PROFILE: an engine follows to such a URL for XMLHttpRequest only.
    if (
        profile.url_credentials_for_xhr_only
        and request.initiator != "xmlhttprequest"
        and location_url.includes_credentials
    ):
        return RedirectCredentials(step["10"], address)
    # 11. A stream is gone once it is sent.
    if response.status != 303 and request.body is not None and request.body.source_is_null:
        return RedirectStreamBody(step["11"], address)
    return None


def _change_request(request: Request, status: int, location_url: URL, profile: Profile) -> None:
    """Change method, body and headers as the status and the new URL ask.

    https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
    """
    removed: frozenset[bytes] = frozenset()
    # PROFILE: an engine starts from the script's method and headers each time.
    starts_over = not profile.removed_headers_stay_removed
    script_method, script_headers = request.script or (request.method, request.header_list)
    across_origins = not same_origin(request.current_url.origin, location_url.origin)
    # 12. Where a form's POST becomes a GET. PROFILE: an engine makes one of DELETE as well.
    becomes_get = _becomes_get(status, request.method)
    if profile.delete_becomes_get_across_origins and across_origins and request.method == b"DELETE":
        request.method = b"GET"
        request.body = None
    # What earlier redirects removed. PROFILE: an engine brings some of that back.
    if request.script is not None and not starts_over:
        removed = frozenset(script_headers.names) - frozenset(request.header_list.names)
        if profile.removed_body_headers_return and not becomes_get:
            if goes_under_cors(request, location_url):
                removed -= REQUEST_BODY_HEADER_NAMES
            elif status in {307, 308}:
                removed -= {b"content-type"}
    if becomes_get:
        # 12.1. 12.2. Without a body, and without the headers that describe one.
        request.method = b"GET"
        request.body = None
        removed |= REQUEST_BODY_HEADER_NAMES
    # 13. A secret for one origin is not for the next.
    if across_origins:
        removed |= CORS_NON_WILDCARD_REQUEST_HEADER_NAMES
    # PROFILE: an engine takes hints for hints of its own, which are for the page's origin.
    if profile.client_hints_dropped_by_redirects and not same_origin(
        request.origin, location_url.origin
    ):
        removed |= CLIENT_HINT_NAMES
    if starts_over:
        request.script = script_method, script_headers
        request.announced_header_list = script_headers.delete(removed)
        if _becomes_get(status, script_method):
            removed |= REQUEST_BODY_HEADER_NAMES
    # PROFILE: an engine's preflights are for all that the script set.
    elif profile.preflights_are_for_removed_headers:
        request.script = script_method, script_headers
        request.announced_header_list = script_headers
    if request.body_type is not None and request.body is None:
        # PROFILE: an engine sends the type of a body with the body only.
        removed |= {b"content-type"}
    request.header_list = script_headers.delete(removed)
    # 14. Not modelled: bodies, which are sent again from their source.


def _becomes_get(status: int, method: bytes) -> bool:
    """Tell whether a redirect with *status* makes a GET of a request with *method*.

    https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
    """
    # 12. A form's POST, and after 303 everything that has an effect.
    return (status in {301, 302} and method == b"POST") or (
        status == 303 and method not in {b"GET", b"HEAD"}
    )


def goes_under_cors(request: Request, location_url: URL) -> bool:
    """Tell whether CORS is at play where a redirect leads."""
    return request.mode == "cors" and (
        request.response_tainting == "cors" or not same_origin(request.origin, location_url.origin)
    )


def _referrer_policy(headers: HeaderList) -> str:
    """Read ``Referrer-Policy``: the last word that is a policy.

    https://w3c.github.io/webappsec-referrer-policy/#parse-referrer-policy-from-header
    """
    policy = ""
    for token in (headers.get(b"referrer-policy") or b"").split(b","):
        word = token.strip(b"\t ").decode("latin-1").lower()
        if word in REFERRER_POLICIES and word:
            policy = word
    return policy
