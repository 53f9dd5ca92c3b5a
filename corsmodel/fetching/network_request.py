"""The request that HTTP-network-or-cache fetch sends: its headers and its credentials."""

from binascii import b2a_base64

from corsmodel.fetching.fetch_params import FetchParams
from corsmodel.http_extensions.origin_header import request_origin_header
from corsmodel.infrastructure.engine_urls import normalize_escapes
from corsmodel.infrastructure.header_values import rewrite_range
from corsmodel.infrastructure.headers import HeaderList
from corsmodel.infrastructure.origins import same_origin
from corsmodel.infrastructure.repeated_headers import sent_headers
from corsmodel.infrastructure.requests import CREDENTIALS_MODES, CacheMode, Request
from corsmodel.infrastructure.trace import Decision
from corsmodel.infrastructure.urls import URL
from corsmodel.profile import STANDARD, Profile
from corsmodel.standard import Algorithm

FETCH = Algorithm("concept-http-network-or-cache-fetch")
# Made once, as every request needs one of them.
_INCLUDED = {mode: Decision(FETCH["8.3"], "include", (mode,)) for mode in CREDENTIALS_MODES}
_OMITTED = {mode: Decision(FETCH["8.3"], "omit", (mode,)) for mode in CREDENTIALS_MODES}
_CONDITIONAL = frozenset(
    {b"if-modified-since", b"if-none-match", b"if-unmodified-since", b"if-match", b"if-range"}
)


def is_conditional(request: Request) -> bool:
    """Tell whether the script set a header that asks for an answer under a condition only."""
    headers = request.header_list
    return bool(headers.pairs) and not _CONDITIONAL.isdisjoint(headers.names)


def cache_mode_of(request: Request, profile: Profile) -> CacheMode:
    """Give the cache mode that counts.

    https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
    """
    # 8.4. PROFILE: an engine passes its cache by where the embedder policy takes credentials away.
    if profile.credentialless_passes_cache_by and not _embedder_policy_allows_credentials(request):
        return "reload"
    # 8.16. A script that revalidates by itself goes past the cache.
    if (
        request.cache_mode == "default"
        and is_conditional(request)
        # PROFILE: an engine leaves this to fetch().
        and (request.initiator == "fetch" or profile.conditional_xhr_past_cache)
    ):
        # PROFILE: an engine makes it another mode.
        return profile.conditional_request_cache_mode
    return request.cache_mode


def include_credentials(fetch_params: FetchParams) -> bool:
    """Decide whether cookies and the like go with the request.

    https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
    """
    request = fetch_params.request
    # 8.3. Always, or only to the page's own origin.
    include = request.credentials_mode == "include" or (
        request.credentials_mode == "same-origin" and request.response_tainting == "basic"
    )
    # PROFILE: an engine decides at the first URL, where CORS is not at play.
    if (
        fetch_params.profile.no_cors_credentials_of == "start"
        and request.credentials_mode == "same-origin"
        and request.mode == "no-cors"
    ):
        include = same_origin(request.origin, request.url_list[0].origin)
    fetch_params.decisions.append((_INCLUDED if include else _OMITTED)[request.credentials_mode])
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


def wire_url(url: URL, profile: Profile = STANDARD) -> str:
    """Give the address that is asked for: without user name, password and fragment."""
    # PROFILE: an engine's network writes the same address in another way.
    if profile.escapes_normalized:
        url = normalize_escapes(url)
    if url.includes_credentials:
        url = url.with_credentials("", "")
    return url.without_fragment


def wire_headers(
    fetch_params: FetchParams, cache_mode: str, *, is_authentication_fetch: bool
) -> HeaderList:
    """Give the request's headers with those that the protocol adds.

    https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
    """
    request = fetch_params.request
    profile = fetch_params.profile
    headers = sent_headers(
        request.header_list,
        profile,
        with_body=request.body is not None and request.redirect_count == 0,
    )
    # PROFILE: an engine's cache writes a range in its own way.
    if profile.range_rewritten and b"range" in headers:
        headers = _with_range_rewritten(request, cache_mode)
    if request.sent_type is not None and request.redirect_count == 0:
        headers = headers.set(b"Content-Type", request.sent_type)
    # 8.5. 8.6. 8.7. 8.8. 8.9. Not modelled: Content-Length.
    # 8.11. Not modelled (whole): the Referer header.
    # 8.12. The Origin header.
    origin, decision = request_origin_header(request, profile)
    request.origin_header = origin
    fetch_params.decisions.append(decision)
    pairs = headers.pairs if origin is None else (*headers.pairs, (b"Origin", origin))
    # 8.13. Not modelled: the Sec-Fetch-* headers. 8.14. Not modelled: prefetches.
    # 8.15. Not modelled (whole): the User-Agent header, unless the script set it.
    # PROFILE: an engine has nothing to say to the caches of the next origin.
    if (
        not profile.cache_headers_across_origins
        and request.response_tainting == "cors"
        and request.crosses_origins
    ):
        cache_mode = "default"
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
    # PROFILE: an engine sends code points in UTF-8.
    if profile.header_values_sent_as_utf8:
        pairs = tuple((name, value.decode("latin-1").encode()) for name, value in pairs)
    return headers if pairs is headers.pairs else HeaderList(pairs)


def _with_range_rewritten(request: Request, cache_mode: str) -> HeaderList:
    """Write the single range of a GET request in the one way that an engine's cache writes it."""
    headers = request.header_list
    if request.method != b"GET" or cache_mode == "no-store" or is_conditional(request):
        return headers
    rewritten = rewrite_range(headers.get(b"range") or b"")
    return headers if rewritten is None else headers.set(b"range", rewritten)


def _authorization_value(url: URL) -> bytes:
    """Make the value that HTTP's basic scheme sends for the URL's user name and password."""
    from urllib.parse import unquote_to_bytes  # noqa: PLC0415 - large, and seldom needed

    name = unquote_to_bytes(url.username)
    password = unquote_to_bytes(url.password)
    return b"Basic " + b2a_base64(name + b":" + password, newline=False)
