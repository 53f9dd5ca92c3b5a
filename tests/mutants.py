"""The corpus in a second: each file of it is one test, to be run thousands of times on mutants.

Its name keeps pytest from collecting it with the rest; ``[tool.mutmut]`` in pyproject.toml names
it, both as tests and as a plugin. It says no more than test_corpus.py and test_traces.py, which
have a test for each case, and than what an engine was seen to do.
"""

from collections import defaultdict

import pytest

from corsmodel.cases import AlgorithmCase, ScenarioCase, load
from corsmodel.infrastructure import (
    clients,
    complete_parsers,
    header_values,
    safelisted_headers,
    sites,
    urls,
)
from tests import test_corpus, test_traces
from tests.engines import test_evidence

FILES: defaultdict[str, list[ScenarioCase | AlgorithmCase]] = defaultdict(list)
for _case in load():
    FILES[_case.file].append(_case)


@pytest.fixture(autouse=True)
def _forget() -> None:
    """A mutant is forked from a process that has run the tests and remembers good results."""
    clients._page_of.cache_clear()  # noqa: SLF001
    safelisted_headers._remembered_essence.cache_clear()  # noqa: SLF001
    header_values._remembered_token_list.cache_clear()  # noqa: SLF001
    urls._plain_origin.cache_clear()  # noqa: SLF001
    complete_parsers.complete_parser.cache_clear()
    sites._remembered_registrable_domain.cache_clear()  # noqa: SLF001


@pytest.mark.parametrize("file", FILES)
def test_file(file: str) -> None:
    for case in FILES[file]:
        if isinstance(case, AlgorithmCase):
            test_corpus.test_algorithm(case)
        else:
            test_corpus.test_scenario(case)
            if case.id in test_traces.RECORDED:
                test_traces.test_trace(case)


@pytest.mark.parametrize("engine", test_evidence.ENGINES)
def test_what_was_recorded(engine: str) -> None:
    test_evidence.test_the_profile_predicts_what_was_recorded(engine)
