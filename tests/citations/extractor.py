"""The extractor: the source of the Fetch Standard → anchor → step path → a digest of its text.

A step path joins the numbers of nested ``<ol>`` items with dots. A branch of a switch (``<dl>``) is
a word of its own, the first six words of its first label: ``6.3.follow.2``. Items of ``<ul>`` are
part of the step's text. A second numbered list inside one step starts at 1 again, so its numbers
carry the list's place: ``8.5.1``, then ``8.5.1-2``. Notes and examples bind nobody, and do not
count. A definition without numbered steps is one pseudo step, whose path is empty.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from tests.citations.markup import Element, fold, parse

Steps = dict[str, str]

_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
#: What may follow a definition's paragraph and still belongs to it.
_CONTINUATIONS = frozenset({"ol", "ul", "dl", "table", "pre"})
_FUNCTIONS = frozenset({"method", "constructor"})
_IDL = _FUNCTIONS | {"attribute", "enum-value", "dict-member"}


def digest(text: str) -> str:
    return hashlib.sha256(fold(text).encode()).hexdigest()[:12]


def simplify(text: str) -> str:
    """Make an identifier of words, as Bikeshed does."""
    text = re.sub(r"[\s/(,]+", "-", text.strip().lower().replace("()", ""))
    return re.sub(r"[^a-z0-9_-]", "", text).rstrip("-")


def identifier(dfn: Element) -> str:
    """Return the fragment that the published standard has for a definition."""
    if "id" in dfn.attributes:
        return dfn.attributes["id"]
    words = dfn.attributes.get("lt", dfn.text).split("|")[0]
    scope = dfn.attributes.get("for", "").split(",")[0].strip(" /")
    if not _FUNCTIONS.isdisjoint(dfn.attributes):
        words = words.split("(")[0]
    name = simplify(f"{scope}-{words}" if scope else words)
    return name if _IDL.isdisjoint(dfn.attributes) else f"dom-{name}"


def branch_word(label: str) -> str:
    """Return the path element of a branch of a switch."""
    return "-".join(re.findall(r"[a-z0-9]+", label.lower())[:6])


class _StepCollector:
    """Walks one algorithm; step path → the runs of its own text."""

    def __init__(self) -> None:
        self.texts: dict[str, list[str]] = {"": []}
        self._numbered_lists: Counter[str] = Counter()

    def steps(self) -> Steps:
        numbered = {path: digest("".join(runs)) for path, runs in self.texts.items() if path}
        return numbered or {"": digest("".join(self.texts[""]))}

    def walk(self, element: Element, path: str = "") -> None:
        runs = self.texts[path]
        for child in element.children:
            if isinstance(child, str):
                runs.append(child)
            elif child.is_aside:
                continue
            elif child.tag == "ol":
                self._numbered(child, path)
            elif child.tag == "dl":
                self._switch(child, path)
            else:
                runs.append(" " if child.is_block else "")
                self.walk(child, path)

    def _numbered(self, items: Element, path: str) -> None:
        self._numbered_lists[path] += 1
        place = self._numbered_lists[path]
        suffix = "" if place == 1 else f"-{place}"
        for number, item in enumerate(_children(items, "li"), start=1):
            self._enter(item, path, f"{number}{suffix}")

    def _switch(self, branches: Element, path: str) -> None:
        labels: list[str] = []
        previous = "dd"
        for child in _children(branches, "dt", "dd"):
            if child.tag == "dt":
                labels = [*labels, child.text] if previous == "dt" else [child.text]
            else:
                # The labels are the condition, and so part of what the branch says.
                self._enter(child, path, branch_word(labels[0]), " ".join(labels) + " ")
            previous = child.tag

    def _enter(self, element: Element, path: str, word: str, label: str = "") -> None:
        step = f"{path}.{word}" if path else word
        if step in self.texts:
            place = next(n for n in range(2, 99) if f"{step}-{n}" not in self.texts)
            step = f"{step}-{place}"
        self.texts[step] = [label]
        self.walk(element, step)


def _children(element: Element, *tags: str) -> Iterator[Element]:
    for child in element.children:
        if isinstance(child, Element) and child.tag in tags:
            yield child


class _Extractor:
    """Walks the document, and keeps apart algorithms, lone definitions and prose."""

    def __init__(self) -> None:
        self.algorithms: dict[str, Steps] = {}
        self.prose: dict[str, list[str]] = {}
        self._section = ""

    def walk(self, parent: Element) -> None:
        children = [child for child in parent.children if isinstance(child, Element)]
        continues = 0
        for index, child in enumerate(children):
            if child.tag == "div" and "algorithm" in child.attributes:
                self._algorithm(child)
            elif child.tag in _HEADINGS and "id" in child.attributes:
                self._section = child.attributes["id"]
                self.prose[self._section] = []
            elif child.is_aside:
                continue
            elif child.tag == "p" and _definitions(child):
                continues = index + self._definition(child, children[index + 1 :])
            else:
                is_prose = child.tag == "p" or child.tag in _CONTINUATIONS
                if is_prose and parent.tag == "document" and self._section and index > continues:
                    self.prose[self._section].append(child.text)
                self._header_definitions(child)
                self.walk(child)

    def _algorithm(self, division: Element) -> None:
        anchor = next(
            (identifier(e) for e in division.elements() if e.tag == "dfn" or "dfn" in e.attributes),
            None,
        )
        if anchor is None:
            message = f"an algorithm without a definition: {division.text[:60]}"
            raise ValueError(message)
        collector = _StepCollector()
        collector.walk(division)
        self._add(anchor, collector.steps())

    def _definition(self, paragraph: Element, following: Sequence[Element]) -> int:
        """Pin what a paragraph defines; return how many elements behind it belong to it."""
        rest = takewhile(lambda e: e.is_aside or e.tag in _CONTINUATIONS, following)
        belonging = list(rest)
        whole = Element("div", {}, [paragraph, *belonging])
        first, *others = _definitions(paragraph)
        if any(_children(whole, "ol")):
            collector = _StepCollector()
            collector.walk(whole)
            self._add(identifier(first), collector.steps())
        else:
            self._add(identifier(first), {"": digest(whole.text)})
        for other in others:
            self._add(identifier(other), {"": digest(whole.text)})
        return len(belonging)

    def _header_definitions(self, element: Element) -> None:
        """Pin the headers that a list defines, each by its entry and what follows it there."""
        if element.tag != "dl":
            return
        entries = list(_children(element, "dt", "dd"))
        for index, entry in enumerate(entries):
            for dfn in _definitions(entry):
                if "http-header" in dfn.attributes:
                    explained = " ".join(e.text for e in entries[index : index + 2])
                    self._add(identifier(dfn), {"": digest(explained)})

    def _add(self, anchor: str, steps: Steps) -> None:
        if anchor in self.algorithms:
            message = f"two definitions have the anchor {anchor!r}"
            raise ValueError(message)
        self.algorithms[anchor] = steps


def _definitions(element: Element) -> list[Element]:
    return [inner for inner in element.elements() if inner.tag == "dfn"]


def extract(text: str) -> tuple[dict[str, str], dict[str, Steps]]:
    """Read the source of the standard: its sections, and its algorithms with their steps."""
    extractor = _Extractor()
    extractor.walk(parse(text))
    sections = {anchor: digest(" ".join(runs)) for anchor, runs in extractor.prose.items()}
    return sections, extractor.algorithms
