"""CORS check (https://fetch.spec.whatwg.org/#cors-check)."""

from corsmodel.fetching.reasons import (
    AllowOriginMismatch,
    CORSCheckFailure,
    InvalidAllowCredentials,
    MissingAllowCredentials,
    MissingAllowOrigin,
    MultipleAllowOrigin,
    WildcardAllowOrigin,
)
from corsmodel.http_extensions.cors_protocol import (
    ACCESS_CONTROL_ALLOW_CREDENTIALS,
    ACCESS_CONTROL_ALLOW_ORIGIN,
    ALLOW_CREDENTIALS,
    ALLOW_ORIGIN,
)
from corsmodel.infrastructure.requests import Request, byte_serialize_request_origin
from corsmodel.infrastructure.responses import InternalResponse
from corsmodel.infrastructure.trace import Decision
from corsmodel.profile import Profile
from corsmodel.standard import Algorithm

CORS_CHECK = Algorithm("concept-cors-check")


def cors_check(
    request: Request,
    response: InternalResponse,
    profile: Profile,
    *,
    preflight: bool = False,
    include: bool | None = None,
) -> Decision | CORSCheckFailure:
    """Decide whether *response* may be shared with *request*'s origin.

    Success is a :class:`Decision`, failure a reason; each names its step. *preflight* says whose
    answer it is and changes nothing. *include* overrides the request's credentials mode.

    https://fetch.spec.whatwg.org/#concept-cors-check
    """
    # 1. The header's values, joined.
    headers = response.header_list
    origin = headers.get(ALLOW_ORIGIN)
    # 2. Absent: failure. (An absent header is not the value `null`.)
    if origin is None:
        return MissingAllowOrigin(
            CORS_CHECK["2"],
            ACCESS_CONTROL_ALLOW_ORIGIN,
            None,
            byte_serialize_request_origin(request),
            preflight=preflight,
        )
    # PROFILE: an engine does not look at what several lines say.
    if response.allow_origin_repeated and profile.repeated_allow_origin_line_refused:
        return MultipleAllowOrigin(
            CORS_CHECK["4"],
            ACCESS_CONTROL_ALLOW_ORIGIN,
            origin,
            byte_serialize_request_origin(request),
            preflight=preflight,
        )
    if include is None:
        include = request.credentials_mode == "include"
    # 3. The wildcard is enough for a request that does not include credentials.
    if not include and origin == b"*":
        return Decision(CORS_CHECK["3"], "success", (origin,))
    # 4. Otherwise the value is the request's origin, byte for byte.
    serialized_origin = byte_serialize_request_origin(request)
    if serialized_origin != origin:
        return _mismatch(origin)(
            CORS_CHECK["4"],
            ACCESS_CONTROL_ALLOW_ORIGIN,
            origin,
            serialized_origin,
            preflight=preflight,
        )
    # 5. Without credentials that is all.
    if not include:
        return Decision(CORS_CHECK["5"], "success", (origin,))
    # 6. 7. With credentials, the server says `true`, in just these bytes.
    credentials = headers.get(ALLOW_CREDENTIALS)
    if credentials == b"true":
        return Decision(CORS_CHECK["7"], "success", (origin, credentials))
    # 8. Anything else is failure.
    kind = MissingAllowCredentials if credentials is None else InvalidAllowCredentials
    return kind(
        CORS_CHECK["8"],
        ACCESS_CONTROL_ALLOW_CREDENTIALS,
        credentials,
        serialized_origin,
        preflight=preflight,
    )


def _mismatch(origin: bytes) -> type[CORSCheckFailure]:
    """Name the kind of mismatch: step 4 has one result, people have three mistakes."""
    if origin == b"*":
        return WildcardAllowOrigin
    # Two headers are joined by a comma.
    if b"," in origin or b" " in origin:
        return MultipleAllowOrigin
    return AllowOriginMismatch
