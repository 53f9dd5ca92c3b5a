"""Lines for Express: the options of the npm package ``cors``.

https://github.com/expressjs/cors: without ``allowedHeaders`` it permits whatever is asked for, so
the list is given even when it is empty.
"""

from collections.abc import Iterator

from corsmodel.repair.configuration.policy import Policy
from corsmodel.repair.configuration.quoting import listed, quoted

#: What Node's HTTP parser takes: ``http.METHODS`` of Node 18, as far as pages may send them.
_METHODS = frozenset(
    [
        "ACL", "BIND", "CHECKOUT", "COPY", "DELETE", "GET", "HEAD", "LINK", "LOCK", "M-SEARCH",
        "MERGE", "MKACTIVITY", "MKCALENDAR", "MKCOL", "MOVE", "NOTIFY", "OPTIONS", "PATCH", "POST",
        "PROPFIND", "PROPPATCH", "PURGE", "PUT", "REBIND", "REPORT", "SEARCH", "SOURCE",
        "SUBSCRIBE", "UNBIND", "UNLINK", "UNLOCK", "UNSUBSCRIBE",
    ]
)  # fmt: skip


def lines(policy: Policy) -> Iterator[str]:
    """Give the lines for the application."""
    yield f"// At {policy.server}, before every route and before what authenticates; take out what"
    yield "// else sets Access-Control-*, for what is set later stands."
    yield 'const cors = require("cors");'
    yield ""
    yield "app.use("
    yield "  cors({"
    yield f"    origin: {quoted(policy.origin)},"
    yield f"    methods: {listed(policy.methods)},"
    yield f"    allowedHeaders: {listed(policy.names)},"
    if policy.exposed:
        yield f"    exposedHeaders: {listed(policy.exposed)},"
    if policy.credentials:
        yield "    credentials: true,"
    yield "  }),"
    yield ");"


def cannot(policy: Policy) -> Iterator[str]:
    """Say what Express does not do."""
    for method in policy.methods:
        if method not in _METHODS:
            yield f"Node's HTTP parser answers the method {method} with 400; Express never sees it."
