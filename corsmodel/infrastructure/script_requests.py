"""What a script asks for, as it writes it: not yet judged, so it may be what the API refuses."""

from collections.abc import Mapping
from operator import attrgetter
from typing import Any, Literal, cast

import attrs

from corsmodel.infrastructure import requests
from corsmodel.infrastructure.arguments import of_type, one_of, shown
from corsmodel.infrastructure.bodies import Body
from corsmodel.infrastructure.clients import REFERRER_POLICIES, Client, ReferrerPolicy, page_of
from corsmodel.infrastructure.headers import HeaderList, HeadersInit
from corsmodel.infrastructure.origins import Origin
from corsmodel.values import Value

#: Who calls fetch; see :mod:`corsmodel.using_fetch` for all but the first.
API = Literal["fetch", "xhr", "img", "script", "module", "stylesheet", "font"]
APIS: frozenset[str] = frozenset({"fetch", "xhr", "img", "script", "module", "stylesheet", "font"})
CROSSORIGIN: frozenset[str] = frozenset({"anonymous", "use-credentials"})


def as_text_pairs(headers: HeadersInit | HeaderList) -> tuple[tuple[str, str], ...]:
    """Read headers as people write them; bytes become code points one to one."""
    if isinstance(headers, HeaderList):
        headers = headers.pairs
    items = headers.items() if isinstance(headers, Mapping) else headers
    try:
        return tuple([
            (
                name if isinstance(name, str) else _text(name),
                value if isinstance(value, str) else _text(value),
            )
            for name, value in items
        ])  # fmt: skip
    except (TypeError, ValueError) as error:
        message = (
            f"headers: {shown(headers)} is no header list; "
            "pass a mapping or (name, value) pairs of str or bytes"
        )
        raise TypeError(message) from error


def as_body(body: Body | str | bytes | None) -> Body | None:
    """Read a body as people write it: text, bytes, or a :class:`Body` for the other kinds."""
    if isinstance(body, str):
        return Body("text", length=len(body.encode("utf-8", "surrogatepass")))
    if isinstance(body, bytes):
        return Body("arraybuffer", length=len(body))
    if body is not None and not isinstance(body, Body):
        message = f"body: {type(body).__name__} is no body; pass str, bytes or corsmodel.Body"
        raise TypeError(message)
    return body


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("latin-1")
    raise TypeError(value)


#: The arguments that have a list of words, and the words.
_WORDS: tuple[tuple[str, frozenset[str]], ...] = (
    ("mode", requests.REQUEST_MODES),
    ("credentials", requests.CREDENTIALS_MODES),
    ("redirect", requests.REDIRECT_MODES),
    ("cache", requests.CACHE_MODES),
    ("referrer_policy", REFERRER_POLICIES),
    ("api", APIS),
)
#: Nearly every request leaves them all alone, or all but the credentials mode.
_USUAL_WORDS = tuple(
    ("cors", credentials, "follow", "default", "", "fetch")
    for credentials in ("same-origin", "include")
)


@attrs.frozen(init=False, eq=False, repr=False)
class Request(Value):
    """What a script asks for: the arguments of ``fetch(url, init)``, not yet judged.

    What the script API would refuse (a header name with a space, the method ``TRACE``) is kept and
    gives a verdict whose outcome is ``invalid-request``.

    :raises ValueError: for words that the standard does not have (a mode ``crossorigin``), and
        where neither or both of *origin* and *client* are given.
    :raises TypeError: for values of a wrong type.
    """

    url: str
    client: Client
    method: str
    headers: tuple[tuple[str, str], ...]
    mode: requests.RequestMode
    credentials: requests.CredentialsMode
    redirect: requests.RedirectMode
    cache: requests.CacheMode
    #: ``None`` leaves the referrer to the browser; the empty string is "no referrer".
    referrer: str | None
    referrer_policy: ReferrerPolicy
    body: Body | None
    duplex: Literal["half"] | None
    keepalive: bool
    api: API
    #: XMLHttpRequest: whether an event listener is registered on its ``upload``.
    upload_listeners: bool
    #: Elements: the state of the ``crossorigin`` attribute.
    crossorigin: Literal["anonymous", "use-credentials"] | None
    # What the script API made of it in which browser; it makes the same each time.
    made: Any = attrs.field(init=False, eq=False, repr=False, default=None)

    def __init__(  # noqa: PLR0913 - the members of RequestInit
        self,
        url: str,
        *,
        origin: str | Origin | None = None,
        client: Client | None = None,
        method: str | bytes = "GET",
        headers: HeadersInit | HeaderList = (),
        mode: requests.RequestMode = "cors",
        credentials: requests.CredentialsMode = "same-origin",
        redirect: requests.RedirectMode = "follow",
        cache: requests.CacheMode = "default",
        referrer: str | None = None,
        referrer_policy: ReferrerPolicy = "",
        body: Body | str | bytes | None = None,
        duplex: Literal["half"] | None = None,
        keepalive: bool = False,
        api: API = "fetch",
        upload_listeners: bool = False,
        crossorigin: Literal["anonymous", "use-credentials"] | None = None,
    ) -> None:
        """Take the arguments; *origin* is short for ``client=Client(origin=…)``."""
        if (origin is None) == (client is None):
            message = (
                "origin: give the page that asks, as origin='https://shop.example' or as "
                "client=Client(…), and only one of the two"
            )
            raise ValueError(message)
        if client is None:
            client = page_of(cast("str", origin))
        elif not isinstance(client, Client):
            of_type(client, Client, "client", "pass a corsmodel.Client, or origin= with its origin")
        if not isinstance(url, str):
            of_type(url, str, "url", "write it as text; relative ones are read from the page's URL")
        if not isinstance(method, str):
            of_type(method, bytes, "method", "write it as text, as in 'PUT'")
            method = _text(method)
        if referrer is not None:
            of_type(referrer, str, "referrer", "write a URL as text, '' for none, or pass None")
        if keepalive is not False:
            of_type(keepalive, bool, "keepalive", "pass True or False")
        if upload_listeners is not False:
            of_type(upload_listeners, bool, "upload_listeners", "pass True or False")
        words = (mode, credentials, redirect, cache, referrer_policy, api)
        if words not in _USUAL_WORDS:
            for word, (argument, allowed) in zip(words, _WORDS, strict=True):
                one_of(word, allowed, argument)
        if duplex is not None:
            one_of(duplex, frozenset({"half"}), "duplex")
        if crossorigin is not None:
            one_of(crossorigin, CROSSORIGIN, "crossorigin")
        self.__attrs_init__(
            url,
            client,
            method,
            () if headers == () else as_text_pairs(headers),
            mode,
            credentials,
            redirect,
            cache,
            referrer,
            referrer_policy,
            as_body(body),
            duplex,
            keepalive,
            api,
            upload_listeners,
            crossorigin,
        )

    def __reduce__(self) -> tuple[object, ...]:
        """Leave out of copies, and of what is pickled, what the script API made."""
        return _of_fields, (self.__class__, _FIELDS(self))


_FIELDS = attrgetter(*(field.name for field in attrs.fields(Request) if field.init))


def _of_fields(kind: type[Request], fields: tuple[Any, ...]) -> Request:
    request = kind.__new__(kind)
    request.__attrs_init__(*fields)
    return request
