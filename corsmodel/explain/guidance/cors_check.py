"""The CORS check, on the answer or on the preflight's answer."""

from corsmodel.explain.guidance.guidance import Guidance

CORS_CHECK = {
    "missing-allow-origin": Guidance(
        "concept-cors-check 2",
        "Send Access-Control-Allow-Origin with every answer that the page is to read: to the "
        "preflight, to the request itself, on redirects and on errors.",
        (
            "The server does not know CORS at all, or not for this path.",
            (
                "nginx: `add_header` leaves its headers out of 4xx and 5xx answers unless the line "
                "ends in `always`, and a location with an `add_header` of its own inherits none."
            ),
            (
                "The application failed: the 500 page comes from outside the CORS middleware, "
                "and so an error of the application looks like an error of CORS."
            ),
            "A gateway, a firewall or a rate limiter answered before the application could.",
            "Authentication stands before CORS, so the 401 has no headers.",
            "OPTIONS has no handler: the router answers 404 or 405.",
            "The page's origin is not in the server's list, and the server then sends no header.",
            "A cache kept an answer to a request without `Origin`, as `Vary: Origin` was missing.",
            (
                "A redirect (http to https, a slash at the end, a login page) lacks the header, "
                "though its target has it."
            ),
        ),
    ),
    "wildcard-allow-origin": Guidance(
        "concept-cors-check 4",
        "Send the page's origin in place of `*`, with Vary: Origin and "
        "Access-Control-Allow-Credentials: true; or let the page leave credentials out.",
        (
            (
                "The page sends `credentials: 'include'` (or `withCredentials`) out of habit, "
                "and the API needs no cookies."
            ),
            "The server is set to allow everybody, and then a login with cookies was added.",
            (
                "A middleware sends `*` where no cookie came along, even though the request is one "
                "that includes credentials."
            ),
        ),
    ),
    "multiple-allow-origin": Guidance(
        "concept-cors-check 4",
        "Send the header once, with one origin: the one that asks, if it is in the list.",
        (
            "The application and the proxy in front of it both add the header.",
            (
                "The whole list of allowed origins is sent, with commas or spaces between them; "
                "a list belongs in the configuration, and one origin on the wire."
            ),
            "Two middlewares are installed, or one of them twice.",
        ),
    ),
    "allow-origin-mismatch": Guidance(
        "concept-cors-check 4",
        "Compare the request's Origin with a list of allowed origins, and send it back byte for "
        "byte if it is there.",
        (
            (
                "A slash at the end, a path, another scheme, `www.`, a port (also a default port "
                "that is written out), or upper case: the bytes are compared, and nothing else."
            ),
            "The value is a pattern such as `https://*.example`; browsers know no patterns.",
            "The origin of another environment is configured: localhost, staging, an old domain.",
            "A cache without `Vary: Origin` handed out the answer for another page.",
            (
                "The request was redirected from one foreign origin to another, or the page has no "
                "origin of its own (a sandboxed frame, a file): then the browser sends `null`."
            ),
        ),
    ),
    "missing-allow-credentials": Guidance(
        "concept-cors-check 8",
        "Send Access-Control-Allow-Credentials: true with the preflight and with the answer "
        "itself; or let the page leave credentials out.",
        (
            "The header is on one of the two answers only; both need it.",
            "The middleware's switch for credentials is off, as it is by default.",
            "The page sends `credentials: 'include'` though the API needs no cookies.",
        ),
    ),
    "invalid-allow-credentials": Guidance(
        "concept-cors-check 8",
        "Send Access-Control-Allow-Credentials: true, once and in lower case; leave it out where "
        "credentials are not allowed.",
        (
            (
                "The value is `True`, `TRUE`, `1` or `yes`: often a boolean of the program that "
                "was turned into text."
            ),
            "The proxy and the application both send it, which makes `true, true`.",
            "The header is sent as `false`, which says the same as no header.",
        ),
    ),
}
