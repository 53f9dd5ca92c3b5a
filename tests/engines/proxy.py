"""A raw HTTP proxy on loopback that answers for every host name itself.

The browser sends all its traffic here, so scenarios are played under the very names that they are
written with, ``https`` and default ports included: there is no mapping that could be wrong. It
works on bytes, because a framework folds, sorts or refuses the odd headers that cases are about.
"""

import base64
import contextlib
import hashlib
import re
import socket
import ssl
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import attrs
import trustme
from cryptography import x509
from cryptography.hazmat.primitives import serialization

_LONGEST_HEAD = 1 << 20
_IDLE_SECONDS = 120
_USER = re.compile(r"(http://)[^/?#]*@")


@attrs.frozen
class RawRequest:
    """One HTTP request as it came in."""

    method: str
    #: Absolute: scheme, host as the browser wrote it, target.
    url: str
    #: In order, names as they came; code points U+0000 to U+00FF.
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def get(self, name: str) -> str | None:
        """Return the values of the headers called *name*, joined, or ``None``."""
        values = [value for key, value in self.headers if key.lower() == name]
        return ", ".join(values) if values else None


@attrs.frozen
class RawAnswer:
    """What is sent back; the body is left out where HTTP has none."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


#: What answers; ``None`` closes the connection without an answer.
Handler = Callable[[RawRequest], RawAnswer | None]


class Proxy:
    """Listens on a free port of the loopback until it is closed."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._tls, self.certificate = _tls_context()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Listen no more; connections end with their browser."""
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            connection.settimeout(_IDLE_SECONDS)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError), contextlib.ExitStack() as stack:
            stack.enter_context(connection)
            stream = _Stream(connection)
            prefix = ""
            while (request := stream.request(prefix)) is not None:
                if request.method == "CONNECT":
                    connection.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
                    connection = self._tls.wrap_socket(connection, server_side=True)
                    stack.enter_context(connection)
                    stream = _Stream(connection)
                    host = request.url.removesuffix(":443")
                    prefix = f"https://{host}"
                    continue
                answer = self._handler(request)
                if answer is None:
                    return
                connection.sendall(_serialize(request.method, answer))


class _Stream:
    """Requests read one after the other from a connection."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._buffer = b""

    def request(self, prefix: str) -> RawRequest | None:
        """Read a request; *prefix* is put before an origin-form target. ``None``: the end."""
        while b"\r\n\r\n" not in self._buffer:
            if not self._more() or len(self._buffer) > _LONGEST_HEAD:
                return None
        head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        method, target, _ = first.split(" ", 2)
        headers = tuple(
            (name, value.strip(" \t")) for name, _, value in (line.partition(":") for line in lines)
        )
        # An engine leaves user name and password in what it asks a proxy for, and only there.
        url = prefix + target if target.startswith("/") else _USER.sub(r"\1", target)
        bare = RawRequest(method, url, headers, b"")
        return attrs.evolve(bare, body=self._body(bare))

    def _body(self, request: RawRequest) -> bytes:
        if "chunked" in (request.get("transfer-encoding") or ""):
            parts = []
            while size := int(self._until(b"\r\n").split(b";")[0], 16):
                parts.append(self._exactly(size))
                self._until(b"\r\n")
            self._until(b"\r\n")
            return b"".join(parts)
        return self._exactly(int(request.get("content-length") or 0))

    def _until(self, mark: bytes) -> bytes:
        while mark not in self._buffer:
            if not self._more():
                raise ValueError("the connection ended inside a body")
        part, _, self._buffer = self._buffer.partition(mark)
        return part

    def _exactly(self, size: int) -> bytes:
        while len(self._buffer) < size:
            if not self._more():
                raise ValueError("the connection ended inside a body")
        part, self._buffer = self._buffer[:size], self._buffer[size:]
        return part

    def _more(self) -> bool:
        data = self._connection.recv(65536)
        self._buffer += data
        return bool(data)


def _serialize(method: str, answer: RawAnswer) -> bytes:
    lines = [f"HTTP/1.1 {answer.status} Answer"]
    lines += [f"{name}: {value}" for name, value in answer.headers]
    body = answer.body
    if answer.status in {204, 304} or answer.status < 200:
        body = b""
    else:
        lines.append(f"Content-Length: {len(body)}")
    head = "\r\n".join([*lines, "", ""]).encode("latin-1")
    return head if method == "HEAD" else head + body


def _tls_context() -> tuple[ssl.SSLContext, str]:
    """Make a server's context with a new certificate, and the digest of its public key."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    issued = trustme.CA().issue_cert("shop.example", "*.shop.example", "*.example")
    chain = issued.private_key_and_cert_chain_pem.bytes()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "server.pem"
        path.write_bytes(chain)
        context.load_cert_chain(path)
    key = x509.load_pem_x509_certificate(issued.cert_chain_pems[0].bytes()).public_key()
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    public = key.public_bytes(serialization.Encoding.DER, form)
    return context, base64.b64encode(hashlib.sha256(public).digest()).decode()
