"""What the package cites of the standard, read from its source: nothing is imported or run.

Three kinds of citation are read. A decision cites a step by item access, ``CORS_CHECK["4"]``. A
function cites an algorithm by the address in its docstring. A comment inside the function cites
steps, which count against the first of these addresses: see :mod:`tests.citations.comments`.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import attrs

from tests.citations.comments import StepComment, comment_blocks, step_comments

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "corsmodel"

_ADDRESS = re.compile(r"https://fetch\.spec\.whatwg\.org/#([\w?-]*[\w?])")
_OTHER_ADDRESS = re.compile(r"https://(?!fetch\.spec\.whatwg\.org)")


@attrs.frozen
class Citation:
    """A step that code cites: ``CORS_CHECK["4"]``."""

    anchor: str
    path: str
    line: int


@attrs.frozen
class Function:
    """A function with what it cites."""

    name: str
    line: int
    #: The algorithms that the docstring names; the function implements the first, or a part of it.
    anchors: tuple[str, ...]
    comments: tuple[StepComment, ...]


@attrs.frozen
class Module:
    """One module of the package."""

    name: str
    file: str
    #: Every address of the standard in the module, with its line.
    addresses: tuple[tuple[str, int], ...]
    functions: tuple[Function, ...]
    citations: tuple[Citation, ...]
    #: What could not be read, as sentences.
    problems: tuple[str, ...]


def read_package(folder: Path = PACKAGE) -> tuple[Module, ...]:
    """Read every module below *folder*."""
    sources = {
        _module_name(file, folder): (file, file.read_text("utf-8"))
        for file in sorted(folder.rglob("*.py"))
    }
    trees = {name: ast.parse(source) for name, (_, source) in sources.items()}
    algorithms = {name: _algorithms(tree) for name, tree in trees.items()}
    return tuple(
        read_module(name, source, algorithms, file=str(file.relative_to(folder.parent)))
        for name, (file, source) in sources.items()
    )


def _module_name(file: Path, folder: Path) -> str:
    parts = file.relative_to(folder.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def read_module(
    name: str,
    source: str,
    algorithms: Mapping[str, Mapping[str, str]] | None = None,
    *,
    file: str = "",
) -> Module:
    """Read one module; *algorithms* are those that other modules define, by module and name."""
    tree = ast.parse(source)
    names = _algorithms(tree)
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            others = (algorithms or {}).get(node.module or "", {})
            for alias in node.names:
                if alias.name in others:
                    names[alias.asname or alias.name] = others[alias.name]
    reader = _CitationReader(tree, names)
    reader.visit(tree)
    functions, problems = _functions(tree, source)
    where = file or name
    return Module(
        name,
        where,
        tuple((m[1], source.count("\n", 0, m.start()) + 1) for m in _ADDRESS.finditer(source)),
        functions,
        tuple(reader.citations),
        tuple(f"{where}:{problem}" for problem in (*reader.problems, *problems)),
    )


def cited_anchors(modules: Iterable[Module]) -> frozenset[str]:
    """Give the algorithms that functions implement or decisions cite."""
    anchors: set[str] = set()
    for module in modules:
        anchors.update(citation.anchor for citation in module.citations)
        for function in module.functions:
            anchors.update(function.anchors)
            anchors.update(comment.anchor for comment in function.comments)
    return frozenset(anchors)


def _algorithms(tree: ast.Module) -> dict[str, str]:
    """Read the assignments ``NAME = Algorithm("anchor")``."""
    found: dict[str, str] = {}
    for node in tree.body:
        match node:
            case ast.Assign(
                targets=[ast.Name(name)],
                value=ast.Call(func=ast.Name("Algorithm"), args=[ast.Constant(str(anchor))]),
            ):
                found[name] = anchor
    return found


class _CitationReader(ast.NodeVisitor):
    """Collects the item accesses of algorithms, with the paths that a variable may hold."""

    def __init__(self, tree: ast.Module, names: Mapping[str, str]) -> None:
        self.citations: list[Citation] = []
        self.problems: list[str] = []
        self._tree = tree
        self._scopes: list[Mapping[str, str]] = [names]
        self._functions: list[ast.FunctionDef] = []

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        names = dict(self._scopes[-1])
        for inner in ast.walk(node):
            match inner:
                case ast.Assign(targets=[ast.Name(alias)], value=ast.Name(name)) if name in names:
                    names[alias] = names[name]
        self._scopes.append(names)
        self._functions.append(node)
        self.generic_visit(node)
        self._functions.pop()
        self._scopes.pop()

    def visit_Subscript(self, node: ast.Subscript) -> None:
        if isinstance(node.value, ast.Name) and node.value.id in self._scopes[-1]:
            anchor = self._scopes[-1][node.value.id]
            for path, line in self._paths(node.slice):
                self.citations.append(Citation(anchor, path, line))
        self.generic_visit(node)

    def _paths(self, expression: ast.expr) -> Iterator[tuple[str, int]]:
        """Give the strings that an expression may come to, or note that they cannot be told."""
        match expression:
            case ast.Constant(str(path)):
                yield path, expression.lineno
            case ast.IfExp(body=body, orelse=orelse):
                yield from self._paths(body)
                yield from self._paths(orelse)
            case ast.Dict(values=values):
                for value in values:
                    yield from self._paths(value)
            case ast.Subscript(value=table):
                yield from self._paths(table)
            case ast.Call(func=ast.Attribute(value=table, attr="get"), args=[_, default]):
                yield from self._paths(table)
                yield from self._paths(default)
            case ast.Name(name):
                values = list(self._values(name))
                if not values:
                    self._unread(expression)
                for value in values:
                    yield from self._paths(value)
            case _:
                self._unread(expression)

    def _values(self, name: str) -> Iterator[ast.expr]:
        """Give what is assigned to a local name, or passed for a parameter within the module."""
        if not self._functions:
            return
        function = self._functions[-1]
        for node in ast.walk(function):
            match node:
                case ast.Assign(targets=[ast.Name(target)], value=value) if target == name:
                    yield value
        parameters = [argument.arg for argument in function.args.args]
        for node in ast.walk(self._tree):
            match node:
                case ast.Call(func=ast.Name(called), args=arguments, keywords=keywords) if (
                    called == function.name
                ):
                    passed = dict(zip(parameters, arguments, strict=False))
                    passed |= {keyword.arg: keyword.value for keyword in keywords if keyword.arg}
                    if name in passed:
                        yield passed[name]

    def _unread(self, node: ast.expr) -> None:
        self.problems.append(f"{node.lineno}: the step path is not a literal")


def _functions(tree: ast.Module, source: str) -> tuple[tuple[Function, ...], list[str]]:
    """Read the functions with the step comments inside them."""
    found = dict(_definitions(tree, ""))
    docstrings = {name: ast.get_docstring(node) or "" for name, node in found.items()}
    addresses = {name: tuple(_ADDRESS.findall(text)) for name, text in docstrings.items()}
    comments: dict[str, list[StepComment]] = {name: [] for name in found}
    problems: list[str] = []
    for line, column, text in comment_blocks(source):
        steps = list(step_comments(text, "", line))
        if not steps:
            continue
        name = _enclosing(found, line, column, source.splitlines())
        anchors = addresses.get(name, ())
        if anchors:
            comments[name] += step_comments(text, anchors[0], line)
        elif name and all(step.anchor for step in steps):
            comments[name] += steps
        elif not (name and _OTHER_ADDRESS.search(docstrings[name])):
            # Steps of other standards are numbered, too; those are not pinned.
            problems.append(f"{line}: a step is cited where no docstring names the algorithm")
    functions = tuple(
        Function(name, node.lineno, addresses[name], tuple(comments[name]))
        for name, node in found.items()
    )
    return functions, problems


def _definitions(parent: ast.AST, prefix: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in ast.iter_child_nodes(parent):
        match node:
            case ast.FunctionDef(name=name):
                yield f"{prefix}{name}", node
                yield from _definitions(node, f"{prefix}{name}.")
            case ast.ClassDef(name=name):
                yield from _definitions(node, f"{prefix}{name}.")


def _enclosing(
    functions: Mapping[str, ast.FunctionDef], line: int, column: int, lines: list[str]
) -> str:
    """Return the innermost function around a comment, one at its very end included."""
    best = ""
    for name, node in functions.items():
        behind = lines[node.end_lineno or 0 : line - 1]
        inside = line <= (node.end_lineno or 0) or (
            column > node.col_offset
            and all(not text.strip() or text.lstrip().startswith("#") for text in behind)
        )
        if node.lineno <= line and inside:
            best = name
    return best
