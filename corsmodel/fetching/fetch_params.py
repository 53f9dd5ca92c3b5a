"""Fetch params (https://fetch.spec.whatwg.org/#fetch-params): what one fetch carries along."""

from collections.abc import Generator
from typing import TYPE_CHECKING, Protocol

import attrs

from corsmodel.fetching.classification import Classification
from corsmodel.fetching.cors_preflight_cache import PreflightCache
from corsmodel.fetching.http_cache import HTTPCache
from corsmodel.fetching.reasons import NetworkError, Unanswered
from corsmodel.infrastructure.exchanges import Exchange, HTTPRequest
from corsmodel.infrastructure.requests import Request
from corsmodel.infrastructure.responses import ConnectionFailure, InternalResponse, Response
from corsmodel.infrastructure.trace import Trace
from corsmodel.profile import Profile

#: What a driver gives back for an HTTP request; ``None`` is "I have no answer".
Answer = Response | ConnectionFailure | None
#: What the fetching algorithms return.
Result = InternalResponse | NetworkError | Unanswered
#: An algorithm that waits for the network.
Fetching = Generator[HTTPRequest, Answer, Result]


def at_once(result: Result) -> Fetching:
    """Give a result that nobody has to be asked for, where an algorithm that may wait stands."""
    yield from ()
    return result


if TYPE_CHECKING:

    class MainFetch(Protocol):
        """Main fetch, as HTTP-redirect fetch calls it."""

        def __call__(self, fetch_params: "FetchParams", *, recursive: bool = False) -> Fetching:
            """See :func:`corsmodel.fetching.main_fetch.main_fetch`."""
            ...


@attrs.define(eq=False, repr=False)
class FetchParams:
    """The request of one fetch and the books that are kept about it."""

    request: Request
    profile: Profile
    #: The time of the fetch in seconds, on any clock that does not run backwards.
    at: float
    preflight_cache: PreflightCache
    http_cache: HTTPCache
    #: The standard's algorithms call each other in a circle (main fetch, HTTP fetch, HTTP-redirect
    #: fetch, main fetch); it is closed here, so that the modules import each other one way.
    main_fetch: "MainFetch"
    decisions: Trace = attrs.Factory(list)
    exchanges: list[Exchange] = attrs.Factory(list)
    classification: Classification | None = None
    #: Why the redirect just followed is refused, once the next URL has had its preflight.
    refused_redirect: NetworkError | None = None
