"""Responses (https://fetch.spec.whatwg.org/#responses).

Three things that the standard calls a response: what a server answers (:class:`Response`, the
input), what the algorithms work on (:class:`InternalResponse`), and what script gets to see
(:class:`FilteredResponse`, the result).
"""

from typing import Literal

import attrs

from corsmodel.infrastructure.arguments import of_type, shown
from corsmodel.infrastructure.header_names import (
    FORBIDDEN_RESPONSE_HEADER_NAMES,
    is_cors_safelisted_response_header_name,
)
from corsmodel.infrastructure.headers import NO_HEADERS, HeaderList, HeadersInit, sort_and_combine
from corsmodel.infrastructure.urls import URL
from corsmodel.values import Value

ResponseType = Literal["basic", "cors", "default", "opaque", "opaqueredirect"]

_STATUSES = range(100, 1000)


@attrs.frozen(init=False, eq=False, repr=False)
class Response(Value):
    """What a server answers: a status and headers.

    :raises ValueError: for a status outside 100 to 999, and for headers that no HTTP message has.
    :raises TypeError: for headers that are neither a mapping nor pairs.
    """

    status: int
    headers: HeaderList

    def __init__(self, status: int = 200, headers: HeadersInit | HeaderList = ()) -> None:
        """Take *headers* as a mapping or as pairs, text or bytes; their order and case are kept."""
        if status.__class__ is not int or status not in _STATUSES:
            message = f"status: {shown(status)} is not a status; use an integer from 100 to 999"
            raise ValueError(message)
        self.__attrs_init__(status, HeaderList.of(headers))


@attrs.frozen(eq=False, repr=False)
class ConnectionFailure(Value):
    """No answer came: no connection, no TLS, a broken message. The page sees a network error."""


def is_answer(answer: object, argument: str) -> None:
    """Refuse what no server gives: only a response, a failure to connect, or ``None`` is known.

    :raises TypeError: for all else.
    """
    if answer is not None and not isinstance(answer, (Response, ConnectionFailure)):
        remedy = "give a corsmodel.Response, a corsmodel.ConnectionFailure or None"
        of_type(answer, Response, argument, remedy)


@attrs.define(eq=False, repr=False)
class InternalResponse:
    """A response while the algorithms work on it."""

    status: int
    header_list: HeaderList
    url_list: tuple[URL, ...] = ()
    type: ResponseType = "default"
    request_includes_credentials: bool = True
    #: Whether its message had the header ``Access-Control-Allow-Origin`` on several lines.
    allow_origin_repeated: bool = False
    #: Lower-case names, or every name that the response has.
    cors_exposed_header_names: frozenset[bytes] = frozenset()
    timing_allow_passed: bool = False


@attrs.frozen(eq=False, repr=False)
class FilteredResponse(Value):
    """What script gets to see of a response (https://fetch.spec.whatwg.org/#concept-filtered-response).

    Nothing here leaks what the filter hides: an opaque response has status 0 and no headers. Two
    of them are equal if script sees the same.
    """

    type: ResponseType
    #: The status that script reads; 0 behind an opaque filter.
    status: int
    #: The URL that script reads, of the last hop, without a fragment; empty if opaque.
    url: str
    #: Whether script is told that redirects were followed.
    redirected: bool
    #: Whether detailed timing is shared with the page (the TAO check passed at every hop).
    timing_allow_passed: bool
    # Filtered when somebody looks: most verdicts are only asked whether they are readable.
    _header_list: HeaderList = attrs.field(repr=False)
    _exposed: frozenset[bytes] = attrs.field(repr=False)

    @property
    def headers(self) -> tuple[tuple[bytes, bytes], ...]:
        """The headers that script reads: lower case, sorted, combined as iteration gives them."""
        names = self._header_list.names
        if self.type == "cors":
            # https://fetch.spec.whatwg.org/#concept-filtered-response-cors
            hidden = [
                name
                for name in names
                if not is_cors_safelisted_response_header_name(name, self._exposed)
            ]
        else:
            # https://fetch.spec.whatwg.org/#concept-filtered-response-basic
            hidden = [name for name in names if name in FORBIDDEN_RESPONSE_HEADER_NAMES]
        return sort_and_combine(self._header_list.delete(hidden))

    def get(self, name: str | bytes) -> str | None:
        """Return what ``response.headers.get(name)`` gives to script: the value, or ``None``."""
        wanted = (name.encode("latin-1", "replace") if isinstance(name, str) else name).lower()
        value = dict(self.headers).get(wanted)
        return None if value is None else value.decode("latin-1")

    def _visible(self) -> tuple[object, ...]:
        return (
            self.type,
            self.status,
            self.url,
            self.redirected,
            self.timing_allow_passed,
            self.headers,
        )

    def __eq__(self, other: object) -> bool:
        """Compare what script sees."""
        if not isinstance(other, FilteredResponse):
            return NotImplemented
        return self._visible() == other._visible()

    def __hash__(self) -> int:
        """Hash what script sees."""
        return hash(self._visible())


def filter_response(internal: InternalResponse) -> FilteredResponse:
    """Apply the filter that the response's type names.

    https://fetch.spec.whatwg.org/#concept-filtered-response
    """
    url_list = internal.url_list
    status = internal.status
    url = url_list[-1].without_fragment
    redirected = len(url_list) > 1
    header_list = internal.header_list
    if internal.type == "opaque":
        # https://fetch.spec.whatwg.org/#concept-filtered-response-opaque
        status, url, redirected, header_list = 0, "", False, NO_HEADERS
    elif internal.type == "opaqueredirect":
        # https://fetch.spec.whatwg.org/#concept-filtered-response-opaque-redirect
        status, header_list = 0, NO_HEADERS
    return FilteredResponse(
        internal.type,
        status,
        url,
        redirected,
        internal.timing_allow_passed,
        header_list,
        internal.cors_exposed_header_names,
    )
