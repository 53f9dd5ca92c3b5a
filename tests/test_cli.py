"""The command line, called in this process; what needs one of its own is in test_cli_process.py."""

import io
import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corsmodel.cli import main
from corsmodel.profiles import PROFILES

URL = "https://api.example/items/7"
PAGE = "https://shop.example"
FLAGS = [URL, "--origin", PAGE]
STAR = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n\r\n"
CONSENT = STAR.replace("\r\n\r\n", "\r\nAccess-Control-Allow-Methods: PUT\r\n\r\n")

Run = Callable[..., tuple[int, str, str]]


class Input(io.TextIOWrapper):
    """A standard input with bytes in it, which is a terminal or is not."""

    def __init__(self, data: bytes, *, terminal: bool = False) -> None:
        super().__init__(io.BytesIO(data))
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(
        *arguments: str, stdin: str | bytes | None = b"", terminal: bool = False
    ) -> tuple[int, str, str]:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        given = None if data is None else Input(data, terminal=terminal)
        monkeypatch.setattr("sys.stdin", given)
        try:
            status = main(arguments)
        except SystemExit as end:
            status = int(end.code or 0)
        out, err = capsys.readouterr()
        return status, out, err

    return run


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], str]:
    def write(name: str, text: str | bytes) -> str:
        file = tmp_path / name
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return str(file)

    return write


Write = Callable[[str, str | bytes], str]


def scenario(**more: Any) -> dict[str, Any]:
    fetch = {
        "request": {"url": URL},
        "hops": [{"response": {"headers": [["Access-Control-Allow-Origin", "*"]]}}],
    }
    return {"client": {"origin": PAGE}, "fetches": [fetch], **more}


# Explain


def test_explain_reads_answers_from_standard_input(run: Run) -> None:
    for flags in ([], ["--answers", "-"], ["--response", "-"]):
        status, out, err = run("explain", *FLAGS, *flags, stdin=STAR)
        assert (status, err) == (0, "")
        assert out.startswith("ALLOWED")


def test_explain_reads_answers_from_files(run: Run, write: Write) -> None:
    preflight, response = write("preflight", CONSENT), write("response", STAR)
    put = [*FLAGS, "-X", "PUT"]
    for flags in (
        ["--preflight", preflight, "--response", response],
        ["--preflight", preflight, "--answers", response],
        ["--answers", write("both", CONSENT + STAR)],
        ["--preflight", preflight, "--response", "-"],
    ):
        status, out, err = run("explain", *put, *flags, stdin=STAR)
        assert (status, err, out[:7]) == (0, "", "ALLOWED")


def test_explain_says_which_answer_is_missing(run: Run) -> None:
    for arguments in ({"stdin": b""}, {"stdin": b"", "terminal": True}, {"stdin": None}):
        status, out, err = run("explain", *FLAGS, **arguments)
        assert status == 0
        assert out.startswith("UNANSWERED")
        assert f"GET {URL}" in out
        assert "`corsmodel curl` with the same flags" in err


def test_explain_reads_nothing_where_nothing_is_asked(run: Run) -> None:
    status, out, _ = run("explain", "data:text/plain,x", "--origin", PAGE, stdin=b"no answer")
    assert (status, out[:7]) == (0, "ALLOWED")
    status, out, _ = run("explain", *FLAGS, "-X", "TRACE", stdin=b"no answer")
    assert (status, out[:7]) == (0, "REFUSED")


def test_explain_tells_of_answers_that_nobody_asked_for(run: Run, write: Write) -> None:
    _, out, err = run("explain", *FLAGS, "--preflight", write("p", CONSENT), stdin=STAR)
    assert out.startswith("UNANSWERED")
    assert "--preflight: the last 1 of its answers were not asked for" in err
    _, _, err = run("explain", *FLAGS, "--response", write("r", STAR * 3))
    assert "--response: the last 2 of its answers were not asked for" in err


def test_explain_takes_a_scenario(run: Run, write: Write) -> None:
    two = scenario(fetches=scenario()["fetches"] * 2, browser="firefox")
    status, out, err = run("explain", "--scenario", write("s.json", json.dumps(two)))
    assert (status, err) == (0, "")
    assert out.count("ALLOWED") == 2
    case = json.dumps({"id": "a", "scenario": scenario(), "expect": {}})
    for name in PROFILES:
        status, out, err = run("explain", "--scenario", "-", "--browser", name, stdin=case)
        assert (status, err, out[:7]) == (0, "", "ALLOWED")


# Every flag arrives in the request.


@pytest.mark.parametrize(
    ("flags", "says"),
    [
        (["-X", "PUT"], "-X PUT"),
        (["--method", "patch"], "-X patch"),
        (["-H", "X-A:  b ", "--header", "x-c: d:e"], "-H 'X-A: b' -H 'x-c: d:e'"),
        (["-H", "X-A:"], "-H 'X-A;'"),
        (["-X", "HEAD"], "--head"),
        (["--cache", "no-store"], "-H 'Cache-Control: no-cache'"),
        (["--mode", "no-cors"], f"curl -i --globoff {URL}"),
        (["-X", "POST", "--body", "urlsearchparams"], "application/x-www-form-urlencoded"),
        (["-X", "POST", "--body", "stream"], "-X OPTIONS"),
        (["--xhr", "--upload-listeners"], "-X OPTIONS"),
        (["-H", "Range: bytes=0-", "-H", "DPR: 2", "--browser", "chromium"], "curl"),
    ],
)
def test_flags_reach_the_wire(run: Run, flags: list[str], says: str) -> None:
    status, out, err = run("curl", *FLAGS, *flags)
    assert (status, err) == (0, "")
    assert says in out
    for line in out.splitlines():
        assert shlex.split(line)[:3] == ["curl", "-i", "--globoff"]


@pytest.mark.parametrize(
    ("flags", "says"),
    [
        (["--credentials", "include"], "wildcard-allow-origin"),
        (["--mode", "same-origin"], "cross-origin-same-origin-mode"),
        (["--origin", "null"], "ALLOWED"),
        (["--redirect", "manual"], "ALLOWED"),
        (["--xhr", "-X", "TRACE"], "SecurityError"),
        (["-H", "X A: b"], "invalid-header-name"),
        (["-H", "X-A: €"], "invalid-header-value"),
    ],
)
def test_flags_reach_the_verdict(run: Run, flags: list[str], says: str) -> None:
    status, out, _ = run("explain", *FLAGS, *flags, stdin=STAR)
    assert status == 0
    assert says in out


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_explain_configures_a_server(run: Run, form: str) -> None:
    lines = ["--configure", "nginx", "--expose", "X-A", "--format", form]
    status, out, err = run("explain", *FLAGS, "-X", "patch", *lines, stdin=STAR)
    assert (status, err) == (0, "")
    told = json.loads(out)["configurations"][0] if form == "json" else {}
    assert "As lines for nginx" in out or told["kind"] == "nginx"
    assert 'Expose-Headers "X-A" always;' in (out if form != "json" else told["lines"][-1])
    assert "answers the method patch with 400" in (out if form != "json" else told["cannot"][0])


def test_explain_configures_with_what_it_knows(run: Run, write: Write) -> None:
    given = ["--preflight", write("preflight", STAR), "--response", write("response", STAR)]
    flags = [*FLAGS, "-X", "PUT", "--credentials", "include", "--configure", "django"]
    status, out, _ = run("explain", *flags, *given)
    assert status == 0
    assert '    CORS_ALLOW_METHODS = ["PUT"]\n' in out
    assert "    CORS_ALLOW_CREDENTIALS = True\n" in out
    _, out, err = run("explain", *FLAGS, "--configure", "django", stdin=STAR)
    assert "As lines" not in out
    assert err == "corsmodel: --configure: no server has anything to change\n"


def test_curl_keeps_bytes(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What script writes as U+00FC is one byte on the wire, and so in the shell."""
    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    monkeypatch.setattr("sys.stdout", out)
    assert run("curl", *FLAGS, "-H", "Accept: ü")[0] == 0
    out.seek(0)
    assert b"-H 'Accept: \xfc'" in out.buffer.read()


def test_curl_says_where_nothing_is_sent(run: Run) -> None:
    for flags in (["-X", "TRACE"], ["--mode", "same-origin"]):
        status, out, err = run("curl", *FLAGS, *flags)
        assert (status, out) == (0, "")
        assert "nothing is sent" in err


# Evaluate


def lines(out: str) -> list[Any]:
    return [json.loads(line) for line in out.splitlines()]


def test_evaluate_takes_one_an_array_or_lines(run: Run, write: Write) -> None:
    one, many = json.dumps(scenario(id=1)), json.dumps([scenario(id=1), scenario(id="b")])
    pretty = json.dumps(scenario(id=1), indent=2)
    bom = "\ufeff"
    for arguments, ids in (
        ({"file": write("a.json", one)}, [1]),
        ({"file": write("b.json", many)}, [1, "b"]),
        ({"file": write("c.json", bom + many)}, [1, "b"]),
        ({"file": write("d.ndjson", f"{one}\n\n  \r\n{one}\r\n{one}")}, [1, 1, 1]),
        ({"file": write("e.ndjson", f"\n\n{bom}{one}\n")}, [1]),
        ({"stdin": pretty}, [1]),
        ({"stdin": f"\n {many}"}, [1, "b"]),
        ({"stdin": f"{one}\n{one}"}, [1, 1]),
        ({"stdin": ""}, []),
        ({"stdin": "[]"}, []),
    ):
        file = arguments.pop("file", "-")
        status, out, err = run("evaluate", file, **arguments)
        assert (status, err) == (0, "")
        assert [line["id"] for line in lines(out)] == ids
        assert all(line["verdicts"][0]["outcome"] == "readable" for line in lines(out))


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_one_bad_record_never_loses_others(run: Run, write: Write, jobs: str) -> None:
    good = json.dumps(scenario(id="good"))
    bad = [
        ("{", "$", "is not JSON"),
        ("[" * 100_000, "$", "is not JSON"),
        ('{"a":' * 1000 + "1" + "}" * 1000, "$", ""),
        ('"\xff', "$", "is not JSON"),
        ("NaN", "$", "NaN is not JSON"),
        ("[]", "$", "[] is not an object"),
        ("null", "$", "None is not an object"),
        (json.dumps({**scenario(id="x"), "extra": 1}), "$.extra", "unknown key"),
        (json.dumps({"id": 7, "client": {"origin": PAGE}}), "$.fetches", "missing"),
    ]
    text = "".join(f"{line}\n{good}\n" for line, _, _ in bad)
    file = write("all.ndjson", text.encode("latin-1"))
    status, out, err = run("evaluate", file, "--jobs", jobs)
    assert (status, err) == (1, "")
    results = lines(out)
    assert [line["id"] for line in results[1::2]] == ["good"] * len(bad)
    for (_, path, message), line in zip(bad, results[::2], strict=True):
        assert line["error"]["path"].startswith(path)
        assert message in line["error"]["message"]
        assert len(line["error"]["message"]) < 250
    assert [line["id"] for line in results[-4::2]] == ["x", 7]


def test_an_array_keeps_its_errors_in_place(run: Run) -> None:
    status, out, _ = run("evaluate", "-", stdin=json.dumps([1, scenario(id="b"), {"id": "c"}]))
    assert status == 1
    assert [(line["id"], "error" in line) for line in lines(out)] == [
        (None, True), ("b", False), ("c", True),
    ]  # fmt: skip


def test_evaluate_plays_another_browser(run: Run) -> None:
    own = json.dumps(scenario(browser="firefox"))
    for name in PROFILES:
        assert run("evaluate", "-", "--browser", name, stdin=own)[0] == 0


def test_evaluate_plays_cases(run: Run) -> None:
    case = {"id": "a/b", "scenario": scenario(), "expect": {}}
    assert lines(run("evaluate", "-", stdin=json.dumps(case))[1])[0]["id"] == "a/b"
    case["scenario"] = {**scenario(), "fetches": 1}
    status, out, _ = run("evaluate", "-", stdin=json.dumps([case]))
    assert status == 1
    assert lines(out) == [
        {"id": "a/b", "error": {"path": "$.scenario.fetches", "message": "1 is not an array"}}
    ]


# Misuse: status 2, and a line that names the argument, the value and the remedy.


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "required: COMMAND"),
        (["judge"], "invalid choice: 'judge' (choose from 'evaluate', 'explain'"),
        (["explain", "--origin", PAGE], "URL: missing; give the URL and the page's origin, as in"),
        (["curl", URL], "--origin: missing; give the URL and"),
        (["curl", URL, "--origin", PAGE + "/x"], "--origin: 'https://shop.example/x' is not an"),
        (["curl", URL, "--origin", "x" * 9000], "--origin: 'xxxxx"),
        (["curl", *FLAGS, "-H", "X-A"], "--header: 'X-A' has no colon; write 'Name: value'"),
        (["curl", *FLAGS, "--mode", "navigate"], "--mode: invalid choice: 'navigate' (choose"),
        (["curl", *FLAGS, "--cred", "omit"], "unrecognized arguments: --cred omit"),
        (["explain", *FLAGS, "--response", "no"], "--response: 'no' cannot be opened (No such"),
        (["explain", *FLAGS, "--response", "."], "--response: '.' cannot be opened (Is a dir"),
        (["explain", *FLAGS, "--answers", "-", "--response", "-"],
         "--answers: --response reads standard input already; give a file"),
        (["explain", *FLAGS, "--preflight", "-"], "--preflight: no response head in b'junk"),
        (["explain", *FLAGS, "--expose", "X-A"], "--expose: no lines are asked for; add"),
        (["explain", *FLAGS, "--configure", "caddy"], "--configure: invalid choice: 'caddy'"),
        (["explain", *FLAGS], "standard input: no response head in b'junk"),
        (["explain", "--scenario", "-"], "$: 'junkjunk"),
        (["explain", "--scenario", "no"], "--scenario: 'no' cannot be opened"),
        (["explain", URL, "--scenario", "-"], "URL: --scenario has the request and its answers"),
        (["explain", "-H", "A: b", "--scenario", "-"], "--header: --scenario has"),
        (["explain", "--upload-listeners", "--scenario", "-"], "--upload-listeners: --scenario"),
        (["evaluate", "no"], "FILE: 'no' cannot be opened (No such file or directory); give a"),
        (["evaluate", "-", "--jobs", "x"], "--jobs: 'x' is not a number of processes; give 1 to"),
        (["evaluate", "-", "--jobs", "0"], "--jobs: '0' is not a number"),
        (["evaluate", "-", "--jobs", "9" * 5000], "--jobs: '99999"),
        (["evaluate", "-", "--browser", "lynx"], "--browser: invalid choice: 'lynx'"),
    ],
)  # fmt: skip
def test_misuse(run: Run, arguments: list[str], says: str) -> None:
    status, out, err = run(*arguments, stdin=b"junk" * 1000)
    assert (status, out) == (2, "")
    assert says in err
    assert len(err.splitlines()[-1]) < 300


def test_one_scenario_that_cannot_be_read_is_misuse(run: Run, write: Write) -> None:
    file = write(
        "a.json", json.dumps(scenario(fetches=[{"request": {"url": URL, "mthod": "PUT"}}]))
    )
    status, out, err = run("evaluate", file)
    assert (status, out) == (2, "")
    assert err.startswith("corsmodel: $.fetches[0].hops: missing; write [] for no answers")
    for text in ("7", '"x"', "{", ""):
        status, out, err = run("evaluate", write("b.json", text))
        assert (status, out) == (2, "")
        assert err.startswith("corsmodel: $: ")


def test_closed_standard_input_is_misuse(run: Run) -> None:
    status, _, err = run("evaluate", "-", stdin=None)
    assert (status, err) == (2, "corsmodel: FILE: standard input is closed; give a file\n")


@pytest.mark.parametrize("command", ["", "evaluate", "explain", "curl", "lint"])
def test_help(run: Run, command: str) -> None:
    status, out, _ = run(*command.split(), "--help")
    assert status == 0
    assert out.startswith(f"usage: corsmodel {command}".rstrip())


def test_compare_says_where_browsers_part(run: Run) -> None:
    star = "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Headers: *\n\n"
    flags = ["https://api.example/", "--origin", "https://shop.example", "-H", "Authorization: x"]
    status, out, _ = run("compare", *flags, stdin=star * 2)
    assert status == 0
    assert "standard  network-error (authorization-not-allowed); sent: OPTIONS" in out
    assert "webkit    readable; sent: OPTIONS GET" in out
    assert "because of the profile's authorization_covered_by_wildcard" in out


def test_compare_says_that_they_agree(run: Run) -> None:
    flags = ["https://api.example/", "--origin", "https://shop.example"]
    status, out, _ = run("compare", *flags, stdin="HTTP/1.1 200 OK\n\n")
    assert status == 0
    assert out.endswith("Script sees the same everywhere, after the same requests.\n")


def test_budget_counts_a_scenario(run: Run) -> None:
    origin = ["Access-Control-Allow-Origin", "https://shop.example"]
    consent = {"status": 204, "headers": [origin, ["Access-Control-Allow-Methods", "PUT"]]}
    hops = [{"preflight": consent, "response": {"status": 200, "headers": [origin]}}]
    request = {"url": "https://api.example/", "method": "PUT"}
    fetches = [{"at": at, "request": request, "hops": hops} for at in (0, 9)]
    scenario = {"client": {"origin": "https://shop.example"}, "fetches": fetches}
    status, out, _ = run("budget", "-", stdin=json.dumps(scenario))
    assert status == 0
    assert [line.split() for line in out.splitlines()[1:3]] == [
        ["standard", "4", "2", "0", "1", "10"], ["chromium", "4", "2", "0", "1", "10"],
    ]  # fmt: skip


# Diagnose


def test_diagnose_takes_a_sentence_or_reads_it(run: Run) -> None:
    sentence = "Method PUT is not allowed by Access-Control-Allow-Methods in preflight response."
    status, out, err = run("diagnose", sentence)
    assert (status, err) == (0, "")
    assert out.startswith("Chromium (MethodDisallowedByPreflightResponse): ")
    assert run("diagnose", stdin=sentence) == run("diagnose", "-", stdin=sentence)
    assert run("diagnose", stdin=sentence) == (0, out, "")
    _, out, _ = run("diagnose", sentence, "--format", "json")
    assert json.loads(out)["method"] == "PUT"
    status, out, err = run("diagnose", stdin=b"\xff")
    assert (status, err) == (0, "")
    assert out.startswith("Not a sentence of")


def test_lint_finds_and_proves(run: Run) -> None:
    flags = ["https://api.example/", "--origin", "https://shop.example"]
    slash = "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://shop.example/\n\n"
    status, out, err = run("lint", *flags, stdin=slash)
    assert (status, err) == (1, "")
    first, _, proof, remedy, _, change, _ = out.splitlines()
    assert first == (
        "error: Access-Control-Allow-Origin: https://shop.example/ ends in a slash "
        "[allow-origin-trailing-slash]"
    )
    assert proof.endswith("(network-error, allow-origin-mismatch)")
    assert remedy == "  remedy: Leave the slash out."
    assert "Access-Control-Allow-Origin: https://shop.example" in change
    status, out, _ = run("lint", *flags, "--format", "json", stdin=slash)
    (finding,) = json.loads(out)
    assert finding["code"] == "allow-origin-trailing-slash"
    scenario = json.dumps(finding["proofs"][0]["scenario"])
    _, out, _ = run("evaluate", "-", stdin=scenario)
    assert json.loads(out)["verdicts"][-1]["outcome"] == finding["proofs"][0]["expected"]["outcome"]


def test_lint_with_nothing_to_say(run: Run) -> None:
    flags = ["https://api.example/", "--origin", "https://shop.example"]
    status, out, _ = run("lint", *flags, stdin=STAR)
    assert (status, out) == (0, "Nothing to say of these answers.\n")
    status, _, err = run("lint", *flags)
    assert status == 0
    assert "not all answers are there" in err


def test_lint_is_about_all_browsers(run: Run) -> None:
    flags = ["https://api.example/", "--origin", "https://shop.example", "--browser", "webkit"]
    status, _, err = run("lint", *flags, stdin=STAR)
    assert (status, err[:20]) == (2, "corsmodel: --browser")
