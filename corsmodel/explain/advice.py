"""What the server should have sent: the headers whose absence or value decided."""

from corsmodel.fetching import reasons
from corsmodel.fetching.verdict import Outcome, Verdict
from corsmodel.infrastructure.exchanges import Exchange
from corsmodel.infrastructure.methods import is_cors_safelisted_method
from corsmodel.infrastructure.statuses import is_ok_status

_ABOUT_CORS = (
    reasons.CORSCheckFailure,
    reasons.InvalidAllowMethods,
    reasons.InvalidAllowHeaders,
    reasons.MethodNotAllowed,
    reasons.HeaderNameNotAllowed,
)

#: What helps where no Access-Control-* header does: reason code → advice.
_OTHER: dict[str, str] = {
    "bad-port": "Serve the API on another port; no header opens this one.",
    "mixed-content": "Serve the API over https; no header allows http to a page from https.",
    "cross-origin-same-origin-mode": "Use the mode cors, or a URL of the page's own origin.",
    "no-cors-redirect-mode": "Use the redirect mode follow, or the mode cors.",
    "cors-disabled-scheme": "Use an http or https URL; files need a server in front of them.",
    "unsupported-scheme": "Use an http or https URL.",
    "invalid-data-url": "Correct the data: URL: a type, a comma, the data.",
    "unknown-blob-url": "Create the blob: URL in this page, and do not revoke it before the fetch.",
    "blob-method": "Use GET for a blob: URL.",
    "invalid-blob-range": "Ask for a range inside the blob.",
    "connection-failed": "Not a matter of CORS: see whether the server runs, and its certificate.",
    "only-if-cached": "Use another cache mode.",
    "keepalive-quota": "Send less than 64 KiB, or send without keepalive.",
    "proxy-authentication": "Only a proxy asks with 407; a server asks with 401.",
    "redirect-mode-error": "Use the redirect mode follow, or fetch the redirect's target.",
    "invalid-location": "Send one Location header with a URL in it.",
    "redirect-scheme": "Redirect to an http or https URL.",
    "too-many-redirects": "Redirect fewer than 21 times; a loop is the usual cause.",
    "redirect-credentials": "Redirect to a URL without a user name and password.",
    "redirect-stream-body": "Answer a streamed upload with 303, or send it to its final URL.",
    "preflight-redirect": (
        "Answer OPTIONS at this very URL with 204: a preflight's redirect is never followed. "
        "Fetch the final URL (https, with or without the slash at its end)."
    ),
    "preflight-status": (
        "Answer OPTIONS with a status from 200 to 299, before authentication and routing: "
        "a preflight carries no credentials."
    ),
    "cross-origin-resource-policy": "Send Cross-Origin-Resource-Policy: cross-origin.",
    "nosniff": "Send the Content-Type that the resource has.",
    "mime-type": "Send the Content-Type that the resource has.",
}


def advice(verdict: Verdict) -> tuple[str, ...]:
    """Say in sentences what to change; nothing where nothing is wrong."""
    reason = verdict.reason
    if reason is None:
        return ()
    if verdict.outcome is Outcome.INVALID_REQUEST:
        return (f"Change the request: {reason.meaning}.",)
    if isinstance(reason, _ABOUT_CORS):
        if not reason.preflight:
            return ("Let the server answer the request itself with:",)
        status = verdict.exchanges[-1].status
        if status is not None and not is_ok_status(status):
            return ("Let the server answer the preflight with a status such as 204, and with:",)
        return ("Let the server answer the preflight with:",)
    return (_OTHER[reason.code],)


def needed_headers(verdict: Verdict) -> tuple[tuple[bytes, bytes], ...]:
    """Return the headers that the last answer needs for the fetch to go on: no more than is asked.

    Empty where no header of an answer helps. For a failed preflight that is what a whole consent
    takes, not only what was found missing first.
    """
    reason = verdict.reason
    if not (isinstance(reason, (*_ABOUT_CORS, reasons.PreflightStatus)) and verdict.exchanges):
        return ()
    exchange = verdict.exchanges[-1]
    asked = exchange.request.headers
    headers = [(b"Access-Control-Allow-Origin", asked.get(b"origin") or b"null")]
    if verdict.credentials_mode == "include":
        headers.append((b"Access-Control-Allow-Credentials", b"true"))
    if exchange.request.preflight:
        method = asked.get(b"access-control-request-method") or b""
        if not is_cors_safelisted_method(method):
            headers.append((b"Access-Control-Allow-Methods", method))
        names = asked.get(b"access-control-request-headers")
        if names is not None:
            headers.append((b"Access-Control-Allow-Headers", names.replace(b",", b", ")))
    headers.append((b"Vary", b"Origin"))
    return tuple(headers)


def deciding_header(verdict: Verdict, exchange: Exchange) -> bytes | None:
    """Return the lower-case name of the header of this exchange's answer that decided, if any."""
    if not verdict.exchanges or exchange is not verdict.exchanges[-1]:
        return None
    match verdict.reason:
        case reasons.CORSCheckFailure(header=header) | reasons.HeaderFailure(header=header):
            return header.lower()
        case reasons.MethodNotAllowed():
            return b"access-control-allow-methods"
        case reasons.HeaderNameNotAllowed():
            return b"access-control-allow-headers"
        case reasons.InvalidLocation() | reasons.RedirectCredentials() | reasons.RedirectScheme():
            return b"location"
    return None
