"""Drivers for a callable server and for an asynchronous one."""

from collections.abc import Awaitable, Callable, Generator

from corsmodel.fetching.browser import Browser
from corsmodel.fetching.fetch_params import Answer
from corsmodel.fetching.verdict import Verdict
from corsmodel.infrastructure.arguments import of_type, shown
from corsmodel.infrastructure.exchanges import HTTPRequest
from corsmodel.infrastructure.script_requests import Request
from corsmodel.profile import Profile
from corsmodel.using_fetch import fetch

#: A server: it answers an HTTP request, or returns ``None`` if it has no answer to give.
Server = Callable[[HTTPRequest], Answer]
#: The same, asynchronously.
AsyncServer = Callable[[HTTPRequest], Awaitable[Answer]]


def _cannot_be_called(server: object) -> TypeError:
    remedy = "pass a function that takes an HTTPRequest and returns a Response"
    return TypeError(f"server: {shown(server)} cannot be called; {remedy}")


def run(fetching: Generator[HTTPRequest, Answer, Verdict], server: Server) -> Verdict:
    """Run a fetch to its end, with *server* answering each HTTP request.

    :raises TypeError: for a server that cannot be called, or gives what is no answer.
    """
    if not callable(server):
        raise _cannot_be_called(server)
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
    """Run a fetch to its end, with *server* awaited for the answer to each HTTP request.

    :raises TypeError: for a server that cannot be called or awaited, or gives what is no answer.
    """
    if not callable(server):
        raise _cannot_be_called(server)
    try:
        http_request = next(fetching)
        while True:
            answer = server(http_request)
            of_type(answer, Awaitable, "server", "make it async, or use simulate")
            http_request = fetching.send(await answer)
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
    :raises ValueError: for the name of a browser that has no profile, and for an infinite time.
    :raises TypeError: for values of a wrong type, what *server* gives included.
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
    :raises ValueError: for the name of a browser that has no profile, and for an infinite time.
    :raises TypeError: for values of a wrong type, what *server* gives included.
    """
    return await run_async(fetch(request, browser=browser, at=at), server)
