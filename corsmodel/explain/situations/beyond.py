"""Situations that are not about permissions: what stands in the way, and what surprises."""

from ipaddress import ip_address

from corsmodel.explain.situations.situation import Facts, Rule, Situation
from corsmodel.fetching.verdict import Outcome
from corsmodel.http_extensions.cors_protocol import (
    ALLOW_ORIGIN,
    EXPOSE_HEADERS,
    MAX_AGE,
    extract_max_age,
    extract_tokens,
)
from corsmodel.infrastructure.header_values import FAILURE
from corsmodel.infrastructure.responses import Response

#: What pages want to read, beside headers of the server's own making.
_WANTED = frozenset(
    {
        b"authorization", b"content-disposition", b"content-range", b"etag", b"link", b"location",
        b"retry-after", b"www-authenticate",
    }
)  # fmt: skip


def _is_local(host: str | None) -> bool:
    """Tell whether a host is on this computer or on the local network."""
    if not host:
        return False
    if host == "localhost" or host.endswith((".localhost", ".local")):
        return True
    try:
        return ip_address(host.strip("[]")).is_private
    except ValueError:
        return False


def _hidden(facts: Facts) -> bool:
    response = facts.verdict.response
    if not facts.verdict.readable or response is None or response.type != "cors":
        return False
    read = {name for name, _ in response.headers}
    names = () if facts.answer is None else facts.answer.headers.names
    return any(name not in read and (name.startswith(b"x-") or name in _WANTED) for name in names)


def _exposes_all(facts: Facts) -> bool:
    names = None if facts.answer is None else extract_tokens(EXPOSE_HEADERS, facts.answer.headers)
    return names is not None and names is not FAILURE and b"*" in names


def _above_cap(facts: Facts) -> bool:
    browser = facts.verdict.asked_of
    limit = None if browser is None else browser.profile.max_age_limit
    for exchange in facts.verdict.exchanges:
        if exchange.request.preflight and isinstance(exchange.answer, Response):
            age = (
                extract_max_age(exchange.answer.headers)
                if MAX_AGE in exchange.answer.headers
                else 0
            )
            if limit is not None and isinstance(age, int) and age > limit:
                return True
    return False


def _remembered(facts: Facts) -> bool:
    classification = facts.verdict.classification
    return (
        classification is not None
        and classification.kind == "preflighted"
        and bool(facts.verdict.exchanges)
        and not any(exchange.request.preflight for exchange in facts.verdict.exchanges)
    )


BARRIERS: tuple[Rule, ...] = (
    (
        Situation(
            "mixed-content",
            "a page from https asks for http",
            "The browser refuses before CORS is looked at; no header helps.",
            "Serve the API over https.",
        ),
        lambda facts: facts.code == "mixed-content",
    ),
    (
        Situation(
            "not-http",
            "the URL is not http or https",
            "CORS works with http and https only; a file asked for from a page has no server that "
            "could allow anything.",
            "Serve the file over http, if only from a server on this computer.",
        ),
        lambda facts: facts.code in {"cors-disabled-scheme", "unsupported-scheme"},
    ),
    (
        Situation(
            "no-connection",
            "no answer came, so this is not about CORS",
            "No server at that name or port, a certificate that the browser does not trust, a "
            "connection that broke off, or an extension that blocks the request. Scripts get the "
            "same TypeError, and Firefox's console says \u201cdid not succeed\u201d.",
            "Open the URL in a tab of its own, and try a window without extensions.",
        ),
        lambda facts: facts.code == "connection-failed",
    ),
    (
        Situation(
            "redirect-with-credentials",
            "the redirect leads to a URL with a user name in it",
            "Under CORS no redirect may do that.",
            "Redirect to a URL without user name and password.",
        ),
        lambda facts: facts.code == "redirect-credentials",
    ),
    (
        Situation(
            "resource-policy",
            "Cross-Origin-Resource-Policy keeps the page out, not CORS",
            "The answer to a request without CORS says who may embed it; a page that is isolated "
            "(Cross-Origin-Embedder-Policy) needs it said.",
            "Send Cross-Origin-Resource-Policy: cross-origin, or ask with CORS.",
        ),
        lambda facts: facts.code == "cross-origin-resource-policy",
    ),
    (
        Situation(
            "opaque-response",
            "mode no-cors gives an answer that is empty for the page",
            "It silences the error and does not get the data: status 0, no headers, no body. "
            "Methods and headers are restricted besides.",
            "Take mode: 'no-cors' out, and let the server allow the origin.",
        ),
        lambda facts: (
            facts.verdict.outcome is Outcome.OPAQUE
            and facts.asked is not None
            and facts.asked.api == "fetch"
        ),
    ),
)

LOCAL: tuple[Rule, ...] = (
    (
        Situation(
            "local-network",
            "a page of the internet asks for a local address, which is not modelled",
            "Chromium asks the user for a permission then (Local Network Access, before that "
            "Private Network Access with a header of its own), and blocks without it. The verdict "
            "here is that of CORS alone.",
            "Serve the page over https and let the user grant the permission; the CORS headers are "
            "needed besides.",
        ),
        lambda facts: (
            facts.url is not None
            and facts.page is not None
            and _is_local(facts.url.host)
            and not _is_local(facts.page.host)
        ),
    ),
)

SURPRISES: tuple[Rule, ...] = (
    (
        Situation(
            "wildcard-exposes-nothing",
            "Access-Control-Expose-Headers: * and a request with credentials",
            "With the credentials mode include, `*` is a header of that name, and exposes no "
            "other.",
            "List the names in Access-Control-Expose-Headers.",
        ),
        lambda facts: (
            _hidden(facts) and _exposes_all(facts) and facts.verdict.credentials_mode == "include"
        ),
    ),
    (
        Situation(
            "header-not-exposed",
            "the page cannot read a header that came",
            "Without Access-Control-Expose-Headers, on the answer itself, a page reads only "
            "Cache-Control, Content-Language, Content-Length, Content-Type, Expires, Last-Modified "
            "and Pragma.",
            "List the name in Access-Control-Expose-Headers of the answer, not of the preflight's.",
        ),
        _hidden,
    ),
    (
        Situation(
            "null-allowed",
            "the server allows the origin null",
            "Every sandboxed frame has this origin, on whichever site it stands, so this allows "
            "everybody; with credentials it shows them the user's data.",
            "Allow origins that have a name.",
        ),
        lambda facts: facts.verdict.readable and facts.header(ALLOW_ORIGIN) == b"null",
    ),
)

MEMORIES: tuple[Rule, ...] = (
    (
        Situation(
            "remembered-permission",
            "an earlier preflight's permission is still good, so none is sent",
            "Browsers keep what a preflight allowed for the time of Access-Control-Max-Age (or "
            "five seconds). A change of the server's settings shows only after that.",
            "Wait, or use a new private window; and keep the age short while settings change.",
        ),
        _remembered,
    ),
    (
        Situation(
            "max-age-above-cap",
            "Access-Control-Max-Age is above what this browser keeps",
            "Chromium keeps a permission for two hours at most, Firefox for a day, WebKit for ten "
            "minutes; without the header it is five seconds.",
            "Nothing is wrong; count on the cap.",
        ),
        _above_cap,
    ),
)
