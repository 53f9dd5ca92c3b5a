"""Guidance: for each reason, how it comes about in real servers and pages, and what to do.

Data in words, one table for each family of reasons; the page of each reason in the documentation is
made from it.
"""

from corsmodel.explain.guidance.answers import ANSWERS
from corsmodel.explain.guidance.cors_check import CORS_CHECK
from corsmodel.explain.guidance.guidance import Guidance
from corsmodel.explain.guidance.preflight import PREFLIGHT
from corsmodel.explain.guidance.redirects import REDIRECTS
from corsmodel.explain.guidance.refusals import REFUSALS
from corsmodel.explain.guidance.requests import REQUESTS

#: The families of reasons: title → code → guidance.
FAMILIES: dict[str, dict[str, Guidance]] = {
    "The CORS check": CORS_CHECK,
    "The preflight": PREFLIGHT,
    "Redirects": REDIRECTS,
    "Requests that are refused": REFUSALS,
    "Requests that the API throws at": REQUESTS,
    "Answers that are refused": ANSWERS,
}

#: Every reason's guidance by its code.
GUIDANCE: dict[str, Guidance] = {
    code: guidance for family in FAMILIES.values() for code, guidance in family.items()
}

#: What to do about an outcome that is no failure and yet not readable.
OUTCOMES = {
    "opaque": (
        "The page asked for an answer that it cannot look into. Use the mode cors (crossorigin on "
        "an element), and let the server consent."
    ),
    "opaque-redirect": "Use the redirect mode follow to see what the redirect leads to.",
}

#: What to do where the origin to allow is ``null``, which no server may name.
NULL_ORIGIN = (
    "The browser sends the origin `null`: the page is a file or a sandboxed frame, or a redirect "
    "led from one foreign origin to another. Give the page an origin of its own (a server, the "
    "sandbox's allow-same-origin), or fetch the redirect's target directly. To allow `null` is to "
    "allow every sandboxed frame of every site; what is public may answer `*`."
)

#: What to do where the HTTP cache gave an answer that was meant for another request.
STORED_ANSWER = (
    "The answer came from the browser's HTTP cache, where it was stored for another request: one "
    "without Origin, or of another origin. Send Vary: Origin with every answer of this URL, also "
    "with those that permit nothing; what is stored already is passed by with `cache: 'reload'`, "
    "or by another URL."
)

#: What to do where a method or a header is named ``*``.
WILDCARD_NAME = (
    "Name the method or the header otherwise: an answer that lists `*` permits every one of them."
)

__all__ = [
    "FAMILIES",
    "GUIDANCE",
    "NULL_ORIGIN",
    "OUTCOMES",
    "STORED_ANSWER",
    "WILDCARD_NAME",
    "Guidance",
]
