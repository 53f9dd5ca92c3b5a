"""Lines for nginx: its headers module and its rewrite module, which a standard build has.

https://nginx.org/en/docs/http/ngx_http_headers_module.html: without ``always``, ``add_header``
leaves out answers of failure; and a block that has an ``add_header`` of its own inherits none.
"""

import re
from collections.abc import Iterator

from corsmodel.repair.configuration.policy import Policy
from corsmodel.repair.configuration.quoting import quoted

_LONGEST = 40
_METHOD = re.compile("[A-Z_-]+")


def lines(policy: Policy) -> Iterator[str]:
    """Give the lines for the location that answers."""
    yield f"# In the location of {policy.server} that answers {_cut(policy.paths[0])}, in place of"
    yield "# every add_header of Access-Control-*; an add_header elsewhere does not reach in there."
    if policy.preflighted:
        # `return` comes before authentication and before the application behind.
        yield "if ($request_method = OPTIONS) {"
        yield from (f"    {line}" for line in _consent(policy))
        yield f"    {_add('Access-Control-Allow-Methods', ', '.join(policy.methods))}"
        if policy.names:
            yield f"    {_add('Access-Control-Allow-Headers', ', '.join(policy.names))}"
        yield "    return 204;"
        yield "}"
    # What the application behind sends of the same would stand there twice.
    yield "proxy_hide_header Access-Control-Allow-Origin;"
    yield "proxy_hide_header Access-Control-Allow-Credentials;"
    if policy.exposed:
        yield "proxy_hide_header Access-Control-Expose-Headers;"
    yield from _consent(policy)
    if policy.exposed:
        yield _add("Access-Control-Expose-Headers", ", ".join(policy.exposed))


def cannot(policy: Policy) -> Iterator[str]:
    """Say what nginx does not do."""
    for method in policy.methods:
        if not _METHOD.fullmatch(method):
            yield f"nginx answers the method {method} with 400 before it reads any of these lines."
    for value in (policy.origin, *policy.methods, *policy.names, *policy.exposed):
        if "$" in value:
            yield f"nginx takes the $ in {value} for the beginning of a variable."


def _consent(policy: Policy) -> Iterator[str]:
    yield _add("Access-Control-Allow-Origin", policy.origin)
    if policy.credentials:
        yield _add("Access-Control-Allow-Credentials", "true")
    yield _add("Vary", "Origin")


def _cut(path: str) -> str:
    return path if len(path) <= _LONGEST else f"{path[:_LONGEST]}..."


def _add(name: str, value: str) -> str:
    return f"add_header {name} {quoted(value)} always;"
