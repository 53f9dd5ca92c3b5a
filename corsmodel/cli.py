"""The command line: ``corsmodel evaluate``, ``corsmodel explain`` and ``corsmodel curl``."""

import argparse
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO

from corsmodel.drivers.batch import (
    Result,
    document_or_lines,
    evaluate_item,
    evaluate_lines,
    evaluate_record,
    parse_json,
)
from corsmodel.drivers.curl import curl_command, wire_requests
from corsmodel.drivers.scenarios import evaluate_scenario
from corsmodel.drivers.servers import simulate
from corsmodel.drivers.transcript import parse_transcript
from corsmodel.explain import explain
from corsmodel.fetching.browser import Browser, as_browser
from corsmodel.fetching.fetch_params import Answer
from corsmodel.fetching.verdict import Verdict
from corsmodel.infrastructure.bodies import CONTENT_TYPES, Body
from corsmodel.infrastructure.exchanges import HTTPRequest
from corsmodel.infrastructure.requests import (
    CACHE_MODES,
    CREDENTIALS_MODES,
    REDIRECT_MODES,
)
from corsmodel.infrastructure.script_requests import Request
from corsmodel.profiles import PROFILES
from corsmodel.scenario import scenario_from_json

_MISUSE = 2
#: Seconds between two progress lines.
_TOLD_EVERY = 0.5


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; return its exit status: 0, 1 (records with errors), 2 (bad input)."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except (ValueError, TypeError, OSError) as error:
        if isinstance(error, BrokenPipeError):
            # The reader has enough (`| head`). Python's own flush at exit finds nothing to say.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        print(f"corsmodel: {error}", file=sys.stderr)
        return _MISUSE
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="corsmodel",
        description="What browsers do with cross-origin requests: evaluate, explain, reproduce.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    evaluate = commands.add_parser(
        "evaluate",
        help="scenarios in (JSON or NDJSON), one line of JSON out for each",
        description="Evaluate scenarios: a JSON file with one or an array, or NDJSON line by line.",
    )
    evaluate.add_argument("file", metavar="FILE", help="a file, or - for standard input")
    evaluate.add_argument("--browser", choices=PROFILES, help="instead of the scenario's own")
    evaluate.add_argument("--jobs", type=_jobs, default=1, metavar="N", help="processes to use")
    evaluate.set_defaults(run=_evaluate)
    explain_ = commands.add_parser(
        "explain",
        help="say what is blocked, why, and what to change",
        description="Explain a request given by flags and answers that `curl -i` printed.",
        epilog=(
            "Each of --preflight, --response and --answers takes the output of `curl -i`, - being "
            "standard input; several heads in one file are the answers of a redirect chain. "
            "Without any of them, standard input is read as --answers if it is not a terminal."
        ),
    )
    _request_flags(explain_)
    explain_.add_argument("--scenario", metavar="FILE", help="a scenario instead of the flags")
    explain_.add_argument("--preflight", metavar="FILE", help="the answer to the preflight")
    explain_.add_argument("--response", metavar="FILE", help="the answer to the request itself")
    explain_.add_argument("--answers", metavar="FILE", help="all answers, in the order of asking")
    explain_.set_defaults(run=_explain)
    curl = commands.add_parser(
        "curl",
        help="print the curl commands that send what the browser would send",
        description="Print a curl command for each request of the browser, the preflight first.",
    )
    _request_flags(curl)
    curl.set_defaults(run=_curl)
    return parser


def _request_flags(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("url", nargs="?", metavar="URL", help="what the page fetches")
    add("--origin", metavar="ORIGIN", help="the page's origin, or null for a sandboxed one")
    add("-X", "--method", default="GET", metavar="METHOD")
    add("-H", "--header", action="append", default=[], metavar="'NAME: VALUE'", dest="headers")
    add("--credentials", choices=sorted(CREDENTIALS_MODES), default="same-origin")
    add("--mode", choices=["cors", "no-cors", "same-origin"], default="cors")
    add("--redirect", choices=sorted(REDIRECT_MODES), default="follow")
    add("--cache", choices=sorted(CACHE_MODES), default="default")
    add("--body", choices=sorted(CONTENT_TYPES), help="the kind of the body, if there is one")
    add("--xhr", action="store_true", help="XMLHttpRequest instead of fetch()")
    add("--upload-listeners", action="store_true", help="XMLHttpRequest: upload is listened to")
    add("--browser", choices=PROFILES, default="standard")


def _jobs(text: str) -> int:
    jobs = int(text)
    if jobs < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number of processes; give 1 or more")
    return jobs


def _request(options: argparse.Namespace) -> Request:
    if options.url is None or options.origin is None:
        missing = "URL" if options.url is None else "--origin"
        raise ValueError(f"{missing}: missing; write e.g. corsmodel explain "
                         "https://api.example/ --origin https://shop.example")  # fmt: skip
    headers = []
    for text in options.headers:
        name, colon, value = text.partition(":")
        if not colon:
            raise ValueError(f"--header: {text[:60]!r} has no colon; write 'Name: value'")
        headers.append((name, value.strip()))
    return Request(
        options.url,
        origin=options.origin,
        method=options.method,
        headers=headers,
        credentials=options.credentials,
        mode=options.mode,
        redirect=options.redirect,
        cache=options.cache,
        body=None if options.body is None else Body(options.body),
        duplex="half" if options.body == "stream" else None,
        api="xhr" if options.xhr else "fetch",
        upload_listeners=options.upload_listeners,
    )


def _open(file: str) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if file == "-" else Path(file).open("rb")


def _read(file: str) -> bytes:
    with _open(file) as stream:
        return stream.read()


def _explain(options: argparse.Namespace) -> int:
    if options.scenario is not None:
        profile = None if options.browser == "standard" else as_browser(options.browser).profile
        scenario = scenario_from_json(parse_json(_read(options.scenario)))
        verdicts: Iterable[Verdict] = evaluate_scenario(scenario, profile)
    else:
        browser = Browser(as_browser(options.browser).profile)
        verdicts = [simulate(_request(options), _Answers(options).answer, browser=browser)]
    print("\n".join(explain(verdict) for verdict in verdicts), end="")
    return 0


class _Answers:
    """The answers on the command line, each given once, in order."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._lists: dict[str, Iterator[Answer]] = {}
        given = {key: getattr(options, key) for key in ("preflight", "response", "answers")}
        if not any(given.values()) and not sys.stdin.isatty():
            given["answers"] = "-"
        for key, file in given.items():
            if file is not None:
                self._lists[key] = iter(parse_transcript(_read(file), f"--{key}"))

    def answer(self, http_request: HTTPRequest) -> Answer:
        key = "preflight" if http_request.preflight else "response"
        return next(self._lists.get(key, self._lists.get("answers", iter(()))), None)


def _curl(options: argparse.Namespace) -> int:
    for http_request in wire_requests(_request(options), as_browser(options.browser).profile):
        print(curl_command(http_request))
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    failed = False
    with _open(options.file) as stream:
        whole, lines = document_or_lines(stream, json_file=options.file.endswith(".json"))
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
