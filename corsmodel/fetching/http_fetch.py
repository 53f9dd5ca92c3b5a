"""HTTP fetch (https://fetch.spec.whatwg.org/#http-fetch)."""

from collections.abc import Generator

from corsmodel.fetching.classification import unsafe_names_of
from corsmodel.fetching.cors_check import cors_check
from corsmodel.fetching.cors_preflight_fetch import cors_preflight_fetch
from corsmodel.fetching.fetch_params import Answer, Fetching, FetchParams
from corsmodel.fetching.http_network_or_cache_fetch import (
    http_network_or_cache_fetch,
    keepalive_refusal,
)
from corsmodel.fetching.http_redirect_fetch import (
    http_redirect_fetch,
    is_redirect,
    location_failure,
)
from corsmodel.fetching.network_request import cache_mode_of
from corsmodel.fetching.reasons import (
    CORSCheckFailure,
    CrossOriginResourcePolicy,
    NetworkError,
    RedirectModeError,
    Unanswered,
)
from corsmodel.fetching.tao_check import tao_check
from corsmodel.http_extensions.cross_origin_resource_policy_header import (
    HEADER_NAME,
    cross_origin_resource_policy_check,
)
from corsmodel.infrastructure.exchanges import HTTPRequest
from corsmodel.infrastructure.methods import is_cors_safelisted_method
from corsmodel.infrastructure.origins import TupleOrigin, same_origin
from corsmodel.infrastructure.requests import Request, byte_serialize_request_origin
from corsmodel.infrastructure.responses import InternalResponse
from corsmodel.infrastructure.statuses import REDIRECT_STATUSES
from corsmodel.infrastructure.trace import Decision
from corsmodel.profile import Profile
from corsmodel.standard import Algorithm

HTTP_FETCH = Algorithm("concept-http-fetch")


def http_fetch(fetch_params: FetchParams, *, make_cors_preflight: bool = False) -> Fetching:
    """Ask the server, after a preflight if need be, and check what it answers.

    https://fetch.spec.whatwg.org/#concept-http-fetch
    """
    # 1. 2. The request; no response yet.
    request = fetch_params.request
    decisions = fetch_params.decisions
    # 3. Not modelled (whole): service workers.
    # PROFILE: an engine refuses large keepalive requests before their preflight.
    if fetch_params.profile.keepalive_quota_before_preflight:
        refusal = keepalive_refusal(request, fetch_params.profile)
        if refusal is not None:
            return refusal
    # 4. The network answers.
    # 4.1. A preflight, unless the CORS-preflight cache has what it would give.
    if make_cors_preflight:
        failure = yield from preflight_failure(fetch_params)
        if failure is not None:
            return failure
    # 4.2. Not modelled: service workers.
    # 4.3. The request itself.
    response = yield from http_network_or_cache_fetch(fetch_params)
    if not isinstance(response, InternalResponse):
        return response
    # PROFILE: an engine's network looks at Location before anybody else.
    if fetch_params.profile.location_judged_first:
        misled = location_failure(request, response, fetch_params.profile)
        if misled is not None:
            decisions.append(Decision(misled.step, "network error", (misled.url,)))
            return NetworkError(misled)
    # 4.4. Under CORS, redirects included, the server says who may read.
    if request.response_tainting == "cors":
        check = cors_check(request, response, fetch_params.profile)
        if not isinstance(check, Decision):
            decisions.append(Decision(check.step, "failure", (check.value, check.origin)))
            return NetworkError(check)
        decisions.append(check)
    # 4.5. One hop without permission hides the timing of all.
    tao = tao_check(request, response.header_list)
    decisions.append(tao)
    if tao.outcome == "failure":
        request.timing_allow_failed = True
    # 5. What is not under CORS can still be kept from other origins.
    if request.response_tainting == "opaque":
        corp = cross_origin_resource_policy_check(request.origin, request.client, response)
        decisions.append(corp)
        if corp.outcome == "blocked":
            value = response.header_list.get(HEADER_NAME)
            return NetworkError(
                CrossOriginResourcePolicy(corp.step, b"Cross-Origin-Resource-Policy", value)
            )
    # 6. A redirect.
    manual = request.redirect_mode == "manual" and response.status in REDIRECT_STATUSES
    if manual or is_redirect(response, fetch_params.profile):
        # 6.1. Not modelled: navigations. 6.2. Not modelled: the transport.
        # 6.3. Switch on the redirect mode.
        # 6.3.error. 6.3.error.1. It is not wanted. PROFILE: an engine lets one that leads nowhere
        # pass.
        if request.redirect_mode == "error":
            if fetch_params.profile.redirect_error_needs_location and not _leads_on(response):
                return response
            decisions.append(Decision(HTTP_FETCH["6.3.error.1"], "network error"))
            return NetworkError(
                RedirectModeError(HTTP_FETCH["6.3.error.1"], request.current_url.without_fragment)
            )
        # 6.3.manual. 6.3.manual.2. It is shown as a redirect, and nothing more is said.
        # 6.3.manual.1. Not modelled: navigations.
        if request.redirect_mode == "manual":
            decisions.append(Decision(HTTP_FETCH["6.3.manual.2"], "opaque-redirect"))
            response.type = "opaqueredirect"
            return response
        refusal_of_start = _refusal_of_start(fetch_params, response)
        if refusal_of_start is not None:
            fetch_params.refused_redirect = NetworkError(refusal_of_start)
        # 6.3.follow. 6.3.follow.2. It is followed. 6.3.follow.1. Not modelled: WebDriver BiDi.
        return (yield from http_redirect_fetch(fetch_params, response))
    # 7. The response.
    return response


def preflight_failure(
    fetch_params: FetchParams,
) -> Generator[HTTPRequest, Answer, NetworkError | Unanswered | None]:
    """Get the server's permission from the CORS-preflight cache or by a CORS-preflight fetch.

    Return why there is none, or ``None``: the request may be sent.

    https://fetch.spec.whatwg.org/#concept-http-fetch
    """
    request = fetch_params.request
    headers = request.announced_header_list
    unsafe_names = unsafe_names_of(
        request, request.header_list if headers is None else headers, fetch_params.profile
    )
    if not _is_preflight_needed(fetch_params, unsafe_names):
        fetch_params.decisions.append(Decision(HTTP_FETCH["4.1"], "cached", (unsafe_names,)))
        return None
    fetch_params.decisions.append(Decision(HTTP_FETCH["4.1"], "preflight", (unsafe_names,)))
    # 4.1.1. 4.1.2. Without its consent the request is not sent.
    response = yield from cors_preflight_fetch(fetch_params, unsafe_names)
    return None if isinstance(response, InternalResponse) else response


def _leads_on(response: InternalResponse) -> bool:
    return bool(response.header_list.get(b"location"))


def _refusal_of_start(
    fetch_params: FetchParams, response: InternalResponse
) -> CORSCheckFailure | None:
    """Hold a redirect to the credentials mode that counted for the chain's first URL."""
    request = fetch_params.request
    profile = fetch_params.profile
    # PROFILE: an engine checks redirects once more in this way.
    if (
        profile.redirect_checked_with_credentials_of == "start"
        and request.response_tainting == "cors"
        and request.credentials_mode == "same-origin"
        and same_origin(request.origin, request.url_list[0].origin)
        and _leads_on(response)
    ):
        check = cors_check(request, response, profile, include=True)
        return None if isinstance(check, Decision) else check
    return None


def _is_preflight_needed(fetch_params: FetchParams, unsafe_names: tuple[bytes, ...]) -> bool:
    """Tell whether a permission is missing from the CORS-preflight cache.

    https://fetch.spec.whatwg.org/#concept-http-fetch
    """
    # 4.1. For the method, and for each name.
    request = fetch_params.request
    profile = fetch_params.profile
    cache = fetch_params.preflight_cache
    at = fetch_params.at
    # PROFILE: an engine passes its cache over for some requests.
    cache_mode = cache_mode_of(request, profile)
    tainted = request.redirect_taint != "same-origin" and isinstance(request.origin, TupleOrigin)
    if (
        cache_mode in profile.preflight_cache_bypassed_by
        or (tainted and not profile.preflight_cache_serves_tainted)
        or (
            byte_serialize_request_origin(request) == b"null"
            and not profile.preflight_cache_serves_null
        )
    ):
        return True
    # PROFILE: an engine asks the last answer, and forgets it where it does not suffice.
    if profile.preflight_cache_unit == "answer":
        answer = cache.answer(request, profile)
        if answer is not None and answer.permits(request, unsafe_names, at, profile):
            return False
        fetch_params.preflight_cache = cache.clear(request, profile)
        return True
    # Nothing is permitted where no answer was kept, and something is asked for.
    if not cache.has_entries(request, profile):
        return True
    if _is_method_looked_up(request, profile) and not cache.has_method(
        request, request.method, at, profile
    ):
        return True
    return not all(cache.has_header_name(request, name, at, profile) for name in unsafe_names)


def _is_method_looked_up(request: Request, profile: Profile) -> bool:
    return (
        not is_cors_safelisted_method(request.method)
        # PROFILE: an engine has no need to, for the flag's sake.
        or (request.use_cors_preflight and profile.preflight_flag_needs_method)
        # PROFILE: an engine forgets that HEAD is safelisted.
        or (request.method == b"HEAD" and profile.head_cached)
    )
