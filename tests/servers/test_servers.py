"""Real servers, asked with the curl commands that we print, explained from what curl printed."""

import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import attrs
import pytest

from corsmodel import HTTPRequest, Request, Response
from corsmodel.lint import lint
from tests.servers.processes import absent, ended, free_port, listening

pytestmark = pytest.mark.servers

HERE = Path(__file__).parent
PAGE = "https://myapp.com"
OTHER = "https://other.example"
JSON = ["-X", "POST", "-H", "Content-Type: application/json", "--body", "text"]
PUT = ["-X", "PUT", *JSON[2:]]
INCLUDE = ["--credentials", "include"]


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        absent("nginx")
    folder = tmp_path_factory.mktemp("nginx")
    # nginx may leave root's rights for a user who cannot look into the tests' folder.
    for place in (folder, *folder.parents[:2]):
        place.chmod(0o755)
    for name in ("wildcard", "specific", "credentials", "api", "expose"):
        (folder / "www" / name).mkdir(parents=True)
        (folder / "www" / name / "items").write_text("{}")
    port = free_port()
    text = (HERE / "nginx.conf").read_text().replace("@folder@", str(folder))
    (folder / "nginx.conf").write_text(text.replace("@port@", str(port)))
    process = subprocess.Popen([str(program), "-c", str(folder / "nginx.conf")], text=True)
    try:
        listening(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        ended(process)


@pytest.fixture(scope="module")
def express() -> Iterator[str]:
    if shutil.which("node") is None or not (HERE / "node_modules" / "express").is_dir():
        absent("Express (npm install in tests/servers)")
    process = subprocess.Popen(
        ["node", str(HERE / "app.js")], stdout=subprocess.PIPE, text=True, cwd=HERE
    )
    try:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        listening(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        ended(process)
        assert process.stdout is not None
        process.stdout.close()


@attrs.frozen
class Asked:
    """One question to a server, and what people are told about the answer."""

    path: str
    flags: list[str]
    headline: str
    origin: str = PAGE
    #: What else stands in the explanation.
    says: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.path} {' '.join(self.flags)} {self.origin} {self.headline}"


def corsmodel(*arguments: str) -> str:
    run = subprocess.run(
        [sys.executable, "-m", "corsmodel", *arguments],
        check=True, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return run.stdout


def ask(server: str, asked: Asked, folder: Path) -> str:
    """Print the commands, run them, explain what they printed."""
    request = [server + asked.path, "--origin", asked.origin, *asked.flags]
    transcript = folder / "transcript"
    with transcript.open("wb") as out:
        for line in corsmodel("curl", *request).splitlines():
            command = shlex.split(line)
            assert command[0] == "curl"
            subprocess.run([*command, "-sS"], check=True, stdout=out, timeout=60)
    return corsmodel("explain", *request, "--answers", str(transcript))


def check(server: str, asked: Asked, folder: Path) -> None:
    explanation = ask(server, asked, folder)
    assert explanation.startswith(asked.headline), explanation
    for text in asked.says:
        assert text in explanation, explanation


NGINX = [
    Asked("/wildcard/items", [], "ALLOWED"),
    Asked("/wildcard/items", INCLUDE, "BLOCKED", says=("wildcard-allow-origin",)),
    Asked("/wildcard/items", JSON, "BLOCKED", says=("missing-allow-origin", "never sent", "405")),
    Asked("/wildcard/nothing", [], "BLOCKED", says=("missing-allow-origin", "<- 404")),
    Asked("/specific/items", [], "ALLOWED"),
    Asked("/specific/items", [], "BLOCKED", OTHER, ("allow-origin-mismatch",)),
    Asked("/credentials/items", INCLUDE, "ALLOWED"),
    Asked("/credentials/items", INCLUDE, "ALLOWED", OTHER),
    Asked("/credentials/items", INCLUDE, "ALLOWED", "null"),
    Asked("/credentials/nothing", INCLUDE, "BLOCKED", says=("missing-allow-origin",)),
    Asked("/api/items", PUT, "ALLOWED", says=("preflight",)),
    Asked("/api/items", PUT, "BLOCKED", OTHER, ("allow-origin-mismatch", "never sent")),
    Asked("/api/items", ["-X", "DELETE"], "BLOCKED", says=("method-not-allowed",)),
    Asked("/api/items", ["-H", "X-Api-Key: 1"], "BLOCKED", says=("header-not-allowed",)),
    Asked("/api/items", [*PUT, *INCLUDE], "BLOCKED", says=("missing-allow-credentials",)),
    Asked("/expose/items", [], "ALLOWED", says=("x-total-count", "Hidden from script")),
    Asked("/expose/items", INCLUDE, "BLOCKED", says=("wildcard-allow-origin",)),
]

EXPRESS = [
    Asked("/wildcard/items", [], "ALLOWED"),
    Asked("/wildcard/items", INCLUDE, "BLOCKED", says=("wildcard-allow-origin",)),
    Asked("/wildcard/items", ["-X", "PUT"], "BLOCKED", says=("method-not-allowed",)),
    Asked("/wildcard/items", JSON, "BLOCKED", says=("header-not-allowed", "content-type")),
    Asked("/specific/items", [], "ALLOWED"),
    Asked("/specific/items", [], "ALLOWED", "https://admin.myapp.com"),
    Asked("/specific/items", [], "BLOCKED", OTHER, ("missing-allow-origin", "acted on it")),
    Asked("/credentials/items", INCLUDE, "ALLOWED"),
    Asked("/credentials/items", [*PUT, *INCLUDE], "ALLOWED", says=("preflight",)),
    Asked("/credentials/items", INCLUDE, "BLOCKED", OTHER, ("missing-allow-origin", "<- 500")),
    Asked("/api/items", [*PUT, *INCLUDE], "ALLOWED"),
    Asked("/api/items", PUT, "BLOCKED", OTHER, ("missing-allow-origin", "<- 403")),
    Asked("/api/items", ["-H", "X-Api-Key: 1"], "BLOCKED", says=("header-not-allowed",)),
    Asked("/api/items", ["-X", "patch"], "BLOCKED", says=("method-not-allowed", "patch")),
    Asked("/every/items", PUT, "ALLOWED"),
    Asked("/every/items", [*PUT, *INCLUDE], "BLOCKED", says=("wildcard-allow-origin",)),
    Asked("/expose/items", [], "ALLOWED", says=("x-total-count", "x-secret")),
    Asked("/expose/items", INCLUDE, "BLOCKED", says=("wildcard-allow-origin",)),
]


@pytest.mark.parametrize("asked", NGINX, ids=str)
def test_nginx(nginx: str, asked: Asked, tmp_path: Path) -> None:
    check(nginx, asked, tmp_path)


@pytest.mark.parametrize("asked", EXPRESS, ids=str)
def test_express(express: str, asked: Asked, tmp_path: Path) -> None:
    check(express, asked, tmp_path)


def live(http_request: HTTPRequest) -> Response:
    """Ask the real server what the model's browser asks."""
    url = urlsplit(http_request.url)
    connection = HTTPConnection(url.netloc, timeout=10)
    try:
        headers = {name.decode(): value.decode() for name, value in http_request.headers.pairs}
        connection.request(http_request.method.decode(), url.path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        return Response(answer.status, answer.getheaders())
    finally:
        connection.close()


def found(server: str, path: str, **members: Any) -> set[str]:
    findings = lint(live, Request(server + path, origin=PAGE, **members))
    assert all(proof.holds for finding in findings for proof in finding.proofs)
    return {finding.code for finding in findings}


def test_findings_about_nginx(nginx: str) -> None:
    secret: Any = {"credentials": "include"}
    put: Any = {"method": "PUT"}
    assert found(nginx, "/wildcard/items") == set()
    assert found(nginx, "/wildcard/items", **put) == {"preflight-status"}
    assert found(nginx, "/wildcard/items", **secret) == {"wildcard-with-credentials"}
    assert found(nginx, "/wildcard/nothing") == {"error-without-allow-origin"}
    assert found(nginx, "/specific/items") == set()
    assert found(nginx, "/credentials/items", **secret) == {"any-origin-with-credentials"}
    assert found(nginx, "/api/items", **put) == {"safelisted-method-listed"}


def test_findings_about_express(express: str) -> None:
    secret: Any = {"credentials": "include"}
    put: Any = {"method": "PUT"}
    assert found(express, "/wildcard/items") == set()
    assert found(express, "/specific/items") == {"vary-origin-missing-when-denied"}
    assert found(express, "/credentials/items", **secret) == set()
    assert found(express, "/api/items", **put) == {"safelisted-method-listed", "max-age-above-cap"}
    assert found(express, "/expose/items") == set()
