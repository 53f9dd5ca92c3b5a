"""A tree of the standard's source: HTML with its end tags left out, read just well enough.

The source is Bikeshed's dialect of HTML. Only what the standard uses is understood: implied end
tags of paragraphs, list items and table cells. Bikeshed's own shorthands stay in the text.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import attrs

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})
_BLOCKS = frozenset(
    {
        *("blockquote", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol"),
        *("p", "pre", "section", "table", "tbody", "td", "th", "thead", "tr", "ul"),
    }
)
_CONTAINERS = _BLOCKS - {"p"}
_CELLS = frozenset({"td", "th"})
_ROWS = frozenset({"tr"})
_GROUPS = frozenset({"thead", "tbody"})

#: start tag → (open elements that it closes, elements that hide what is further out).
_CLOSES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ol", "ul"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "td": (_CELLS, frozenset({"tr", "table"})),
    "th": (_CELLS, frozenset({"tr", "table"})),
    "tr": (_ROWS, frozenset({"table"})),
    "thead": (_GROUPS | _ROWS, frozenset({"table"})),
    "tbody": (_GROUPS | _ROWS, frozenset({"table"})),
}


@attrs.define(eq=False)
class Element:
    """An element with its children in order: elements and runs of text."""

    tag: str
    attributes: dict[str, str]
    children: list["Element | str"] = attrs.field(factory=list)

    @property
    def is_block(self) -> bool:
        return self.tag in _BLOCKS

    @property
    def is_aside(self) -> bool:
        """Whether it is a note, an example or an open question: nothing that binds."""
        classes = self.attributes.get("class", "").lower().split()
        return not {"note", "example", "warning", "xxx", "domintro", "tablenote"}.isdisjoint(
            classes
        )

    def elements(self) -> Iterator["Element"]:
        """Give this element and every one inside it, in the order of the document."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.elements()

    @property
    def text(self) -> str:
        """The text inside, white space folded, asides left out."""
        return fold("".join(self._runs()))

    def _runs(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif not child.is_aside:
                yield from [" ", *child._runs(), " "] if child.is_block else child._runs()  # noqa: SLF001


def fold(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("document", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._close(frozenset({"p"}), _CONTAINERS)
        if tag in _CLOSES:
            self._close(*_CLOSES[tag])
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # In HTML the slash of <p/> means nothing.
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._close(frozenset({tag}), frozenset())

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def _close(self, tags: frozenset[str], stops: frozenset[str]) -> None:
        """Close the outermost open element of *tags* that is further in than any of *stops*.

        An end tag has one tag and no stops, and closes the innermost.
        """
        found = None
        for index in range(len(self.open) - 1, 0, -1):
            tag = self.open[index].tag
            if tag in tags:
                found = index
                if not stops:
                    break
            elif tag in stops:
                break
        if found is not None:
            del self.open[found:]


def parse(text: str) -> Element:
    """Read the source of a standard into a tree."""
    builder = _Builder()
    builder.feed(text)
    builder.close()
    return builder.open[0]
