"""Fetches with one hostile part each, for the measurements of growth."""

from typing import Any

from corsmodel import Hop, Request, Response, Verdict, evaluate
from tests.benchmarks.corpus import API, ORIGIN, Pairs

URL = f"{API}/items/7"
#: What lets any page read an answer.
ALLOW: Pairs = [("Access-Control-Allow-Origin", "*")]


def simple(headers: Pairs, status: int = 200, **arguments: Any) -> Verdict:
    """Ask without a preflight, and look at all that script can read."""
    hops = [Hop(response=Response(status, headers)), Hop(response=Response(200, ALLOW))]
    verdict = evaluate(Request(URL, origin=ORIGIN, **arguments), hops=hops)
    if verdict.response is not None:
        assert verdict.response.headers is not None
    return verdict


def preflighted(asked: Pairs, headers: Pairs, **arguments: Any) -> Verdict:
    """Ask with a preflight, whose answer has *headers*."""
    request = Request(URL, origin=ORIGIN, method="PUT", headers=asked, **arguments)
    return evaluate(request, preflight=Response(204, headers), response=Response(200, ALLOW))


def redirected(count: int) -> Verdict:
    """Follow *count* redirects."""
    one = Response(302, [*ALLOW, ("Location", "/next")])
    hops = [Hop(response=one)] * count + [Hop(response=Response(200, ALLOW))]
    return evaluate(Request(URL, origin=ORIGIN), hops=hops)
