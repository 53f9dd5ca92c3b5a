"""Each server with configuration lines in it, started on the loopback, and asked over a socket."""

import base64
import contextlib
import hashlib
import http.client
import importlib.util
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from corsmodel import HTTPRequest, Response
from corsmodel.drivers.servers import Server
from tests.servers.behind import application
from tests.servers.processes import absent, ended, free_port, listening

HERE = Path(__file__).parent
MODULES = Path("/usr/lib/apache2/modules")
#: What Python's servers are made of.
PACKAGES = {
    "starlette": ("starlette", "uvicorn"),
    "fastapi": ("fastapi", "uvicorn"),
    "django": ("django", "corsheaders"),
    "flask": ("flask", "flask_cors"),
}
#: A user's name and password, as Basic authentication sends them.
USER = "Basic " + base64.b64encode(b"user:secret").decode()
_USERS = "user:{SHA}" + base64.b64encode(hashlib.sha1(b"secret").digest()).decode() + "\n"


def _command(name: str, file: Path, port: int) -> list[str]:
    """Return how a server is started; skip where it is not there."""
    if name in PACKAGES:
        for package in PACKAGES[name]:
            if importlib.util.find_spec(package) is None:
                absent(f"{package} (pip install -e '.[servers]')")
        return [sys.executable, str(file), str(port)]
    if name == "express":
        if shutil.which("node") is None or not (HERE / "node_modules" / "cors").is_dir():
            absent("Express (npm install in tests/servers)")
        return ["node", str(file), str(port)]
    program = {"nginx": "nginx", "apache": "apache2"}[name]
    path = shutil.which(program) or shutil.which(program, path="/usr/sbin")
    if path is None:
        absent(f"{program} (Debian: nginx-light, apache2-bin)")
    return [str(path), "-c" if name == "nginx" else "-f", str(file)] + (
        ["-D", "FOREGROUND"] if name == "apache" else []
    )


@contextlib.contextmanager
def started(name: str, lines: str = "") -> Iterator[int]:
    """Run the server *name* with *lines* in its configuration; its port."""
    with contextlib.ExitStack() as ends:
        folder = Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="corsmodel-server-")))
        # A server that leaves root's rights looks into the folder as another user.
        folder.chmod(0o755)
        port = free_port()
        file = folder / "configured"
        command = _command(name, file, port)
        text = (HERE / "apps" / f"{name}.txt").read_text()
        if "@behind@" in text:
            text = text.replace("@behind@", str(ends.enter_context(application())))
            text = text.replace("@folder@", str(folder)).replace("@modules@", str(MODULES))
            (folder / "users").write_text(_USERS)
        file.write_text(text.replace("@port@", str(port)).replace("@lines@", lines))
        if name == "express":
            (folder / "node_modules").symlink_to(HERE / "node_modules")
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, text=True
        )
        ends.callback(ended, process)
        listening(port, process, 60)
        yield port


def over(port: int) -> Server:
    """Make a server of the one that listens on *port*: it is asked as a browser asks it."""

    def server(http_request: HTTPRequest) -> Response:
        url = urlsplit(http_request.url)
        headers = [("Host", url.netloc)]
        headers += [(n.decode(), v.decode("latin-1")) for n, v in http_request.headers.pairs]
        if http_request.credentials:
            headers.append(("Cookie", "session=1"))
        body = b"{}" if http_request.method in {b"PUT", b"POST", b"PATCH"} else b""
        target = url.path + (f"?{url.query}" if url.query else "")
        return ask(port, http_request.method.decode(), target, headers, body)[0]

    return server


def ask(
    port: int, method: str, target: str, headers: list[tuple[str, str]], body: bytes
) -> tuple[Response, bytes]:
    """Send one HTTP request, with these headers and no others but the body's length."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    with contextlib.closing(connection):
        connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
        for name, value in headers:
            connection.putheader(name, value)
        if body:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body or None)
        answer = connection.getresponse()
        return Response(answer.status, answer.getheaders()), answer.read()
