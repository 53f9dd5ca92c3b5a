"""The reader of citations, on sources made up for the purpose."""

from pathlib import Path
from textwrap import dedent

from tests.citations.citations import (
    Citation,
    Module,
    cited_anchors,
    read_module,
    read_package,
)
from tests.citations.comments import StepComment, step_comments
from tests.citations.coverage import coverage
from tests.citations.standard_pin import Pin


def read(source: str, **algorithms: str) -> Module:
    return read_module("corsmodel.fetching.tea", dedent(source), {"other": algorithms})


def cited(module: Module) -> list[tuple[str, str]]:
    return [(citation.anchor, citation.path) for citation in module.citations]


def said(text: str) -> list[tuple[str, str, bool, bool]]:
    return [(c.path, c.text, c.modelled, c.whole) for c in step_comments(text, "tea")]


def test_decisions_cite_by_item_access() -> None:
    module = read(
        """
        TEA = Algorithm("make-tea")

        def make():
            return Decision(TEA["4.1"], OTHER["1"])
        """
    )
    assert module.citations == (Citation("make-tea", "4.1", 5),)


def test_an_algorithm_can_have_a_short_name_or_be_imported() -> None:
    module = read(
        """
        from other import TEA as BREW, nothing

        def make():
            step = BREW
            return step["1"], BREW["2"]

        def serve():
            return step["3"]
        """,
        TEA="make-tea",
    )
    assert cited(module) == [("make-tea", "1"), ("make-tea", "2")]


def test_paths_in_variables_and_parameters_are_followed() -> None:
    module = read(
        """
        TEA = Algorithm("make-tea")

        def make(kind):
            path = {"green": "1", "black": "2"}.get(kind, "3")
            _note(kind, "5" if kind else "6")
            _note(kind, path="7")
            return TEA[path], TEA[{"a": "4"}[kind]]

        def _note(kind, path):
            return TEA[path]
        """
    )
    assert [path for _, path in cited(module)] == ["1", "2", "3", "4", "5", "6", "7"]
    assert not module.problems


def test_paths_that_cannot_be_read_are_problems() -> None:
    module = read(
        """
        TEA = Algorithm("make-tea")
        first = TEA[first_of(1)]

        def make(path):
            return TEA[path]
        """
    )
    assert [problem.split(":", 1)[1] for problem in module.problems] == [
        "3: the step path is not a literal",
        "6: the step path is not a literal",
    ]


def test_a_comment_names_steps_and_what_they_do() -> None:
    assert said("7.3. The leaves.") == [("7.3", "The leaves", True, False)]
    assert said("3.green.2. Cooler.") == [("3.green.2", "Cooler", True, False)]
    assert said("8.5.1-2.1. Again.") == [("8.5.1-2.1", "Again", True, False)]


def test_several_steps_share_what_follows() -> None:
    assert said("1. 2. Water and\nleaves. 3. Wait; 4. pour.") == [
        ("1", "Water and leaves", True, False),
        ("2", "Water and leaves", True, False),
        ("3", "Wait", True, False),
        ("4", "pour", True, False),
    ]


def test_a_step_can_begin_any_line() -> None:
    assert [path for path, *_ in said("1. If so,\n2. or not,\n3. done.")] == ["1", "2", "3"]


def test_what_is_not_modelled_says_why() -> None:
    assert said("4. Not modelled: sugar. 5. 6. Not modelled (whole): milk,\nas ever.") == [
        ("4", "sugar", False, False),
        ("5", "milk, as ever", False, True),
        ("6", "milk, as ever", False, True),
    ]


def test_a_step_modelled_in_part_is_modelled() -> None:
    assert said("4. Sugar. Not modelled: honey.") == [
        ("4", "Sugar. Not modelled: honey", True, False)
    ]
    texts = "4. Sugar. Not modelled: honey. 5. Not modelled: milk. 6. Pour."
    assert [c.left_out for c in step_comments(texts, "tea")] == ["honey", "milk", ""]


def test_other_numbers_are_no_steps() -> None:
    assert said("In 1998. 3. parties") == []
    assert said("HTTP/1.1. Old.") == []
    assert said("30 seconds.") == []
    assert [path for path, *_ in said("2. Since TLS 1.3. it holds; 304. stays")] == ["2", "304"]


def test_a_comment_can_name_another_algorithm() -> None:
    found = list(step_comments("make-coffee 2. Grind. 3. Not so.", "make-tea"))
    assert [(c.anchor, c.path, c.text) for c in found] == [
        ("make-coffee", "2", "Grind"),
        ("make-tea", "3", "Not so"),
    ]


FUNCTIONS = '''
class Pot:
    def make(self):
        """Make it (https://fetch.spec.whatwg.org/#make-tea).

        See https://fetch.spec.whatwg.org/#tea, too.
        """
        # 1. Water.
        # 2. Not modelled: sugar
        # in it.
        pour()  # 3. Pour.

        def inner():
            """https://fetch.spec.whatwg.org/#stir."""
            # 9. Stir.

        #: 8. No step: this documents a value.
        return 1
        # 4. Done.


def encode():
    """https://infra.spec.whatwg.org/#encode."""
    # 1. Of another standard.


def plain():
    # 5. Nobody says of what.
    # make-tea 5. Somebody does.
    pass


def named():
    # make-tea 6. Somebody does.
    pass
'''


def test_functions_have_anchors_and_steps() -> None:
    module = read(FUNCTIONS)
    found = {f.name: (f.anchors, [(c.path, c.text) for c in f.comments]) for f in module.functions}
    assert found == {
        "Pot.make": (
            ("make-tea", "tea"),
            [("1", "Water"), ("2", "sugar in it"), ("3", "Pour"), ("4", "Done")],
        ),
        "Pot.make.inner": (("stir",), [("9", "Stir")]),
        "encode": ((), []),
        "plain": ((), []),
        "named": ((), [("6", "Somebody does")]),
    }
    (problem,) = module.problems
    assert problem.endswith("a step is cited where no docstring names the algorithm")
    assert [anchor for anchor, _ in module.addresses] == ["make-tea", "tea", "stir"]
    assert cited_anchors([module]) == {"make-tea", "tea", "stir"}


def test_lines_are_those_of_the_source() -> None:
    make = read(FUNCTIONS).functions[0]
    lines = FUNCTIONS.splitlines()
    assert [lines[c.line - 1].strip()[:4] for c in make.comments[:2]] == ["# 1.", "# 2."]


def test_a_package_is_read_with_its_imports(tmp_path: Path) -> None:
    package = tmp_path / "tea"
    package.mkdir()
    (package / "__init__.py").write_text('TEA = Algorithm("make-tea")\n', "utf-8")
    (package / "pot.py").write_text('from tea import TEA\nTEA["1"]\n', "utf-8")
    modules = read_package(package)
    assert [(m.name, m.file, cited(m)) for m in modules] == [
        ("tea", "tea/__init__.py", []),
        ("tea.pot", "tea/pot.py", [("make-tea", "1")]),
    ]


def test_coverage_joins_the_pin_and_the_code() -> None:
    module = read(
        '''
        TEA = Algorithm("make-tea")

        def _half():
            """https://fetch.spec.whatwg.org/#make-tea"""
            # 2. Not modelled (whole): sugar.
            # 3. Not modelled: cups.
            return TEA["1"]

        def make():
            """https://fetch.spec.whatwg.org/#make-tea"""
            # 4. Pour.

        def is_tea():
            """https://fetch.spec.whatwg.org/#tea"""
        '''
    )
    paths = ["1", "2", "2.1", "2.a", "3", "3.1", "4", "20"]
    algorithms = {"tea": {"": "d"}, "make-tea": dict.fromkeys(paths, "d"), "coffee": {"1": "d"}}
    tea, make_tea = coverage(Pin("a/b", "0", "2026-01-01", {}, algorithms), [module])
    assert (tea.anchor, tea.modelled, tea.missing) == ("tea", ("",), ())
    assert make_tea.modelled == ("1", "4")
    assert make_tea.left_out == {
        "2": StepComment("make-tea", "2", 6, "sugar", modelled=False, whole=True),
        "3": StepComment("make-tea", "3", 7, "cups", modelled=False),
    }
    assert make_tea.missing == ("3.1", "20")
    assert str(make_tea.main_place) == "corsmodel.fetching.tea.make"
