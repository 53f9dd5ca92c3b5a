"""Scenarios in, verdicts out, one JSON line each: in constant memory, over several cores."""

import codecs
import json
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from itertools import chain
from typing import Any, BinaryIO, NoReturn

import attrs

from corsmodel.drivers.scenarios import evaluate_scenario
from corsmodel.fetching.browser import as_browser
from corsmodel.infrastructure.arguments import shown
from corsmodel.scenario import Scenario, ScenarioError, scenario_from_json
from corsmodel.scenario_json import verdict_to_json

#: What one process is given at a time: so many lines, or so many bytes.
_LINES_A_TASK = 256
_BYTES_A_TASK = 1_000_000


def _constant(word: str) -> NoReturn:
    raise ScenarioError("$", f"{word} is not JSON; write a number")


def parse_json(text: str | bytes) -> Any:
    """Parse JSON, with every fault told as one kind of error.

    :raises ScenarioError: for text that is not JSON, and for JSON nested too deeply.
    """
    try:
        return json.loads(text, parse_constant=_constant)
    except ScenarioError:
        raise
    except (ValueError, RecursionError) as error:
        start = text[:100].decode("utf-8", "replace") if isinstance(text, bytes) else text
        message = f"{shown(start)} is not JSON that can be read ({error}); write a JSON object"
        raise ScenarioError("$", message) from None


@attrs.frozen
class Result:
    """One line out: the verdicts of a scenario, or the error in its place."""

    text: str
    ok: bool = True


def read_scenario(record: object) -> tuple[Scenario, object]:
    """Read a scenario, or the one in a case of the corpus; the id is the scenario's or the case's.

    :raises ScenarioError: with the JSON path, the value and the remedy.
    """
    if isinstance(record, dict) and "scenario" in record and "expect" in record:
        scenario = scenario_from_json(record["scenario"], "$.scenario")
        return scenario, record.get("id") if scenario.id is None else scenario.id
    scenario = scenario_from_json(record)
    return scenario, scenario.id


def evaluate_record(record: object, browser: str | None = None) -> Result:
    """Evaluate one scenario, or one case of the corpus: ``{"id": …, "verdicts": […]}``.

    :raises ScenarioError: with the JSON path, the value and the remedy.
    """
    scenario, identity = read_scenario(record)
    profile = None if browser is None else as_browser(browser).profile
    verdicts = [verdict_to_json(verdict) for verdict in evaluate_scenario(scenario, profile)]
    return Result(_dump({"id": identity, "verdicts": verdicts}))


def evaluate_item(record: object, browser: str | None = None) -> Result:
    """Evaluate one scenario of many; one that cannot be read gives an error in its place."""
    try:
        return evaluate_record(record, browser)
    except ScenarioError as error:
        identity = record.get("id") if isinstance(record, dict) else None
        return _error(error, identity if isinstance(identity, str | int) else None)


def evaluate_line(line: bytes, browser: str | None = None) -> Result:
    """Evaluate one line of NDJSON; a line that cannot be read gives an error in its place."""
    try:
        record = parse_json(line)
    except ScenarioError as error:
        return _error(error, None)
    return evaluate_item(record, browser)


def _error(error: ScenarioError, identity: str | int | None) -> Result:
    problem = {"path": error.path, "message": error.problem}
    return Result(_dump({"id": identity, "error": problem}), ok=False)


def _dump(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def _evaluate_lines(lines: list[bytes], browser: str | None) -> list[Result]:
    return [evaluate_line(line, browser) for line in lines]


def evaluate_lines(
    lines: Iterable[bytes], browser: str | None = None, jobs: int = 1
) -> Iterator[Result]:
    """Evaluate NDJSON line by line, in order; empty lines are skipped.

    With *jobs* over 1 that many processes work, and only a few blocks of lines are in memory.
    """
    full = (line for line in lines if line.strip())
    if jobs <= 1:
        yield from map(partial(evaluate_line, browser=browser), full)
        return
    with ProcessPoolExecutor(jobs) as pool:
        waiting: deque[Future[list[Result]]] = deque()
        for block in _blocks(full):
            waiting.append(pool.submit(_evaluate_lines, block, browser))
            if len(waiting) > 2 * jobs:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _blocks(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    block: list[bytes] = []
    size = 0
    for line in lines:
        block.append(line)
        size += len(line)
        if len(block) == _LINES_A_TASK or size >= _BYTES_A_TASK:
            yield block
            block, size = [], 0
    if block:
        yield block


def document_or_lines(stream: BinaryIO, name: str) -> tuple[Any, Iterable[bytes]]:
    """Tell one JSON text from NDJSON: the parsed text, or ``None`` and the lines.

    The *name* decides: ``.json`` is one text, ``.ndjson`` and ``.jsonl`` are lines. Without such a
    name, one text is what begins with a bracket, or with a brace alone on its line. Of lines, only
    one at a time is read.

    :raises ScenarioError: for one text that is neither an object nor an array.
    """
    first = b""
    while not first.strip():
        first = stream.readline()
        if not first:
            break
    first = first.removeprefix(codecs.BOM_UTF8)
    is_document = name.endswith(".json") or (
        not name.endswith((".ndjson", ".jsonl"))
        and (first.lstrip()[:1] == b"[" or first.strip() == b"{")
    )
    if not is_document:
        return None, chain([first], stream)
    value = parse_json(first + stream.read())
    if not isinstance(value, dict | list):
        message = f"{shown(value)} is neither a scenario nor an array of them; write one of the two"
        raise ScenarioError("$", message)
    return value, ()
