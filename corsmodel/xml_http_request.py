"""XMLHttpRequest (https://xhr.spec.whatwg.org/): how it sets up the request that it fetches."""

import re

import attrs

from corsmodel.fetch_api import body_type
from corsmodel.fetching.reasons import (
    ForbiddenMethod,
    InvalidHeaderName,
    InvalidHeaderValue,
    InvalidMethod,
    InvalidRequest,
    InvalidURL,
)
from corsmodel.infrastructure import requests
from corsmodel.infrastructure.bodies import Body
from corsmodel.infrastructure.header_names import (
    is_forbidden_request_header,
    is_header_name,
    is_header_value,
)
from corsmodel.infrastructure.headers import HeaderList, normalize
from corsmodel.infrastructure.methods import is_forbidden_method, is_method, normalize_method
from corsmodel.infrastructure.mime_types import (
    is_well_formed_type,
    parse_mime_type,
    with_utf8_parameters,
)
from corsmodel.infrastructure.script_requests import Request
from corsmodel.profile import Profile
from corsmodel.standard import Algorithm

FETCH_ELSEWHERE = Algorithm("fetch-elsewhere-request")

#: A charset in what may be a MIME type, with what stands before its value.
_CHARSET = rb"""((?<=[\x00-\x20;])charset[\x00-\x20]*=[\x00-\x20"']*)[^\x00-\x20"';]+"""


def xml_http_request(asked: Request, profile: Profile) -> requests.Request | InvalidRequest:
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
    # GET and HEAD silently go without the body. PROFILE: an engine keeps the type of parameters.
    body = None if method in {b"GET", b"HEAD"} else asked.body
    typed = body
    if profile.url_parameters_type_without_body and asked.body is not None:
        typed = asked.body if asked.body.kind == "urlsearchparams" else body
    return requests.Request(
        method=method,
        url_list=[url],
        header_list=combined if typed is None else _with_content_type(combined, typed, profile),
        client=asked.client,
        origin=asked.client.origin,
        mode="cors",
        credentials_mode="include" if asked.credentials == "include" else "same-origin",
        body=body,
        # PROFILE: an engine keeps the body's type apart.
        body_type=(
            body_type(body)
            if profile.xhr_body_type_apart and body is not None and b"content-type" not in combined
            else None
        ),
        sent_type=_sent_type(combined, body, profile),
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


def _sent_type(headers: HeaderList, body: Body | None, profile: Profile) -> bytes | None:
    """Return the type that goes out where it is not the one that the script set, or ``None``."""
    author_type = headers.get(b"content-type")
    if (
        author_type is None
        or body is None
        or body.kind not in {"text", "urlsearchparams"}
        or not profile.charset_parameters_replaced_when_sent
    ):
        return None
    if body.kind == "text":
        return _with_utf8(author_type)
    return with_utf8_parameters(author_type.decode("latin-1")).encode("latin-1")


def _with_content_type(headers: HeaderList, body: Body, profile: Profile) -> HeaderList:
    """Add the body's type, or correct the charset that the script gave for text.

    https://xhr.spec.whatwg.org/#dom-xmlhttprequest-send
    """
    author_type = headers.get(b"content-type")
    if author_type is None:
        content_type = body_type(body)
        if content_type is not None and body.kind == "blob":
            text = content_type.decode()
            # PROFILE: an engine takes a blob's type only where it is well-formed to the end.
            if profile.blob_type_well_formed and not is_well_formed_type(text.strip(" \t")):
                return headers
            # PROFILE: another only where it parses.
            if profile.xhr_blob_type_must_parse and parse_mime_type(text) is None:
                return headers
        return headers if content_type is None else headers.append(b"Content-Type", content_type)
    # PROFILE: an engine does so when it sends the request.
    if profile.charset_parameters_replaced_when_sent:
        return headers
    # PROFILE: an engine writes the charset into the text and leaves the rest as it is.
    if body.kind in {"text", "urlsearchparams"} and profile.charset_replaced_in_place:
        return headers.set(
            b"Content-Type", re.sub(_CHARSET, rb"\1UTF-8", author_type, flags=re.IGNORECASE)
        )
    if body.kind in {"text", "urlsearchparams"}:
        return headers.set(b"Content-Type", _with_utf8(author_type))
    return headers


def _with_utf8(author_type: bytes) -> bytes:
    """Set the charset of a type that has another one."""
    record = parse_mime_type(author_type.decode("latin-1"))
    charset = None if record is None else record.get("charset")
    if record is None or charset is None or charset.lower() == "utf-8":
        return author_type
    parameters = tuple(
        (name, "UTF-8" if name == "charset" else value) for name, value in record.parameters
    )
    return attrs.evolve(record, parameters=parameters).serialize().encode("latin-1")
