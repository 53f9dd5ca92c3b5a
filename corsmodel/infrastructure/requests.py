"""Requests (https://fetch.spec.whatwg.org/#requests): the value that the algorithms work on.

The standard's algorithms change a request as they go (its URL list, its method after a redirect,
its response tainting), so this one is mutable; each fetch makes its own, and none leaves it.
"""

from operator import attrgetter
from typing import Any, Literal, get_args

import attrs

from corsmodel.infrastructure.bodies import Body
from corsmodel.infrastructure.clients import Client
from corsmodel.infrastructure.headers import HeaderList
from corsmodel.infrastructure.origins import Origin, same_origin
from corsmodel.infrastructure.sites import same_site
from corsmodel.infrastructure.urls import URL

RequestMode = Literal["cors", "no-cors", "same-origin", "navigate"]
CredentialsMode = Literal["omit", "same-origin", "include"]
RedirectMode = Literal["follow", "error", "manual"]
CacheMode = Literal["default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached"]
Destination = Literal["", "image", "script", "style", "font"]
Initiator = Literal["fetch", "xmlhttprequest", "img", "script", "link", "css"]
RedirectTaint = Literal["same-origin", "same-site", "cross-site"]

REQUEST_MODES: frozenset[str] = frozenset(get_args(RequestMode))
CREDENTIALS_MODES: frozenset[str] = frozenset(get_args(CredentialsMode))
REDIRECT_MODES: frozenset[str] = frozenset(get_args(RedirectMode))
CACHE_MODES: frozenset[str] = frozenset(get_args(CacheMode))

#: https://fetch.spec.whatwg.org/#request-destination-script-like, of the destinations modelled.
SCRIPT_LIKE: frozenset[str] = frozenset({"script"})


@attrs.define(eq=False, repr=False)
class Request:
    """A request of the Fetch Standard; fields that CORS never meets are left out."""

    method: bytes
    #: The URLs asked for so far; the last is the current URL.
    url_list: list[URL]
    header_list: HeaderList
    client: Client
    origin: Origin
    mode: RequestMode = "no-cors"
    credentials_mode: CredentialsMode = "same-origin"
    redirect_mode: RedirectMode = "follow"
    initiator: Initiator = "fetch"
    cache_mode: CacheMode = "default"
    #: Whether the script asked for a request without a referrer.
    no_referrer: bool = False
    referrer_policy: str = ""
    destination: Destination = ""
    body: Body | None = None
    #: The type that is sent with the body instead of the script's, where an engine changes it last.
    sent_type: bytes | None = None
    #: The type that came with the body, where an engine keeps it apart from the headers.
    body_type: bytes | None = None
    keepalive: bool = False
    unsafe_request: bool = False
    use_cors_preflight: bool = False
    use_url_credentials: bool = False
    # Bookkeeping of the algorithms.
    response_tainting: Literal["basic", "cors", "opaque"] = "basic"
    redirect_count: int = 0
    redirect_taint: RedirectTaint = "same-origin"
    #: The method and the headers that the script set, and those headers that a preflight asks for,
    #: where an engine starts from them at each redirect.
    script: tuple[bytes, HeaderList] | None = None
    announced_header_list: HeaderList | None = None
    #: Whether a preflight was called for already, here or before a redirect.
    preflighted: bool = False
    timing_allow_failed: bool = False
    #: The value of the last ``Origin`` header sent, if there was one.
    origin_header: bytes | None = None

    def values(self) -> tuple[Any, ...]:
        """Return the values of the fields as they are now, for :meth:`of_values`."""
        values: tuple[Any, ...] = _FIELDS(self)
        # Alone of all values it changes in place, and from now on it is theirs.
        self.url_list = list(self.url_list)
        return values

    @classmethod
    def of_values(cls, values: tuple[Any, ...]) -> "Request":
        """Return the same request, to be changed by another fetch."""
        request = cls(*values)
        request.url_list = list(request.url_list)
        return request

    @property
    def current_url(self) -> URL:
        """The last URL in the URL list (https://fetch.spec.whatwg.org/#concept-request-current-url)."""
        return self.url_list[-1]

    @property
    def crosses_origins(self) -> bool:
        """Whether a redirect has just led to another origin than that of the URL before."""
        return len(self.url_list) > 1 and not same_origin(
            self.url_list[-2].origin, self.url_list[-1].origin
        )


_FIELDS = attrgetter(*(field.name for field in attrs.fields(Request)))


def redirect_taint(request: Request) -> RedirectTaint:
    """Compute the redirect-taint: how far the chain of URLs left the request's origin.

    https://fetch.spec.whatwg.org/#concept-request-tainted-origin
    """
    # 1. The origin is known. 2. 3. No URL seen, no taint.
    last_url: URL | None = None
    taint: RedirectTaint = "same-origin"
    # 4. Each URL with the one before it.
    for url in request.url_list:
        # 4.1. The first has none before it.
        if last_url is not None and not (
            same_origin(url.origin, last_url.origin) or same_origin(request.origin, last_url.origin)
        ):
            # 4.2. A move to another site, made by another site.
            if not same_site(url.origin, last_url.origin) and not same_site(
                request.origin, last_url.origin
            ):
                return "cross-site"
            # 4.3. A move to another origin, made by another origin.
            taint = "same-site"
        # 4.4. Go on.
        last_url = url
    # 5. Done.
    return taint


def serialize_request_origin(request: Request) -> str:
    """Serialize the request's origin, or ``null`` for a chain that is tainted.

    The taint is kept on the request, as its URL list changes only when a redirect is followed.

    https://fetch.spec.whatwg.org/#serializing-a-request-origin
    """
    # 1. The origin is known. 2. A tainted chain hides it.
    if request.redirect_taint != "same-origin":
        return "null"
    # 3. The origin itself.
    return request.origin.serialized


def byte_serialize_request_origin(request: Request) -> bytes:
    """Serialize the request's origin as the bytes of an ``Origin`` header.

    https://fetch.spec.whatwg.org/#byte-serializing-a-request-origin
    """
    if request.redirect_taint != "same-origin":
        return b"null"
    return request.origin.serialized_bytes
