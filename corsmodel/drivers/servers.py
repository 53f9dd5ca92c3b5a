"""Drivers for a callable server and for an asynchronous one."""

from collections.abc import Awaitable, Callable, Generator

from corsmodel.fetching.browser import Browser
from corsmodel.fetching.fetch_params import Answer
from corsmodel.fetching.verdict import Verdict
from corsmodel.infrastructure.exchanges import HTTPRequest
from corsmodel.infrastructure.script_requests import Request
from corsmodel.profile import Profile
from corsmodel.using_fetch import fetch

#: A server: it answers an HTTP request, or returns ``None`` if it has no answer to give.
Server = Callable[[HTTPRequest], Answer]
#: The same, asynchronously.
AsyncServer = Callable[[HTTPRequest], Awaitable[Answer]]


def run(fetching: Generator[HTTPRequest, Answer, Verdict], server: Server) -> Verdict:
    """Run a fetch to its end, with *server* answering each HTTP request."""
    try:
        http_request = next(fetching)
        while True:
            http_request = fetching.send(server(http_request))
    except StopIteration as stop:
        verdict: Verdict = stop.value
    return verdict


async def run_async(
    fetching: Generator[HTTPRequest, Answer, Verdict], server: AsyncServer
) -> Verdict:
    """Run a fetch to its end, with *server* awaited for the answer to each HTTP request."""
    try:
        http_request = next(fetching)
        while True:
            http_request = fetching.send(await server(http_request))
    except StopIteration as stop:
        verdict: Verdict = stop.value
    return verdict


def simulate(
    request: Request,
    server: Server,
    *,
    browser: Browser | Profile | str = "standard",
    at: float = 0,
) -> Verdict:
    """Fetch *request* from a callable server, preflights and redirects included.

    :param at: the time in seconds.
    :raises ValueError: for the name of a browser that has no profile.
    """
    return run(fetch(request, browser=browser, at=at), server)


async def simulate_async(
    request: Request,
    server: AsyncServer,
    *,
    browser: Browser | Profile | str = "standard",
    at: float = 0,
) -> Verdict:
    """Fetch *request* from an asynchronous server, preflights and redirects included.

    :param at: the time in seconds.
    :raises ValueError: for the name of a browser that has no profile.
    """
    return await run_async(fetch(request, browser=browser, at=at), server)
