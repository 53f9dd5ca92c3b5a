"""The command line: ``corsmodel evaluate``, ``explain``, ``diagnose``, ``curl`` and others."""

import argparse
import json
import os
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from corsmodel.cli_arguments import only_scenario, parser, request_of
from corsmodel.cli_reports import budget_text, comparison_text, findings_text
from corsmodel.drivers.batch import (
    Result,
    document_or_lines,
    evaluate_item,
    evaluate_lines,
    evaluate_record,
    parse_json,
    read_scenario,
)
from corsmodel.drivers.budget import scenario_budget
from corsmodel.drivers.comparison import compare
from corsmodel.drivers.curl import curl_command, wire_requests
from corsmodel.drivers.scenarios import evaluate_scenario
from corsmodel.drivers.servers import simulate
from corsmodel.drivers.static import Hop
from corsmodel.drivers.static import answers as static_answers
from corsmodel.drivers.transcript import parse_transcript
from corsmodel.explain import explain
from corsmodel.explain.diagnosis import diagnose, diagnosis_to_json
from corsmodel.fetching.browser import as_browser
from corsmodel.fetching.fetch_params import Answer
from corsmodel.fetching.verdict import Outcome, Verdict
from corsmodel.infrastructure.arguments import shown
from corsmodel.infrastructure.exchanges import HTTPRequest
from corsmodel.infrastructure.responses import Response
from corsmodel.repair import Configuration, Server, configure
from corsmodel.scenario import ScenarioHop

_MISUSE = 2
#: What shells say of a program that Ctrl+C ended.
_INTERRUPTED = 130
#: Seconds between two progress lines.
_TOLD_EVERY = 0.5


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; return its exit status: 0, 1 (records with errors), 2 (bad input)."""
    options = parser().parse_args(arguments)
    try:
        status = _COMMANDS[options.command](options)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has enough (`| head`). Python's own flush at exit finds nothing to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _INTERRUPTED
    except (ValueError, TypeError, OSError) as error:
        print(f"corsmodel: {error}", file=sys.stderr)
        return _MISUSE
    return status


def _open(file: str, argument: str) -> AbstractContextManager[BinaryIO]:
    if file == "-":
        # Python has no standard input where it was started without one.
        if sys.stdin is None:
            raise ValueError(f"{argument}: standard input is closed; give a file")
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(file).open("rb")
    except OSError as error:
        message = f"{argument}: {shown(file)} cannot be opened ({error.strerror}); give a file"
        raise ValueError(f"{message} that is there, or - for standard input") from error


def _read(file: str, argument: str) -> bytes:
    with _open(file, argument) as stream:
        return stream.read()


def _note(text: str) -> None:
    print(f"corsmodel: {text}", file=sys.stderr)


def _any_text(errors: str) -> None:
    """Have standard output take text that its encoding does not have."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors=errors)


def _explain(options: argparse.Namespace) -> int:
    _any_text("backslashreplace")
    if options.expose and options.configure is None:
        raise ValueError("--expose: no lines are asked for; add --configure SERVER")
    if options.scenario is not None:
        only_scenario(options)
        scenario, _ = read_scenario(parse_json(_read(options.scenario, "--scenario")))
        profile = None if options.browser is None else as_browser(options.browser).profile
        verdicts = evaluate_scenario(scenario, profile)
        told = [
            _explained(verdict, static_answers([_hop(hop) for hop in fetch.hops]), options)
            for fetch, verdict in zip(scenario.fetches, verdicts, strict=True)
        ]
        print("\n".join(told), end="")
        return 0
    answers = _Answers(options)
    verdict = simulate(request_of(options), answers.answer, browser=options.browser or "standard")
    print(_explained(verdict, answers.rest(), options), end="")
    if verdict.outcome is Outcome.UNANSWERED:
        _note("`corsmodel curl` with the same flags prints how to ask; hand in what that prints")
    answers.tell_unused()
    return 0


def _hop(hop: ScenarioHop) -> Hop:
    return Hop(hop.preflight, hop.response)


def _explained(verdict: Verdict, server: Server, options: argparse.Namespace) -> str:
    """Explain in the form asked for; JSON is one line."""
    lines: tuple[Configuration, ...] = ()
    if options.configure is not None:
        repairs = verdict.repairs(server)
        what = repairs[0] if repairs else verdict
        lines = configure(what, options.configure, expose=options.expose)
        if not lines:
            _note("--configure: no server has anything to change")
    whole = options.whole
    if options.format == "json":
        told = explain(verdict, "dict", whole=whole, server=server, configurations=lines)
        return json.dumps(told) + "\n"
    return explain(
        verdict, options.format or "text", whole=whole, server=server, configurations=lines
    )


class _Answers:
    """The answers on the command line, each given once, in order."""

    def __init__(self, options: argparse.Namespace) -> None:
        keys = ("preflight", "response", "answers")
        given = {key: getattr(options, key) for key in keys if getattr(options, key) is not None}
        from_stdin = [f"--{key}" for key, file in given.items() if file == "-"]
        if len(from_stdin) > 1:
            first, second = from_stdin[:2]
            raise ValueError(f"{second}: {first} reads standard input already; give a file")
        self._lists: dict[str, deque[Response]] = {
            key: deque(parse_transcript(_read(file, f"--{key}"), f"--{key}"))
            for key, file in given.items()
        }
        # What is piped in is read when a server would be asked, since nobody may write to it.
        self._piped = not given and sys.stdin is not None and not sys.stdin.isatty()

    def answer(self, http_request: HTTPRequest) -> Answer:
        self.read_piped()
        key = "preflight" if http_request.preflight else "response"
        answers = self._lists.get(key, self._lists.get("answers"))
        return answers.popleft() if answers else None

    def read_piped(self) -> None:
        """Read standard input as all answers, once, if no flag gave any."""
        if self._piped:
            self._piped = False
            data = sys.stdin.buffer.read()
            if data.strip():
                self._lists["answers"] = deque(parse_transcript(data, "standard input"))

    def rest(self) -> Server:
        """Make a server of what is left, for repairs: it gives each place one answer for good."""
        lists = {key: iter(tuple(answers)) for key, answers in self._lists.items()}
        known: dict[tuple[int, bool], Answer] = {}

        def server(http_request: HTTPRequest) -> Answer:
            place = (http_request.hop, http_request.preflight)
            if place not in known:
                key = "preflight" if http_request.preflight else "response"
                known[place] = next(lists.get(key, lists.get("answers", iter(()))), None)
            return known[place]

        return server

    def tell_unused(self) -> None:
        for key, answers in self._lists.items():
            if answers:
                _note(f"--{key}: the last {len(answers)} of its answers were not asked for")


def _diagnose(options: argparse.Namespace) -> int:
    _any_text("backslashreplace")
    text = options.text
    if text == "-":
        text = _read("-", "TEXT").decode("utf-8", "replace")
    diagnosis = diagnose(text)
    if options.format == "json":
        print(json.dumps(diagnosis_to_json(diagnosis)))
    else:
        print(diagnosis.text(), end="")
    return 0


def _curl(options: argparse.Namespace) -> int:
    # Bytes that are no UTF-8 go to the shell as they are.
    _any_text("surrogateescape")
    profile = as_browser(options.browser or "standard").profile
    http_requests = wire_requests(request_of(options), profile)
    for http_request in http_requests:
        print(curl_command(http_request))
    if not http_requests:
        _note("nothing is sent; `corsmodel explain` with the same flags says why")
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    failed = False
    with _open(options.file, "FILE") as stream:
        whole, lines = document_or_lines(stream, options.file)
        if whole is not None:
            # One scenario that cannot be read is misuse; in an array it takes its place.
            if isinstance(whole, dict):
                print(evaluate_record(whole, options.browser).text)
                return 0
            results: Iterable[Result] = (evaluate_item(item, options.browser) for item in whole)
        else:
            results = evaluate_lines(lines, options.browser, options.jobs)
        for line in _progress(results):
            failed = failed or not line.ok
            print(line.text)
    return 1 if failed else 0


def _progress(lines: Iterable[Result]) -> Iterator[Result]:
    """Hand *lines* on; tell a terminal on standard error how many there were and how fast."""
    terminal = sys.stderr.isatty()
    start = told = time.monotonic()
    count = 0
    for count, line in enumerate(lines, 1):
        yield line
        if terminal and count % 64 == 0 and (now := time.monotonic()) - told > _TOLD_EVERY:
            told = now
            rate = count / (now - start)
            print(f"\r{count:,} scenarios, {rate:,.0f}/s", end="", file=sys.stderr, flush=True)
    if terminal and told != start:
        print(f"\r{count:,} scenarios.          ", file=sys.stderr)


def _compare(options: argparse.Namespace) -> int:
    _any_text("backslashreplace")
    answers = _Answers(options)
    answers.read_piped()
    for line in comparison_text(compare(request_of(options), server=answers.rest())):
        print(line)
    return 0


def _lint(options: argparse.Namespace) -> int:
    from corsmodel.lint import finding_to_json, lint  # noqa: PLC0415 - only this command uses it

    _any_text("backslashreplace")
    answers = _Answers(options)
    answers.read_piped()
    if options.browser is not None:
        raise ValueError("--browser: findings are about all browsers; leave it out")
    request, server = request_of(options), answers.rest()
    if simulate(request, server).outcome is Outcome.UNANSWERED:
        _note("not all answers are there, so there may be more to say of them")
    findings = lint(server, request)
    if options.format == "json":
        print(json.dumps([finding_to_json(finding) for finding in findings]))
    else:
        for line in findings_text(findings):
            print(line)
    return 1 if any(finding.severity == "error" for finding in findings) else 0


def _budget(options: argparse.Namespace) -> int:
    _any_text("backslashreplace")
    scenario, _ = read_scenario(parse_json(_read(options.file, "FILE")))
    for line in budget_text(scenario_budget(scenario)):
        print(line)
    return 0


_COMMANDS = {
    "evaluate": _evaluate,
    "explain": _explain,
    "diagnose": _diagnose,
    "curl": _curl,
    "compare": _compare,
    "lint": _lint,
    "budget": _budget,
}
