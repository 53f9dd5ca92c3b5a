"""P5: how long a program waits for ``import corsmodel``."""

import compileall
import importlib.util
import statistics
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.measure import Goal

_PROGRAM = """
from time import process_time
start = process_time()
import {}
print(process_time() - start)
"""


def _seconds(module: str) -> float:
    """Import *module* in a Python of its own; what Python itself needs to start is left out."""
    command = [sys.executable, "-c", _PROGRAM.format(module)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def against_attrs(rounds: int) -> float:
    """Import corsmodel and attrs in turn. What no run can be faster than is the least noisy."""
    for package in ("corsmodel", "attr", "attrs"):
        # Without the compiled files it is the compiler that would be timed.
        spec = importlib.util.find_spec(package)
        assert spec is not None
        assert spec.origin is not None
        compileall.compile_dir(Path(spec.origin).parent, quiet=1)
    pairs = [(_seconds("corsmodel"), _seconds("attrs")) for _ in range(rounds)]
    return statistics.median(above / below for above, below in pairs)


GOALS = [Goal("P5", "import corsmodel", "import attrs", 1.6, 1.35, against_attrs, meanwhile=2.4)]
