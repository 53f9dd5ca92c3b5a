"""Chromium, headless, listened to over the DevTools protocol.

https://chromedevtools.github.io/devtools-protocol/: the browser tells over a WebSocket what the
network and the console say, for each page, frame and worker in a session of its own.
"""

import contextlib
import itertools
import json
import re
import subprocess
import threading
from pathlib import Path
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.engines.engine import (
    Message,
    program,
    start_group,
    stop_group,
    temporary_profile,
    wait_until,
)

FEATURES_OFF = (
    "HttpsFirstBalancedMode",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LocalNetworkAccessChecks",
    "MediaRouter",
    "OptimizationHints",
    "Translate",
)

#: What a test wants of the browser: no questions, no network of its own, and no security beyond
#: what pages themselves are held to.
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--disable-client-side-phishing-detection",
    "--disable-domain-reliability",
    # Pages and the harness are all one to the browser, however long it runs unseen.
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
    "--disable-hang-monitor",
    "--disable-dev-shm-usage",
    # The proxy stands on the loopback and answers for the loopback's names as well.
    "--proxy-bypass-list=<-loopback>",
    "--disable-features=" + ",".join(FEATURES_OFF),
    "--remote-debugging-port=0",
)

#: What each session is told to tell.
ENABLE = ("Network.enable", "Log.enable")

#: The sources of the console lines that are sentences. What the source ``network`` prints is one
#: line for each failed load, with its address and its error.
CONSOLE = ("javascript", "security")

# Where the sentences that belong to no load name their URL.
_NAMED = re.compile(
    r"(?:Fetch API cannot load (\S+)\. |Mixed Content: .* requested an insecure .*?'(.*)'\. This )"
)


class Chromium:
    """Chromium from the Debian package."""

    name = "chromium"

    def __init__(self) -> None:
        self.version = ""
        self._ends = contextlib.ExitStack()
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._said: list[Message] = []
        #: Session and request id → the URL that was asked for first.
        self._urls: dict[tuple[str, str], str] = {}
        #: Session → sentences about a load that is about to be told as failed.
        self._sentences: dict[str, list[str]] = {}
        self._socket: ClientConnection | None = None
        self._url = ""
        self._navigated = False

    def start(self, proxy_port: int, url: str, certificate: str) -> None:
        """Open *url* in a new profile, with everything through the proxy."""
        path = program("chromium", "chromium")
        self._url = url
        folder = self._ends.enter_context(temporary_profile(self.name))
        process = start_group(
            [
                path,
                *FLAGS,
                f"--proxy-server=http://127.0.0.1:{proxy_port}",
                f"--user-data-dir={folder}",
                f"--ignore-certificate-errors-spki-list={certificate}",
                "about:blank",
            ],
            # Debian's script for starting it asks for a desktop's settings.
            {"HOME": str(folder)},
        )
        self._ends.callback(stop_group, process)
        address = wait_until(lambda: _address(folder, process), "Chromium listens")
        opening = connect(address, max_size=None, compression=None)
        self._socket = self._ends.enter_context(opening)
        reader = threading.Thread(target=self._listen, args=(self._socket,), daemon=True)
        self._ends.callback(reader.join, 5)
        self._ends.callback(self._socket.close)
        reader.start()
        self._send("Browser.getVersion")
        self._attach(None)
        wait_until(lambda: self.version and self._navigated, "Chromium opens the page")

    def messages(self) -> list[Message]:
        """Return what came since the last call, in order."""
        with self._lock:
            said, self._said = self._said, []
        return said

    def stop(self) -> None:
        """End the browser and remove its profile."""
        self._ends.close()

    def _send(self, method: str, session: str | None = None, **parameters: Any) -> None:
        assert self._socket is not None
        message = {"id": next(self._numbers), "method": method, "params": parameters}
        if session is not None:
            message["sessionId"] = session
        self._socket.send(json.dumps(message))

    def _attach(self, session: str | None) -> None:
        """Have new pages, frames and workers wait until we listen to them."""
        self._send(
            "Target.setAutoAttach",
            session,
            autoAttach=True,
            waitForDebuggerOnStart=True,
            flatten=True,
        )

    def _listen(self, socket: ClientConnection) -> None:
        with contextlib.suppress(ConnectionClosed):
            for text in socket:
                message = json.loads(text)
                if "method" in message:
                    self._hear(message["method"], message.get("sessionId", ""), message["params"])
                elif product := message.get("result", {}).get("product"):
                    self.version = product.partition("/")[2]

    def _hear(self, method: str, session: str, parameters: dict[str, Any]) -> None:
        if method == "Target.attachedToTarget":
            self._greet(parameters["sessionId"], parameters["targetInfo"])
        elif method == "Network.requestWillBeSent":
            key = (session, parameters["requestId"])
            url = parameters["request"]["url"] + parameters["request"].get("urlFragment", "")
            self._urls.setdefault(key, url)
        elif method == "Network.loadingFinished":
            self._urls.pop((session, parameters["requestId"]), None)
        elif method == "Network.loadingFailed":
            url = self._urls.pop((session, parameters["requestId"]), None)
            if status := parameters.get("corsErrorStatus"):
                self._failed(session, url, status["corsError"], status["failedParameter"])
        elif method == "Log.entryAdded" and parameters["entry"]["source"] in CONSOLE:
            text = parameters["entry"]["text"]
            if text.startswith("Access to "):
                self._sentences.setdefault(session, []).append(text)
            else:
                named = _NAMED.match(text)
                self._say(Message(text, None, None, named and (named[1] or named[2])))

    def _failed(self, session: str, url: str | None, code: str, parameter: str) -> None:
        """Put the code of a failed load and the sentence together that was printed just before."""
        sentences = self._sentences.get(session)
        self._say(Message(sentences.pop(0) if sentences else None, code, parameter, url))

    def _greet(self, session: str, target: dict[str, Any]) -> None:
        for method in ENABLE:
            self._send(method, session)
        self._attach(session)
        self._send("Runtime.runIfWaitingForDebugger", session)
        if target["type"] == "page" and not self._navigated:
            self._send("Page.navigate", session, url=self._url)
            self._navigated = True

    def _say(self, message: Message) -> None:
        with self._lock:
            self._said.append(message)


def _address(folder: Path, process: subprocess.Popen[bytes]) -> str | None:
    """Return where the browser listens, as it writes it into its profile."""
    assert process.poll() is None, "Chromium ended"
    file = folder / "DevToolsActivePort"
    lines = file.read_text().splitlines() if file.exists() else []
    return f"ws://127.0.0.1:{lines[0]}{lines[1]}" if len(lines) == 2 else None
