"""Situations in which the answer itself lacks its headers, or came from elsewhere."""

from corsmodel.explain.situations.situation import Facts, Rule, Situation
from corsmodel.fetching.reasons import CORSCheckFailure

#: What proxies, gateways and limiters answer in the place of an application.
_OF_GATEWAYS = frozenset({413, 414, 429, 431, 502, 503, 504})


def _bare(facts: Facts) -> bool:
    """The answer to the request itself has no Access-Control-Allow-Origin."""
    return facts.code == "missing-allow-origin" and not facts.preflight


def _stored(facts: Facts) -> bool:
    """The answer was stored for another request, and does not say that it depends on Origin."""
    exchange = facts.exchange
    if exchange is None or exchange.stored is None or facts.checked is None:
        return False
    vary = exchange.stored.answer.headers.get(b"vary") or b""
    names = {name.strip().lower() for name in vary.split(b",")}
    return names.isdisjoint({b"origin", b"*"})


CACHED: tuple[Rule, ...] = (
    (
        Situation(
            "cached-without-vary",
            "a stored answer without Vary: Origin, which came for another request",
            "The browser's cache holds an answer that was fetched without an Origin (by an img, or "
            "by opening the URL) or for another origin. It lacks Vary: Origin, so it is taken for "
            "this request as well, and has not the headers that this page needs. Shared caches do "
            "the same.",
            "Send Vary: Origin with every answer of this URL, also with those that allow nobody "
            "and those to requests without Origin; then empty the caches.",
        ),
        _stored,
    ),
)

ANSWERS: tuple[Rule, ...] = (
    (
        Situation(
            "nginx-without-always",
            "nginx adds the headers to successful answers only",
            "add_header works for 200, 201, 204, 206, 301, 302, 303, 304, 307 and 308. On any "
            "other status the headers are missing, so the page cannot read the error, and the "
            "console blames CORS.",
            "Write add_header … always; and look into why the server answers this status.",
        ),
        lambda facts: (
            _bare(facts)
            and facts.status >= 400
            and (facts.header(b"server") or b"").lower().startswith((b"nginx", b"openresty"))
        ),
    ),
    (
        Situation(
            "gateway-error-without-cors",
            "a proxy or gateway answers with an error of its own",
            "The request did not come through to the application (too large, too often, timed out, "
            "not running), and what answers in its place knows nothing of CORS.",
            "Mend the error; and add the CORS headers in the proxy, for its own errors too.",
        ),
        lambda facts: _bare(facts) and facts.status in _OF_GATEWAYS,
    ),
    (
        Situation(
            "server-error-without-cors",
            "the server failed, and its error lost the CORS headers",
            "It is no CORS trouble: the application ended in an exception, and the handler that "
            "answers then stands outside the layer that adds the headers.",
            "Look for the exception in the server's log. Put the CORS layer outside the error "
            "handler, so that the page can read errors.",
        ),
        lambda facts: _bare(facts) and facts.status >= 500,
    ),
    (
        Situation(
            "error-without-cors",
            "the server refused the request, and its error has no CORS headers",
            "The status tells the trouble (401: not logged in, 404: no such URL …), but the page "
            "cannot read it, as the headers are sent with successful answers only.",
            "Mend what the status says, and send the CORS headers with errors too.",
        ),
        lambda facts: _bare(facts) and facts.status >= 400,
    ),
    (
        Situation(
            "headers-on-preflight-only",
            "the preflight has the CORS headers, and the answer itself has not",
            "Both answers are checked. Often one handler was written for OPTIONS, and the others "
            "were left as they were.",
            "Send Access-Control-Allow-Origin (and -Allow-Credentials, if needed) with the answer "
            "itself too.",
        ),
        lambda facts: (
            _bare(facts) and any(exchange.request.preflight for exchange in facts.verdict.exchanges)
        ),
    ),
    (
        Situation(
            "no-cors-headers",
            "the server sends no CORS headers",
            "Nobody has told this server, or this URL of it, to let other origins read.",
            "If the server is yours, send Access-Control-Allow-Origin; if it is not, ask its "
            "owner, or fetch from your own server.",
        ),
        _bare,
    ),
)

EFFECTS: tuple[Rule, ...] = (
    (
        Situation(
            "executed-though-blocked",
            "the server did what it was asked; only the answer is kept from the page",
            "The request needs no preflight, or passed it, so it was sent and executed. CORS "
            "guards the answer, not the server.",
            "Do not take the error for a failure, and do not send it again without a thought. "
            "Protect the server from forged requests by other means.",
        ),
        lambda facts: (
            isinstance(facts.reason, CORSCheckFailure)
            and facts.verdict.reached_server
            and facts.request is not None
            and facts.request.method not in {b"GET", b"HEAD", b"OPTIONS"}
        ),
    ),
    (
        Situation(
            "works-without-a-browser",
            "curl and Postman read this answer, a page does not",
            "The server answers well; it is the browser that looks at the CORS headers, to protect "
            "its user. No other program does.",
            "Nothing is wrong with curl: mend the headers, and ask as the browser asks (`corsmodel "
            "curl` prints how).",
        ),
        lambda facts: (
            isinstance(facts.reason, CORSCheckFailure)
            and not facts.preflight
            and 200 <= facts.status <= 299
        ),
    ),
)
