"""Clients: the page (environment settings object) that asks, as far as CORS meets it."""

import functools
from collections.abc import Iterable
from typing import Literal, cast, get_args

import attrs

from corsmodel.infrastructure.arguments import of_type, one_of, shown, whole_number
from corsmodel.infrastructure.engine_urls import parse_url_as
from corsmodel.infrastructure.origins import OpaqueOrigin, Origin, TupleOrigin
from corsmodel.infrastructure.urls import URL, parse_origin, parse_plain_url, parse_url
from corsmodel.profile import STANDARD, Profile
from corsmodel.values import Value

#: https://html.spec.whatwg.org/#embedder-policy-value
EmbedderPolicyValue = Literal["unsafe-none", "credentialless", "require-corp"]

#: https://w3c.github.io/webappsec-referrer-policy/#referrer-policy
ReferrerPolicy = Literal[
    "",
    "no-referrer",
    "no-referrer-when-downgrade",
    "same-origin",
    "origin",
    "strict-origin",
    "origin-when-cross-origin",
    "strict-origin-when-cross-origin",
    "unsafe-url",
]
REFERRER_POLICIES: frozenset[str] = frozenset(get_args(ReferrerPolicy))
EMBEDDER_POLICY_VALUES: frozenset[str] = frozenset(get_args(EmbedderPolicyValue))


def as_origin(origin: str | Origin, argument: str = "origin") -> Origin:
    """Read an origin as people write it: ``https://shop.example``, ``null``, or a value.

    :raises ValueError: when the text is not an origin (a path, a query, a missing scheme).
    :raises TypeError: when it is neither text nor an origin.
    """
    if isinstance(origin, TupleOrigin | OpaqueOrigin):
        return origin
    of_type(origin, str, argument, "write it as text, as in 'https://shop.example'")
    parsed = parse_origin(origin)
    if parsed is None:
        message = (
            f"{argument}: {shown(origin)} is not an origin; write scheme, host and port as in "
            "https://shop.example:8443, or null for an opaque origin"
        )
        raise ValueError(message)
    return parsed


def _as_top_level_origin(origin: str | Origin) -> Origin:
    return as_origin(origin, "top_level_origin")


def as_url(url: str | URL, argument: str = "url") -> URL:
    """Read an absolute URL as people write it.

    :raises ValueError: when the URL parser fails on it.
    :raises TypeError: when it is neither text nor a URL.
    """
    if isinstance(url, URL):
        return url
    of_type(url, str, argument, "write it as text, as in 'https://shop.example/page'")
    parsed = parse_url(url)
    if parsed is None:
        message = f"{argument}: {shown(url)} is not an absolute URL; write it with its scheme"
        raise ValueError(message)
    return parsed


@attrs.frozen(eq=False, repr=False)
class BlobURLEntry(Value):
    """A ``blob:`` URL that the client made, and the blob behind it.

    :raises ValueError: for a negative size.
    :raises TypeError: for values of a wrong type.
    """

    url: str
    #: The blob's type, possibly empty.
    type: str = ""
    #: The blob's size in bytes.
    size: int = 0

    def __attrs_post_init__(self) -> None:
        """Refuse what is no blob URL entry."""
        of_type(self.url, str, "url", "write the blob: URL as text")
        of_type(self.type, str, "type", "write the MIME type as text, or leave it empty")
        whole_number(self.size, "size")


def _as_entries(entries: Iterable[BlobURLEntry]) -> tuple[BlobURLEntry, ...]:
    remedy = "pass corsmodel.BlobURLEntry values in a tuple or a list"
    of_type(entries, (tuple, list), "blob_urls", remedy)
    for entry in entries:
        of_type(entry, BlobURLEntry, "blob_urls", remedy)
    return tuple(entries)


@attrs.frozen(eq=False, repr=False)
class Client(Value):
    """The page that asks.

    :raises ValueError: for an origin, URL or policy that does not exist.
    :raises TypeError: for values of a wrong type.
    """

    #: The page's origin; ``"null"`` is an opaque one (a sandboxed frame, a ``data:`` page).
    origin: Origin = attrs.field(converter=as_origin)
    #: The page's URL, the base of relative ones; by default the origin's root.
    url: URL | None = attrs.field(default=None, converter=attrs.converters.optional(as_url))
    #: The referrer policy of the page's policy container.
    referrer_policy: ReferrerPolicy = ""
    #: The embedder policy's value of the page's policy container.
    embedder_policy: EmbedderPolicyValue = "unsafe-none"
    #: The origin of the top-level page, when this page is framed; by default its own.
    top_level_origin: Origin | None = attrs.field(
        default=None, converter=attrs.converters.optional(_as_top_level_origin)
    )
    #: The ``blob:`` URLs that exist for this page.
    blob_urls: tuple[BlobURLEntry, ...] = attrs.field(default=(), converter=_as_entries)

    def __attrs_post_init__(self) -> None:
        """Refuse policies that do not exist."""
        one_of(self.referrer_policy, REFERRER_POLICIES, "referrer_policy")
        one_of(self.embedder_policy, EMBEDDER_POLICY_VALUES, "embedder_policy")

    def parse_url(self, text: str, profile: Profile = STANDARD) -> URL | None:
        """Parse *text* relative to the page, as the browser of *profile* does; ``None`` is failure.

        https://html.spec.whatwg.org/#encoding-parsing-a-url
        """
        url = parse_plain_url(text)
        if url is not None:
            return url
        return parse_url_as(text, self.base_url, profile)

    @property
    def base_url(self) -> URL | None:
        """The API base URL; an opaque origin without a URL has none."""
        if self.url is not None or isinstance(self.origin, OpaqueOrigin):
            return self.url
        return parse_url(self.origin.serialized + "/")


#: Texts longer than this are not kept: no page's origin is, and hostile input may be.
_MOST_KEPT = 1000


def page_of(origin: str | Origin) -> Client:
    """Give the client of a page of which nothing but the origin is known.

    A page asks many times, and its client is a value: those of the last pages are kept.

    :raises ValueError: when the text is not an origin.
    :raises TypeError: when it is neither text nor an origin.
    """
    if isinstance(origin, str) and len(origin) <= _MOST_KEPT:
        return _page_of(origin)
    return Client(cast("str", origin))


@functools.lru_cache(maxsize=1024)
def _page_of(origin: str) -> Client:
    return Client(cast("Origin", origin))
