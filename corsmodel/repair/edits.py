"""Edits: one change of a server's answer, or one of what the page asks for."""

from typing import Any

import attrs

from corsmodel.infrastructure.responses import Response
from corsmodel.infrastructure.script_requests import Request


@attrs.frozen(order=True)
class Place:
    """Which answer of a fetch: the URL's place in the redirect chain, and to which request."""

    #: 0 is the first URL that the fetch asks for.
    hop: int
    #: Whether it is the answer to a CORS-preflight request.
    preflight: bool


@attrs.frozen
class AnswerEdit:
    """One change of one answer."""

    place: Place

    @property
    def subject(self) -> tuple[object, ...]:
        """What is changed: of two edits with one subject the later stands."""
        raise NotImplementedError

    @property
    def for_caches(self) -> bool:
        """Whether only the caches on the way need it, and no verdict depends on it."""
        return False

    def apply(self, response: Response) -> Response:
        """Return the answer with the change made."""
        raise NotImplementedError


@attrs.frozen
class SetHeader(AnswerEdit):
    """Send the header with this value, once, in place of what stands there."""

    name: bytes
    value: bytes

    @property
    def subject(self) -> tuple[object, ...]:
        """The header at its place."""
        return (self.place, self.name.lower())

    def apply(self, response: Response) -> Response:
        """Set the header."""
        return Response(response.status, response.headers.set(self.name, self.value))


@attrs.frozen
class AppendHeader(AnswerEdit):
    """Send one more header of this name."""

    name: bytes
    value: bytes

    @property
    def subject(self) -> tuple[object, ...]:
        """The header at its place."""
        return (self.place, self.name.lower())

    @property
    def for_caches(self) -> bool:
        """``Vary`` speaks to caches."""
        return self.name.lower() == b"vary"

    def apply(self, response: Response) -> Response:
        """Append the header."""
        return Response(response.status, response.headers.append(self.name, self.value))


@attrs.frozen
class RemoveHeader(AnswerEdit):
    """Leave every header of this name out."""

    name: bytes

    @property
    def subject(self) -> tuple[object, ...]:
        """The header at its place."""
        return (self.place, self.name.lower())

    def apply(self, response: Response) -> Response:
        """Remove the headers."""
        return Response(response.status, response.headers.delete([self.name.lower()]))


@attrs.frozen
class SetStatus(AnswerEdit):
    """Answer with this status."""

    status: int

    @property
    def subject(self) -> tuple[object, ...]:
        """The status at its place."""
        return (self.place,)

    def apply(self, response: Response) -> Response:
        """Change the status; redirects need a Location, other answers keep theirs in vain."""
        return Response(self.status, response.headers)


@attrs.frozen
class RequestEdit:
    """One change of what the page asks for."""

    @property
    def subject(self) -> tuple[object, ...]:
        """What is changed: of two edits with one subject the later stands."""
        raise NotImplementedError

    def apply(self, asked: Request) -> Request:
        """Return the request with the change made."""
        raise NotImplementedError


@attrs.frozen
class SetMember(RequestEdit):
    """Give a member of :class:`corsmodel.Request` another value."""

    #: The member's name, for instance ``credentials``.
    member: str
    value: Any

    @property
    def subject(self) -> tuple[object, ...]:
        """The member."""
        return (self.member,)

    def apply(self, asked: Request) -> Request:
        """Set the member."""
        return attrs.evolve(asked, **{self.member: self.value})


@attrs.frozen
class FetchDirectly(RequestEdit):
    """Fetch the URL that the redirects lead to, and not the one that leads there."""

    url: str
    #: The URL's place in the old redirect chain; it is 0 in the new one.
    hop: int

    @property
    def subject(self) -> tuple[object, ...]:
        """The URL."""
        return ("url",)

    def apply(self, asked: Request) -> Request:
        """Set the URL."""
        return attrs.evolve(asked, url=self.url)


@attrs.frozen
class SetRequestHeader(RequestEdit):
    """Send a header with another value."""

    name: str
    value: str

    @property
    def subject(self) -> tuple[object, ...]:
        """The header."""
        return ("headers", self.name.lower())

    def apply(self, asked: Request) -> Request:
        """Set the header where the first of its name stands, or at the end."""
        wanted = self.name.lower()
        same = [i for i, pair in enumerate(asked.headers) if pair[0].lower() == wanted]
        kept: list[tuple[str, str]] = [
            pair for i, pair in enumerate(asked.headers) if i not in same[1:]
        ]
        if same:
            kept[same[0]] = (kept[same[0]][0], self.value)
        else:
            kept.append((self.name, self.value))
        return attrs.evolve(asked, headers=kept)


@attrs.frozen
class DropRequestHeader(RequestEdit):
    """Send no header of this name."""

    name: str

    @property
    def subject(self) -> tuple[object, ...]:
        """The header."""
        return ("headers", self.name.lower())

    def apply(self, asked: Request) -> Request:
        """Drop every header of the name."""
        wanted = self.name.lower()
        kept = [pair for pair in asked.headers if pair[0].lower() != wanted]
        return attrs.evolve(asked, headers=kept)


Edit = AnswerEdit | RequestEdit
