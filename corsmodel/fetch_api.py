"""The Fetch API (https://fetch.spec.whatwg.org/#fetch-api): what a script may ask for."""

from corsmodel.fetching.reasons import (
    BodyNotAllowed,
    ForbiddenMethod,
    InvalidHeaderName,
    InvalidHeaderValue,
    InvalidMethod,
    InvalidReferrer,
    InvalidRequest,
    InvalidURL,
    KeepaliveStream,
    NavigateMode,
    NoCORSMethod,
    OnlyIfCachedMode,
    StreamMode,
    StreamWithoutDuplex,
    URLIncludesCredentials,
)
from corsmodel.headers_class import Guard, Headers, HeadersGuardError
from corsmodel.infrastructure import requests
from corsmodel.infrastructure.bodies import CONTENT_TYPES, Body
from corsmodel.infrastructure.methods import (
    NORMALIZED_METHODS,
    is_cors_safelisted_method,
    is_forbidden_method,
    is_method,
    normalize_method,
)
from corsmodel.infrastructure.script_requests import Request
from corsmodel.infrastructure.urls import URL
from corsmodel.profile import STANDARD, Profile
from corsmodel.standard import Algorithm

REQUEST_CONSTRUCTOR = Algorithm("dom-request")
EXTRACT_BODY = Algorithm("concept-bodyinit-extract")


def construct_request(
    asked: Request, profile: Profile = STANDARD
) -> requests.Request | InvalidRequest:
    """Run the constructor: give the request to fetch, or why it throws.

    The input is always a string; Request objects as input add nothing to CORS.

    https://fetch.spec.whatwg.org/#dom-request
    """
    step = REQUEST_CONSTRUCTOR
    # 1. 2. 3. 4. The base URL is the client's. 6. Not modelled (whole): Request objects.
    # 5. 5.1. The URL, relative to the page.
    parsed_url = asked.client.parse_url(asked.url, profile)
    # 5.2. It does not parse.
    if parsed_url is None:
        return InvalidURL(step["5.2"], "url", asked.url)
    # 5.3. It has a user name or password.
    if parsed_url.includes_credentials:
        return URLIncludesCredentials(step["5.3"], "url", asked.url)
    # 5.4. 5.5. A new request, whose mode is cors unless the script says otherwise.
    # 7. 8. 9. 10. 11. Not modelled: the window member and prompts.
    # 12. 13. Not modelled (whole): copying from a Request object.
    # 14. The referrer. 14.1. 14.2. The empty string is none. 14.3. 14.3.1. It is a URL,
    # 14.3.2. or the constructor throws. 14.3.3. 14.3.4. Not modelled: the Referer header.
    if asked.referrer and asked.client.parse_url(asked.referrer) is None:
        return InvalidReferrer(step["14.3.2"], "referrer", asked.referrer)
    # 15. The referrer policy. 16. 18. The mode,
    # 17. which only the browser sets to navigate.
    if asked.mode == "navigate":
        return NavigateMode(step["17"], "mode", asked.mode)
    # 19. 20. Credentials mode and cache mode.
    # 21. Asking the cache only is for the page's own origin.
    if asked.cache == "only-if-cached" and asked.mode != "same-origin":
        return OnlyIfCachedMode(step["21"], "cache", asked.cache)
    # 22. Redirect mode. 23. Not modelled: integrity metadata. 24. Keepalive.
    # 25. 25.1. The method.
    method = asked.method.encode("latin-1", "replace")
    # Nearly all are those that nothing below refuses or changes.
    if method not in NORMALIZED_METHODS:
        # 25.2. It is a token, and not forbidden.
        if not is_method(method):
            return InvalidMethod(step["25.2"], "method", asked.method)
        if is_forbidden_method(method):
            return ForbiddenMethod(step["25.2"], "method", asked.method)
        # 25.3. 25.4. Six methods are upper-cased.
        method = normalize_method(method)
    # 26. Not modelled: signals. 27. Not modelled (whole): priorities. 28. The request is set.
    # 29. 30. Not modelled: signals. 31. The guard of its headers is "request",
    # 32. unless the mode is no-cors. 32.1. Which goes with three methods only.
    if asked.mode == "no-cors" and not is_cors_safelisted_method(method):
        return NoCORSMethod(step["32.1"], "method", asked.method)
    # 32.2. Its guard is a stricter one.
    guard: Guard = "request-no-cors" if asked.mode == "no-cors" else "request"
    # 33. 33.1. 33.2. 33.3. 33.4. 33.5. The headers that the guard lets through.
    try:
        headers = Headers(guard, asked.headers, profile)
    except HeadersGuardError as error:
        kind = InvalidHeaderName if error.part == "name" else InvalidHeaderValue
        return kind(error.step, "headers", error.text)
    # 34. No input body. 35. GET and HEAD take no body.
    body = asked.body
    if body is not None and method in {b"GET", b"HEAD"}:
        return BodyNotAllowed(step["35"], "body", body.kind)
    return _with_body(asked, body, method, parsed_url, headers, profile)


def _with_body(  # noqa: PLR0913 - what the constructor has found so far
    asked: Request,
    body: Body | None,
    method: bytes,
    url: URL,
    headers: Headers,
    profile: Profile,
) -> requests.Request | InvalidRequest:
    """Give the request its body and the Content-Type that comes with it.

    https://fetch.spec.whatwg.org/#dom-request
    """
    step = REQUEST_CONSTRUCTOR
    use_cors_preflight = False
    # 36. 37. 37.1. 37.2. Take the body as it is.
    if body is not None:
        # concept-bodyinit-extract 10.readablestream. A stream cannot outlive its page.
        if body.source_is_null and asked.keepalive:
            return KeepaliveStream(EXTRACT_BODY["10.readablestream"], "body", body.kind)
        # 37.3. 37.4. Its type, unless the script set one.
        content_type = body_type(body)
        if content_type is not None and b"content-type" not in headers.header_list:
            # The guard of a no-cors request drops a blob's type that is not safelisted. PROFILE: an
            # engine does not ask it.
            if profile.body_type_passes_no_cors_guard:
                headers.guard = "request"
            headers.append("Content-Type", content_type.decode("latin-1"))
        # 38. 39. A stream. 39.1. The script knows that it goes one way.
        if body.source_is_null:
            if asked.duplex is None:
                return StreamWithoutDuplex(step["39.1"], "duplex", "")
            # 39.2. Not where forms could not send the like.
            if asked.mode not in {"same-origin", "cors"}:
                return StreamMode(step["39.2"], "mode", asked.mode)
            # 39.3. And only after a preflight.
            use_cors_preflight = True
    # 40. 41. Not modelled (whole): bodies of Request objects. 42. The request is complete.
    return requests.Request(
        method=method,
        url_list=[url],
        header_list=headers.header_list,
        client=asked.client,
        origin=asked.client.origin,
        mode=asked.mode,
        credentials_mode=asked.credentials,
        redirect_mode=asked.redirect,
        cache_mode=asked.cache,
        no_referrer=asked.referrer == "",
        referrer_policy=asked.referrer_policy,
        body=body,
        keepalive=asked.keepalive,
        unsafe_request=True,
        use_cors_preflight=use_cors_preflight,
    )


def body_type(body: Body) -> bytes | None:
    """Return the type that the kind of body brings, or ``None``.

    https://fetch.spec.whatwg.org/#concept-bodyinit-extract
    """
    # 1. 2. 3. 4. 5. Not modelled: the stream. 6. 7. 8. Not modelled: the bytes.
    # 9. The type. 10. Switch on the kind of object.
    # 10.blob. The blob's own, if it has one: printable ASCII in lower case, or else empty, as
    # https://w3c.github.io/FileAPI/#dfn-type makes it.
    if body.kind == "blob":
        printable = body.type is not None and all(
            " " <= character <= "~" for character in body.type
        )
        return body.type.lower().encode() if body.type and printable else None
    # 10.byte-sequence. 10.buffersource. 10.readablestream. None.
    # 10.formdata. 10.urlsearchparams. 10.scalar-value-string. That of the kind.
    # 11. Not modelled: the bytes. 12. Not modelled (whole): the bytes. 13. Not modelled: the bytes.
    # 14. The type.
    return CONTENT_TYPES[body.kind]
