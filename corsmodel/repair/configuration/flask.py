"""Lines for Flask: the arguments of Flask-CORS.

https://github.com/corydolphin/flask-cors: with one origin it leaves ``Vary`` out, and with several
it does on the answers that it denies, so a hook adds it. A string with a character that patterns
have is taken for a pattern, and then its beginning is enough.
"""

import re
from collections.abc import Iterator

from corsmodel.repair.configuration.policy import Policy
from corsmodel.repair.configuration.quoting import listed

_PATTERN = re.compile(r"[*\\?$^()\[\]]")


def lines(policy: Policy) -> Iterator[str]:
    """Give the lines for the application."""
    yield f"# At {policy.server}, before every other hook; take out what else sets"
    yield "# Access-Control-*, for Flask-CORS leaves answers alone that name an origin."
    if policy.answered_before:
        yield "from flask import request"
    yield "from flask_cors import CORS"
    yield ""
    if policy.answered_before:
        # Flask-CORS adds headers to what others answer; hooks are asked before routes and views.
        yield ""
        yield "@app.before_request"
        yield "def answer_preflights():"
        yield '    return ("", 204) if request.method == "OPTIONS" else None'
        yield ""
        yield ""
    yield "CORS("
    yield "    app,"
    yield f"    origins={listed([_literal(policy.origin)])},"
    yield f"    methods={listed(policy.methods)},"
    yield f"    allow_headers={listed(map(_literal, policy.names))},"
    if policy.exposed:
        yield f"    expose_headers={listed(policy.exposed)},"
    if policy.credentials:
        yield "    supports_credentials=True,"
    yield ")"
    yield ""
    yield ""
    yield "@app.after_request"
    yield "def vary_by_origin(response):"
    yield '    response.vary.add("Origin")'
    yield "    return response"


def cannot(policy: Policy) -> Iterator[str]:
    """Say what Flask-CORS does not do."""
    for method in policy.methods:
        if method != method.upper():
            yield f"Flask-CORS permits {method.upper()} where the page asks for {method}."


def _literal(text: str) -> str:
    return f"^{re.escape(text)}$" if _PATTERN.search(text) else text
