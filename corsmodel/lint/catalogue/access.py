"""Findings about who reads what the server answers, and about caches in between."""

from corsmodel.lint.catalogue.kind import FindingKind

_COOKIES = (
    "Cookies go along as far as the browser lets them: not SameSite ones to another site, "
    "nor where third-party cookies are blocked. Client certificates and logins of HTTP do."
)
_LIST = "Compare the request's Origin with a list of whole origins, byte for byte."

#: Who reads, and acts, besides whom the server means.
ACCESS = {
    "any-origin-with-credentials": FindingKind(
        "error",
        "{origin} reads {url} with the user's credentials",
        "Whatever origin asks is let in, so every page on the web acts as the user who visits it, "
        "and reads what only that user may. " + _COOKIES,
        _LIST + " Or leave Access-Control-Allow-Credentials out.",
    ),
    "any-origin-sends-with-credentials": FindingKind(
        "error",
        "{origin} has {url} act on a {method} with the user's credentials",
        "The answer to the preflight lets every origin send, so the server acts on the request "
        "though the page cannot read what it answers. " + _COOKIES,
        _LIST + " Do so for the preflight as well.",
    ),
    "null-origin-with-credentials": FindingKind(
        "error",
        "A page of the origin null reads {url} with the user's credentials",
        "Every page can make a frame whose origin is null: sandboxed, or from a data: URL. To let "
        "null in is to let everybody in. " + _COOKIES,
        "Never answer null. Test local files by a server on localhost, and name its origin.",
    ),
    "null-origin": FindingKind(
        "warning",
        "A page of the origin null reads {url}, other foreign pages do not",
        "Every page can make a frame whose origin is null, so the list keeps nobody out. "
        "No credentials go along.",
        "Never answer null; answer * if everybody may read.",
    ),
    "insecure-origin-with-credentials": FindingKind(
        "error",
        "{origin} reads {url} with the user's credentials",
        "Whoever is on the way (in the same wireless network, say) writes the pages of an http "
        "origin, and reads by them what TLS protects. " + _COOKIES,
        "Let in https origins only, and serve those pages by https.",
    ),
    "insecure-origin": FindingKind(
        "warning",
        "{origin} reads {url}, other foreign pages do not",
        "Whoever is on the way writes the pages of an http origin, and reads by them what the list "
        "of origins keeps from others. No credentials go along.",
        "Let in https origins only; answer * if everybody may read.",
    ),
    "near-miss-origin-with-credentials": FindingKind(
        "error",
        "{origin} reads {url} with the user's credentials",
        "The origin only looks like one that is meant: the comparison takes a beginning, an end or "
        "a pattern for the whole. Anybody can register such a name. " + _COOKIES,
        _LIST + " If it has to be a pattern, escape its dots and anchor both its ends.",
    ),
    "near-miss-origin": FindingKind(
        "warning",
        "{origin} reads {url}, other foreign pages do not",
        "The origin only looks like one that is meant, and anybody can register such a name, so "
        "the list of origins keeps nobody out. No credentials go along.",
        _LIST + " Answer * if everybody may read.",
    ),
    "subdomain-origin-with-credentials": FindingKind(
        "info",
        "{origin} reads {url} with the user's credentials",
        "Every subdomain is let in: one that runs foreign content, or whose name points to nobody "
        "any more, reads as the user.",
        "Name the subdomains that are meant.",
    ),
    "other-port-origin-with-credentials": FindingKind(
        "info",
        "{origin} reads {url} with the user's credentials",
        "Every port of the host is let in: so is whatever else listens there.",
        "Name the port with the host.",
    ),
}

#: What caches mix up.
CACHES = {
    "vary-origin-missing": FindingKind(
        "warning",
        "What {url} answers depends on Origin, and does not say so",
        "A cache keeps the answer made for one page and gives it to another, which is then "
        "blocked, until it runs out. Nobody reads more by it.",
        "Send Vary: Origin with every answer of the URL, those without Origin in the request too.",
    ),
    "vary-origin-missing-when-denied": FindingKind(
        "warning",
        "{url} leaves Vary: Origin out where it lets nobody in",
        "A cache keeps the answer without permission and gives it to a page that has permission, "
        "which is then blocked, until it runs out.",
        "Send Vary: Origin with every answer of the URL, before the origin is looked at.",
    ),
}
