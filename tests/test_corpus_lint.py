"""The corpus is a product: its form, its words and its sources hold."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from corsmodel.infrastructure import clients, requests, script_requests
from corsmodel.infrastructure.bodies import CONTENT_TYPES
from corsmodel.profiles import PROFILES
from tests.corpus.algorithms import ALGORITHMS
from tests.corpus.sources import covered, platform_tests, render

ROOT = Path(__file__).parents[1] / "spec_cases"
FILES = sorted(
    file
    for folder in ("standard", "engines", "situations")
    for file in (ROOT / folder).rglob("*.json")
)
SCHEMA = json.loads((ROOT / "schema.json").read_text("utf-8"))
MODAL = re.compile(
    r"\b(must|should|shall|may|might|can|cannot|could|would|will|ought|need to)\b", re.IGNORECASE
)


def cases(file: Path) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = json.loads(file.read_text("utf-8"))
    return loaded


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_file(file: Path) -> None:
    jsonschema.validate(cases(file), SCHEMA)
    section = file.parent.name
    for case in cases(file):
        assert case["id"].startswith(f"{section}/"), case["id"]
        assert not MODAL.search(case["description"]), "a case says what is: " + case["description"]
        assert case["description"].endswith("."), case["description"]
        scenario = case.get("scenario")
        if scenario is not None:
            for expectations in case["expect"].values():
                assert len(expectations) == len(scenario["fetches"]), case["id"]


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_ids_are_unique() -> None:
    ids = Counter(case["id"] for file in FILES for case in cases(file))
    assert [name for name, count in ids.items() if count > 1] == []


def test_no_case_stands_twice() -> None:
    """Two cases with the same scenario, or the same input, say the same thing twice.

    Those that are made of the standard's cases may: they say which of these an engine departs from.
    """
    seen: dict[str, str] = {}
    twice: list[str] = []
    for file in [file for file in FILES if file.name != "of-the-standard.json"]:
        for case in cases(file):
            given = [case.get("scenario"), case.get("algorithm"), case.get("input")]
            key = json.dumps(given, sort_keys=True)
            if key in seen:
                twice.append(f"{case['id']} = {seen[key]}")
            seen[key] = case["id"]
    assert sorted(twice) == sorted(TWICE), "\n".join(twice)


#: Pairs that show two things at one scenario, in two sections.
TWICE = [
    (
        "cross-origin-resource-policy/embedder-policy/credentialless-without-header"
        " = credentials/elements/credentialless-page"
    ),
    (
        "origin-header/by-method-and-mode/get-no-cors"
        " = cross-origin-resource-policy/fetch/no-cors-no-policy"
    ),
    "request-constructor/content-type/none = origin-header/by-method-and-mode/post-same-origin",
    "tao-check/values/cross-origin-without-header = origin-header/by-method-and-mode/get-cors",
    "tao-check/values/opaque-response-without-header = origin-header/by-method-and-mode/img",
    "xhr/credentials/cross-origin-default = xhr/access-control-basic/allow-star",
    "xhr/upload-listeners/no-listener = xhr/access-control-basic/post-text-without-content-type",
]


def test_the_schema_knows_the_algorithms() -> None:
    algorithms = SCHEMA["$defs"]["algorithmCase"]["properties"]["algorithm"]["enum"]
    assert set(algorithms) == set(ALGORITHMS)


def test_the_schema_knows_the_words() -> None:
    request = SCHEMA["$defs"]["request"]["properties"]
    client = SCHEMA["$defs"]["client"]["properties"]
    body = next(form for form in request["body"]["anyOf"] if "properties" in form)
    words = [
        (SCHEMA["$defs"]["scenario"]["properties"]["browser"], set(PROFILES)),
        (request["api"], script_requests.APIS),
        (request["mode"], requests.REQUEST_MODES),
        (request["credentials"], requests.CREDENTIALS_MODES),
        (request["redirect"], requests.REDIRECT_MODES),
        (request["cache"], requests.CACHE_MODES),
        (request["crossorigin"], {None, *script_requests.CROSSORIGIN}),
        (request["referrer_policy"], clients.REFERRER_POLICIES),
        (client["referrer_policy"], clients.REFERRER_POLICIES),
        (client["embedder_policy"], clients.EMBEDDER_POLICY_VALUES),
        (body["properties"]["kind"], set(CONTENT_TYPES)),
    ]
    for listed, known in words:
        assert set(listed["enum"]) == known


def test_each_platform_test_has_its_row() -> None:
    names = [folder + test["test"] for folder, tests in platform_tests().items() for test in tests]
    assert [name for name, count in Counter(names).items() if count > 1] == []
    assert set(covered()) - set(names) == set(), "add it to spec_cases/platform_tests.json"


def test_a_platform_test_without_cases_says_why() -> None:
    known = covered()
    silent = [
        folder + test["test"]
        for folder, tests in platform_tests().items()
        for test in tests
        if folder + test["test"] not in known and not test.get("note")
    ]
    assert silent == []


def test_files_and_cases_that_the_readme_names_exist() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    files = {str(file.relative_to(ROOT)).removeprefix("standard/") for file in FILES}
    named = re.findall(r"[a-z0-9-]+/[a-z0-9-]+\.json", text)
    assert {name for name in named if name not in files and "resources/" not in name} == set()
    ids = {case["id"] for file in FILES for case in cases(file)}
    differences = text.partition("a platform test differ\n")[2].partition("\n## ")[0]
    for row in re.findall(r"^\| (\S+/\S+?)(?:,| \|)", differences, re.MULTILINE):
        assert row in ids, row


def test_the_tables_are_up_to_date() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert text.endswith(render()), "run python -m tests.corpus.sources"
