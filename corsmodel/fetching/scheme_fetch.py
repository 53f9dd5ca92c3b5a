"""Scheme fetch (https://fetch.spec.whatwg.org/#scheme-fetch), as far as it touches CORS."""

from corsmodel.fetching.fetch_params import Fetching, FetchParams, Result, at_once
from corsmodel.fetching.http_fetch import http_fetch
from corsmodel.fetching.http_network_or_cache_fetch import keepalive_refusal
from corsmodel.fetching.reasons import (
    BlobMethod,
    InvalidBlobRange,
    InvalidDataURL,
    NetworkError,
    UnknownBlobURL,
    UnsupportedScheme,
)
from corsmodel.infrastructure.clients import BlobURLEntry
from corsmodel.infrastructure.header_values import FAILURE, parse_single_range
from corsmodel.infrastructure.headers import HeaderList
from corsmodel.infrastructure.requests import Request
from corsmodel.infrastructure.responses import InternalResponse
from corsmodel.infrastructure.trace import Decision
from corsmodel.profile import Profile
from corsmodel.standard import Algorithm

SCHEME_FETCH = Algorithm("concept-scheme-fetch")


def scheme_fetch(fetch_params: FetchParams) -> Fetching:
    """Fetch by the scheme of the current URL.

    https://fetch.spec.whatwg.org/#concept-scheme-fetch
    """
    # 1. Not modelled: cancelled fetches.
    # 2. 3. The request, and its scheme.
    request = fetch_params.request
    # 3.http-s-scheme. HTTP fetch.
    if request.current_url.is_http_s:
        return http_fetch(fetch_params)
    result = _without_network(request, fetch_params.profile)
    step = result.reason.step if isinstance(result, NetworkError) else SCHEME_FETCH["3"]
    outcome = "network error" if isinstance(result, NetworkError) else "response"
    fetch_params.decisions.append(Decision(step, outcome, (request.current_url,)))
    return at_once(result)


def _without_network(request: Request, profile: Profile) -> Result:
    """Answer for the schemes that ask nobody.

    https://fetch.spec.whatwg.org/#concept-scheme-fetch
    """
    url = request.current_url
    # 3.about. Only about:blank has something to read. PROFILE: in an engine it has not; in another
    # one the word may have any case.
    word = url.path.lower() if profile.about_blank_in_any_case else url.path
    if url.scheme == "about" and word == "blank" and profile.about_blank_fetched:
        return InternalResponse(200, HeaderList(((b"Content-Type", b"text/html;charset=utf-8"),)))
    if url.scheme == "blob":
        return _blob(request)
    # 3.data. The URL holds the resource.
    if url.scheme == "data":
        # PROFILE: an engine counts the body that goes nowhere.
        counted = profile.keepalive_quota_for_data_urls
        refusal = keepalive_refusal(request, profile) if counted else None
        if refusal is not None:
            return refusal
        from corsmodel.infrastructure.data_urls import process_data_url  # noqa: PLC0415 - seldom

        # 3.data.1. Take it apart.
        data_url_struct = process_data_url(url)
        # 3.data.2. It does not parse.
        if data_url_struct is None:
            step = SCHEME_FETCH["3.data.2"]
            return NetworkError(InvalidDataURL(step, url.without_fragment))
        # 3.data.3. 3.data.4. Its type is the only header.
        mime_type = data_url_struct.mime_type.encode("latin-1")
        return InternalResponse(200, HeaderList(((b"Content-Type", mime_type),)))
    # 3.file. Left to the browser by the standard; all of them refuse, as it advises.
    # 4. No other scheme is fetched.
    path = {"about": "3.about", "file": "3.file"}.get(url.scheme, "4")
    return NetworkError(UnsupportedScheme(SCHEME_FETCH[path], url.without_fragment))


def _blob(request: Request) -> Result:
    """Answer for a ``blob:`` URL.

    https://fetch.spec.whatwg.org/#concept-scheme-fetch
    """
    url = request.current_url
    address = url.without_fragment
    # 3.blob. 3.blob.1. The entry that the client made.
    entry = next((e for e in request.client.blob_urls if e.url == address), None)
    # 3.blob.2. GET only, and only what is there.
    if request.method != b"GET":
        return NetworkError(BlobMethod(SCHEME_FETCH["3.blob.2"], address))
    if entry is None:
        return NetworkError(UnknownBlobURL(SCHEME_FETCH["3.blob.2"], address))
    # 3.blob.3. Not modelled: storage partitions: an entry of the client is in its partition.
    # 3.blob.4. Not modelled: a page that fetches itself. 3.blob.5. Not modelled (whole): the same.
    # 3.blob.6. Not modelled (whole): the same. 3.blob.7. Not modelled: the same.
    # 3.blob.8. Not modelled: objects other than blobs.
    # 3.blob.9. 3.blob.10. 3.blob.11. 3.blob.12. A response with the blob's size and type.
    # 3.blob.13. All of it, where no part is asked for.
    range_header = request.header_list.get(b"range")
    if range_header is None:
        # 3.blob.13.1. 3.blob.13.2. 3.blob.13.3. 3.blob.13.4. Size and type are the headers.
        return InternalResponse(200, _blob_headers(entry, entry.size))
    # 3.blob.14. Otherwise a part. 3.blob.14.1. 3.blob.14.2. As asked for.
    # 3.blob.14.3. 3.blob.14.4. The range parses.
    range_value = parse_single_range(range_header, allow_whitespace=True)
    if range_value is FAILURE:
        return NetworkError(InvalidBlobRange(SCHEME_FETCH["3.blob.14.4"], address))
    # 3.blob.14.5. Its two ends.
    range_start, range_end = range_value
    # 3.blob.14.6. Counted from the end.
    if range_start is None:
        assert range_end is not None  # noqa: S101 - the grammar has one of the two
        # 3.blob.14.6.1. 3.blob.14.6.2. The last bytes. A blob that is shorter gives all it has:
        # the standard's arithmetic would begin before its start.
        range_start = max(entry.size - range_end, 0)
        range_end = entry.size - 1
    # 3.blob.14.7. Counted from the start.
    else:
        # 3.blob.14.7.1. It begins inside the blob.
        if range_start >= entry.size:
            return NetworkError(InvalidBlobRange(SCHEME_FETCH["3.blob.14.7.1"], address))
        # 3.blob.14.7.2. It ends where the blob ends, at the latest.
        if range_end is None or range_end >= entry.size:
            range_end = entry.size - 1
    # 3.blob.14.8. 3.blob.14.9. 3.blob.14.10. 3.blob.14.11. The part.
    # 3.blob.14.12. 3.blob.14.13. 3.blob.14.14. 3.blob.14.15. Partial content, and which part.
    content_range = b"bytes %d-%d/%d" % (range_start, range_end, entry.size)
    headers = _blob_headers(entry, range_end - range_start + 1)
    # 3.blob.15. Done.
    return InternalResponse(206, headers.append(b"Content-Range", content_range))


def _blob_headers(entry: BlobURLEntry, length: int) -> HeaderList:
    return HeaderList(
        ((b"Content-Length", b"%d" % length), (b"Content-Type", entry.type.encode("latin-1")))
    )
