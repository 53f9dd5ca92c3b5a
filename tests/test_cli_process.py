"""The command line as a process: pipes, a terminal, signals, memory."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.test_cli import CONSENT, FLAGS, STAR, scenario

LINE = json.dumps(scenario(id="a")).encode() + b"\n"
PROGRAM = [sys.executable, "-m", "corsmodel"]


def test_the_module_is_the_program() -> None:
    script = Path(sys.executable).with_name("corsmodel")
    for program in (PROGRAM, [str(script)]):
        done = subprocess.run(
            [*program, "explain", *FLAGS, "-X", "PUT"],
            input=(CONSENT + STAR).encode(), capture_output=True, check=False, timeout=60,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.startswith(b"ALLOWED")


def test_words_for_any_terminal() -> None:
    """What the terminal's encoding does not have is escaped, not an error."""
    done = subprocess.run(
        [*PROGRAM, "explain", *FLAGS],
        input=STAR.replace("*", "x" * 500).encode(), capture_output=True, check=False, timeout=60,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\\u2026 (500 bytes)" in done.stdout


def test_a_reader_that_has_enough() -> None:
    with subprocess.Popen(
        [*PROGRAM, "evaluate", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        process.stdin.write(LINE)
        process.stdin.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


def _hear_ctrl_c() -> None:
    # What runs in a shell's background, as tests may, hands down that Ctrl+C is to be ignored.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_ends_it_in_silence() -> None:
    with subprocess.Popen(
        [*PROGRAM, "evaluate", "-"], preexec_fn=_hear_ctrl_c,  # noqa: PLW1509 - no threads here
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        # Once there is a line of output, the program is in the midst of its work.
        process.stdin.write(LINE * 50)
        process.stdin.flush()
        assert process.stdout.read(1) == b"{"
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == b""
        assert process.wait(60) == 130


def test_progress_on_a_terminal() -> None:
    """A line that is written over and over, on standard error alone."""
    main_side, terminal = pty.openpty()
    with subprocess.Popen(
        [*PROGRAM, "evaluate", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=terminal,
    ) as process:  # fmt: skip
        os.close(terminal)
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(LINE * 64)
        process.stdin.flush()
        assert process.stdout.read(1) == b"{"
        time.sleep(0.6)
        process.stdin.write(LINE * 64)
        process.stdin.close()
        out = process.stdout.read()
        assert process.wait(60) == 0
    told = b""
    try:
        while piece := os.read(main_side, 1000):
            told += piece
    except OSError:
        # Linux's word for a terminal that nobody holds any more.
        pass
    os.close(main_side)
    assert told.startswith(b"\r128 scenarios, ")
    assert b"/s" in told
    assert told.rstrip(b" \r\n").endswith(b"\r128 scenarios.")
    assert out.count(b"\n") == 128


PEAK = """
import resource, sys
from corsmodel.cli import main
status = main(sys.argv[1:])
peak = [resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(*peak, file=sys.stderr)
sys.exit(status)
"""


def peaks(tmp_path: Path, records: int, *flags: str) -> list[int]:
    """Return the peak memory of the program and of its largest child, in KiB."""
    hop = {"response": {"headers": [["Access-Control-Allow-Origin", "x" * 20_000]]}}
    fetch = {"request": {"url": "https://api.example/"}, "hops": [hop]}
    line = json.dumps(scenario(fetches=[fetch])).encode() + b"\n"
    file = tmp_path / "many.ndjson"
    with file.open("wb") as stream:
        stream.writelines([line] * records)
    with (tmp_path / "out").open("wb") as out:
        done = subprocess.run(
            [sys.executable, "-c", PEAK, "evaluate", str(file), *flags],
            stdout=out, stderr=subprocess.PIPE, check=True, timeout=120,
        )  # fmt: skip
    assert (tmp_path / "out").read_bytes().count(b"\n") == records
    return [int(number) for number in done.stderr.split()]


@pytest.mark.parametrize("flags", [[], ["--jobs", "2"]])
def test_memory_is_constant(tmp_path: Path, flags: list[str]) -> None:
    """Thirty megabytes more of input take no more than a few of memory."""
    few = peaks(tmp_path, 400, *flags)
    many = peaks(tmp_path, 1900, *flags)
    assert all(more - less < 12_000 for less, more in zip(few, many, strict=True)), (few, many)
