"""Makes the page of situations from the cases in spec_cases/situations, by running the commands.

Run ``python docs/situations.py`` when a case, a situation or an explanation changed; a test
compares.
"""

import io
import json
import shlex
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from corsmodel import Response, Verdict  # noqa: E402
from corsmodel.cases import ScenarioCase, load  # noqa: E402
from corsmodel.cli import main as run_program  # noqa: E402
from corsmodel.drivers.scenarios import evaluate_scenario  # noqa: E402
from corsmodel.explain.situations import SITUATIONS  # noqa: E402
from corsmodel.scenario import scenario_from_json  # noqa: E402

PAGE = ROOT / "docs" / "situations.md"

_INTRODUCTION = """\
# Situations

<!-- Made by docs/situations.py from spec_cases/situations; run it, and do not edit this page. -->

What a developer sees is often not what is the matter. These are the everyday situations, each with
what is seen, what is really behind it, and the command that tells. The answers in the commands are
what `curl -i` prints; `corsmodel curl` with the same flags prints how to get yours. In Python,
`corsmodel.situations(verdict)` names them, and they are in `verdict.explain()`.

A name is a guess from what is on the wire. A verdict is exact; what is behind a server is not.
"""

#: The lists that the cases answer to: title, the word in a case's sources, the entries.
LISTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "Twenty-five situations",
        "field:situation ",
        (
            "No Access-Control-Allow-Origin on the answer",
            "None on the preflight's answer only: OPTIONS is not handled",
            "Authentication before CORS: the preflight gets 401 or 403",
            "The preflight is redirected",
            "A redirect without the headers",
            "The Origin is null behind a redirect",
            "The wildcard with credentials",
            "Access-Control-Allow-Credentials is missing, or True",
            "Almost the page's origin: slash, scheme, port, www., upper case",
            "The header twice",
            "A list or a pattern in the header",
            "JSON makes a preflight necessary",
            "A header that is not listed, or that belongs to the answer",
            "The wildcard as a literal",
            "The wildcard and Authorization",
            "A method that is not listed, or in lower case",
            "Header names compared by case",
            "Errors without the headers",
            "It works in curl; it was executed all the same",
            "A header of the answer that the page cannot read",
            "A cached answer without Vary: Origin",
            "The origin null",
            "Access-Control-Max-Age",
            "The local network",
            "Mode no-cors, other schemes, and what is not CORS at all",
        ),
    ),
    (
        "What troubleshooting guides list",
        "field:reference page, troubleshooting ",
        (
            "No 'Access-Control-Allow-Origin' header is present",
            "The value must not be the wildcard with credentials",
            "A header is not allowed",
            "A method is not allowed",
            "A redirect of the preflight",
        ),
    ),
    (
        "What checklists ask",
        "field:reference page, debug checklist ",
        (
            "Does the answer to OPTIONS have the headers?",
            "Has the answer itself got them?",
            "Do they survive redirects?",
            "Is there Vary: Origin?",
            "Does OPTIONS pass without authentication?",
            "Does nginx, or another proxy, add them to errors too?",
        ),
    ),
)
_FLAGS = ("method", "credentials", "mode", "redirect", "cache")
_FILES = {
    "answers": "The answer itself",
    "preflights": "The preflight",
    "redirects": "Redirects",
    "origins": "Access-Control-Allow-Origin",
    "credentials": "Credentials",
    "permissions": "Methods and headers",
    "caches": "Caches",
    "beyond": "Beyond CORS",
}


def cases() -> list[ScenarioCase]:
    return [case for case in load("situations") if isinstance(case, ScenarioCase)]


def render() -> str:
    """Make the page."""
    return "\n".join([_INTRODUCTION, *_lists(), *_sections()])


def _lists() -> Iterator[str]:
    for title, prefix, entries in LISTS:
        yield f"## {title}\n"
        yield "| | | cases |"
        yield "|---|---|---|"
        for number, entry in enumerate(entries, 1):
            links = ", ".join(
                f"[{_slug(case)}](#{_anchor(case)})"
                for case in cases()
                if f"{prefix}{number}" in case.sources
            )
            yield f"| {number} | {entry} | {links} |"
        yield ""


def _slug(case: ScenarioCase) -> str:
    return case.id.removeprefix("situations/")


def _anchor(case: ScenarioCase) -> str:
    return _slug(case).replace("/", "-")


def _sections() -> Iterator[str]:
    by_file: defaultdict[str, list[ScenarioCase]] = defaultdict(list)
    for case in cases():
        by_file[_slug(case).partition("/")[0]].append(case)
    for name, title in _FILES.items():
        yield f"## {title}\n"
        for case in by_file[name]:
            yield from _section(case)


def _section(case: ScenarioCase) -> Iterator[str]:
    yield f"({_anchor(case)})="
    yield f"### {_slug(case)}\n"
    yield f"{case.description} What is seen: {case.symptom['seen']}\n"
    yield f"**{case.diagnosis}**\n"
    situation = SITUATIONS[case.situations[0]]
    yield f"`{situation.name}`: {situation.explanation} {situation.remedy}\n"
    said = {engine: lines for engine, lines in case.symptom["console"].items() if lines}
    if said:
        yield "```text"
        yield from (f"{engine}: {line}" for engine, lines in said.items() for line in lines)
        yield "```\n"
    arguments, stdin = command(case)
    yield "```console"
    yield f"$ corsmodel {shlex.join(arguments)} <<'END'\n{stdin}END"
    yield f"{output(arguments, stdin)}```\n"


def command(case: ScenarioCase) -> tuple[list[str], str]:
    """Give the command that diagnoses the case: its arguments and what it reads."""
    record = case.scenario
    verdicts = evaluate_scenario(scenario_from_json(record))
    request = record["fetches"][0]["request"]
    answers = [exchange.answer for exchange in verdicts[0].exchanges]
    by_flags = set(request) <= {*_FLAGS, "url", "headers", "body", "api"}
    if (
        len(verdicts) > 1
        or request.get("api", "fetch") not in {"fetch", "xhr"}
        or not by_flags
        or not all(isinstance(answer, Response) for answer in answers)
    ):
        return ["explain", "--scenario", "-"], json.dumps(record, indent=1) + "\n"
    arguments = ["explain", request["url"], "--origin", record["client"]["origin"]]
    for name in _FLAGS:
        if name in request:
            arguments += [f"--{name}", request[name]]
    for name, value in request.get("headers", ()):
        arguments += ["--header", f"{name}: {value}"]
    if request.get("body"):
        arguments += ["--body", request["body"]["kind"]]
    arguments += ["--xhr"] if request.get("api") == "xhr" else []
    arguments += ["--browser", record["browser"]] if "browser" in record else []
    return arguments, "".join(_heads(verdicts[0]))


def _heads(verdict: Verdict) -> Iterator[str]:
    for exchange in verdict.exchanges:
        if isinstance(exchange.answer, Response):
            yield f"HTTP/1.1 {exchange.answer.status}\n"
            for name, value in exchange.answer.headers.pairs:
                yield f"{name.decode()}: {value.decode()}\n"
            yield "\n"


def output(arguments: list[str], stdin: str) -> str:
    """Run the program as a shell would."""
    printed = io.StringIO()
    with patch("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()))), redirect_stdout(printed):
        run_program(arguments)
    return printed.getvalue()


if __name__ == "__main__":
    PAGE.write_text(render(), "utf-8")
