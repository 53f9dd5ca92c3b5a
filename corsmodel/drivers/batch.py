"""Scenarios in, verdicts out, one JSON line each: in constant memory, over several cores."""

import json
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from itertools import chain, islice
from typing import Any, BinaryIO, NoReturn

import attrs

from corsmodel.drivers.scenarios import evaluate_scenario
from corsmodel.fetching.browser import as_browser
from corsmodel.scenario import ScenarioError, scenario_from_json
from corsmodel.scenario_json import verdict_to_json

_LINES_A_TASK = 256
_SHOWN = 60


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
        shown = (
            text[:_SHOWN].decode("utf-8", "replace") if isinstance(text, bytes) else text[:_SHOWN]
        )
        message = f"{shown!r} is not JSON that can be read ({error}); write one scenario a line"
        raise ScenarioError("$", message) from None


@attrs.frozen
class Result:
    """One line out: the verdicts of a scenario, or the error in its place."""

    text: str
    ok: bool = True


def evaluate_record(record: object, browser: str | None = None) -> Result:
    """Evaluate one scenario, or one case of the corpus: ``{"id": …, "verdicts": […]}``.

    :raises ScenarioError: with the JSON path, the value and the remedy.
    """
    path = "$"
    identity: object = None
    if isinstance(record, dict) and "scenario" in record and "expect" in record:
        identity = record.get("id")
        record, path = record["scenario"], "$.scenario"
    scenario = scenario_from_json(record, path)
    profile = None if browser is None else as_browser(browser).profile
    verdicts = [verdict_to_json(verdict) for verdict in evaluate_scenario(scenario, profile)]
    return Result(
        _dump({"id": scenario.id if scenario.id is not None else identity, "verdicts": verdicts})
    )


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
        while True:
            block = list(islice(full, _LINES_A_TASK))
            if block:
                waiting.append(pool.submit(_evaluate_lines, block, browser))
            if waiting and (not block or len(waiting) > 2 * jobs):
                yield from waiting.popleft().result()
            elif not block:
                return


def document_or_lines(stream: BinaryIO, *, json_file: bool) -> tuple[Any, Iterable[bytes]]:
    """Tell one JSON text from NDJSON: the parsed text, or ``None`` and the lines.

    A file named ``.json`` is one text; so is what begins with a bracket, or with a brace alone on
    its line. Everything else is NDJSON, of which only one line at a time is read.

    :raises ScenarioError: for one text that is neither an object nor an array.
    """
    first = b""
    while not first.strip():
        first = stream.readline()
        if not first:
            break
    if json_file or first.lstrip()[:1] == b"[" or first.strip() == b"{":
        value = parse_json(first + stream.read())
        if not isinstance(value, dict | list):
            raise ScenarioError("$", f"{str(value)[:_SHOWN]} is neither a scenario nor an array")
        return value, ()
    return None, chain([first], stream)
