"""Header lists (https://fetch.spec.whatwg.org/#terminology-headers).

A header list keeps every header in order and in its own spelling, and an index by lower-case name
beside it, so that a look-up costs the same however many headers there are.
"""

from collections.abc import Iterable, Mapping, Sequence

import attrs

from corsmodel.infrastructure.arguments import shown
from corsmodel.values import Value

#: HTTP whitespace bytes, the ones that *normalize* removes.
HTTP_WHITESPACE = b"\t\n\r "
#: HTTP tab or space bytes.
TAB_OR_SPACE = b"\t "

#: The bytes that no HTTP message carries in a header.
NOT_IN_A_HEADER = b"\0\r\n"

#: A header as people write it.
HeaderPair = tuple[str | bytes, str | bytes]
#: Header lists as people write them.
HeadersInit = Mapping[str, str] | Iterable[HeaderPair]


def normalize(potential_value: bytes) -> bytes:
    """Remove leading and trailing HTTP whitespace bytes.

    https://fetch.spec.whatwg.org/#concept-header-value-normalize
    """
    return potential_value.strip(HTTP_WHITESPACE)


class _Index:
    """What look-ups in a header list go by."""

    __slots__ = ("judged", "repeated", "values")

    def __init__(self, pairs: tuple[tuple[bytes, bytes], ...]) -> None:
        #: The values by lower-case name, those of one name joined.
        self.values = {name.lower(): value for name, value in pairs}
        #: The lower-case names that are there several times, each with its values.
        self.repeated: dict[bytes, tuple[bytes, ...]] = {}
        #: See :func:`corsmodel.infrastructure.safelisted_headers.judge`.
        self.judged: object = None
        if len(self.values) != len(pairs):
            lists: dict[bytes, list[bytes]] = {}
            for name, value in pairs:
                lists.setdefault(name.lower(), []).append(value)
            self.repeated = {name: tuple(many) for name, many in lists.items() if len(many) > 1}
            # Joined once, since adding one value at a time costs quadratic time.
            self.values |= {name: b", ".join(many) for name, many in self.repeated.items()}


@attrs.frozen(eq=False, repr=False)
class HeaderList(Value):
    """A header list: (name, value) pairs of bytes. Look-ups take the name in lower case."""

    #: The headers in order, with the spelling that they came in.
    pairs: tuple[tuple[bytes, bytes], ...] = ()
    # Made when something is looked up for the first time: many are only written out.
    _lazy_index: _Index | None = attrs.field(init=False, eq=False, repr=False, default=None)

    def __reduce__(self) -> tuple[type["HeaderList"], tuple[object, ...]]:
        """Leave out of copies, and of what is pickled, what follows from the pairs."""
        return HeaderList, (self.pairs,)

    @property
    def index(self) -> _Index:
        """What look-ups go by; it follows from the pairs."""
        index = self._lazy_index
        if index is None:
            index = _Index(self.pairs)
            object.__setattr__(self, "_lazy_index", index)
        return index

    @property
    def repeated(self) -> Mapping[bytes, tuple[bytes, ...]]:
        """The lower-case names that the list has several times, each with its values in order."""
        return (self._lazy_index or self.index).repeated

    @classmethod
    def of_text(cls, pairs: Sequence[Sequence[str]]) -> "HeaderList | None":
        """Make a header list of lists or tuples of two ASCII texts; ``None``: ask :meth:`of`.

        Nearly all that is read is plain, and looked at all together it costs half.
        """
        try:
            text = "".join([name + value for name, value in pairs])
        except (TypeError, ValueError):
            return None
        if not text.isascii() or "\0" in text or "\r" in text or "\n" in text:
            return None
        return cls(tuple([(name.encode(), value.encode().strip(TAB_OR_SPACE))
                          for name, value in pairs]))  # fmt: skip

    @classmethod
    def of(cls, headers: "HeadersInit | HeaderList", argument: str = "headers") -> "HeaderList":
        """Make a header list from a mapping or from pairs of text or bytes; values are normalized.

        :raises ValueError: for text beyond U+00FF, and for bytes that no HTTP message can hold in
            a header (NUL, CR, LF); the message names *argument* and the header.
        :raises TypeError: for anything that is not a mapping or an iterable of pairs.
        """
        if isinstance(headers, HeaderList):
            return headers
        if isinstance(headers, (list, tuple)) and set(map(type, headers)) <= {list, tuple}:
            plain = cls.of_text(headers)
            if plain is not None:
                return plain
        items = headers.items() if isinstance(headers, Mapping) else headers
        try:
            pairs = tuple([(_bytes(name), _bytes(value).strip(HTTP_WHITESPACE))
                           for name, value in items])  # fmt: skip
        except UnicodeEncodeError as error:
            message = (
                f"{argument}: {error.object[:40]!r} has characters beyond U+00FF; "
                "header names and values are bytes, so encode the text first"
            )
            raise ValueError(message) from None
        except (TypeError, ValueError) as error:
            message = f"{argument}: {shown(headers)} is neither a mapping nor pairs of str or bytes"
            raise TypeError(message) from error
        flat = b"".join([name + value for name, value in pairs])
        if b"\0" in flat or b"\r" in flat or b"\n" in flat:
            _refuse(pairs, argument)
        return cls(pairs)

    def get(self, name: bytes) -> bytes | None:
        """Return the values of *name* (in lower case) joined by comma and space, or ``None``.

        https://fetch.spec.whatwg.org/#concept-header-list-get
        """
        # 1. No such header: null. 2. The values of all of them in order.
        return (self._lazy_index or self.index).values.get(name)

    def get_all(self, name: bytes) -> tuple[bytes, ...]:
        """Return each value of *name* (in lower case) on its own, in order."""
        index = self.index
        value = index.values.get(name)
        return () if value is None else index.repeated.get(name) or (value,)

    def __contains__(self, name: bytes) -> bool:
        """Tell whether a header of this name (in lower case) is in the list."""
        return name in (self._lazy_index or self.index).values

    def __len__(self) -> int:
        """Count the headers."""
        return len(self.pairs)

    @property
    def names(self) -> Iterable[bytes]:
        """The lower-case names in the list, each once, in order of first appearance."""
        return (self._lazy_index or self.index).values.keys()

    def append(self, name: bytes, value: bytes) -> "HeaderList":
        """Return the list with (name, value) added, in the spelling that the list has for it.

        https://fetch.spec.whatwg.org/#concept-header-list-append
        """
        # 1. A name that is in the list already lends its spelling.
        lower = name.lower()
        if lower in self.index.values:
            name = next(known for known, _ in self.pairs if known.lower() == lower)
        # 2. Append.
        return HeaderList((*self.pairs, (name, value)))

    def combine(self, name: bytes, value: bytes) -> "HeaderList":
        """Return the list with *value* joined to the first header of that name, or appended.

        https://fetch.spec.whatwg.org/#concept-header-list-combine
        """
        # 1. The first such header's value, a comma and a space, and the new value.
        lower = name.lower()
        if lower in self.index.values:
            pairs = list(self.pairs)
            at = next(i for i, (known, _) in enumerate(pairs) if known.lower() == lower)
            pairs[at] = (pairs[at][0], pairs[at][1] + b", " + value)
            return HeaderList(tuple(pairs))
        # 2. Otherwise append.
        return HeaderList((*self.pairs, (name, value)))

    def set(self, name: bytes, value: bytes) -> "HeaderList":
        """Return the list with the first header of that name replaced and the others removed.

        https://fetch.spec.whatwg.org/#concept-header-list-set
        """
        # 1. Replace the first and drop the rest.
        lower = name.lower()
        if lower in self.index.values:
            at = next(i for i, (known, _) in enumerate(self.pairs) if known.lower() == lower)
            rest = [pair for pair in self.pairs[at + 1 :] if pair[0].lower() != lower]
            return HeaderList((*self.pairs[:at], (self.pairs[at][0], value), *rest))
        # 2. Otherwise append.
        return HeaderList((*self.pairs, (name, value)))

    def delete(self, names: Iterable[bytes]) -> "HeaderList":
        """Return the list without the headers of the given lower-case *names*.

        https://fetch.spec.whatwg.org/#concept-header-list-delete
        """
        unwanted = set(names)
        if unwanted.isdisjoint(self.index.values):
            return self
        return HeaderList(tuple(pair for pair in self.pairs if pair[0].lower() not in unwanted))


#: The list without headers; many a request has it.
NO_HEADERS = HeaderList()


def sorted_lowercase_set(header_names: Iterable[bytes]) -> tuple[bytes, ...]:
    """Lower-case the names, keep each once, sort by bytes.

    https://fetch.spec.whatwg.org/#convert-header-names-to-a-sorted-lowercase-set
    """
    # 1. 2. The set of the names in lower case.
    header_names_set = {name.lower() for name in header_names}
    # 3. In ascending order of bytes.
    return tuple(sorted(header_names_set))


def sort_and_combine(headers: HeaderList) -> tuple[tuple[bytes, bytes], ...]:
    """Give the list as ``Headers`` iteration does: sorted, one entry a name.

    https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine
    """
    # 1. The new list.
    result: list[tuple[bytes, bytes]] = []
    # 2. The names in order.
    for name in sorted_lowercase_set(headers.names):
        # 3. 3.1. 3.1.1. 3.1.2. 3.1.2.1. Each Set-Cookie stays on its own.
        if name == b"set-cookie":
            result += [(name, value) for value in headers.get_all(name)]
        # 3.2. 3.2.1. 3.2.2. 3.2.3. All others are joined.
        else:
            value = headers.get(name)
            assert value is not None  # noqa: S101 - the standard's own assertion
            result.append((name, value))
    # 4. Done.
    return tuple(result)


def _bytes(text: str | bytes) -> bytes:
    if isinstance(text, bytes):
        return text
    if isinstance(text, str):
        return text.encode("latin-1")
    raise TypeError(text)


def _refuse(pairs: tuple[tuple[bytes, bytes], ...], argument: str) -> None:
    """Say which of the headers it is that no message carries."""
    name, value = next(
        pair for pair in pairs if not set(NOT_IN_A_HEADER).isdisjoint(pair[0] + pair[1])
    )
    message = (
        f"{argument}: the header {name[:40]!r}: {value[:40]!r} has a NUL, CR or LF byte, "
        "which no HTTP message carries in a header; split or drop the line"
    )
    raise ValueError(message)
