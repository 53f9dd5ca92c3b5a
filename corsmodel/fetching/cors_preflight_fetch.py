"""CORS-preflight fetch (https://fetch.spec.whatwg.org/#cors-preflight-fetch)."""

import attrs

from corsmodel.fetching.cors_check import cors_check
from corsmodel.fetching.fetch_params import Fetching, FetchParams
from corsmodel.fetching.http_network_or_cache_fetch import (
    http_network_or_cache_fetch,
)
from corsmodel.fetching.http_redirect_fetch import is_redirect, location_failure
from corsmodel.fetching.network_request import cache_mode_of
from corsmodel.fetching.reasons import (
    AuthorizationNotAllowed,
    HeaderNotAllowed,
    InvalidAllowHeaders,
    InvalidAllowMethods,
    MethodNotAllowed,
    NetworkError,
    NetworkErrorReason,
    PreflightRedirect,
    PreflightStatus,
)
from corsmodel.http_extensions.cors_protocol import (
    ACCESS_CONTROL_ALLOW_HEADERS,
    ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_REQUEST_HEADERS,
    ACCESS_CONTROL_REQUEST_METHOD,
    ALLOW_HEADERS,
    ALLOW_METHODS,
    MAX_AGE,
    extract_max_age,
    extract_tokens,
)
from corsmodel.infrastructure.header_names import CORS_NON_WILDCARD_REQUEST_HEADER_NAMES
from corsmodel.infrastructure.header_values import FAILURE, parse_integer
from corsmodel.infrastructure.headers import HeaderList
from corsmodel.infrastructure.methods import is_cors_safelisted_method
from corsmodel.infrastructure.origins import same_origin
from corsmodel.infrastructure.requests import Request
from corsmodel.infrastructure.responses import InternalResponse
from corsmodel.infrastructure.statuses import is_ok_status
from corsmodel.infrastructure.trace import Decision
from corsmodel.profile import Profile
from corsmodel.standard import Algorithm

CORS_PREFLIGHT_FETCH = Algorithm("cors-preflight-fetch-0")


def cors_preflight_fetch(fetch_params: FetchParams, unsafe_names: tuple[bytes, ...]) -> Fetching:
    """Ask the server whether it takes the request, and keep its consent for later requests.

    *unsafe_names* are the CORS-unsafe request-header names of the request, determined already.

    https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
    """
    request = fetch_params.request
    profile = fetch_params.profile
    # PROFILE: an engine's preflights do not see that redirects tainted the origin.
    if not profile.preflight_origin_tainted and request.redirect_taint != "same-origin":
        request = attrs.evolve(request, redirect_taint="same-origin")
    response = yield from _ask(fetch_params, request, unsafe_names)
    if not isinstance(response, InternalResponse):
        return response
    # PROFILE: an engine's network looks at Location before anybody else.
    if profile.location_judged_first:
        failure = location_failure(request, response, profile, preflight=True)
        if failure is not None:
            return _fail(fetch_params, failure)
    # PROFILE: an engine looks at the status first, another one whether it is a redirect.
    if (profile.preflight_status_judged_first and not is_ok_status(response.status)) or (
        profile.preflight_redirect_judged_first and is_redirect(response, profile)
    ):
        return _fail(fetch_params, _status_failure(response, profile))
    # 7. The answer passes the CORS check, made for the request itself and so with its credentials
    # mode, and has an ok status. The standard asks for both at once; the check is told first.
    # PROFILE: an engine checks no answer of the page's own origin.
    if profile.own_preflight_checked or not same_origin(request.origin, request.current_url.origin):
        check = cors_check(request, response, profile, preflight=True)
        if not isinstance(check, Decision):
            return _fail(fetch_params, check)
        fetch_params.decisions.append(check)
    # 8. Otherwise it fails.
    if not is_ok_status(response.status):
        return _fail(fetch_params, _status_failure(response, profile))
    permissions = _permissions(request, response.header_list, profile)
    if not isinstance(permissions, tuple):
        return _fail(fetch_params, permissions)
    methods, header_names = permissions
    refusal = _refusal(request, methods, header_names, unsafe_names, profile)
    # PROFILE: an engine keeps what such an answer does permit.
    if refusal is None or profile.refusing_preflight_answer_kept:
        _keep(fetch_params, response.header_list, methods, header_names)
    if refusal is not None:
        return _fail(fetch_params, refusal)
    # 7.16. Done.
    fetch_params.decisions.append(
        Decision(CORS_PREFLIGHT_FETCH["7.16"], "success", (methods, header_names))
    )
    return response


def _keep(
    fetch_params: FetchParams,
    headers: HeaderList,
    methods: tuple[bytes, ...],
    header_names: tuple[bytes, ...],
) -> None:
    """Put what the answer permits into the CORS-preflight cache.

    https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
    """
    request = fetch_params.request
    max_age = _max_age(headers, fetch_params.profile)
    # 7.11. The model provides for a cache. PROFILE: an engine leaves some answers out of it.
    profile = fetch_params.profile
    limit = profile.preflight_cache_url_limit
    untouched = request.cache_mode in profile.preflight_cache_untouched_by or (
        limit is not None and len(request.current_url.href) > limit
    )
    if max_age is not None and not untouched:
        # 7.12. 7.13. 7.14. 7.15. Refresh what is there, create what is not.
        fetch_params.preflight_cache = fetch_params.preflight_cache.store(
            request,
            methods,
            header_names,
            max_age,
            fetch_params.at,
            profile,
        )


def _ask(fetch_params: FetchParams, request: Request, unsafe_names: tuple[bytes, ...]) -> Fetching:
    """Make the CORS-preflight request for *request*, to be sent.

    https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
    """
    # 2. Accept is always the same and not shown. 3. The method of the request to come.
    pairs = [(ACCESS_CONTROL_REQUEST_METHOD, request.method)]
    # 4. 5. Its unsafe names, if any. 5.1. 5.2. A comma between them and no space.
    if unsafe_names:
        pairs.append((ACCESS_CONTROL_REQUEST_HEADERS, b",".join(unsafe_names)))
    # PROFILE: an engine names the browser as the script does.
    user_agent = request.header_list.get(b"user-agent")
    if user_agent is not None and fetch_params.profile.preflight_has_user_agent:
        pairs.append((b"User-Agent", user_agent))
    # 1. A request of its own. Its credentials mode is same-origin, and it is not same-origin.
    preflight = Request(
        method=b"OPTIONS",
        url_list=list(request.url_list),
        header_list=HeaderList(tuple(pairs)),
        client=request.client,
        origin=request.origin,
        mode="cors",
        # PROFILE: an engine hands the cache mode on.
        cache_mode=(
            cache_mode_of(request, fetch_params.profile)
            if fetch_params.profile.preflight_has_cache_mode
            else "default"
        ),
        referrer_policy=request.referrer_policy,
        destination=request.destination,
        response_tainting="cors",
        redirect_count=request.redirect_count,
        redirect_taint=request.redirect_taint,
    )
    # 6. Sent like any other; a redirect is not followed, as HTTP fetch is not involved.
    return http_network_or_cache_fetch(
        FetchParams(
            preflight,
            fetch_params.profile,
            fetch_params.at,
            fetch_params.preflight_cache,
            fetch_params.http_cache,
            fetch_params.main_fetch,
            fetch_params.decisions,
            fetch_params.exchanges,
        ),
        preflight=True,
    )


def _permissions(
    request: Request, headers: HeaderList, profile: Profile
) -> tuple[tuple[bytes, ...], tuple[bytes, ...]] | NetworkErrorReason:
    """Return the methods and header names that the answer permits, or why it does not parse.

    https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
    """
    step = CORS_PREFLIGHT_FETCH
    # 7.1. 7.2. The two lists: null, failure, or what they say.
    methods = extract_tokens(ALLOW_METHODS, headers)
    header_names = extract_tokens(ALLOW_HEADERS, headers)
    # 7.3. A list that does not parse spoils the answer, needed or not.
    if methods is FAILURE:
        value = headers.get(ALLOW_METHODS)
        return InvalidAllowMethods(step["7.3"], ACCESS_CONTROL_ALLOW_METHODS, value, preflight=True)
    if header_names is FAILURE:
        value = headers.get(ALLOW_HEADERS)
        # PROFILE: an engine comes to this list only after the method.
        refusal = _method_refusal(request, methods or ()) if profile.method_judged_first else None
        return refusal or InvalidAllowHeaders(
            step["7.3"], ACCESS_CONTROL_ALLOW_HEADERS, value, preflight=True
        )
    # 7.4. A preflight that a flag asked for is remembered by the request's method.
    # PROFILE: an engine has no such rule.
    if methods is None and request.use_cors_preflight and profile.preflight_flag_needs_method:
        methods = (request.method,)
    return methods or (), header_names or ()


def _refusal(
    request: Request,
    methods: tuple[bytes, ...],
    header_names: tuple[bytes, ...],
    unsafe_names: tuple[bytes, ...],
    profile: Profile,
) -> NetworkErrorReason | None:
    """Return why what the answer permits is not enough, or ``None`` if it is.

    https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
    """
    step = CORS_PREFLIGHT_FETCH
    include = request.credentials_mode == "include"
    refusal = _method_refusal(request, methods)
    if refusal is not None:
        return refusal
    allowed = {name.lower() for name in header_names}
    # 7.6. Names that the wildcard does not cover.
    for name in request.header_list.names:
        if (
            name in CORS_NON_WILDCARD_REQUEST_HEADER_NAMES
            and name not in allowed
            and not profile.authorization_covered_by_wildcard
        ):
            return AuthorizationNotAllowed(step["7.6"], name, header_names, preflight=True)
    # 7.7. All other unsafe names: listed, or under the wildcard.
    if include or b"*" not in allowed:
        for unsafe_name in unsafe_names:
            if unsafe_name not in allowed:
                return HeaderNotAllowed(step["7.7"], unsafe_name, header_names, preflight=True)
    return None


def _method_refusal(request: Request, methods: tuple[bytes, ...]) -> MethodNotAllowed | None:
    """Return why the method is not allowed, or ``None`` if it is.

    https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
    """
    # 7.5. The method: listed in just this spelling, or safelisted, or under the wildcard.
    if (
        request.method in methods
        or is_cors_safelisted_method(request.method)
        or (b"*" in methods and request.credentials_mode != "include")
    ):
        return None
    step = CORS_PREFLIGHT_FETCH["7.5"]
    return MethodNotAllowed(step, request.method, methods, preflight=True)


def _max_age(headers: HeaderList, profile: Profile) -> int | None:
    """Return how many seconds the permissions last, or ``None`` to keep none.

    https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
    """
    # 7.8. What the server says. PROFILE: an engine reads it as its numbers are written.
    max_age = extract_max_age(headers)
    if max_age is not None and profile.max_age_syntax == "integer":
        max_age = parse_integer(headers.get(MAX_AGE) or b"")
    # 7.9. Five seconds, if it says nothing or nothing that parses.
    if max_age is None:
        return profile.max_age_default
    if max_age is FAILURE:
        value = headers.get(MAX_AGE) or b""
        return profile.max_age_default if value == b"" else profile.max_age_invalid
    # PROFILE: an engine looks at the cache only if there is something to keep.
    if max_age == 0 and not profile.max_age_zero_counts:
        return None
    # 7.10. The imposed limit.
    if profile.max_age_limit is not None and max_age > profile.max_age_limit:
        return profile.max_age_limit
    return max_age


def _status_failure(response: InternalResponse, profile: Profile) -> NetworkErrorReason:
    step = CORS_PREFLIGHT_FETCH["8"]
    if is_redirect(response, profile):
        location = response.header_list.get(b"location")
        return PreflightRedirect(step, response.status, location, preflight=True)
    return PreflightStatus(step, response.status, preflight=True)


def _fail(fetch_params: FetchParams, reason: NetworkErrorReason) -> NetworkError:
    fetch_params.decisions.append(Decision(reason.step, "failure", (reason,)))
    return NetworkError(reason)
