"""Fuzz with atheris; the arguments are libFuzzer's, such as ``-max_total_time=600``."""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["corsmodel"]):
    from tests.fuzz.seeds import seeds
    from tests.fuzz.targets import any_target


def main() -> None:
    """Run until the time is over, or until something is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(seeds()):
            (Path(folder) / f"{number:05}").write_bytes(seed)
        atheris.Setup([*sys.argv, folder, "-max_len=4096", "-timeout=20"], any_target)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
