"""Firefox ESR, driven and listened to over Marionette, its own remote protocol."""

import contextlib
import json
import re
import socket
import subprocess
from pathlib import Path
from typing import Any

from tests.engines.engine import (
    Message,
    program,
    start_group,
    stop_group,
    temporary_profile,
    wait_until,
)

#: What keeps Firefox to the page and to the proxy.
_PREFERENCES: dict[str, bool | int | str] = {
    # All traffic through the proxy, that to the loopback's names too.
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.no_proxies_on": "",
    "network.proxy.allow_hijacking_localhost": True,
    "network.proxy.failover_direct": False,
    "network.trr.mode": 5,
    # As written: nothing is upgraded.
    "dom.security.https_first": False,
    "dom.security.https_first_schemeless": False,
    "dom.security.https_only_mode": False,
    # No request but the page's own.
    "network.http.speculative-parallel-limit": 0,
    "network.prefetch-next": False,
    "network.dns.disablePrefetch": True,
    "network.predictor.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.http.http3.enable": False,
    # No question whether another program is to open a URL.
    "network.protocol-handler.external-default": False,
    "network.auth.subresource-http-auth-allow": 0,
    "app.update.enabled": False,
    "app.update.auto": False,
    "app.update.disabledForTesting": True,
    "app.normandy.enabled": False,
    "app.shield.optoutstudies.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.contentblocking.introCount": 20,
    "browser.discovery.enabled": False,
    "browser.newtabpage.enabled": False,
    "browser.newtabpage.activity-stream.feeds.topsites": False,
    "browser.pagethumbnails.capturing_disabled": True,
    "browser.ping-centre.telemetry": False,
    "browser.region.network.url": "",
    "browser.safebrowsing.blockedURIs.enabled": False,
    "browser.safebrowsing.downloads.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.passwords.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.safebrowsing.update.enabled": False,
    "browser.search.update": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage": "about:blank",
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "browser.topsites.contile.enabled": False,
    "datareporting.healthreport.uploadEnabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "datareporting.usage.uploadEnabled": False,
    "dom.push.connection.enabled": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.systemAddon.update.enabled": False,
    "extensions.update.enabled": False,
    "geo.provider.testing": True,
    "media.gmp-manager.updateEnabled": False,
    "security.remote_settings.crlite_filters.enabled": False,
    "security.remote_settings.intermediates.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "signon.autofillForms": False,
    "startup.homepage_welcome_url": "",
    "toolkit.telemetry.enabled": False,
    "toolkit.telemetry.server": "data:,",
    "toolkit.telemetry.unified": False,
    # Any free port; it is written to a file in the profile.
    "marionette.port": 0,
}

#: Collect what the console is told from now on, in an array of the browser's window. (The
#: console's own buffer holds 250 messages.)
_LISTEN = """
const said = (window.corsmodelMessages = []);
Services.console.registerListener({
  observe(message) {
    if (message instanceof Ci.nsIScriptError) {
      said.push([message.category, message.errorMessage]);
    }
  },
});
"""
_DRAIN = "return window.corsmodelMessages.splice(0);"

#: The URL in a sentence: where a sentence about CORS has it, or else the first that there is.
_URL = re.compile(
    "remote resource at \u2018?(\\S+?)\u2019?(?:\\.| soon\\.) \\(Reason"
    '|\\b(https?:[^\\s\u2018\u2019\u201c\u201d"]*)'
)
#: An opaque origin's name for itself, which is new each time.
_OPAQUE = re.compile(r"moz-nullprincipal:\{[0-9a-f-]+\}")


class Firefox:
    """Debian's ``firefox-esr``."""

    name = "firefox"

    def __init__(self) -> None:
        self.version = ""
        self._ends = contextlib.ExitStack()
        self._marionette: _Marionette | None = None

    def start(self, proxy_port: int, url: str, certificate: str) -> None:
        """Open *url* in a new profile whose traffic goes through *proxy_port*."""
        path = program("firefox-esr", "firefox-esr")
        profile = self._ends.enter_context(temporary_profile(self.name))
        ports = {"network.proxy.http_port": proxy_port, "network.proxy.ssl_port": proxy_port}
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});\n"
            for name, value in {**_PREFERENCES, **ports}.items()
        ]
        (profile / "user.js").write_text("".join(lines))
        process = start_group(
            [path, "--headless", "--no-remote", "--marionette", "--remote-allow-system-access",
             "--profile", str(profile), "about:blank"],
            {"HOME": str(profile), "MOZ_CRASHREPORTER_DISABLE": "1"},
        )  # fmt: skip
        self._ends.callback(stop_group, process)
        marionette = _Marionette(_port(process, profile))
        self._marionette = marionette
        self._ends.callback(marionette.close)
        session = marionette.call(
            "WebDriver:NewSession", acceptInsecureCerts=True, pageLoadStrategy="none"
        )
        self.version = session["capabilities"]["browserVersion"]
        marionette.call("Marionette:SetContext", value="chrome")
        marionette.script(_LISTEN)
        marionette.call("Marionette:SetContext", value="content")
        marionette.call("WebDriver:Navigate", url=url)
        marionette.call("Marionette:SetContext", value="chrome")

    def messages(self) -> list[Message]:
        """Return what the console was told since the last call: category and sentence."""
        if self._marionette is None:
            raise RuntimeError("messages: Firefox is not running; call start() first")
        return [
            Message(_OPAQUE.sub("moz-nullprincipal:{}", text), category, None, _url(text))
            for category, text in self._marionette.script(_DRAIN)
            # What becomes of the Referer header is no part of a verdict.
            if not text.startswith("Referrer Policy: ")
        ]

    def stop(self) -> None:
        """End the browser and remove its profile."""
        self._marionette = None
        self._ends.close()


def _url(text: str) -> str | None:
    found = _URL.search(text)
    return None if found is None else found[1] or found[2]


def _port(process: subprocess.Popen[bytes], profile: Path) -> int:
    """Wait until Marionette listens and return its port."""
    file = profile / "MarionetteActivePort"

    def written() -> str | None:
        if process.poll() is not None:
            raise RuntimeError(f"Firefox ended with {process.returncode}")
        return file.read_text() if file.exists() else None

    return int(wait_until(written, "Marionette listens", 60))


class _Marionette:
    """One connection: JSON messages, each preceded by its length in bytes and a colon."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._stream = self._socket.makefile("rb")
        self._id = 0
        self._read()

    def call(self, command: str, **parameters: Any) -> Any:
        """Call a command and wait for its result."""
        self._id += 1
        data = json.dumps([0, self._id, command, parameters]).encode()
        self._socket.sendall(b"%d:%b" % (len(data), data))
        _, _, error, result = self._read()
        if error is not None:
            raise RuntimeError(f"{command}: {error['error']}: {error['message']}")
        return result

    def script(self, source: str) -> Any:
        """Run *source* in the current context and return what it returns."""
        return self.call("WebDriver:ExecuteScript", script=source, args=[])["value"]

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()
        self._socket.close()

    def _read(self) -> Any:
        digits = b""
        while (byte := self._stream.read(1)) != b":":
            if not byte:
                raise ConnectionError("Firefox closed the connection")
            digits += byte
        return json.loads(self._stream.read(int(digits)))
