"""Server programs as the tests start and end them."""

import os
import socket
import subprocess
import time

import pytest


def absent(what: str) -> None:
    """Skip where a server is not installed; on the machine that judges changes it has to be."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is not installed")
    pytest.skip(f"{what} is not installed")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def ended(process: subprocess.Popen[str]) -> None:
    process.terminate()
    process.wait(timeout=10)


def listening(port: int, process: subprocess.Popen[str], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert process.poll() is None, "the server ended"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("the server does not listen")
