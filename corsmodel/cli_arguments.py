"""The arguments of the command line, and the request that they describe."""

import argparse

from corsmodel.infrastructure.arguments import shown
from corsmodel.infrastructure.bodies import CONTENT_TYPES, Body
from corsmodel.infrastructure.clients import as_origin
from corsmodel.infrastructure.requests import CACHE_MODES, CREDENTIALS_MODES, REDIRECT_MODES
from corsmodel.infrastructure.script_requests import Request
from corsmodel.profiles import PROFILES
from corsmodel.repair import SERVERS

#: Windows waits for no more processes at once.
_MOST_JOBS = 61


def parser() -> argparse.ArgumentParser:
    """Make the parser of the commands."""
    program = argparse.ArgumentParser(
        prog="corsmodel",
        description="What browsers do with cross-origin requests: evaluate, explain, reproduce.",
        epilog="`corsmodel COMMAND --help` tells more of each.",
    )
    commands = program.add_subparsers(dest="command", required=True, metavar="COMMAND")
    evaluate = commands.add_parser(
        "evaluate",
        help="scenarios in (JSON or NDJSON), one line of JSON out for each",
        description=(
            "Evaluate scenarios: a .json file with one or an array, all else line by line. A "
            "scenario that cannot be read gives an error in its place, and status 1 in the end."
        ),
        allow_abbrev=False,
    )
    evaluate.add_argument("file", metavar="FILE", help="a file, or - for standard input")
    evaluate.add_argument("--browser", choices=PROFILES, help="instead of the scenarios' own")
    evaluate.add_argument(
        "--jobs", type=_jobs, default=1, metavar="N", help="processes to use for a stream"
    )
    explain = commands.add_parser(
        "explain",
        help="say what is blocked, why, and what to change",
        description="Explain a request given by flags and answers that `curl -i` printed.",
        epilog=(
            "Each of --preflight, --response and --answers takes the output of `curl -i`, - being "
            "standard input; several heads in one file are the answers of a redirect chain. "
            "Without any of them, standard input is read as --answers if it is not a terminal. So "
            "`corsmodel curl FLAGS | sh | corsmodel explain FLAGS` asks your server and explains."
        ),
        allow_abbrev=False,
    )
    _request_flags(explain)
    explain.add_argument(
        "--scenario", metavar="FILE", help="a scenario as JSON, instead of all flags but --browser"
    )
    _answer_flags(explain)
    explain.add_argument(
        "--format", choices=["text", "markdown", "json"], help="text by default; JSON is one line"
    )
    explain.add_argument(
        "--whole", action="store_true", help="all repairs with their risks, causes, every step"
    )
    explain.add_argument(
        "--configure", choices=SERVERS, metavar="SERVER",
        help=f"the first repair as lines for {', '.join(SERVERS[:-1])} or {SERVERS[-1]}",
    )  # fmt: skip
    explain.add_argument(
        "--expose", action="append", default=[], metavar="NAME",
        help="with --configure: a response header for script to read; may be given several times",
    )  # fmt: skip
    explain.set_defaults(default=explain.get_default)
    curl = commands.add_parser(
        "curl",
        help="print the curl commands that send what the browser would send",
        description="Print a curl command for each request of the browser, the preflight first.",
        allow_abbrev=False,
    )
    _request_flags(curl)
    diagnose = commands.add_parser(
        "diagnose",
        help="say what a sentence of a browser's console means, and what to do",
        description=(
            "Diagnose a sentence of the console of Chromium, Firefox or WebKit: its cause, what to "
            "ask next, what to change."
        ),
        allow_abbrev=False,
    )
    diagnose.add_argument(
        "text", nargs="?", default="-", metavar="TEXT", help="- by default: standard input"
    )
    diagnose.add_argument("--format", choices=["text", "json"], default="text")
    compare = commands.add_parser(
        "compare",
        help="say what the standard and each browser do, and where they part",
        description="Compare the browsers on a request given by flags and answers of `curl -i`.",
        allow_abbrev=False,
    )
    _request_flags(compare)
    _answer_flags(compare)
    lint = commands.add_parser(
        "lint",
        help="find what answers expose, break, or say in vain",
        description="Judge the answers to a request given by flags and answers of `curl -i`.",
        epilog=(
            "Each finding has a proof: a scenario as JSON, for `corsmodel evaluate`. The answers "
            "are taken for those that the server gives to everybody. Status 1: there are errors."
        ),
        allow_abbrev=False,
    )
    _request_flags(lint)
    _answer_flags(lint)
    lint.add_argument(
        "--format", choices=["text", "json"], default="text", help="text by default; or one line"
    )
    budget = commands.add_parser(
        "budget",
        help="count the preflights of a session in each browser, and those to be saved",
        description=(
            "Count the preflights that the fetches of a scenario cost in each browser, and how few "
            "a better Access-Control-Max-Age leaves. The hops of the first fetch to a URL with a "
            "method answer all of them."
        ),
        allow_abbrev=False,
    )
    budget.add_argument("file", metavar="FILE", help="a scenario, or - for standard input")
    return program


def _answer_flags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--preflight", metavar="FILE", help="the answer to the preflight")
    parser.add_argument("--response", metavar="FILE", help="the answer to the request itself")
    parser.add_argument("--answers", metavar="FILE", help="all answers, in the order of asking")


def _request_flags(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("url", nargs="?", metavar="URL", help="what the page fetches")
    add("--origin", metavar="ORIGIN", help="the page's origin, or null for a sandboxed one")
    add("-X", "--method", default="GET", metavar="METHOD", help="GET by default")
    add("-H", "--header", action="append", default=[], metavar="'NAME: VALUE'", dest="headers",
        help="a header that the script sets; may be given several times")  # fmt: skip
    add("--credentials", choices=sorted(CREDENTIALS_MODES), default="same-origin",
        help="same-origin by default")  # fmt: skip
    add("--mode", choices=["cors", "no-cors", "same-origin"], default="cors",
        help="cors by default")  # fmt: skip
    add("--redirect", choices=sorted(REDIRECT_MODES), default="follow", help="follow by default")
    add("--cache", choices=sorted(CACHE_MODES), default="default", help="the cache mode")
    add("--body", choices=sorted(CONTENT_TYPES), help="the kind of the body, if there is one")
    add("--xhr", action="store_true", help="XMLHttpRequest instead of fetch()")
    add("--upload-listeners", action="store_true", help="XMLHttpRequest: upload is listened to")
    add("--browser", choices=PROFILES, help="standard by default")


def _jobs(text: str) -> int:
    jobs = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
    if not 1 <= jobs <= _MOST_JOBS:
        message = f"{shown(text)} is not a number of processes; give 1 to {_MOST_JOBS}"
        raise argparse.ArgumentTypeError(message)
    return jobs


def request_of(options: argparse.Namespace) -> Request:
    """Make the request that the flags describe.

    :raises ValueError: with the flag, the value and the remedy.
    """
    if options.url is None or options.origin is None:
        missing = "URL" if options.url is None else "--origin"
        raise ValueError(f"{missing}: missing; give the URL and the page's origin, as in "
                         "https://api.example/ --origin https://shop.example")  # fmt: skip
    headers = []
    for text in options.headers:
        name, colon, value = text.partition(":")
        if not colon:
            raise ValueError(f"--header: {shown(text)} has no colon; write 'Name: value'")
        headers.append((name, value.strip()))
    return Request(
        options.url,
        origin=as_origin(options.origin, "--origin"),
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


def only_scenario(options: argparse.Namespace) -> None:
    """Refuse flags that a scenario stands for.

    :raises ValueError: with the flag and the remedy.
    """
    own = {"command", "scenario", "browser", "default", "format", "whole", "configure", "expose"}
    for key, value in vars(options).items():
        if key not in own and value != options.default(key):
            flag = (
                "URL" if key == "url" else f"--{key.replace('_', '-').replace('headers', 'header')}"
            )
            message = f"{flag}: --scenario has the request and its answers; leave {flag} out"
            raise ValueError(message)
