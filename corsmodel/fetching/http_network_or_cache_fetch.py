"""HTTP-network-or-cache fetch (https://fetch.spec.whatwg.org/#http-network-or-cache-fetch)."""

import attrs

from corsmodel.fetching.fetch_params import Fetching, FetchParams
from corsmodel.fetching.http_cache import is_fresh, varies
from corsmodel.fetching.http_network_fetch import (
    http_network_fetch,
    lacks_connection,
    without_connection,
)
from corsmodel.fetching.http_redirect_fetch import is_redirect
from corsmodel.fetching.network_request import (
    cache_mode_of,
    include_credentials,
    wire_headers,
    wire_url,
)
from corsmodel.fetching.reasons import (
    KeepaliveQuota,
    NetworkError,
    OnlyIfCached,
    ProxyAuthentication,
)
from corsmodel.http_cache_rules import HTTPCacheRules
from corsmodel.infrastructure.engine_urls import normalize_escapes
from corsmodel.infrastructure.exchanges import Exchange, HTTPRequest, StoredResponse
from corsmodel.infrastructure.headers import HeaderList
from corsmodel.infrastructure.requests import Request
from corsmodel.infrastructure.responses import InternalResponse, Response
from corsmodel.infrastructure.statuses import REDIRECT_STATUSES
from corsmodel.infrastructure.trace import Decision
from corsmodel.profile import Profile
from corsmodel.standard import Algorithm

FETCH = Algorithm("concept-http-network-or-cache-fetch")


def http_network_or_cache_fetch(
    fetch_params: FetchParams, *, preflight: bool = False, is_authentication_fetch: bool = False
) -> Fetching:
    """Put headers and credentials on the request, send it, and deal with answers about access.

    *preflight* marks a CORS-preflight request, which never meets the HTTP cache.

    https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
    """
    # 1. 2. 3. 4. 5. 6. 7. The request; the rest is set where it is used.
    request = fetch_params.request
    refusal = keepalive_refusal(request, fetch_params.profile) if request.keepalive else None
    if refusal is not None:
        step = refusal.reason.step
        fetch_params.decisions.append(Decision(step, "network error", (request.cache_mode,)))
        return refusal
    # 8. 8.1. 8.2. 8.2.1. 8.2.2. 8.2.3. The headers below go on a copy, so that a redirect starts
    # from the script's own.
    credentials = include_credentials(fetch_params)
    cache_mode = request.cache_mode if preflight else cache_mode_of(request, fetch_params.profile)
    http_request = HTTPRequest(
        request.method,
        wire_url(request.current_url, fetch_params.profile),
        wire_headers(fetch_params, cache_mode, is_authentication_fetch=is_authentication_fetch),
        preflight,
        credentials,
        request.redirect_count,
    )
    # 8.22. Not modelled: proxies. 8.23. Not modelled: WebDriver BiDi.
    # 8.24. 8.25. There is always a partition. 8.26. Two modes do not look into it, and, whatever
    # mode step 8.16 made, a script with a condition of its own gets the server's answer.
    rules = fetch_params.profile.http_cache
    stored = None
    looks = cache_mode not in {"no-store", "reload"} and cache_mode == request.cache_mode
    if looks and not preflight:
        # 8.26.1. The stored response for this URL; whether `Vary` lets it serve comes next.
        stored = fetch_params.http_cache.select(request, http_request, rules)
    # 8.26.2. There is one. 8.26.2.1. Not modelled (whole): stale-while-revalidate.
    fits = stored is not None and not varies(stored, request, http_request)
    if stored is not None and fits and _is_good_enough(stored, cache_mode, fetch_params):
        # 8.26.2.2.3. It is the response, and nothing goes out.
        fetch_params.decisions.append(Decision(FETCH["8.26.2.2.3"], "local", (stored,)))
        fetch_params.exchanges.append(Exchange(http_request, stored.answer, stored))
        response = InternalResponse(stored.answer.status, stored.answer.headers)
    else:
        # 8.26.2.2.2. Ask whether it is still good.
        conditions: tuple[tuple[bytes, bytes], ...] = ()
        if stored is not None and (fits or rules.validates_what_varies):
            conditions = _conditions(stored.answer, rules)
            headers = HeaderList((*http_request.headers.pairs, *conditions))
            http_request = attrs.evolve(http_request, headers=headers)
        # 9. Not modelled: aborting. 10. Not modelled: WebDriver BiDi. 11. Nothing stored will do.
        # 11.1. And nothing else is allowed.
        if cache_mode == "only-if-cached" and not rules.only_if_cached_asks_the_server:
            fetch_params.decisions.append(Decision(FETCH["11.1"], "network error", (cache_mode,)))
            return NetworkError(OnlyIfCached(FETCH["11.1"], request.current_url.without_fragment))
        # PROFILE: an engine looks no name up that has strange characters.
        if lacks_connection(request.current_url, fetch_params.profile):
            return without_connection(fetch_params, http_request)
        # 11.2. The server is asked: here a fetch waits.
        answer = yield http_request
        result = http_network_fetch(fetch_params, http_request, answer)
        if not isinstance(result, InternalResponse):
            return result
        response = result
        if not preflight:
            response = _update_http_cache(
                fetch_params, http_request, response, bool(conditions), cache_mode
            )
    # 12. The URLs that led here.
    response.url_list = tuple(request.url_list)
    # PROFILE: an engine has the last from its network.
    if fetch_params.profile.escapes_normalized:
        response.url_list = (*response.url_list[:-1], normalize_escapes(request.current_url))
    # 13. Not modelled: the range-requested flag, which main fetch step 21 reads.
    # 14. Whether credentials went along.
    response.request_includes_credentials = credentials
    if response.status in {401, 407}:
        return (
            yield from _access(
                fetch_params, response, preflight=preflight, again=is_authentication_fetch
            )
        )
    # 17. Not modelled (whole): 421 asks for another connection; the same server answers there.
    # 18. Not modelled: authentication entries.
    # 19. The response.
    return response


def _is_good_enough(stored: StoredResponse, cache_mode: str, fetch_params: FetchParams) -> bool:
    """Tell whether a stored response serves as it is.

    https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
    """
    # 8.26.2.2. 8.26.2.2.1. Not if it is stale, or to be asked about anyway.
    return cache_mode in {"force-cache", "only-if-cached"} or (
        cache_mode != "no-cache"
        and is_fresh(stored, fetch_params.at, fetch_params.profile.http_cache)
    )


def _update_http_cache(
    fetch_params: FetchParams,
    http_request: HTTPRequest,
    response: InternalResponse,
    validating: bool,  # noqa: FBT001 - called for every answer, and keywords take time
    cache_mode: str,
) -> InternalResponse:
    """Let the HTTP cache learn from an answer; *validating*: it was asked about a stored one.

    https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
    """
    request = fetch_params.request
    rules = fetch_params.profile.http_cache
    # PROFILE: an engine keeps the headers as its network has read them.
    answer = fetch_params.exchanges[-1].answer
    if not isinstance(answer, Response) or answer.headers is not response.header_list:
        answer = Response(response.status, response.header_list)
    # 11.4. Still good. 11.4.1. 11.4.2. With the headers that came now. 11.4.3. It is the response.
    if validating and response.status == 304:
        cache, stored = fetch_params.http_cache.freshen(
            request, http_request, answer, fetch_params.at, rules
        )
        fetch_params.http_cache = cache
        fetch_params.exchanges[-1] = attrs.evolve(fetch_params.exchanges[-1], stored=stored)
        fetch_params.decisions.append(Decision(FETCH["11.4.3"], "validated", (stored,)))
        return InternalResponse(stored.answer.status, stored.answer.headers)
    # 11.3. What an unsafe method has changed is forgotten. 11.5. 11.5.1. The answer is the
    # response. 11.5.2. And it is stored.
    # PROFILE: engines take some answers to a validation for none.
    no_news = validating and response.status in rules.statuses_leaving_validated
    store = cache_mode != "no-store" and not no_news
    leads_on = bool(response.header_list.get(b"location"))
    follows = leads_on and is_redirect(response, fetch_params.profile)
    final = response.status != 304 and not follows
    fetch_params.http_cache = fetch_params.http_cache.learn(
        request, http_request, answer, fetch_params.at, rules, store, final
    )
    return response


def _conditions(stored: Response, rules: HTTPCacheRules) -> tuple[tuple[bytes, bytes], ...]:
    """Give the headers that ask the server whether a stored response is still good.

    https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
    """
    conditions: list[tuple[bytes, bytes]] = []
    # PROFILE: an engine asks anew where a redirect leads.
    redirects = stored.status in REDIRECT_STATUSES and bool(stored.headers.get(b"location"))
    if redirects and not rules.validates_redirects:
        return ()
    # PROFILE: an engine asks about few statuses.
    if rules.validated_statuses is not None and stored.status not in rules.validated_statuses:
        return ()
    # 8.26.2.2.2.1. By its tag. 8.26.2.2.2.2. By its date.
    for validator, condition in (
        (b"etag", b"If-None-Match"),
        (b"last-modified", b"If-Modified-Since"),
    ):
        value = stored.headers.get(validator)
        if value is not None:
            conditions.append((condition, value))
    return tuple(conditions)


def _access(
    fetch_params: FetchParams, response: InternalResponse, *, preflight: bool, again: bool
) -> Fetching:
    """Deal with the answers 401 and 407.

    https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
    """
    request = fetch_params.request
    profile = fetch_params.profile
    headers = response.header_list
    # 15. Credentials are asked for. 15.1. An open question of the standard. 15.2. Not modelled
    # (whole): bodies. 15.3. Not modelled (whole): a prompt, which counts as dismissed, as does the
    # same request sent again where the URL has nothing new to say.
    if (
        response.status == 401
        and request.response_tainting != "cors"
        and response.request_includes_credentials
        and request.use_url_credentials
        and request.current_url.includes_credentials
        and not again
        # PROFILE: an engine waits for a challenge.
        and (not profile.authentication_needs_challenge or b"www-authenticate" in headers)
    ):
        # 15.4. The URL has some that were not sent yet.
        fetch_params.decisions.append(Decision(FETCH["15.4"], "authenticate"))
        return (
            yield from http_network_or_cache_fetch(
                fetch_params, preflight=preflight, is_authentication_fetch=True
            )
        )
    # 16. A proxy asks. 16.1. Without a prompt that is the end; 16.2. an open question of the
    # standard. 16.3. Not modelled: cancelling. 16.4. Not modelled: a prompt, which counts as
    # dismissed. 16.5. Not modelled: asking again after it.
    if response.status == 407:
        fetch_params.decisions.append(Decision(FETCH["16.1"], "network error"))
        url = request.current_url.without_fragment
        return NetworkError(ProxyAuthentication(FETCH["16.1"], url, preflight=preflight))
    return response


def keepalive_refusal(request: Request, profile: Profile) -> NetworkError | None:
    """Find out whether a keepalive request is too large.

    https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
    """
    # 8.10. What may outlive its page is small. 8.10.1. 8.10.2. 8.10.3. 8.10.4. Not modelled
    # (whole): other keepalive requests in flight. 8.10.5. One alone can be too large.
    length = request.body.length if request.body is not None else None
    # PROFILE: an engine has no limit.
    limit = profile.keepalive_body_limit
    if request.keepalive and length is not None and limit is not None and length > limit:
        return NetworkError(KeepaliveQuota(FETCH["8.10.5"], request.current_url.without_fragment))
    return None
