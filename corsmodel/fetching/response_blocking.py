"""The end of main fetch: answers that are refused for what they are, not for whose they are."""

from corsmodel.fetching.fetch_params import FetchParams
from corsmodel.fetching.reasons import MIMETypeBlocked, NetworkError, Nosniff
from corsmodel.infrastructure.responses import InternalResponse


def blocked_response(fetch_params: FetchParams, response: InternalResponse) -> NetworkError | None:
    """Return the network error that stands in for *response*, or ``None`` if it may pass.

    https://fetch.spec.whatwg.org/#concept-main-fetch
    """
    request = fetch_params.request
    headers = response.header_list
    # 20. By its type. Not modelled: mixed content (a request for it is never sent) and Content
    # Security Policy. Only scripts and style sheets have a type to fit.
    # PROFILE: an engine does not judge data: URLs.
    exempt = request.current_url.scheme == "data" and not fetch_params.profile.data_urls_blocked
    if request.destination in {"script", "style"} and not exempt:
        from corsmodel.http_extensions.x_content_type_options_header import (  # noqa: PLC0415 - seldom
            blocked_due_to_mime_type,
            blocked_due_to_nosniff,
        )

        value = headers.get(b"content-type")
        decision = blocked_due_to_mime_type(headers, request.destination, fetch_params.profile)
        fetch_params.decisions.append(decision)
        if decision.outcome == "blocked":
            return NetworkError(MIMETypeBlocked(decision.step, b"Content-Type", value))
        decision = blocked_due_to_nosniff(headers, request.destination)
        fetch_params.decisions.append(decision)
        if decision.outcome == "blocked":
            return NetworkError(Nosniff(decision.step, b"Content-Type", value))
    # 21. Not modelled: a part of an opaque resource for somebody who asked for no part. Only a
    # cache or a service worker answers so; here this very request's header asked for the range.
    return None
