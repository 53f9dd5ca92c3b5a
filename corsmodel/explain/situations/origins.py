"""Situations of Access-Control-Allow-Origin and -Credentials: the header is there, and is wrong."""

from corsmodel.explain.situations.situation import Facts, Rule, Situation
from corsmodel.http_extensions.cors_protocol import ALLOW_ORIGIN
from corsmodel.infrastructure.origins import TupleOrigin
from corsmodel.infrastructure.urls import URL, parse_url

_EXACT = (
    "Send the origin back byte for byte, as the request's Origin header has it, with Vary: Origin."
)


def _values(facts: Facts) -> list[bytes]:
    """Take the value apart, at commas and blanks."""
    value = None if facts.checked is None else facts.checked.value
    return (value or b"").replace(b",", b" ").split()


def _lines(facts: Facts) -> int:
    return 0 if facts.answer is None else len(facts.answer.headers.get_all(ALLOW_ORIGIN))


def _several(facts: Facts) -> bool:
    return facts.code in {"multiple-allow-origin", "allow-origin-mismatch"} and (
        len(_values(facts)) > 1
    )


def _allowed(facts: Facts) -> tuple[URL, TupleOrigin] | None:
    """Return the one URL that is allowed, and the page's origin, which is another."""
    values = _values(facts)
    if facts.code != "allow-origin-mismatch" or len(values) != 1 or facts.page is None:
        return None
    url = parse_url(values[0].decode("latin-1"))
    return None if url is None else (url, facts.page)


def _spelled(facts: Facts) -> bool:
    """The same origin, in other letters: a slash, a path, upper case, the default port."""
    found = _allowed(facts)
    return found is not None and found[0].origin == found[1]


def _bare(host: str) -> str:
    return host.removeprefix("www.")


def _of_www(facts: Facts) -> bool:
    found = _allowed(facts)
    if found is None or not isinstance(found[0].origin, TupleOrigin):
        return False
    allowed, page = found[0].origin, found[1]
    return allowed.host != page.host and _bare(allowed.host) == _bare(page.host)


def _of_scheme(facts: Facts) -> bool:
    found = _allowed(facts)
    if found is None or not isinstance(found[0].origin, TupleOrigin):
        return False
    allowed, page = found[0].origin, found[1]
    return allowed.host == page.host and allowed.scheme != page.scheme


def _of_port(facts: Facts) -> bool:
    found = _allowed(facts)
    if found is None or not isinstance(found[0].origin, TupleOrigin):
        return False
    allowed, page = found[0].origin, found[1]
    return (allowed.scheme, allowed.host) == (page.scheme, page.host) and allowed.port != page.port


ORIGINS: tuple[Rule, ...] = (
    (
        Situation(
            "headers-doubled",
            "the header is there twice",
            "Two layers add it, mostly a proxy and the application behind it. The browser joins "
            "the lines by commas and finds more than one value, even where they are the same.",
            "Let one layer alone send the CORS headers, and have the proxy drop those of the "
            "application, or leave them as they are.",
        ),
        lambda facts: _several(facts) and _lines(facts) > 1,
    ),
    (
        Situation(
            "origin-list",
            "the header has a list of origins in it",
            "It takes one origin or `*`; a list, by commas or blanks, matches no page.",
            "Compare the request's Origin with the list on the server, and send that one back with "
            "Vary: Origin.",
        ),
        _several,
    ),
    (
        Situation(
            "origin-pattern",
            "the header has a pattern in it",
            "A `*` within an origin stands for itself; browsers know no patterns.",
            "Match the pattern on the server, with both ends anchored and dots escaped, and send "
            "the request's Origin back with Vary: Origin.",
        ),
        lambda facts: facts.code == "allow-origin-mismatch" and b"*" in b"".join(_values(facts)),
    ),
    (
        Situation(
            "origin-spelled-differently",
            "the allowed origin is the page's, but not byte for byte",
            "A slash or a path at its end, upper case, or a default port written out (:443, :80): "
            "the value is compared as bytes, not as a URL.",
            _EXACT,
        ),
        _spelled,
    ),
    (
        Situation(
            "origin-of-other-scheme",
            "the allowed origin has another scheme than the page's",
            "http and https are two origins.",
            "Allow the origin that the page is served from; of the two, prefer https alone.",
        ),
        _of_scheme,
    ),
    (
        Situation(
            "origin-of-other-port",
            "the allowed origin has another port than the page's",
            "Each port is an origin of its own, and tools of development like to change it.",
            "Allow the origin with the port that the page is served from.",
        ),
        _of_port,
    ),
    (
        Situation(
            "origin-with-www",
            "the allowed origin and the page's differ by a www",
            "example.org and www.example.org are two origins.",
            "Allow both, one at a time: send the request's Origin back with Vary: Origin.",
        ),
        _of_www,
    ),
    (
        Situation(
            "opaque-page",
            "the page itself has no origin that a server could allow",
            "A file, a data: URL or a sandboxed frame sends Origin: null.",
            "Serve the page over http, if only from a server on this computer; or give the frame "
            "allow-same-origin. Do not allow null: every sandboxed frame of every site has it.",
        ),
        lambda facts: (
            facts.checked is not None
            and facts.checked.origin == b"null"
            and facts.asked is not None
            and facts.page is None
        ),
    ),
    (
        Situation(
            "other-origin-allowed",
            "the server allows another origin than the page's",
            "The header names one origin, and it is not this page's.",
            "Keep a list of origins on the server, and send back the request's Origin if it is in "
            "it, with Vary: Origin.",
        ),
        lambda facts: facts.code == "allow-origin-mismatch",
    ),
    (
        Situation(
            "wildcard-with-credentials",
            "the wildcard, and a request with credentials",
            "With the credentials mode include, `*` allows nobody: the server has to say whom it "
            "trusts with its users' data. Access-Control-Allow-Credentials does not make the "
            "browser send cookies, the request's mode does; the header lets the page read the "
            "answer.",
            "Send the one origin and Access-Control-Allow-Credentials: true; or, if the answer is "
            "the same for everybody, ask without credentials.",
        ),
        lambda facts: facts.code == "wildcard-allow-origin",
    ),
    (
        Situation(
            "credentials-not-true",
            "Access-Control-Allow-Credentials is something else than true",
            "Only the four letters in lower case count: not True, TRUE, 1 or yes, and not twice.",
            "Send Access-Control-Allow-Credentials: true.",
        ),
        lambda facts: facts.code == "invalid-allow-credentials",
    ),
    (
        Situation(
            "credentials-not-allowed",
            "the page asks with credentials, and the server does not allow that",
            "Access-Control-Allow-Credentials is missing, in the answer to the preflight or in the "
            "answer itself; both need it.",
            "Send Access-Control-Allow-Credentials: true with both answers; or let the page ask "
            "without credentials, if no cookie is needed.",
        ),
        lambda facts: facts.code == "missing-allow-credentials",
    ),
)
