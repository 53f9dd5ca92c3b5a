"""Using fetch in other standards (https://fetch.spec.whatwg.org/#fetch-elsewhere).

How some elements set up a request, and the way from what a page asks to a verdict.
"""

from collections.abc import Generator

import attrs

from corsmodel.fetch_api import construct_request
from corsmodel.fetching.browser import Browser, as_browser
from corsmodel.fetching.classification import INVALID_REQUEST, Classification
from corsmodel.fetching.fetch import fetch as concept_fetch
from corsmodel.fetching.fetch_params import Answer
from corsmodel.fetching.reasons import (
    InvalidRequest,
    InvalidURL,
    URLIncludesCredentials,
)
from corsmodel.fetching.verdict import Outcome, Verdict
from corsmodel.infrastructure import requests
from corsmodel.infrastructure.arguments import finite, of_type
from corsmodel.infrastructure.bodies import Body
from corsmodel.infrastructure.clients import Client
from corsmodel.infrastructure.exchanges import HTTPRequest
from corsmodel.infrastructure.headers import HeaderList, HeadersInit
from corsmodel.infrastructure.origins import Origin
from corsmodel.infrastructure.script_requests import Request
from corsmodel.profile import STANDARD, Profile
from corsmodel.standard import Algorithm

FETCH_ELSEWHERE = Algorithm("fetch-elsewhere-request")

#: What each element asks for: (destination, whether it is under CORS without ``crossorigin``).
_ELEMENTS: dict[str, tuple[requests.Destination, bool]] = {
    "img": ("image", False),
    "script": ("script", False),
    "module": ("script", True),
    "stylesheet": ("style", False),
    "font": ("font", True),
}

#: https://fetch.spec.whatwg.org/#request-initiator-type
_INITIATORS: dict[str, requests.Initiator] = {
    "img": "img",
    "script": "script",
    "module": "script",
    "stylesheet": "link",
    "font": "css",
}


def XMLHttpRequest(  # noqa: N802, PLR0913 - the name and the arguments of the API
    url: str,
    *,
    origin: str | Origin | None = None,
    client: Client | None = None,
    method: str | bytes = "GET",
    headers: HeadersInit | HeaderList = (),
    with_credentials: bool = False,
    body: Body | str | bytes | None = None,
    upload_listeners: bool = False,
) -> Request:
    """Describe what a script asks for with an XMLHttpRequest: open, setRequestHeader, send.

    A user name and password for ``open()`` are written into the URL.

    :raises ValueError: where neither or both of *origin* and *client* are given.
    :raises TypeError: for values of a wrong type.
    """
    of_type(with_credentials, bool, "with_credentials", "pass True or False")
    return Request(
        url,
        origin=origin,
        client=client,
        method=method,
        headers=headers,
        credentials="include" if with_credentials else "same-origin",
        body=body,
        upload_listeners=upload_listeners,
        api="xhr",
    )


def set_up_request(
    asked: Request, profile: Profile = STANDARD
) -> requests.Request | InvalidRequest:
    """Make the request that the page's API makes in a browser, or say why the API throws.

    https://fetch.spec.whatwg.org/#fetch-elsewhere-request
    """
    # Read once: another thread may ask with another profile meanwhile.
    made = asked.made
    if made is None or made[0] is not profile:
        request = _set_up(asked, profile)
        kept = request.values() if isinstance(request, requests.Request) else request
        object.__setattr__(asked, "made", (profile, kept))
        return request
    kept = made[1]
    return requests.Request.of_values(kept) if isinstance(kept, tuple) else kept


def _set_up(asked: Request, profile: Profile) -> requests.Request | InvalidRequest:
    if asked.api == "fetch":
        return construct_request(asked, profile)
    if asked.api == "xhr":
        from corsmodel.xml_http_request import xml_http_request  # noqa: PLC0415 - seldom used

        return xml_http_request(asked, profile)
    return _element(asked, profile)


def fetch(
    request: Request, *, browser: Browser | Profile | str = "standard", at: float = 0
) -> Generator[HTTPRequest, Answer, Verdict]:
    """Fetch what a page asks for: give out HTTP requests, take answers in, return the verdict.

    The generator itself, for those who bring their own I/O. Send it a :class:`Response`, a
    :class:`ConnectionFailure`, or ``None`` for "I do not know".

    :param browser: the browser with what it remembers, a profile, or a profile's name.
    :param at: the time in seconds on any clock that does not run backwards.
    :raises ValueError: for the name of a browser that has no profile, and for an infinite time.
    :raises TypeError: for values of a wrong type, the answers included.
    """
    if not isinstance(request, Request):
        of_type(request, Request, "request", "pass what corsmodel.Request(url, origin=…) makes")
    # Nearly all fetches have the time zero, which is one whatever the clock is.
    if at != 0 or not isinstance(at, (int, float)):
        finite(at, "at")
    playing = as_browser(browser)
    ready = set_up_request(request, playing.profile)
    if isinstance(ready, InvalidRequest):
        return _refused(ready, playing, at, request)
    return concept_fetch(ready, playing, at, request)


def _refused(
    reason: InvalidRequest, browser: Browser, at: float, asked: Request
) -> Generator[HTTPRequest, Answer, Verdict]:
    """Give the verdict on what the script API throws at: nothing is fetched."""
    yield from ()
    return Verdict(
        Outcome.INVALID_REQUEST, browser, reason=reason, asked=asked, asked_of=browser, at=at
    )


def classify(request: Request, *, browser: Browser | Profile | str = "standard") -> Classification:
    """Say which way a request goes (simple, preflighted with every cause, same-origin, …).

    The classification's ``preflight`` is the CORS-preflight request that would be sent, if any.

    :raises ValueError: for the name of a browser that has no profile.
    """
    fetching = fetch(request, browser=Browser(as_browser(browser).profile))
    try:
        first = next(fetching)
        fetching.send(None)
    except StopIteration as stop:
        verdict: Verdict = stop.value
    if verdict.classification is None:
        return INVALID_REQUEST
    if verdict.waiting is not None and first.preflight:
        return attrs.evolve(verdict.classification, preflight=first)
    return verdict.classification


def _element(asked: Request, profile: Profile) -> requests.Request | InvalidRequest:
    """Set up what an element asks for.

    https://html.spec.whatwg.org/#create-a-potential-cors-request; module scripts and fonts are
    always under CORS. A URL that does not parse makes the element fire its error event.
    """
    url = asked.client.parse_url(asked.url, profile)
    if url is None:
        return InvalidURL(FETCH_ELSEWHERE[""], "url", asked.url)
    destination, always_cors = _ELEMENTS[asked.api]
    cors = always_cors or asked.crossorigin is not None
    # PROFILE: an engine takes no such URL here, or takes it without them.
    if profile.url_credentials_for_xhr_only and url.includes_credentials:
        if not cors:
            return URLIncludesCredentials(FETCH_ELSEWHERE[""], "url", asked.url)
        url = url.with_credentials("", "")
    if asked.crossorigin == "use-credentials" or not cors:
        credentials: requests.CredentialsMode = "include"
    else:
        credentials = "same-origin"
    return requests.Request(
        method=b"GET",
        url_list=[url],
        header_list=HeaderList(),
        client=asked.client,
        origin=asked.client.origin,
        mode="cors" if cors else "no-cors",
        credentials_mode=credentials,
        referrer_policy=asked.referrer_policy,
        destination=destination,
        initiator=_INITIATORS[asked.api],
        use_url_credentials=True,
    )
