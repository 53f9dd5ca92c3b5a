"""The corpus as frozen values, for whoever wants to parametrize tests with it.

>>> from corsmodel.cases import load
>>> case = next(case for case in load() if case.id == "cors-check/include-star")
>>> case.steps[0].path
'4'
"""

import gzip
import json
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import attrs

from corsmodel.standard import Step

JSON = Any


@attrs.frozen
class Case:
    """What all cases have."""

    #: Unique and stable: the section and a slug.
    id: str
    #: What is, in one sentence.
    description: str
    #: The steps of the standard that the case is about.
    steps: tuple[Step, ...]
    #: Where the expectation comes from: ``wpt:path``, ``standard``, ``chromium-156``.
    sources: tuple[str, ...]
    #: What is worth knowing beside it, possibly empty.
    comment: str
    #: The file it stands in, relative to the corpus.
    file: str


@attrs.frozen
class ScenarioCase(Case):
    """A scenario and what comes of it."""

    scenario: JSON
    #: What a browser shows: one partial verdict for each fetch.
    behaviour: tuple[JSON, ...]
    #: How it comes about (classification, reason): one partial verdict for each fetch, or none.
    explanation: tuple[JSON, ...]
    #: An engine's case: the id of the standard's case that it plays otherwise, or empty.
    departs_from: str = ""
    #: And the fields of its profile that make the difference.
    fields: tuple[str, ...] = ()
    #: Of a situation, what the developer sees of the last fetch: ``seen`` in words, and the
    #: ``console`` of each engine; ``None`` for other cases.
    symptom: JSON = None
    #: The names of the situations that the last verdict looks like.
    situations: tuple[str, ...] = ()
    #: The true cause, in a sentence.
    diagnosis: str = ""


@attrs.frozen
class AlgorithmCase(Case):
    """One algorithm or grammar, its input and its output."""

    algorithm: str
    input: JSON
    output: JSON


@attrs.frozen
class Recording:
    """What a real engine did with one scenario, seen by driving it."""

    #: The id of the case, or of the generated scenario.
    id: str
    scenario: JSON
    #: ``seen`` (a record for each fetch: outcome, response, wire), ``codes`` and ``console``; two
    #: of them where the engine answered the same scenario differently twice.
    observed: tuple[JSON, ...]


@attrs.frozen
class Recordings:
    """Everything that was recorded of one version of one engine."""

    engine: str
    version: str
    #: The day of the recording, as ISO 8601 writes it.
    date: str
    #: What the engine gives some request headers of its own accord, by lower-case name.
    defaults: JSON
    recordings: tuple[Recording, ...]


def corpus_folder() -> Traversable:
    """Return the folder of the corpus: inside the installed package, or beside it in a checkout.

    :raises FileNotFoundError: when it is in neither place.
    """
    package = files("corsmodel")
    for folder in (package / "spec_cases", package / ".." / "spec_cases"):
        if folder.is_dir():
            return folder
    message = "spec_cases: the corpus is neither in the package nor beside it; reinstall corsmodel"
    raise FileNotFoundError(message)


def load(section: str = "") -> Iterator[ScenarioCase | AlgorithmCase]:
    """Load the cases in a fixed order; *section* is a folder of the corpus, by default all."""
    folder = corpus_folder()
    for start in [section] if section else ["standard", "engines", "situations"]:
        root = folder / start
        if root.is_dir():
            yield from _below(root, start)


def load_recordings(engine: str) -> Recordings:
    """Load what *engine* (``chromium``, ``firefox`` or ``webkit``) was seen to do.

    :raises FileNotFoundError: for an engine that was not recorded.
    """
    folder = corpus_folder() / "evidence"
    scenarios = {case.id: case.scenario for case in load() if isinstance(case, ScenarioCase)}
    scenarios |= {record["id"]: record for record in _lines(folder / "scenarios.ndjson.gz")}
    head, *records = _lines(folder / f"{engine}.ndjson.gz")
    return Recordings(
        **head,
        recordings=tuple(
            Recording(
                record["id"],
                scenarios[record["id"]],
                tuple(record.get("unstable") or [record["observed"]]),
            )
            for record in records
            if record["id"] in scenarios
        ),
    )


def _lines(file: Traversable) -> list[JSON]:
    text = gzip.decompress(file.read_bytes()).decode()
    return [json.loads(line) for line in text.splitlines()]


def _below(folder: Traversable, path: str) -> Iterator[ScenarioCase | AlgorithmCase]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        place = f"{path}/{entry.name}"
        if entry.is_dir():
            yield from _below(entry, place)
        elif entry.name.endswith(".json"):
            for record in json.loads(entry.read_text("utf-8")):
                yield _case(record, place)


def _case(record: JSON, file: str) -> ScenarioCase | AlgorithmCase:
    common = (
        record["id"],
        record["description"],
        tuple(Step(step["anchor"], step["path"]) for step in record["steps"]),
        tuple(record["sources"]),
        record.get("comment", ""),
        file,
    )
    if "algorithm" in record:
        return AlgorithmCase(*common, record["algorithm"], record["input"], record["output"])
    expect = record["expect"]
    return ScenarioCase(
        *common,
        record["scenario"],
        tuple(expect["behaviour"]),
        tuple(expect.get("explanation", ())),
        record.get("departs_from", ""),
        tuple(record.get("fields", ())),
        record.get("symptom"),
        tuple(record.get("situations", ())),
        record.get("diagnosis", ""),
    )
