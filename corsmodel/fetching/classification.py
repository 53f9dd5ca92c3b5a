"""Classification: which way main fetch sends a request, and every cause for a preflight."""

from typing import Literal

import attrs

from corsmodel.infrastructure.exchanges import HTTPRequest
from corsmodel.infrastructure.headers import HeaderList
from corsmodel.infrastructure.methods import is_cors_safelisted_method
from corsmodel.infrastructure.requests import Request
from corsmodel.infrastructure.safelisted_headers import (
    cors_unsafe_request_header_names,
    is_safelisted_type,
    judge,
)
from corsmodel.profile import Profile
from corsmodel.values import Value

#: ``simple`` is a cross-origin request under CORS without a preflight; ``local`` asks nobody
#: (``data:``, ``blob:``, ``about:``); ``blocked`` is refused before anything is sent.
Kind = Literal[
    "same-origin", "no-cors", "simple", "preflighted", "local", "blocked", "invalid-request"
]


@attrs.frozen(eq=False, repr=False)
class MethodCause(Value):
    """The method is not a CORS-safelisted method."""

    method: bytes


@attrs.frozen(eq=False, repr=False)
class HeaderCause(Value):
    """A header is not a CORS-safelisted request-header."""

    #: In lower case.
    name: bytes
    value: bytes
    #: ``not-safelisted-name``, ``too-long``, ``unsafe-byte``, ``language-byte``, ``mime-type`` or
    #: ``range``.
    rule: str


@attrs.frozen(eq=False, repr=False)
class HeaderSumCause(Value):
    """The values of all safelisted headers together are too long."""

    #: In lower case, sorted.
    names: tuple[bytes, ...]
    #: Bytes, in sum.
    size: int


class FlagCause(Value):
    """The use-CORS-preflight flag is set: by upload listeners, or by a stream as the body."""

    __slots__ = ()


Cause = MethodCause | HeaderCause | HeaderSumCause | FlagCause


@attrs.frozen(eq=False, repr=False)
class Classification(Value):
    """Which way a request goes, and why."""

    kind: Kind
    #: Every cause for a preflight; empty unless the kind is ``preflighted``.
    causes: tuple[Cause, ...] = ()
    #: The preflight that a browser without permissions in its cache sends first, if any.
    preflight: HTTPRequest | None = attrs.field(default=None, eq=False)


BLOCKED = Classification("blocked")
INVALID_REQUEST = Classification("invalid-request")
LOCAL = Classification("local")
NO_CORS = Classification("no-cors")
SAME_ORIGIN = Classification("same-origin")
SIMPLE = Classification("simple")


def needs_preflight(request: Request, profile: Profile) -> bool:
    """Tell whether main fetch's condition for a CORS-preflight fetch holds.

    https://fetch.spec.whatwg.org/#concept-main-fetch
    """
    # 12.request-s-use-cors-preflight-flag. The flag; or a request by script whose method or
    # headers are not safelisted.
    # PROFILE: an engine asks once more at each redirect,
    if request.use_cors_preflight or (request.preflighted and profile.redirects_stay_preflighted):
        return True
    # PROFILE: and for the headers that the redirect removed.
    headers = request.header_list if request.script is None else request.script[1]
    return request.unsafe_request and (
        not is_cors_safelisted_method(request.method)
        or bool(unsafe_names_of(request, headers, profile))
    )


def unsafe_names_of(request: Request, headers: HeaderList, profile: Profile) -> tuple[bytes, ...]:
    """Return what the preflight of *request* asks for, if these are its *headers*.

    https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
    """
    if request.body_type is None:
        return cors_unsafe_request_header_names(headers, profile)
    # PROFILE: an engine keeps the body's type apart from the headers.
    names = cors_unsafe_request_header_names(headers.delete((b"content-type",)), profile)
    if is_safelisted_type(request.body_type, profile):
        return names
    # Once the body is gone, it still is where there was a preflight that nothing else calls for.
    if request.body is None and request.script is not None:
        script_headers = request.script[1].delete((b"content-type",))
        script_names = cors_unsafe_request_header_names(script_headers, profile)
        if script_names or request.use_cors_preflight or not request.preflighted:
            return names
    return tuple(sorted((*names, b"content-type")))


def preflight_causes(request: Request, profile: Profile) -> tuple[Cause, ...]:
    """Give every cause for the preflight of *request*, not only the first."""
    causes: list[Cause] = []
    if request.use_cors_preflight:
        causes.append(FlagCause())
    if not is_cors_safelisted_method(request.method):
        causes.append(MethodCause(request.method))
    judged = judge(request.header_list, profile)
    causes += [HeaderCause(name, value, rule) for name, value, rule in judged.headers if rule]
    limit = profile.safelist_value_size_limit
    if limit is not None and judged.safelist_value_size > limit:
        names = tuple(sorted({name for name, _, rule in judged.headers if not rule}))
        causes.append(HeaderSumCause(names, judged.safelist_value_size))
    return tuple(causes)
