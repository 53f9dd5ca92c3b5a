"""Fetch (https://fetch.spec.whatwg.org/#fetching): the entry to the algorithms."""

from collections.abc import Generator

from corsmodel.fetching.browser import Browser
from corsmodel.fetching.fetch_params import Answer, FetchParams
from corsmodel.fetching.main_fetch import main_fetch
from corsmodel.fetching.reasons import NetworkError, Unanswered
from corsmodel.fetching.verdict import OUTCOMES, Outcome, Verdict
from corsmodel.infrastructure.exchanges import HTTPRequest
from corsmodel.infrastructure.requests import Request
from corsmodel.infrastructure.responses import filter_response
from corsmodel.infrastructure.script_requests import Request as ScriptRequest


def fetch(
    request: Request, browser: Browser, at: float, asked: ScriptRequest
) -> Generator[HTTPRequest, Answer, Verdict]:
    """Fetch *request*, which the call changes, at the time *at* in seconds; return the verdict.

    *asked* is what *request* was made of; the verdict carries it, for whoever asks again.

    https://fetch.spec.whatwg.org/#concept-fetch
    """
    # 1. 2. 3. Not modelled: early hints, task destinations, isolation.
    # 4. The client's facts are read where they count. 5. 5.1. 5.2. 6. 7. Not modelled: tasks and
    # timing.
    # 8. The fetch params.
    fetch_params = FetchParams(
        request, browser.profile, at, browser.preflight_cache, browser.http_cache, main_fetch
    )
    # 9. Not modelled: bodies. 10. Not modelled: WebDriver BiDi. 11. Not modelled (whole): preloads.
    # 12. Not modelled (whole): Accept, unless the script set it; its default is safelisted.
    # 13. Not modelled (whole): Accept-Language. 14. Not modelled: the same.
    # 15. Not modelled: priorities. 16. Not modelled (whole): fetch groups.
    # 17. Main fetch. 18. Not modelled: the controller; the result is the verdict.
    result = yield from main_fetch(fetch_params)
    exchanges = fetch_params.exchanges
    waiting = None
    outcome = Outcome.NETWORK_ERROR
    response = None
    if isinstance(result, Unanswered):
        outcome = Outcome.UNANSWERED
        waiting = exchanges.pop().request
    elif not isinstance(result, NetworkError):
        response = filter_response(result)
        outcome = OUTCOMES[result.type]
    caches = (fetch_params.preflight_cache, fetch_params.http_cache)
    unchanged = caches[0] is browser.preflight_cache and caches[1] is browser.http_cache
    return Verdict(
        outcome,
        browser if unchanged else Browser(browser.profile, *caches),
        fetch_params.classification,
        tuple(exchanges),
        response,
        result.reason if isinstance(result, NetworkError) else None,
        waiting,
        request.credentials_mode,
        tuple(fetch_params.decisions),
        asked,
        browser,
        at,
    )
