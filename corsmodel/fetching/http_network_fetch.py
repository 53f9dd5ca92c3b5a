"""HTTP-network fetch (https://fetch.spec.whatwg.org/#http-network-fetch): an answer comes in."""

from corsmodel.fetching.fetch_params import Answer, FetchParams, Result
from corsmodel.fetching.reasons import ConnectionFailed, NetworkError, Unanswered
from corsmodel.infrastructure.exchanges import Exchange, HTTPRequest
from corsmodel.infrastructure.header_values import repair_utf8
from corsmodel.infrastructure.headers import HeaderList
from corsmodel.infrastructure.repeated_headers import is_allow_origin_repeated, received_headers
from corsmodel.infrastructure.responses import (
    ConnectionFailure,
    InternalResponse,
    Response,
    is_answer,
)
from corsmodel.infrastructure.trace import Decision
from corsmodel.infrastructure.urls import URL
from corsmodel.profile import Profile
from corsmodel.standard import Algorithm

HTTP_NETWORK_FETCH = Algorithm("concept-http-network-fetch")


def http_network_fetch(
    fetch_params: FetchParams, http_request: HTTPRequest, answer: Answer
) -> Result:
    """Take in the answer to an HTTP request.

    :raises TypeError: where the driver gave what is no answer.

    https://fetch.spec.whatwg.org/#concept-http-network-fetch
    """
    # 1. 3. The request; no response yet. 2. Not modelled: being offline.
    # 4. Not modelled: timing. 5. Not modelled: connection pools. 6. Not modelled: the same.
    # 7. Not modelled (whole): obtaining a connection is the driver's.
    # 8. Until the answer's headers are there; 8.1. without a connection there is none.
    # 8.2. Not modelled: timing. 8.3. Not modelled: the version of HTTP, which decides whether a
    # stream can be uploaded. 8.4. Not modelled: timing.
    # 8.5. Not modelled (whole): HTTP itself; interim answers (1xx) never come here.
    if not isinstance(answer, Response):
        is_answer(answer, "answer")
    fetch_params.exchanges.append(Exchange(http_request, answer))
    if answer is None:
        return Unanswered()
    if isinstance(answer, ConnectionFailure):
        return without_connection(fetch_params, http_request)
    headers = answer.headers
    repeated = bool(headers.repeated)
    if repeated:
        # PROFILE: an engine refuses an answer that contradicts itself as if there were none.
        received = received_headers(headers, fetch_params.profile)
        if received is None:
            return without_connection(fetch_params, http_request)
        headers = received
    # 9. Not modelled (whole): aborting. 10. Not modelled: bodies. 11. Not modelled: bodies.
    # 12. Not modelled (whole): bodies. 13. Not modelled: bodies. 14. Not modelled: bodies.
    # 15. Not modelled: bodies. 16. Not modelled: WebDriver BiDi.
    # 17. Not modelled: which cookies are stored. 18. Not modelled (whole): bodies.
    # 19. Done.
    # PROFILE: an engine wants UTF-8.
    if fetch_params.profile.header_values_repaired_as_utf8 and headers.pairs:
        headers = HeaderList(tuple((name, repair_utf8(value)) for name, value in headers.pairs))
    response = InternalResponse(answer.status, headers)
    response.allow_origin_repeated = repeated and is_allow_origin_repeated(answer.headers)
    return response


def lacks_connection(url: URL, profile: Profile) -> bool:
    """Tell whether there is no connection to a URL, whatever its server is.

    https://fetch.spec.whatwg.org/#concept-http-network-fetch
    """
    return not profile.host_characters_without_connection.isdisjoint(url.host or "")


def without_connection(fetch_params: FetchParams, http_request: HTTPRequest) -> NetworkError:
    """Return the network error of a request that has no answer.

    https://fetch.spec.whatwg.org/#concept-http-network-fetch
    """
    step = HTTP_NETWORK_FETCH["8.1"]
    fetch_params.decisions.append(Decision(step, "network error", (http_request.url,)))
    return NetworkError(ConnectionFailed(step, http_request.url, preflight=http_request.preflight))
