"""HTTP-network-or-cache fetch (https://fetch.spec.whatwg.org/#http-network-or-cache-fetch)."""

from binascii import b2a_base64

from corsmodel.fetching.fetch_params import Fetching, FetchParams
from corsmodel.fetching.http_network_fetch import http_network_fetch
from corsmodel.fetching.reasons import (
    KeepaliveQuota,
    NetworkError,
    OnlyIfCached,
    ProxyAuthentication,
)
from corsmodel.http_extensions.origin_header import request_origin_header
from corsmodel.infrastructure.exchanges import HTTPRequest
from corsmodel.infrastructure.header_values import rewrite_range
from corsmodel.infrastructure.headers import HeaderList
from corsmodel.infrastructure.requests import CacheMode, Request
from corsmodel.infrastructure.responses import InternalResponse
from corsmodel.infrastructure.trace import Decision
from corsmodel.infrastructure.urls import URL, same_origin
from corsmodel.profile import Profile
from corsmodel.standard import Algorithm

FETCH = Algorithm("concept-http-network-or-cache-fetch")
_KEEPALIVE_QUOTA = 64 * 1024
_CONDITIONAL = frozenset(
    {b"if-modified-since", b"if-none-match", b"if-unmodified-since", b"if-match", b"if-range"}
)


def http_network_or_cache_fetch(
    fetch_params: FetchParams, *, preflight: bool = False, is_authentication_fetch: bool = False
) -> Fetching:
    """Put headers and credentials on the request, send it, and deal with answers about access.

    The HTTP cache is always empty here. *preflight* marks a CORS-preflight request, for the books.

    https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
    """
    # 1. 2. 3. 4. 5. 6. 7. The request; the rest is set where it is used.
    request = fetch_params.request
    refusal = _refusal(request)
    if refusal is not None:
        step = refusal.reason.step
        fetch_params.decisions.append(Decision(step, "network error", (request.cache_mode,)))
        return refusal
    # 8. 8.1. 8.2. 8.2.1. 8.2.2. 8.2.3. The headers below go on a copy, so that a redirect starts
    # from the script's own.
    include_credentials = _include_credentials(fetch_params)
    http_request = HTTPRequest(
        request.method,
        _wire_url(request.current_url),
        _wire_headers(fetch_params, is_authentication_fetch=is_authentication_fetch),
        preflight,
        include_credentials,
        request.redirect_count,
    )
    # 8.22. Not modelled: proxies. 8.23. Not modelled: WebDriver BiDi.
    # 8.24. 8.25. 8.26. Not modelled (whole): the HTTP cache.
    # 9. Not modelled: aborting. 10. Not modelled: WebDriver BiDi.
    # 11. Nothing is stored, so the server is asked. 11.2. By HTTP-network fetch.
    # 11.3. Not modelled: the HTTP cache. 11.4. Not modelled (whole): revalidation.
    # 11.5. Not modelled (whole): storing in the HTTP cache.
    response = yield from http_network_fetch(fetch_params, http_request)
    if not isinstance(response, InternalResponse):
        return response
    # 12. The URLs that led here.
    response.url_list = tuple(request.url_list)
    # 13. Not modelled: the range-requested flag, which main fetch step 21 reads.
    # 14. Whether credentials went along.
    response.request_includes_credentials = include_credentials
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


def _access(
    fetch_params: FetchParams, response: InternalResponse, *, preflight: bool, again: bool
) -> Fetching:
    """Deal with the answers 401 and 407.

    https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
    """
    request = fetch_params.request
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


def keepalive_refusal(request: Request) -> NetworkError | None:
    """Find out whether a keepalive request is too large.

    https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
    """
    # 8.10. What may outlive its page is small. 8.10.1. 8.10.2. 8.10.3. 8.10.4. Not modelled
    # (whole): other keepalive requests in flight. 8.10.5. One alone can be too large.
    length = request.body.length if request.body is not None else None
    if request.keepalive and length is not None and length > _KEEPALIVE_QUOTA:
        return NetworkError(KeepaliveQuota(FETCH["8.10.5"], request.current_url.without_fragment))
    return None


def _refusal(request: Request) -> NetworkError | None:
    """Find what keeps the request from the network.

    https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
    """
    # 8.10. See above.
    refusal = keepalive_refusal(request)
    if refusal is not None:
        return refusal
    url = request.current_url.without_fragment
    # 11.1. Nothing is stored.
    if request.cache_mode == "only-if-cached":
        return NetworkError(OnlyIfCached(FETCH["11.1"], url))
    return None


def _include_credentials(fetch_params: FetchParams) -> bool:
    """Decide whether cookies and the like go with the request.

    https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
    """
    request = fetch_params.request
    # 8.3. Always, or only to the page's own origin.
    include = request.credentials_mode == "include" or (
        request.credentials_mode == "same-origin" and request.response_tainting == "basic"
    )
    fetch_params.decisions.append(
        Decision(FETCH["8.3"], "include" if include else "omit", (request.credentials_mode,))
    )
    # 8.4. The page's embedder policy can forbid it.
    if include and not _embedder_policy_allows_credentials(request):
        fetch_params.decisions.append(Decision(FETCH["8.4"], "omit", (request.client,)))
        return False
    return include


def _embedder_policy_allows_credentials(request: Request) -> bool:
    """Check if Cross-Origin-Embedder-Policy allows credentials.

    https://fetch.spec.whatwg.org/#cross-origin-embedder-policy-allows-credentials
    """
    # 1. The origin is known. 2. Only no-cors requests are affected.
    if request.mode != "no-cors":
        return True
    # 3. Not modelled: requests without a client. 4. And only pages that ask for it.
    if request.client.embedder_policy != "credentialless":
        return True
    # 5. The page's own origin, as the standard writes it: its second condition reads "is not",
    # so that a chain which never left the page's origin goes without credentials. All engines
    # send them there, and the intent is plain, so the condition is read the other way round.
    # 6. Otherwise no.
    return (
        same_origin(request.origin, request.current_url.origin)
        and request.redirect_taint == "same-origin"
    )


def _wire_url(url: URL) -> str:
    # The user name and password in a URL are never part of the request target.
    if url.includes_credentials:
        url = url.with_credentials("", "")
    return url.without_fragment


def _wire_headers(fetch_params: FetchParams, *, is_authentication_fetch: bool) -> HeaderList:
    """Give the request's headers with those that the protocol adds.

    https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
    """
    request = fetch_params.request
    headers = request.header_list
    # PROFILE: an engine's cache writes a range in its own way.
    if fetch_params.profile.range_rewritten and b"range" in headers:
        headers = _with_range_rewritten(request, fetch_params.profile)
    # 8.5. 8.6. 8.7. 8.8. 8.9. Not modelled: Content-Length.
    # 8.11. Not modelled (whole): the Referer header.
    # 8.12. The Origin header.
    origin, decision = request_origin_header(request, fetch_params.profile)
    fetch_params.decisions.append(decision)
    pairs = headers.pairs if origin is None else (*headers.pairs, (b"Origin", origin))
    # 8.13. Not modelled: the Sec-Fetch-* headers. 8.14. Not modelled: prefetches.
    # 8.15. Not modelled (whole): the User-Agent header, unless the script set it.
    # 8.16. A script that revalidates by itself goes past the cache.
    cache_mode = effective_cache_mode(request, fetch_params.profile)
    # 8.17. Caches on the way are asked to revalidate.
    if cache_mode == "no-cache" and b"cache-control" not in headers:
        pairs += ((b"Cache-Control", b"max-age=0"),)
    # 8.18. Or to stay out of it,
    if cache_mode in {"no-store", "reload"}:
        # 8.18.1. in the old way
        if b"pragma" not in headers:
            pairs += ((b"Pragma", b"no-cache"),)
        # 8.18.2. and in the new.
        if b"cache-control" not in headers:
            pairs += ((b"Cache-Control", b"no-cache"),)
    # 8.19. Not modelled: Accept-Encoding. 8.20. Not modelled: what HTTP itself adds.
    # 8.21. Credentials. 8.21.1. Not modelled: the Cookie header, only whether there is one.
    # 8.21.2. 8.21.2.1. 8.21.2.2. Not modelled: authentication entries.
    # 8.21.2.3. 8.21.2.4. Those in the URL, after the server asked for them.
    if is_authentication_fetch and b"authorization" not in headers:
        pairs += ((b"Authorization", _authorization_value(request.current_url)),)
    return headers if pairs is headers.pairs else HeaderList(pairs)


def _with_range_rewritten(request: Request, profile: Profile) -> HeaderList:
    """Write the single range of a GET request in the one way that an engine's cache writes it."""
    headers = request.header_list
    passes_by = effective_cache_mode(request, profile) == "no-store"
    if request.method != b"GET" or passes_by or not _CONDITIONAL.isdisjoint(headers.names):
        return headers
    value = headers.get(b"range") or b""
    rewritten = rewrite_range(value)
    return headers if rewritten is None else headers.set(b"range", rewritten)


def effective_cache_mode(request: Request, profile: Profile) -> CacheMode:
    """Return the cache mode that counts: a conditional header in the script's own changes it.

    https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
    """
    headers = request.header_list
    if (
        request.cache_mode == "default"
        and headers.pairs
        and not _CONDITIONAL.isdisjoint(headers.names)
    ):
        # 8.16. PROFILE: an engine makes it another one.
        return profile.conditional_request_cache_mode
    return request.cache_mode


def _authorization_value(url: URL) -> bytes:
    """Make the value that HTTP's basic scheme sends for the URL's user name and password."""
    from urllib.parse import unquote_to_bytes  # noqa: PLC0415 - large, and seldom needed

    name = unquote_to_bytes(url.username)
    password = unquote_to_bytes(url.password)
    return b"Basic " + b2a_base64(name + b":" + password, newline=False)
