"""Findings about what preflights permit, and about what is exposed."""

from corsmodel.lint.catalogue.kind import FindingKind

#: Preflights, and what one of the two answers misses.
PREFLIGHTS = {
    "allow-methods-malformed": FindingKind(
        "error",
        "Access-Control-Allow-Methods: {value} does not parse",
        "It is no list of names with commas between them. That spoils the whole preflight, "
        "whatever else it says and whether or not the method needs it.",
        "Separate the methods by commas; no quotes, brackets or other blanks.",
    ),
    "allow-headers-malformed": FindingKind(
        "error",
        "Access-Control-Allow-Headers: {value} does not parse",
        "It is no list of names with commas between them. That spoils the whole preflight, "
        "whatever else it says and whether or not a header needs it.",
        "Separate the names by commas; no quotes, brackets or other blanks.",
    ),
    "allow-methods-lower-case": FindingKind(
        "error",
        "Access-Control-Allow-Methods lists {value}, which does not permit {method}",
        "Methods differ by case.",
        "List the method in capitals.",
    ),
    "wildcard-method-literal": FindingKind(
        "warning",
        "Access-Control-Allow-Methods: * does not permit {method} with credentials",
        "To a request with credentials, which the answer allows, * is a method of that name.",
        "List the methods.",
    ),
    "wildcard-header-literal": FindingKind(
        "warning",
        "Access-Control-Allow-Headers: * does not permit {name} with credentials",
        "To a request with credentials, which the answer allows, * is a header of that name.",
        "List the names.",
    ),
    "authorization-under-wildcard": FindingKind(
        "warning",
        "Access-Control-Allow-Headers: * permits Authorization in some browsers only",
        "The standard wants Authorization to be listed; the engines do not, as of now.",
        "List Authorization beside the wildcard.",
    ),
    "on-preflight-only": FindingKind(
        "error",
        "{name} is on the answer to the preflight only",
        "The request is sent and acted on, and the page cannot read the answer: each of the two "
        "answers has to have the header.",
        "Send the header with the answer to the request itself as well, errors included.",
    ),
    "on-response-only": FindingKind(
        "error",
        "{name} is on the answer to the request only, where the preflight has no use of it",
        "The preflight fails, so the request is never sent.",
        "Send the header with the answer to OPTIONS.",
    ),
    "preflight-status": FindingKind(
        "error",
        "The preflight gets the status {value}",
        "A preflight needs a status from 200 to 299, whatever its headers say. 401 and 403: it is "
        "asked for a login, and browsers never send one. 404 and 405: nobody handles OPTIONS.",
        "Answer OPTIONS with 204 before logins and routes are looked at.",
    ),
    "preflight-redirect": FindingKind(
        "error",
        "The preflight is redirected with {value}",
        "Browsers follow no redirect of a preflight.",
        "Let the page ask for the final URL, or answer OPTIONS where it is asked.",
    ),
    "error-without-allow-origin": FindingKind(
        "warning",
        "The answer with status {value} has no Access-Control-Allow-Origin",
        "The page gets a TypeError instead of the status, and the console speaks of CORS where the "
        "fault is another.",
        "Send the CORS headers with errors as well (nginx: add_header … always).",
    ),
    "max-age-above-cap": FindingKind(
        "info",
        "Access-Control-Max-Age: {value} lasts no longer than {browsers}",
        "Each engine has a cap of its own; preflights come more often than the value says.",
        "Nothing to do, unless somebody counts on it.",
    ),
    "max-age-invalid": FindingKind(
        "warning",
        "Access-Control-Max-Age: {value} is no number of seconds",
        "It counts as if it was not there, 5 seconds; an engine keeps nothing at all.",
        "Write digits only, in one header; 0 is for not at all.",
    ),
    "max-age-on-response-only": FindingKind(
        "info",
        "Access-Control-Max-Age is on the answer to the request only",
        "Browsers read it on the answer to the preflight; here the preflight lasts 5 seconds.",
        "Send it with the answer to OPTIONS.",
    ),
    "safelisted-method-listed": FindingKind(
        "info",
        "Access-Control-Allow-Methods lists {value} without need",
        "GET, HEAD and POST pass whatever the list says; to leave them out forbids nothing.",
        "Leave them out, or leave them for people to read.",
    ),
    "safelisted-header-listed": FindingKind(
        "info",
        "Access-Control-Allow-Headers lists {value}, which scripts may send anyway",
        "Only a value of more than 128 bytes, or with unusual bytes, needs it to be listed.",
        "Leave it out, unless such values are sent.",
    ),
    "forbidden-header-listed": FindingKind(
        "info",
        "Access-Control-Allow-Headers lists {value}, which no script can send",
        "The browser alone sets the header, so no preflight ever asks for it.",
        "Leave it out.",
    ),
}

#: Headers to expose.
EXPOSURE = {
    "expose-headers-malformed": FindingKind(
        "error",
        "Access-Control-Expose-Headers: {value} does not parse, and exposes nothing",
        "It is no list of names with commas between them. The page reads the "
        "answer without the headers named.",
        "Separate the names by commas; no quotes, brackets or other blanks.",
    ),
    "expose-headers-wildcard-with-credentials": FindingKind(
        "warning",
        "Access-Control-Expose-Headers: * does not expose {name} to requests with credentials",
        "To a request with credentials, which the answer allows, * is a header of that name.",
        "List the names.",
    ),
    "expose-headers-on-preflight-only": FindingKind(
        "error",
        "Access-Control-Expose-Headers is on the answer to the preflight only",
        "Browsers read it on the answer to the request itself; here the headers named stay hidden.",
        "Send it with that answer.",
    ),
    "expose-headers-set-cookie": FindingKind(
        "warning",
        "Access-Control-Expose-Headers lists {name}, which no script reads",
        "The header is kept from scripts whatever the list says.",
        "Leave it out; what the page has to know goes into a header of another name.",
    ),
    "expose-headers-safelisted": FindingKind(
        "info",
        "Access-Control-Expose-Headers lists {name} without need",
        "Scripts read the header anyway.",
        "Leave it out, or leave it for people to read.",
    ),
}
