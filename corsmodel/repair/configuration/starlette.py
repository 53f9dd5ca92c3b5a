"""Lines for Starlette and FastAPI: the arguments of their ``CORSMiddleware``.

https://starlette.dev/middleware/: what handles unhandled exceptions stands outside of all
middleware that an application is given, and its answer would go without headers. So the middleware
is put around the application.
"""

from collections.abc import Iterator

from corsmodel.repair.configuration.policy import Policy
from corsmodel.repair.configuration.quoting import listed

_ALWAYS = ("accept", "accept-language", "content-language", "content-type")


def starlette(policy: Policy) -> Iterator[str]:
    """Give the lines for an application of Starlette."""
    yield from _lines(policy, "starlette")


def fastapi(policy: Policy) -> Iterator[str]:
    """Give the lines for an application of FastAPI."""
    yield from _lines(policy, "fastapi")


def _lines(policy: Policy, package: str) -> Iterator[str]:
    yield f"# At {policy.server}, after all that is added to the application; in place of"
    yield "# app.add_middleware(CORSMiddleware, ...), which leaves out unhandled exceptions."
    yield f"from {package}.middleware.cors import CORSMiddleware"
    yield ""
    yield "app = CORSMiddleware("
    yield "    app,"
    yield f"    allow_origins={listed([policy.origin])},"
    yield f"    allow_methods={listed(policy.methods)},"
    if policy.names:
        yield f"    allow_headers={listed(policy.names)},"
    if policy.exposed:
        yield f"    expose_headers={listed(policy.exposed)},"
    if policy.credentials:
        yield "    allow_credentials=True,"
    yield ")"


def cannot(policy: Policy) -> Iterator[str]:
    """Say what the middleware does not do."""
    if "content-type" not in policy.names:
        more = ", ".join(name for name in _ALWAYS if name not in policy.names)
        yield f"CORSMiddleware permits these request headers to the page in any case: {more}."
