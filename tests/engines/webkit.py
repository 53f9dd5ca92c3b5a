"""WebKitGTK: its small browser, MiniBrowser, on a display of its own.

There is no protocol that tells the engine's reasons, so they are read where the engine prints its
console. It does so before script hears of the failure, each line in one piece: when a page has
reported to its server, all that was said about its requests is on the way to us already.
"""

import os
import re
import subprocess
import threading
import time
from contextlib import ExitStack
from pathlib import Path

from tests.engines.engine import (
    EngineMissing,
    Message,
    program,
    start_group,
    stop_group,
    temporary_profile,
    wait_until,
)

PACKAGE = "webkit2gtk-driver"
#: Seconds until a printed line has come through the pipe and the reading thread.
DELAY = 0.1

#: A line of the console: perhaps where in a script, then source, level, and the sentence.
_LINE = re.compile(
    r"(?:\S+:\d+:\d+: )?CONSOLE ([A-Z]+) (LOG|DEBUG|INFO|WARN|ERROR) (.*)", re.DOTALL
)
#: The sentence that names the URL. What was the matter stands in the lines just before it.
_CANNOT_LOAD = re.compile(
    r"(?:(?:Fetch API|XMLHttpRequest|EventSource) cannot load|Cannot load \w+) "
    # Few URLs have a blank, those that are opaque.
    r"(\S.*?)(?:\.?$| due to access control checks)"
)
#: Here no such sentence follows.
_ALONE = re.compile(r"(?:Not allowed to use restricted network port \d+:|Refused to execute) (\S+)")
#: Nor what is said of forbidden headers and of elements that is about no failed fetch.
_ASIDE = re.compile(
    r"^Refused to set unsafe header|^Cross-origin script load denied|was automatically upgraded"
)


class WebKit:
    """WebKitGTK's MiniBrowser, listened to on its standard streams."""

    name = "webkit"

    def __init__(self) -> None:
        self.version = ""
        self._ending = ExitStack()
        self._lines: list[str] = []
        self._lock = threading.Lock()

    def start(self, proxy_port: int, url: str, certificate: str) -> None:
        """Open *url* in a new profile, through the proxy on *proxy_port* of 127.0.0.1."""
        try:
            self._start(proxy_port, url)
        except BaseException:
            # What was started until then ends with the attempt.
            self.stop()
            raise

    def _start(self, proxy_port: int, url: str) -> None:
        browser = _minibrowser()
        home = self._ending.enter_context(temporary_profile(self.name))
        environment = {
            "DISPLAY": self._display(),
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_DATA_HOME": str(home / "data"),
            "GSETTINGS_BACKEND": "memory",
            "NO_AT_BRIDGE": "1",
            # As root and in containers there is no sandbox; without a GPU nothing to compose.
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
        }
        self.version = _version(browser, environment)
        read_end, write_end = os.pipe()
        process = start_group(
            [
                browser,
                f"--proxy=http://127.0.0.1:{proxy_port}",
                "--ignore-tls-errors",
                # Not --private: pages of such a session print nothing.
                "--enable-write-console-messages-to-stdout=true",
                "--enable-page-cache=false",
                url,
            ],
            environment,
            # 2.50 prints on the second stream, older ones on the first.
            stdout=write_end,
            stderr=write_end,
        )
        os.close(write_end)
        reader = threading.Thread(target=self._read, args=(read_end,), daemon=True)
        reader.start()
        # In this order when it ends: the browser, then the thread, whose pipe is closed by that.
        self._ending.callback(reader.join, 5)
        self._ending.callback(stop_group, process)

    def messages(self) -> list[Message]:
        """Return what came since the last call, in order; takes DELAY, so that none is missed."""
        time.sleep(DELAY)
        with self._lock:
            lines, self._lines = self._lines, []
        return console_messages(lines)

    def stop(self) -> None:
        """End the browser and its display by their process groups, and remove the profile."""
        self._ending.close()

    def _display(self) -> str:
        """Start an X server without a screen, on a display that nobody uses."""
        command = [program("Xvfb", "xvfb"), "-displayfd", "1", "-screen", "0", "800x600x24"]
        server = start_group([*command, "-nolisten", "tcp"], stdout=subprocess.PIPE)
        self._ending.callback(stop_group, server)
        assert server.stdout is not None
        number = wait_until(server.stdout.readline, "Xvfb").decode().strip()
        return f":{number}"

    def _read(self, read_end: int) -> None:
        with os.fdopen(read_end, encoding="utf-8", errors="replace", newline="\n") as stream:
            for line in stream:
                with self._lock:
                    self._lines.append(line.removesuffix("\n"))


def console_messages(lines: list[str]) -> list[Message]:
    """Turn printed lines into messages; those about one failure share the URL of the last.

    The engine prints them in one go, so they are neighbours however many requests fail. Some of
    its sentences end with a line break, which is no part of them.
    """
    messages: list[Message] = []
    reasons: list[str] = []
    for line in lines:
        found = _LINE.fullmatch(line)
        # What a page logs itself, and what is only advice to it, is about no failure.
        if found is None or (found[1], found[2]) in {("CONSOLEAPI", "LOG"), ("JS", "WARN")}:
            continue
        text = found[3]
        if _ASIDE.search(text):
            continue
        named = _CANNOT_LOAD.match(text) or _ALONE.match(text)
        reasons.append(text)
        if named is not None:
            messages += [Message(reason, None, None, named[1]) for reason in reasons]
            reasons = []
    return messages + [Message(reason, None, None, None) for reason in reasons]


def _minibrowser() -> str:
    """Return the path of MiniBrowser: it lies in the folder of the library's helper programs."""
    found = sorted(Path("/usr").glob("lib*/**/webkit2gtk-4.*/MiniBrowser"))
    if not found:
        raise EngineMissing(f"MiniBrowser is not installed; install the Debian package {PACKAGE}")
    return str(found[-1])


def _version(browser: str, environment: dict[str, str]) -> str:
    """Ask the program, which needs a display even for this."""
    printed = subprocess.run(
        [browser, "--version"],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return printed.stdout.removeprefix("WebKitGTK").split()[0]
