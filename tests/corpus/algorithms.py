"""The algorithm cases of the corpus, run on this library: algorithm name → how to call it."""

from collections.abc import Callable
from typing import Any

from corsmodel.headers_class import Headers, HeadersGuardError
from corsmodel.http_extensions.content_type_header import extract_mime_type
from corsmodel.http_extensions.cors_protocol import MAX_AGE, extract_max_age, extract_tokens
from corsmodel.http_extensions.x_content_type_options_header import determine_nosniff
from corsmodel.infrastructure import (
    header_names,
    methods,
    origins,
    port_blocking,
    safelisted_headers,
    urls,
)
from corsmodel.infrastructure.data_urls import process_data_url
from corsmodel.infrastructure.header_values import (
    FAILURE,
    get_decode_and_split,
    parse_single_range,
)
from corsmodel.infrastructure.headers import HeaderList, normalize, sort_and_combine
from corsmodel.infrastructure.mime_types import MIMEType, parse_mime_type
from corsmodel.infrastructure.sites import same_site, schemelessly_same_site

JSON = Any


def _bytes(text: str) -> bytes:
    return text.encode("latin-1")


def _text(value: bytes) -> str:
    return value.decode("latin-1")


def _mime_type(record: MIMEType | None) -> JSON:
    if record is None:
        return None
    return {"essence": record.essence, "serialized": record.serialize()}


def _header_rule(rule: Callable[[bytes, bytes], bool]) -> Callable[[JSON], JSON]:
    return lambda given: rule(_bytes(given[0]).lower(), _bytes(given[1]))


def _method_rule(rule: Callable[[bytes], bool]) -> Callable[[JSON], JSON]:
    return lambda given: rule(_bytes(given))


def _extract_header_list_values(given: JSON) -> JSON:
    name = _bytes(given["name"]).lower()
    headers = HeaderList.of([tuple(pair) for pair in given["headers"]])
    if name == MAX_AGE:
        age = extract_max_age(headers)
        return "failure" if age is FAILURE else None if age is None else [age]
    values = extract_tokens(name, headers)
    return (
        "failure" if values is FAILURE else None if values is None else [_text(v) for v in values]
    )


def _simple_range(given: JSON) -> JSON:
    result = parse_single_range(_bytes(given["value"]), allow_whitespace=given["allow_whitespace"])
    return "failure" if result is FAILURE else list(result)


def _origin(text: str) -> origins.Origin:
    if text == "null":
        return origins.OpaqueOrigin("client")
    url = urls.parse_url(text)
    assert url is not None, text
    return url.origin


def _serialized_origin(given: str) -> JSON:
    url = urls.parse_url(given)
    return "failure" if url is None else url.origin.serialized


def _origins(rule: Callable[[origins.Origin, origins.Origin], bool]) -> Callable[[JSON], JSON]:
    return lambda given: rule(_origin(given[0]), _origin(given[1]))


def _bad_port(given: str) -> JSON:
    url = urls.parse_url(given)
    assert url is not None, given
    return port_blocking.is_bad_port(url)


def _headers(given: JSON) -> JSON:
    headers = Headers(given["guard"])
    for index, (operation, *arguments) in enumerate(given["operations"]):
        try:
            getattr(headers, operation)(*arguments)
        except HeadersGuardError:
            return {"throws": index}
    return {"headers": _sorted(headers.header_list)}


def _sorted(headers: HeaderList) -> JSON:
    return [[_text(name), _text(value)] for name, value in sort_and_combine(headers)]


def _list(given: JSON) -> HeaderList:
    return HeaderList.of([tuple(pair) for pair in given])


def _data_url(given: str) -> JSON:
    url = urls.parse_url(given)
    assert url is not None, given
    struct = process_data_url(url)
    if struct is None:
        return "failure"
    return {"mime_type": struct.mime_type, "length": len(struct.body)}


def _combine(given: JSON) -> JSON:
    headers = HeaderList()
    for name, value in given:
        headers = headers.combine(_bytes(name), _bytes(value))
    return [[_text(name), _text(value)] for name, value in headers.pairs]


ALGORITHMS: dict[str, Callable[[JSON], JSON]] = {
    "parse-a-mime-type": lambda given: _mime_type(parse_mime_type(given)),
    "extract-a-mime-type": lambda given: _mime_type(extract_mime_type(_list(given))),
    "cors-safelisted-request-header": _header_rule(
        safelisted_headers.is_cors_safelisted_request_header
    ),
    "no-cors-safelisted-request-header": _header_rule(
        safelisted_headers.is_no_cors_safelisted_request_header
    ),
    "forbidden-request-header": _header_rule(header_names.is_forbidden_request_header),
    "cors-unsafe-request-header-names": lambda given: [
        _text(name) for name in safelisted_headers.cors_unsafe_request_header_names(_list(given))
    ],
    "cors-safelisted-response-header-name": lambda given: (
        header_names.is_cors_safelisted_response_header_name(
            _bytes(given["name"]).lower(), [_bytes(name).lower() for name in given["list"]]
        )
    ),
    "extract-header-list-values": _extract_header_list_values,
    "get-decode-and-split": lambda given: get_decode_and_split(_bytes(given)),
    "simple-range-header-value": _simple_range,
    "normalize-header-value": lambda given: _text(normalize(_bytes(given))),
    "normalize-method": lambda given: _text(methods.normalize_method(_bytes(given))),
    "forbidden-method": _method_rule(methods.is_forbidden_method),
    "cors-safelisted-method": _method_rule(methods.is_cors_safelisted_method),
    "serialized-origin": _serialized_origin,
    "same-origin": _origins(origins.same_origin),
    "same-site": _origins(same_site),
    "schemelessly-same-site": _origins(schemelessly_same_site),
    "bad-port": _bad_port,
    "headers": _headers,
    "sort-and-combine": lambda given: _sorted(_list(given)),
    "determine-nosniff": lambda given: determine_nosniff(_list(given)),
    "data-url": _data_url,
    "combine": _combine,
}
