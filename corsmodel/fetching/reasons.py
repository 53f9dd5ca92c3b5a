"""Reasons: the closed set of decisions that end a fetch without a response that script can read.

Each reason is a small frozen value: a stable ``code``, the step of the standard that decided, and
the values that disagreed. The codes are part of the public interface.
"""

from typing import ClassVar, Literal

import attrs

from corsmodel.standard import Step
from corsmodel.values import Value


@attrs.frozen(eq=False, repr=False)
class Reason(Value):
    """What every reason has; this class itself is used where the code says it all."""

    code: ClassVar[str]
    #: One sentence on what is wrong, for people.
    meaning: ClassVar[str]

    #: The step of the standard that returned failure, a network error, or threw.
    step: Step
    #: Whether it was the CORS-preflight request, or its answer, that failed.
    preflight: bool = attrs.field(default=False, kw_only=True)


# What script may not even ask for.


@attrs.frozen(eq=False, repr=False)
class InvalidRequest(Reason):
    """The script API throws, so nothing is fetched."""

    #: The argument that is refused.
    argument: str
    #: Its value.
    value: str
    #: What the API throws.
    exception: Literal["TypeError", "SyntaxError", "SecurityError"] = "TypeError"


class InvalidURL(InvalidRequest):
    code = "invalid-url"
    meaning = "the URL does not parse"


class URLIncludesCredentials(InvalidRequest):
    code = "url-includes-credentials"
    meaning = "a user name or password in the URL is not taken here"


class InvalidMethod(InvalidRequest):
    code = "invalid-method"
    meaning = "the method is not a token"


class ForbiddenMethod(InvalidRequest):
    code = "forbidden-method"
    meaning = "scripts may not use CONNECT, TRACE and TRACK"


class NavigateMode(InvalidRequest):
    code = "navigate-mode"
    meaning = "only the browser itself navigates"


class NoCORSMethod(InvalidRequest):
    code = "no-cors-method"
    meaning = "a no-cors request uses GET, HEAD or POST"


class OnlyIfCachedMode(InvalidRequest):
    code = "only-if-cached-mode"
    meaning = "the cache mode only-if-cached needs the mode same-origin"


class InvalidHeaderName(InvalidRequest):
    code = "invalid-header-name"
    meaning = "the header's name is not a token"


class InvalidHeaderValue(InvalidRequest):
    code = "invalid-header-value"
    meaning = "the header's value has a byte that no header may have"


class InvalidReferrer(InvalidRequest):
    code = "invalid-referrer"
    meaning = "the referrer does not parse as a URL"


class BodyNotAllowed(InvalidRequest):
    code = "body-not-allowed"
    meaning = "GET and HEAD requests have no body"


class KeepaliveStream(InvalidRequest):
    code = "keepalive-stream"
    meaning = "a keepalive request cannot have a stream as its body"


class StreamWithoutDuplex(InvalidRequest):
    code = "stream-without-duplex"
    meaning = "a stream as the body needs duplex: half"


class StreamMode(InvalidRequest):
    code = "stream-mode"
    meaning = "a stream as the body needs the mode cors or same-origin"


# What the browser refuses to fetch, or cannot.


@attrs.frozen(eq=False, repr=False)
class URLRefused(Reason):
    """A URL that the browser does not fetch in these circumstances."""

    #: The URL.
    url: str


class BadPort(URLRefused):
    code = "bad-port"
    meaning = "the port belongs to another protocol, so browsers never connect to it"


class MixedContent(URLRefused):
    code = "mixed-content"
    meaning = "a page from https may not fetch from http"


class CrossOriginSameOriginMode(URLRefused):
    code = "cross-origin-same-origin-mode"
    meaning = "a request whose mode is same-origin goes to another origin"


class NoCORSRedirectMode(URLRefused):
    code = "no-cors-redirect-mode"
    meaning = "a cross-origin no-cors request needs the redirect mode follow"


class CORSDisabledScheme(URLRefused):
    code = "cors-disabled-scheme"
    meaning = "CORS works with http and https only"


class UnsupportedScheme(URLRefused):
    code = "unsupported-scheme"
    meaning = "browsers do not fetch from this scheme"


class InvalidDataURL(URLRefused):
    code = "invalid-data-url"
    meaning = "the data: URL does not parse"


class UnknownBlobURL(URLRefused):
    code = "unknown-blob-url"
    meaning = "no blob is known under this URL"


class BlobMethod(URLRefused):
    code = "blob-method"
    meaning = "blob: URLs are fetched with GET only"


class InvalidBlobRange(URLRefused):
    code = "invalid-blob-range"
    meaning = "the Range header does not fit the blob"


class ConnectionFailed(URLRefused):
    code = "connection-failed"
    meaning = "no answer came from the server"


class OnlyIfCached(URLRefused):
    code = "only-if-cached"
    meaning = "the cache holds no answer, and the cache mode forbids to ask the server"


class KeepaliveQuota(URLRefused):
    code = "keepalive-quota"
    meaning = "the bodies of keepalive requests are limited to 64 KiB"


class ProxyAuthentication(URLRefused):
    code = "proxy-authentication"
    meaning = "the answer 407 asks for the credentials of a proxy"


# Redirects.


class RedirectModeError(URLRefused):
    code = "redirect-mode-error"
    meaning = "the request's redirect mode is error, and the answer is a redirect"


class InvalidLocation(URLRefused):
    code = "invalid-location"
    meaning = "the redirect's Location does not parse as one URL"


class RedirectScheme(URLRefused):
    code = "redirect-scheme"
    meaning = "a redirect leads only to http and https"


class TooManyRedirects(URLRefused):
    code = "too-many-redirects"
    meaning = "a fetch follows 20 redirects at most"


class RedirectCredentials(URLRefused):
    code = "redirect-credentials"
    meaning = "a redirect under CORS may not lead to a URL with a user name or password in it"


class RedirectStreamBody(URLRefused):
    code = "redirect-stream-body"
    meaning = "a stream cannot be sent again to where the redirect leads"


# The CORS check, on the answer or on the preflight's answer.


@attrs.frozen(eq=False, repr=False)
class CORSCheckFailure(Reason):
    """The CORS check failed."""

    #: The header that decided.
    header: bytes
    #: Its value as combined, or ``None`` where it is absent.
    value: bytes | None
    #: The request's origin as sent in the ``Origin`` header.
    origin: bytes


class MissingAllowOrigin(CORSCheckFailure):
    code = "missing-allow-origin"
    meaning = "the answer has no Access-Control-Allow-Origin header"


class WildcardAllowOrigin(CORSCheckFailure):
    code = "wildcard-allow-origin"
    meaning = "Access-Control-Allow-Origin is * and the request's credentials mode is include"


class MultipleAllowOrigin(CORSCheckFailure):
    code = "multiple-allow-origin"
    meaning = "Access-Control-Allow-Origin has several values, and only one is compared"


class AllowOriginMismatch(CORSCheckFailure):
    code = "allow-origin-mismatch"
    meaning = "Access-Control-Allow-Origin is not, byte for byte, the request's origin"


class MissingAllowCredentials(CORSCheckFailure):
    code = "missing-allow-credentials"
    meaning = "the credentials mode is include and Access-Control-Allow-Credentials is absent"


class InvalidAllowCredentials(CORSCheckFailure):
    code = "invalid-allow-credentials"
    meaning = "the credentials mode is include and Access-Control-Allow-Credentials is not true"


# The rest of the preflight.


@attrs.frozen(eq=False, repr=False)
class StatusFailure(Reason):
    """The preflight's answer has a status that is not an ok status."""

    status: int
    #: Where it redirects to, if it does.
    location: bytes | None = None


class PreflightStatus(StatusFailure):
    code = "preflight-status"
    meaning = "the preflight's status is not between 200 and 299"


class PreflightRedirect(StatusFailure):
    code = "preflight-redirect"
    meaning = "the preflight is answered by a redirect, which is not followed"


@attrs.frozen(eq=False, repr=False)
class HeaderFailure(Reason):
    """A header of the answer that forbids, or does not parse."""

    header: bytes
    value: bytes | None


class InvalidAllowMethods(HeaderFailure):
    code = "invalid-allow-methods"
    meaning = "Access-Control-Allow-Methods is not a comma-separated list of methods"


class InvalidAllowHeaders(HeaderFailure):
    code = "invalid-allow-headers"
    meaning = "Access-Control-Allow-Headers is not a comma-separated list of header names"


@attrs.frozen(eq=False, repr=False)
class MethodNotAllowed(Reason):
    """The preflight's answer does not list the method."""

    code = "method-not-allowed"
    meaning = "Access-Control-Allow-Methods does not list the method"

    method: bytes
    #: What the header lists.
    allowed: tuple[bytes, ...]


@attrs.frozen(eq=False, repr=False)
class HeaderNameNotAllowed(Reason):
    """The preflight's answer does not list a header name."""

    #: The name, in lower case.
    name: bytes
    #: What the header lists.
    allowed: tuple[bytes, ...]


class AuthorizationNotAllowed(HeaderNameNotAllowed):
    code = "authorization-not-allowed"
    meaning = "Access-Control-Allow-Headers does not list Authorization by name"


class HeaderNotAllowed(HeaderNameNotAllowed):
    code = "header-not-allowed"
    meaning = "Access-Control-Allow-Headers does not list a header of the request"


# Refused answers that are not about CORS.


class CrossOriginResourcePolicy(HeaderFailure):
    code = "cross-origin-resource-policy"
    meaning = "the answer's Cross-Origin-Resource-Policy keeps other origins out"


class Nosniff(HeaderFailure):
    code = "nosniff"
    meaning = "the answer says nosniff and its type does not fit what it is used for"


class MIMETypeBlocked(HeaderFailure):
    code = "mime-type"
    meaning = "the answer's type is never a script"


#: Why a fetch ended in a network error.
NetworkErrorReason = (
    URLRefused
    | CORSCheckFailure
    | StatusFailure
    | HeaderFailure
    | MethodNotAllowed
    | HeaderNameNotAllowed
)


#: Every reason by its code: each class above that has a code of its own.
REASONS: dict[str, type[Reason]] = {
    kind.code: kind
    for kind in tuple(globals().values())
    if isinstance(kind, type) and issubclass(kind, Reason) and hasattr(kind, "code")
}


@attrs.frozen(eq=False, repr=False)
class NetworkError(Value):
    """A network error (https://fetch.spec.whatwg.org/#concept-network-error), and why it is one."""

    reason: NetworkErrorReason


class Unanswered(Value):
    """The model needs an answer that it was not given, so it stops."""

    __slots__ = ()
