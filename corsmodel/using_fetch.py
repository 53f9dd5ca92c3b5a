"""Using fetch in other standards (https://fetch.spec.whatwg.org/#fetch-elsewhere).

How XMLHttpRequest and some elements set up a request, and the way from what a page asks to a
verdict.
"""

import re
from collections.abc import Generator

import attrs

from corsmodel.fetch_api import body_type, construct_request
from corsmodel.fetching.browser import Browser, as_browser
from corsmodel.fetching.classification import INVALID_REQUEST, Classification
from corsmodel.fetching.fetch import fetch as concept_fetch
from corsmodel.fetching.fetch_params import Answer
from corsmodel.fetching.reasons import (
    ForbiddenMethod,
    InvalidHeaderName,
    InvalidHeaderValue,
    InvalidMethod,
    InvalidRequest,
    InvalidURL,
)
from corsmodel.fetching.verdict import Outcome, Verdict
from corsmodel.infrastructure import requests
from corsmodel.infrastructure.arguments import finite, of_type
from corsmodel.infrastructure.bodies import Body
from corsmodel.infrastructure.clients import Client
from corsmodel.infrastructure.exchanges import HTTPRequest
from corsmodel.infrastructure.header_names import (
    is_forbidden_request_header,
    is_header_name,
    is_header_value,
)
from corsmodel.infrastructure.headers import HeaderList, HeadersInit, normalize
from corsmodel.infrastructure.methods import is_forbidden_method, is_method, normalize_method
from corsmodel.infrastructure.mime_types import is_well_formed_type, parse_mime_type
from corsmodel.infrastructure.script_requests import Request
from corsmodel.infrastructure.urls import Origin
from corsmodel.profile import STANDARD, Profile
from corsmodel.standard import Algorithm

FETCH_ELSEWHERE = Algorithm("fetch-elsewhere-request")

#: A charset in what may be a MIME type, with what stands before its value.
_CHARSET = re.compile(
    rb"""((?<=[\x00-\x20;])charset[\x00-\x20]*=[\x00-\x20"']*)[^\x00-\x20"';]+""", re.IGNORECASE
)

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
    if asked.api == "fetch":
        return construct_request(asked, profile)
    if asked.api == "xhr":
        return _xml_http_request(asked, profile)
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
    of_type(request, Request, "request", "pass what corsmodel.Request(url, origin=…) makes")
    finite(at, "at")
    playing = as_browser(browser)
    ready = set_up_request(request, playing.profile)
    if isinstance(ready, InvalidRequest):
        return Verdict(
            Outcome.INVALID_REQUEST, playing, reason=ready, asked=request, asked_of=playing, at=at
        )
    return (yield from concept_fetch(ready, playing, at, request))


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


def _xml_http_request(asked: Request, profile: Profile) -> requests.Request | InvalidRequest:
    """Run open(), setRequestHeader() and send().

    https://xhr.spec.whatwg.org/#the-open()-method, https://xhr.spec.whatwg.org/#dom-xmlhttprequest-setrequestheader,
    https://xhr.spec.whatwg.org/#dom-xmlhttprequest-send
    """
    step = FETCH_ELSEWHERE[""]
    method = asked.method.encode("latin-1", "replace")
    if not is_method(method):
        return InvalidMethod(step, "method", asked.method, "SyntaxError")
    if is_forbidden_method(method):
        return ForbiddenMethod(step, "method", asked.method, "SecurityError")
    url = asked.client.parse_url(asked.url, profile)
    if url is None:
        return InvalidURL(step, "url", asked.url, "SyntaxError")
    combined = _combine(asked.headers, profile)
    if isinstance(combined, InvalidRequest):
        return combined
    method = normalize_method(method)
    # GET and HEAD silently go without the body.
    body = None if method in {b"GET", b"HEAD"} else asked.body
    return requests.Request(
        method=method,
        url_list=[url],
        header_list=combined if body is None else _with_content_type(combined, body, profile),
        client=asked.client,
        origin=asked.client.origin,
        mode="cors",
        credentials_mode="include" if asked.credentials == "include" else "same-origin",
        body=body,
        initiator="xmlhttprequest",
        unsafe_request=True,
        # PROFILE: an engine does not care for listeners where there is nothing to upload.
        use_cors_preflight=asked.upload_listeners
        and (body is not None or not profile.upload_listeners_need_body),
        use_url_credentials=url.includes_credentials,
    )


def _combine(headers: tuple[tuple[str, str], ...], profile: Profile) -> HeaderList | InvalidRequest:
    """Set each header: forbidden ones are dropped, values of one name are joined.

    https://xhr.spec.whatwg.org/#dom-xmlhttprequest-setrequestheader
    """
    step = FETCH_ELSEWHERE[""]
    # Lower-case name → its first spelling and its values, joined once at the end.
    author_request_headers: dict[bytes, tuple[bytes, list[bytes]]] = {}
    for name, value in headers:
        try:
            raw_name = name.encode("latin-1")
        except UnicodeEncodeError:
            return InvalidHeaderName(step, "headers", name)
        try:
            raw_value = normalize(value.encode("latin-1"))
        except UnicodeEncodeError:
            return InvalidHeaderValue(step, "headers", value)
        if not is_header_name(raw_name):
            return InvalidHeaderName(step, "headers", name, "SyntaxError")
        if not is_header_value(raw_value):
            return InvalidHeaderValue(step, "headers", value, "SyntaxError")
        lower = raw_name.lower()
        if not is_forbidden_request_header(lower, raw_value, profile):
            author_request_headers.setdefault(lower, (raw_name, []))[1].append(raw_value)
    return HeaderList(
        tuple((name, b", ".join(values)) for name, values in author_request_headers.values())
    )


def _with_content_type(headers: HeaderList, body: Body, profile: Profile) -> HeaderList:
    """Add the body's type, or correct the charset that the script gave for text.

    https://xhr.spec.whatwg.org/#dom-xmlhttprequest-send
    """
    author_type = headers.get(b"content-type")
    if author_type is None:
        content_type = body_type(body)
        # PROFILE: an engine takes a blob's type only where it is well-formed to the end.
        if (
            content_type is not None
            and profile.blob_type_well_formed
            and body.kind == "blob"
            and not is_well_formed_type(content_type.decode().strip(" \t"))
        ):
            return headers
        return headers if content_type is None else headers.append(b"Content-Type", content_type)
    # PROFILE: an engine writes the charset into the text and leaves the rest as it is.
    if body.kind in {"text", "urlsearchparams"} and profile.charset_replaced_in_place:
        return headers.set(b"Content-Type", _CHARSET.sub(rb"\1UTF-8", author_type))
    if body.kind in {"text", "urlsearchparams"}:
        record = parse_mime_type(author_type.decode("latin-1"))
        charset = None if record is None else record.get("charset")
        if record is not None and charset is not None and charset.lower() != "utf-8":
            parameters = tuple(
                (name, "UTF-8" if name == "charset" else value) for name, value in record.parameters
            )
            serialized = attrs.evolve(record, parameters=parameters).serialize()
            return headers.set(b"Content-Type", serialized.encode("latin-1"))
    return headers


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
