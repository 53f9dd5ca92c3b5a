"""Lines for Django: the settings of django-cors-headers.

https://github.com/adamchainz/django-cors-headers: its middleware answers preflights and marks the
answers of all that stands behind it, so it stands first. It writes methods and names as they are
given; ``*`` is no pattern to it.
"""

from collections.abc import Iterator

from corsmodel.repair.configuration.policy import Policy
from corsmodel.repair.configuration.quoting import listed


def lines(policy: Policy) -> Iterator[str]:
    """Give the lines for the settings."""
    yield f"# At the end of the settings of {policy.server}, in place of every other CORS_*."
    yield 'INSTALLED_APPS = [*INSTALLED_APPS, "corsheaders"]'
    yield 'MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware", *MIDDLEWARE]'
    yield f"CORS_ALLOWED_ORIGINS = {listed([policy.origin])}"
    yield f"CORS_ALLOW_METHODS = {listed(policy.methods)}"
    yield f"CORS_ALLOW_HEADERS = {listed(policy.names)}"
    if policy.exposed:
        yield f"CORS_EXPOSE_HEADERS = {listed(policy.exposed)}"
    if policy.credentials:
        yield "CORS_ALLOW_CREDENTIALS = True"


def cannot(policy: Policy) -> Iterator[str]:  # noqa: ARG001 - the same for all servers
    """Say what django-cors-headers does not do: nothing is known."""
    yield from ()
