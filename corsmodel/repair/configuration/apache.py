"""Lines for Apache's httpd: its modules headers and rewrite.

https://httpd.apache.org/docs/2.4/mod/mod_headers.html: the headers of ``always`` and those of the
application behind are two tables, which are both sent. So what is set in the one is unset in the
other, or it stands there twice.
"""

from collections.abc import Iterator

from corsmodel.repair.configuration.policy import Policy
from corsmodel.repair.configuration.quoting import quoted

_PREFLIGHT = "\"expr=%{REQUEST_METHOD} == 'OPTIONS'\""


def lines(policy: Policy) -> Iterator[str]:
    """Give the lines for the virtual host."""
    yield f"# In the <VirtualHost> of {policy.server}, outside of any <Location> or <Directory>:"
    yield "# there, the rewriting comes before authentication and before the application behind."
    if policy.preflighted:
        yield "RewriteEngine On"
        yield "RewriteCond %{REQUEST_METHOD} =OPTIONS"
        yield "RewriteRule ^ - [R=204,L]"
    yield from _set("Access-Control-Allow-Origin", policy.origin)
    if policy.credentials:
        yield from _set("Access-Control-Allow-Credentials", "true")
    else:
        yield "Header unset Access-Control-Allow-Credentials"
    if policy.preflighted:
        methods, names = ", ".join(policy.methods), ", ".join(policy.names)
        yield f"Header always set Access-Control-Allow-Methods {_value(methods)} {_PREFLIGHT}"
        if names:
            yield f"Header always set Access-Control-Allow-Headers {_value(names)} {_PREFLIGHT}"
    if policy.exposed:
        yield from _set("Access-Control-Expose-Headers", ", ".join(policy.exposed))
    yield 'Header always merge Vary "Origin"'


def cannot(policy: Policy) -> Iterator[str]:
    """Say what Apache does not do."""
    for value in (policy.origin, *policy.methods, *policy.names, *policy.exposed):
        if "${" in value:
            yield f"Apache takes the ${{ in {value} for the beginning of a variable."


def _set(name: str, value: str) -> Iterator[str]:
    yield f"Header unset {name}"
    yield f"Header always set {name} {_value(value)}"


def _value(text: str) -> str:
    # A percent sign begins a format.
    return quoted(text.replace("%", "%%"))
