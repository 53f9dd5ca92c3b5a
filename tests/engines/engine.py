"""What the three engines have in common: the interface, and how a browser is started and ended."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

import attrs

T = TypeVar("T")


@attrs.frozen
class Message:
    """One thing that the engine said about a request."""

    #: A console sentence, letter for letter; ``None`` for a bare code.
    text: str | None
    #: Chromium: corsError; Firefox: the console category; WebKit: ``None``.
    code: str | None
    #: Chromium: failedParameter.
    parameter: str | None
    #: The URL of the request that it is about, where the engine tells it.
    url: str | None


class EngineMissing(Exception):  # noqa: N818 - a state, not a fault
    """The program is not installed; the message says which Debian package to install."""


class Engine(Protocol):
    """A browser that is started on one page and listened to."""

    name: str
    #: As the program prints it, for instance ``156.0.8078.79``; known after the start.
    version: str

    def start(self, proxy_port: int, url: str, certificate: str) -> None:
        """Open *url* in a new profile.

        All traffic goes through the proxy on *proxy_port* of 127.0.0.1: http and https, and the
        names of the loopback too. *certificate* is the Base64 of the SHA-256 digest of the public
        key that the proxy shows everywhere, for an engine that caches nothing behind a certificate
        with errors.
        """

    def messages(self) -> list[Message]:
        """Return what came since the last call, in order; nothing is lost between two calls."""

    def stop(self) -> None:
        """End the browser by its process group and remove its profile."""


def program(name: str, package: str) -> str:
    """Return the path of a program, or raise EngineMissing."""
    path = shutil.which(name)
    if path is None:
        raise EngineMissing(f"{name} is not installed; install the Debian package {package}")
    return path


def free_port() -> int:
    """Return a TCP port of the loopback that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until(ready: Callable[[], T | None], what: str, seconds: float = 30) -> T:
    """Return what *ready* gives as soon as that is true; raise TimeoutError after *seconds*."""
    end = time.monotonic() + seconds
    while not (value := ready()):
        if time.monotonic() > end:
            raise TimeoutError(f"{what}: not after {seconds} s")
        time.sleep(0.05)
    return value


@contextlib.contextmanager
def temporary_profile(engine: str) -> Iterator[Path]:
    """Make a folder for one browser's profile; it is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix=f"corsmodel-{engine}-"))
    try:
        yield folder
    finally:
        # A browser's last children may still write while they end.
        for _ in range(20):
            shutil.rmtree(folder, ignore_errors=True)
            if not folder.exists():
                break
            time.sleep(0.1)


def start_group(
    command: Sequence[str],
    environment: dict[str, str] | None = None,
    stdout: int = subprocess.DEVNULL,
    stderr: int = subprocess.DEVNULL,
) -> subprocess.Popen[bytes]:
    """Start a program as the leader of a process group of its own."""
    return subprocess.Popen(
        list(command),
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=stderr,
        env={**os.environ, **(environment or {})},
        start_new_session=True,
    )


def stop_group(process: subprocess.Popen[bytes], seconds: float = 5) -> None:
    """End a process group that start_group began: first asked to, then forced."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=seconds)
            break
    # Children that outlived their leader.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    for stream in (process.stdout, process.stderr):
        if stream is not None:
            stream.close()
