"""The preflight beyond its CORS check."""

from corsmodel.explain.guidance.guidance import Guidance

PREFLIGHT = {
    "preflight-status": Guidance(
        "cors-preflight-fetch-0 8",
        "Answer OPTIONS with a status from 200 to 299, such as 204, before authentication and "
        "routing: a preflight carries no cookies, no token and no body.",
        (
            (
                "Authentication or a check against forged requests answers 401 or 403 before the "
                "CORS middleware has its turn."
            ),
            "The router has no OPTIONS handler and answers 404 or 405.",
            "The path does not exist: the 404 of the request itself is then never seen.",
            "A rate limiter or a firewall does not know OPTIONS.",
            (
                "The framework refuses what is asked for with 400 or 403 in place of an answer "
                "that leaves the header out."
            ),
        ),
    ),
    "preflight-redirect": Guidance(
        "cors-preflight-fetch-0 8",
        "Answer OPTIONS at this very URL; a preflight's redirect is never followed. Or let the "
        "page fetch the final URL (https, with or without the slash at its end).",
        (
            "The page asks for http and the server redirects everything to https.",
            (
                "The URL lacks the slash at its end, or has one too many, and the framework "
                "corrects that by a redirect."
            ),
            "Who is not logged in is redirected to the login page, and a preflight never is.",
            "The host is redirected, from the bare domain to `www.` or the other way round.",
        ),
    ),
    "invalid-allow-methods": Guidance(
        "cors-preflight-fetch-0 7.3",
        "Separate the methods by commas, without quotes, brackets or semicolons.",
        (
            "The list of the configuration was sent as the program prints it: `['GET', 'PUT']`.",
            "The methods are separated by spaces or semicolons.",
        ),
    ),
    "invalid-allow-headers": Guidance(
        "cors-preflight-fetch-0 7.3",
        "Separate the names by commas, without quotes, brackets or semicolons.",
        (
            "The list of the configuration was sent as the program prints it: `['X-Token']`.",
            "The names are separated by spaces or semicolons.",
            "One name is not a header name, and it spoils the whole list.",
        ),
    ),
    "method-not-allowed": Guidance(
        "cors-preflight-fetch-0 7.5",
        "List the method in the preflight's Access-Control-Allow-Methods, in just the spelling in "
        "which the page sends it.",
        (
            "PUT, PATCH or DELETE was added to the API and not to the CORS settings.",
            (
                "The page sends `patch`: methods differ by case, and `fetch()` puts only DELETE, "
                "GET, HEAD, OPTIONS, POST and PUT into upper case."
            ),
            "The server lists methods in lower case.",
            "The answer says `*`, which with credentials is the name of a method and no wildcard.",
            "The header is sent with the answer itself, where nobody reads it.",
        ),
    ),
    "authorization-not-allowed": Guidance(
        "cors-preflight-fetch-0 7.6",
        "List Authorization by name in the preflight's Access-Control-Allow-Headers; by the "
        "standard the wildcard does not cover it, though the engines still let it.",
        (
            "The answer says `*`, which covers every other name.",
            "The server lists the names that it knows, and a token was added later.",
        ),
    ),
    "header-not-allowed": Guidance(
        "cors-preflight-fetch-0 7.7",
        "List the name in the preflight's Access-Control-Allow-Headers; or let the page leave the "
        "header out.",
        (
            (
                "JSON is sent: `Content-Type: application/json` makes a preflight necessary, and "
                "`content-type` has to be listed."
            ),
            (
                "The page (or its HTTP library, or its tracing) adds a header that the server "
                "never heard of."
            ),
            (
                "The page sends `Access-Control-Allow-Origin` as a request header, where it does "
                "nothing but force a preflight."
            ),
            "The answer says `*`, which with credentials is the name of a header and no wildcard.",
            (
                "The server compares the names in the preflight by case, or expects a space "
                "after the comma; browsers send lower case and no space."
            ),
            "The header is sent with the answer itself, where nobody reads it.",
        ),
    ),
}
