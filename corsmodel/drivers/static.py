"""The driver for answers that are known beforehand: one hop for each URL of a redirect chain."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs

from corsmodel.drivers.servers import Server, run
from corsmodel.fetching.browser import Browser
from corsmodel.fetching.fetch_params import Answer
from corsmodel.fetching.verdict import Verdict
from corsmodel.infrastructure.arguments import of_type
from corsmodel.infrastructure.exchanges import HTTPRequest
from corsmodel.infrastructure.responses import is_answer
from corsmodel.infrastructure.script_requests import Request
from corsmodel.profile import Profile
from corsmodel.using_fetch import fetch
from corsmodel.values import Value

if TYPE_CHECKING:
    from corsmodel.scenario import ScenarioHop


@attrs.frozen(eq=False, repr=False)
class Hop(Value):
    """One URL of a redirect chain: what the server answers there to each of the two requests.

    :raises TypeError: for an answer that is not a Response, a ConnectionFailure or ``None``.
    """

    #: The answer to a CORS-preflight request; ``None``: not known.
    preflight: Answer = None
    #: The answer to the request itself; ``None``: not known.
    response: Answer = None

    def __attrs_post_init__(self) -> None:
        """Refuse what is no answer."""
        is_answer(self.preflight, "preflight")
        is_answer(self.response, "response")


def answers(hops: "Sequence[Hop | ScenarioHop]") -> Server:
    """Make a server of *hops*: the place in the redirect chain picks one."""

    def server(http_request: HTTPRequest) -> Answer:
        if http_request.hop >= len(hops):
            return None
        hop = hops[http_request.hop]
        return hop.preflight if http_request.preflight else hop.response

    return server


def hops_of(preflight: Answer, response: Answer, hops: Sequence[Hop] | None) -> Sequence[Hop]:
    """Read the two ways to give answers: the short one is one hop."""
    if hops is None:
        return (Hop(preflight, response),)
    if preflight is not None or response is not None:
        message = "hops: give either hops or preflight and response, which are short for one hop"
        raise ValueError(message)
    remedy = "pass a list of corsmodel.Hop(preflight=…, response=…)"
    of_type(hops, (list, tuple), "hops", remedy)
    for i, hop in enumerate(hops):
        of_type(hop, Hop, f"hops[{i}]", remedy)
    return hops


def evaluate(  # noqa: PLR0913 - the two ways to give answers
    request: Request,
    *,
    preflight: Answer = None,
    response: Answer = None,
    hops: Sequence[Hop] | None = None,
    browser: Browser | Profile | str = "standard",
    at: float = 0,
) -> Verdict:
    """Fetch *request* from answers that are known beforehand.

    *preflight* and *response* are short for one hop; *hops* is a redirect chain. An answer that
    is needed and not there gives a verdict whose outcome is ``unanswered``.

    :param at: the time in seconds.
    :raises ValueError: for the name of a browser that has no profile, and for both ways at once.
    :raises TypeError: for answers that are none.
    """
    return run(fetch(request, browser=browser, at=at), answers(hops_of(preflight, response, hops)))
