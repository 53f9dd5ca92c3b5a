"""Situations in which the preflight's lists leave out what the request has."""

from corsmodel.explain.situations.situation import Facts, Rule, Situation
from corsmodel.fetching.reasons import HeaderNameNotAllowed, MethodNotAllowed


def _literal(facts: Facts) -> bool:
    reason = facts.reason
    return (
        isinstance(reason, HeaderNameNotAllowed | MethodNotAllowed)
        and b"*" in reason.allowed
        and facts.verdict.credentials_mode == "include"
    )


def _lower_case(facts: Facts) -> bool:
    reason = facts.reason
    return isinstance(reason, MethodNotAllowed) and (
        reason.method.upper() in {method.upper() for method in reason.allowed}
        or reason.method != reason.method.upper()
    )


def _refused_names(facts: Facts) -> set[bytes]:
    """Give the names that the preflight asked for and did not get."""
    if not isinstance(facts.reason, HeaderNameNotAllowed) or facts.request is None:
        return set()
    wanted = facts.request.headers.get(b"access-control-request-headers") or b""
    return set(wanted.split(b",")) - {name.lower() for name in facts.reason.allowed}


PERMISSIONS: tuple[Rule, ...] = (
    (
        Situation(
            "response-header-on-request",
            "the page sends an Access-Control header, which is the server's to send",
            "Access-Control-Allow-… on a request does nothing but force a preflight, which then "
            "has to allow that very header.",
            "Take the header out of the page's request; the server sends it.",
        ),
        lambda facts: any(name.startswith(b"access-control-") for name in _refused_names(facts)),
    ),
    (
        Situation(
            "wildcard-is-literal",
            "the wildcard in a list, and a request with credentials",
            "With the credentials mode include, `*` in Access-Control-Allow-Headers and "
            "-Allow-Methods is a header or a method of that name, and no wildcard.",
            "List the methods and the header names one by one.",
        ),
        _literal,
    ),
    (
        Situation(
            "wildcard-leaves-out-authorization",
            "the wildcard does not cover Authorization",
            "By the standard `*` covers every header name but this one. The engines of today let "
            "it pass all the same; Firefox warns that it will not for ever.",
            "List Authorization by name beside the wildcard.",
        ),
        lambda facts: (
            isinstance(facts.reason, HeaderNameNotAllowed)
            and facts.reason.name == b"authorization"
            and b"*" in facts.reason.allowed
        ),
    ),
    (
        Situation(
            "json-needs-content-type",
            "JSON needs a preflight that allows content-type",
            "Content-Type: application/json is none of the three types that a form sends, so a "
            "POST of JSON is preflighted, and the preflight has to list content-type.",
            "List Content-Type in the preflight's Access-Control-Allow-Headers.",
        ),
        lambda facts: b"content-type" in _refused_names(facts),
    ),
    (
        Situation(
            "authorization-not-listed",
            "the preflight does not list Authorization",
            "A token in the Authorization header makes the request preflighted, and the preflight "
            "has to list the name.",
            "List Authorization in the preflight's Access-Control-Allow-Headers.",
        ),
        lambda facts: b"authorization" in _refused_names(facts),
    ),
    (
        Situation(
            "header-not-listed",
            "the page sends a header that the server does not list",
            "A header of the page's own, or of its HTTP library or tracing, has to be listed in "
            "the preflight's answer.",
            "List the name in the preflight's Access-Control-Allow-Headers, or do not send it.",
        ),
        lambda facts: isinstance(facts.reason, HeaderNameNotAllowed),
    ),
    (
        Situation(
            "method-in-lower-case",
            "the method is written in lower case on one side",
            "Methods differ by case. fetch() puts only DELETE, GET, HEAD, OPTIONS, POST and PUT "
            "into upper case: patch is sent as patch, and a list with put allows no PUT.",
            "Write the method in upper case, in the page and in Access-Control-Allow-Methods.",
        ),
        _lower_case,
    ),
    (
        Situation(
            "method-not-listed",
            "the preflight does not list the method",
            "All methods but GET, HEAD and POST have to be in the preflight's list.",
            "List the method in the preflight's Access-Control-Allow-Methods.",
        ),
        lambda facts: isinstance(facts.reason, MethodNotAllowed),
    ),
    (
        Situation(
            "malformed-list",
            "a list of the preflight is malformed, and so allows nothing",
            "One bad item (a blank, a quote, a bracket, a semicolon) spoils the whole list, and "
            "the preflight fails even if the list was not needed.",
            "Separate the names by commas alone.",
        ),
        lambda facts: facts.code in {"invalid-allow-methods", "invalid-allow-headers"},
    ),
)
