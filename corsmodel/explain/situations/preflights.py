"""Situations in which the preflight is answered by something that knows nothing of CORS."""

from corsmodel.explain.situations.situation import Facts, Rule, Situation

_LOGIN = (b"login", b"signin", b"sign-in", b"sign_in", b"auth", b"sso")


PREFLIGHTS: tuple[Rule, ...] = (
    (
        Situation(
            "authentication-before-cors",
            "authentication answers the preflight before CORS has its turn",
            "Browsers send OPTIONS without cookies and without a token, so whatever asks for a "
            "login first refuses every preflight (401, 403), even one of a user who is logged in.",
            "Let OPTIONS pass without authentication: put the CORS layer in front of it.",
        ),
        lambda facts: facts.preflight and facts.status in {401, 403, 407},
    ),
    (
        Situation(
            "options-unhandled",
            "nothing handles OPTIONS at this URL",
            "The router knows the URL for other methods only, or not at all, and answers the "
            "preflight by itself (404, 405, 501); the CORS headers of the other methods do not "
            "help.",
            "Answer OPTIONS at this URL with the CORS headers and a status from 200 to 299, such "
            "as 204. If there is no such URL, no CORS header helps.",
        ),
        lambda facts: facts.preflight and facts.status in {404, 405, 501},
    ),
    (
        Situation(
            "preflight-refused",
            "the server refuses what the preflight asks for",
            "It answers an error, mostly 400, in place of an answer that leaves something out, so "
            "the console names the symptom. Usual causes: an origin that is not listed, a method "
            "or a header that is not, or names that are compared by case, while browsers send them "
            "in lower case, sorted, with a comma and no blank between them.",
            "List the origin, the method and the headers that the preflight above asks for, and "
            "compare header names without regard to case.",
        ),
        lambda facts: facts.preflight and 300 <= facts.status <= 499,
    ),
    (
        Situation(
            "preflight-breaks-server",
            "the server fails over the preflight",
            "OPTIONS ends in an error of the server or of the proxy before it (5xx).",
            "Look into the server's log for the OPTIONS request; mend that first.",
        ),
        lambda facts: facts.preflight and facts.status >= 500,
    ),
    (
        Situation(
            "preflight-without-cors",
            "OPTIONS is answered, but not by CORS",
            "Something answers OPTIONS well enough for HTTP, often with a list of methods in "
            "Allow, and sends no Access-Control headers. Those of the answer itself are not looked "
            "at.",
            "Send the CORS headers with the answer to OPTIONS as well.",
        ),
        lambda facts: (
            facts.preflight and facts.code == "missing-allow-origin" and 200 <= facts.status <= 299
        ),
    ),
)


def _to_login(facts: Facts) -> bool:
    location = facts.header(b"location") or b""
    return facts.location is not None and any(word in location.lower() for word in _LOGIN)


def _to_https(facts: Facts) -> bool:
    url, location = facts.url, facts.location
    return (
        url is not None
        and location is not None
        and (url.scheme, location.scheme) == ("http", "https")
        and url.host == location.host
    )


def _to_slash(facts: Facts) -> bool:
    url, location = facts.url, facts.location
    if url is None or location is None or url.origin != location.origin:
        return False
    here, there = url.href.partition("?")[0], location.href.partition("?")[0]
    return here.rstrip("/") == there.rstrip("/") and here != there


def _redirected(facts: Facts) -> bool:
    return facts.location is not None and (facts.preflight or facts.checked is not None)


REDIRECTS: tuple[Rule, ...] = (
    (
        Situation(
            "login-redirect",
            "who is not logged in is redirected to a login page",
            "The answer sends the browser to where people log in. A preflight never carries a "
            "login, and a script cannot use a login page anyway.",
            "Let OPTIONS pass without authentication, and answer scripts with 401 and the CORS "
            "headers, not with a redirect.",
        ),
        lambda facts: _redirected(facts) and _to_login(facts),
    ),
    (
        Situation(
            "https-redirect",
            "the page asks for http, and the server redirects to https",
            "Under CORS a preflight's redirect is not followed at all, and any other redirect "
            "needs CORS headers of its own.",
            "Let the page ask for the https URL in the first place.",
        ),
        lambda facts: _redirected(facts) and _to_https(facts),
    ),
    (
        Situation(
            "slash-redirect",
            "the server redirects to the same URL with, or without, a slash at its end",
            "Frameworks correct the slash by a redirect. A preflight's redirect is not followed at "
            "all, and any other redirect needs CORS headers of its own.",
            "Let the page ask for the URL as the server spells it, or turn the correction off.",
        ),
        lambda facts: _redirected(facts) and _to_slash(facts),
    ),
    (
        Situation(
            "preflight-redirected",
            "the preflight is redirected",
            "A preflight's redirect is never followed, with whatever headers.",
            "Answer OPTIONS at this very URL, or let the page ask for where the redirect leads.",
        ),
        lambda facts: facts.preflight and facts.location is not None,
    ),
    (
        Situation(
            "redirect-without-cors",
            "the redirect itself has no fitting CORS headers",
            "Each answer of a redirect chain is checked, the 3xx as well as the last one; a layer "
            "that redirects often stands in front of the one that adds the headers.",
            "Send the CORS headers with the redirect too, or let the page ask for where it leads. "
            "Behind a redirect from one foreign origin to another, the Origin is null.",
        ),
        lambda facts: facts.checked is not None and facts.location is not None,
    ),
    (
        Situation(
            "origin-null-after-redirect",
            "a redirect from one foreign origin to another made the Origin null",
            "The page has an origin, but behind such a redirect browsers send Origin: null, which "
            "no list of allowed origins has.",
            "Let the page ask for where the redirect leads. Do not allow null: every sandboxed "
            "frame of every site has that origin.",
        ),
        lambda facts: (
            facts.checked is not None and facts.checked.origin == b"null" and facts.page is not None
        ),
    ),
)
