"""Main fetch (https://fetch.spec.whatwg.org/#main-fetch)."""

from typing import Literal

import attrs

from corsmodel.fetching.classification import (
    BLOCKED,
    LOCAL,
    NO_CORS,
    SAME_ORIGIN,
    SIMPLE,
    Classification,
    needs_preflight,
    preflight_causes,
)
from corsmodel.fetching.fetch_params import Fetching, FetchParams, Result, at_once
from corsmodel.fetching.http_fetch import http_fetch, preflight_failure
from corsmodel.fetching.http_redirect_fetch import goes_under_cors
from corsmodel.fetching.mixed_content import is_mixed_content, upgraded
from corsmodel.fetching.reasons import (
    BadPort,
    CORSDisabledScheme,
    CrossOriginSameOriginMode,
    MixedContent,
    NetworkError,
    NoCORSRedirectMode,
)
from corsmodel.fetching.response_blocking import blocked_response
from corsmodel.fetching.scheme_fetch import scheme_fetch
from corsmodel.http_extensions.cors_protocol import EXPOSE_HEADERS, extract_tokens
from corsmodel.infrastructure.header_values import FAILURE, parse_token_list
from corsmodel.infrastructure.origins import same_origin
from corsmodel.infrastructure.port_blocking import is_bad_port
from corsmodel.infrastructure.requests import Request
from corsmodel.infrastructure.responses import InternalResponse
from corsmodel.infrastructure.trace import Decision
from corsmodel.profile import Profile
from corsmodel.standard import Algorithm

MAIN_FETCH = Algorithm("concept-main-fetch")

#: The referrer policy of a page that sets none.
DEFAULT_REFERRER_POLICY = "strict-origin-when-cross-origin"


def main_fetch(fetch_params: FetchParams, *, recursive: bool = False) -> Fetching:
    """Find out which way a request goes, send it there, and filter what comes back.

    https://fetch.spec.whatwg.org/#concept-main-fetch
    """
    # 1. 2. The request; no response yet.
    request = fetch_params.request
    # 3. Not modelled: the local-URLs-only flag, which only some navigations set.
    # 4. Not modelled: Content Security Policy.
    # 5. Not modelled: upgrade-insecure-requests, a directive of Content Security Policy.
    # 6. Pictures from http come from https on a page from https.
    if request.destination == "image":
        request.url_list[-1] = upgraded(request, request.current_url, fetch_params.profile)
    # 7. Not fetched at all: a bad port, mixed content. Not modelled: Content Security Policy and
    # Integrity Policy.
    refusal = _refusal(request, fetch_params.profile) or fetch_params.refused_redirect
    # PROFILE: an engine asks for permission first where a redirect leads to such a URL.
    if (
        refusal is not None
        and recursive
        and fetch_params.profile.redirects_refused_behind_preflight
        and goes_under_cors(request, request.current_url)
        and needs_preflight(request, fetch_params.profile)
    ):
        if isinstance(refusal.reason, BadPort):
            refusal = NetworkError(attrs.evolve(refusal.reason, preflight=True))
        else:
            failure = yield from preflight_failure(fetch_params)
            if failure is not None:
                return failure
    if refusal is not None:
        fetch_params.classification = fetch_params.classification or BLOCKED
        fetch_params.decisions.append(
            Decision(refusal.reason.step, "network error", (request.current_url.without_fragment,))
        )
        return refusal
    # 8. A request without a policy of its own has the page's.
    if not request.referrer_policy:
        request.referrer_policy = request.client.referrer_policy or DEFAULT_REFERRER_POLICY
    # 9. Not modelled: the Referer header.
    # 10. Not modelled: HSTS, and HTTPS records in the DNS.
    # 11. Not modelled: running in parallel, as a verdict has no timing.
    # 12. The response comes the way that the first matching branch says.
    way, withdraws = _switch(fetch_params)
    response = yield from way
    # A failure withdraws what earlier preflights permitted, if one was called for.
    if withdraws and isinstance(response, NetworkError):
        _clear_cache(fetch_params, response)
    # 13. Inside a redirect the outermost call does the rest.
    if recursive or not isinstance(response, InternalResponse):
        return response
    return _finish(fetch_params, response)


def _refusal(request: Request, profile: Profile) -> NetworkError | None:
    url = request.current_url
    # PROFILE: an engine does not know all of the ports.
    if is_bad_port(url) and url.port not in profile.ports_let_through:
        return NetworkError(BadPort(MAIN_FETCH["7"], url.without_fragment))
    if is_mixed_content(request, url, profile):
        return NetworkError(MixedContent(MAIN_FETCH["7"], url.without_fragment))
    return None


def _switch(fetch_params: FetchParams) -> tuple[Fetching, bool]:
    """Step 12: the first branch that matches decides; return the way that the response comes.

    Return as well whether its failure withdraws what earlier preflights permitted.

    https://fetch.spec.whatwg.org/#concept-main-fetch
    """
    request = fetch_params.request
    profile = fetch_params.profile
    url = request.current_url
    # PROFILE: an engine refuses those of data: URLs as well.
    if (
        url.scheme == "data"
        and request.mode == "no-cors"
        and request.redirect_mode != "follow"
        and profile.data_urls_need_redirect_mode_follow
    ):
        return at_once(_refused_redirect_mode(fetch_params)), False
    # 12.fetchparams-s-preloaded-response-candidate-is. Not modelled (whole): preloads.
    # 12.request-s-current-url-s-origin. The page's own origin, and data: URLs. A chain that was
    # under CORS once stays so. Not modelled: the modes "navigate", "websocket", "webtransport".
    if url.scheme == "data" or (
        request.response_tainting == "basic" and same_origin(url.origin, request.origin)
    ):
        kind = LOCAL if url.is_local else SAME_ORIGIN
        _decide(fetch_params, "12.request-s-current-url-s-origin", "basic", kind)
        # 12.request-s-current-url-s-origin.1. Everything may be read.
        request.response_tainting = "basic"
        # 12.request-s-current-url-s-origin.2. By scheme.
        return scheme_fetch(fetch_params), False
    # 12.request-s-mode-is-same-origin. The request may not leave its origin.
    if request.mode == "same-origin":
        _decide(fetch_params, "12.request-s-mode-is-same-origin", "network error", BLOCKED)
        step = MAIN_FETCH["12.request-s-mode-is-same-origin"]
        reason = CrossOriginSameOriginMode(step, url.without_fragment)
        return at_once(NetworkError(reason)), False
    # 12.request-s-mode-is-no-cors. Nothing may be read.
    if request.mode == "no-cors":
        # 12.request-s-mode-is-no-cors.1. Redirects are followed or it is refused.
        if request.redirect_mode != "follow":
            return at_once(_refused_redirect_mode(fetch_params)), False
        _decide(fetch_params, "12.request-s-mode-is-no-cors", "opaque", NO_CORS)
        # 12.request-s-mode-is-no-cors.2. The response becomes opaque.
        request.response_tainting = "opaque"
        # 12.request-s-mode-is-no-cors.3. By scheme.
        return scheme_fetch(fetch_params), False
    # 12.request-s-current-url-s-scheme. CORS is a protocol of HTTP.
    if not url.is_http_s:
        _decide(fetch_params, "12.request-s-current-url-s-scheme", "network error", BLOCKED)
        step = MAIN_FETCH["12.request-s-current-url-s-scheme"]
        return at_once(NetworkError(CORSDisabledScheme(step, url.without_fragment))), False
    # PROFILE: an engine asks without the user name and the password.
    if profile.credentials_leave_cors_urls and url.includes_credentials:
        request.url_list[-1] = url.with_credentials("", "")
    # 12.request-s-use-cors-preflight-flag. What the server has to be asked about first.
    if needs_preflight(request, profile):
        kind = fetch_params.classification or Classification(
            "preflighted", preflight_causes(request, profile)
        )
        _decide(fetch_params, "12.request-s-use-cors-preflight-flag", "cors", kind)
        # 12.request-s-use-cors-preflight-flag.1. Under the CORS protocol.
        request.response_tainting = "cors"
        request.preflighted = True
        # 12.request-s-use-cors-preflight-flag.2. With a preflight, unless the cache has one.
        # 12.request-s-use-cors-preflight-flag.3. A failure withdraws what earlier ones permitted.
        # PROFILE: an engine leaves them. 12.request-s-use-cors-preflight-flag.4. Done.
        way = http_fetch(fetch_params, make_cors_preflight=True)
        return way, profile.preflight_cache_cleared_by_failure
    # 12.otherwise. What a form could send too.
    _decide(fetch_params, "12.otherwise", "cors", SIMPLE)
    # 12.otherwise.1. Under the CORS protocol. 12.otherwise.2. Without a preflight.
    request.response_tainting = "cors"
    # PROFILE: an engine withdraws what was permitted here too.
    return http_fetch(fetch_params), profile.simple_failure_clears_cache


def _clear_cache(fetch_params: FetchParams, error: NetworkError) -> None:
    request = fetch_params.request
    # PROFILE: an engine blames a redirect to a URL that is refused on the URL that redirects.
    if (
        fetch_params.profile.refused_redirect_clears_cache_of_its_url
        and isinstance(error.reason, BadPort | MixedContent)
        and len(request.url_list) > 1
    ):
        request = attrs.evolve(request, url_list=request.url_list[:-1])
    fetch_params.preflight_cache = fetch_params.preflight_cache.clear(request, fetch_params.profile)


def _refused_redirect_mode(fetch_params: FetchParams) -> NetworkError:
    _decide(fetch_params, "12.request-s-mode-is-no-cors.1", "network error", BLOCKED)
    url = fetch_params.request.current_url.without_fragment
    return NetworkError(NoCORSRedirectMode(MAIN_FETCH["12.request-s-mode-is-no-cors.1"], url))


def _decide(
    fetch_params: FetchParams, path: str, outcome: str, classification: Classification
) -> None:
    """Note the branch taken; the first one in a chain classifies the fetch."""
    request = fetch_params.request
    fetch_params.decisions.append(
        Decision(MAIN_FETCH[path], outcome, (request.current_url, request.mode, request.origin))
    )
    if fetch_params.classification is None:
        fetch_params.classification = classification


def _finish(fetch_params: FetchParams, response: InternalResponse) -> Result:
    """Filter the response by the request's response tainting, and block what is still to block.

    https://fetch.spec.whatwg.org/#concept-main-fetch
    """
    request = fetch_params.request
    # 14. A response that has no filter yet gets one.
    if response.type == "default":
        # 14.1. Under CORS the server says which headers script may read.
        tainting: Literal["basic", "cors", "opaque"] = request.response_tainting
        if tainting == "cors":
            response.cors_exposed_header_names = _exposed(fetch_params, response)
        # 14.2. 14.2.basic. 14.2.cors. 14.2.opaque. The filter has the tainting's name.
        response.type = tainting
    # 15. The internal response is the same value; its filter is applied when script looks.
    # 16. A response that came from no network has the request's URLs.
    if not response.url_list:
        response.url_list = tuple(request.url_list)
    # 17. Not modelled: the response's redirect taint, which only timing reports read.
    # 18. Not modelled: navigations.
    # 19. Timing is shared if no hop refused.
    response.timing_allow_passed = not request.timing_allow_failed
    # 20. 21. Answers that are refused for what they are.
    # Only what an element asked for has a type to fit.
    blocked = blocked_response(fetch_params, response) if request.destination else None
    if blocked is not None:
        return blocked
    # 22. Not modelled: bodies. 23. Not modelled (whole): integrity metadata, which needs the body.
    # 24. Handed over.
    return response


def _exposed(fetch_params: FetchParams, response: InternalResponse) -> frozenset[bytes]:
    """Determine the CORS-exposed header-name list, in lower case.

    https://fetch.spec.whatwg.org/#concept-main-fetch
    """
    # 14.1.1. The list that the server gave: null, failure or names.
    header_names = extract_tokens(EXPOSE_HEADERS, response.header_list)
    # PROFILE: an engine has seen the wildcard before it meets what does not parse.
    if (
        header_names is FAILURE
        and fetch_params.profile.exposed_wildcard_before_failure
        and fetch_params.request.initiator == "fetch"
        and fetch_params.request.credentials_mode != "include"
        and _has_wildcard_before_failure(response.header_list.get(EXPOSE_HEADERS) or b"")
    ):
        fetch_params.decisions.append(Decision(MAIN_FETCH["14.1.2"], "all"))
        return frozenset(response.header_list.names)
    if header_names is None or header_names is FAILURE:
        # 14.1.3. Failure exposes nothing, as null does.
        outcome = "none" if header_names is None else "failure"
        fetch_params.decisions.append(Decision(MAIN_FETCH["14.1.3"], outcome))
        return frozenset()
    # 14.1.2. Without credentials the wildcard means every header.
    if fetch_params.request.credentials_mode != "include" and b"*" in header_names:
        fetch_params.decisions.append(Decision(MAIN_FETCH["14.1.2"], "all", (header_names,)))
        return frozenset(response.header_list.names)
    # 14.1.3. Otherwise the names listed; `*` is then a name like any other.
    fetch_params.decisions.append(Decision(MAIN_FETCH["14.1.3"], "listed", (header_names,)))
    # PROFILE: an engine's `*` stands for some names all the same.
    anyway = frozenset[bytes]()
    if b"*" in header_names:
        anyway = fetch_params.profile.headers_exposed_by_any_wildcard
    return anyway.union(map(bytes.lower, header_names))


def _has_wildcard_before_failure(value: bytes) -> bool:
    """Tell whether ``*`` stands in a list before the first item that does not parse."""
    items = (item.strip(b"\t ") for item in value.split(b","))
    return next(one for one in items if one == b"*" or parse_token_list(one) is FAILURE) == b"*"
