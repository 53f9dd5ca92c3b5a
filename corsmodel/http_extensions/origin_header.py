"""The ``Origin`` header (https://fetch.spec.whatwg.org/#origin-header)."""

from itertools import pairwise

from corsmodel.infrastructure.origins import TupleOrigin, same_origin
from corsmodel.infrastructure.requests import Request, byte_serialize_request_origin
from corsmodel.infrastructure.trace import Decision
from corsmodel.profile import Profile
from corsmodel.standard import Algorithm

APPEND_ORIGIN = Algorithm("append-a-request-origin-header")


def request_origin_header(request: Request, profile: Profile) -> tuple[bytes | None, Decision]:
    """Return the value of the ``Origin`` header that goes with *request*, or ``None`` for none.

    https://fetch.spec.whatwg.org/#append-a-request-origin-header
    """
    # 1. The origin is known. 2. Serialize it.
    serialized_origin = byte_serialize_request_origin(request)
    # 3. A request under the CORS protocol always says where it comes from. Not modelled: the modes
    # "websocket" and "webtransport".
    if request.response_tainting == "cors":
        return serialized_origin, Decision(APPEND_ORIGIN["3"], "append", (serialized_origin,))
    # PROFILE: an engine's elements with crossorigin tell it to their own origin as well.
    if profile.elements_tell_origin and request.mode == "cors" and request.destination:
        return serialized_origin, Decision(APPEND_ORIGIN["3"], "append", (serialized_origin,))
    redirected = len(request.url_list) > 1 and not profile.origin_header_found_anew
    # PROFILE: an engine carries the header on, within an origin, whatever the request has become.
    if redirected and not request.crosses_origins:
        carried = request.origin_header
        outcome = "no Origin" if carried is None else "append"
        return carried, Decision(APPEND_ORIGIN["4"], outcome, (request.method,))
    # 4. Of the others, those that may change something on the server.
    if request.method in {b"GET", b"HEAD"}:
        return None, Decision(APPEND_ORIGIN["4"], "no Origin", (request.method,))
    # 4.1. Where the page did not opt into sharing its origin, the referrer policy can hide it.
    # PROFILE: an engine pays no heed to the policy, but hides the origin behind such redirects;
    # another takes the lack of a referrer for a policy, and one asks it for the first URL only.
    follows_policy = profile.origin_header_follows_referrer_policy and not redirected
    if request.mode != "cors" and (
        (follows_policy and _hidden(request))
        or (profile.origin_header_null_once_cross_origin and _went_cross_origin(request))
        or (profile.origin_hidden_without_referrer and request.no_referrer)
    ):
        serialized_origin = b"null"
    # 4.2. Append.
    return serialized_origin, Decision(
        APPEND_ORIGIN["4.2"], "append", (serialized_origin, request.referrer_policy)
    )


def _went_cross_origin(request: Request) -> bool:
    urls = request.url_list
    return any(not same_origin(a.origin, b.origin) for a, b in pairwise(urls))


def _hidden(request: Request) -> bool:
    """Tell whether the referrer policy hides the origin.

    https://fetch.spec.whatwg.org/#append-a-request-origin-header
    """
    policy = request.referrer_policy
    # 4.1.no-referrer. Always.
    if policy == "no-referrer":
        return True
    # 4.1.no-referrer-when-downgrade. From https to something weaker; the two policies named
    # strict do the same.
    if policy in {
        "no-referrer-when-downgrade",
        "strict-origin",
        "strict-origin-when-cross-origin",
    }:
        return (
            isinstance(request.origin, TupleOrigin)
            and request.origin.scheme == "https"
            and request.current_url.scheme != "https"
        )
    # 4.1.same-origin. To any other origin.
    if policy == "same-origin":
        return not same_origin(request.origin, request.current_url.origin)
    # 4.1.otherwise. Never.
    return False
