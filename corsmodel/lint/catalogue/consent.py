"""Findings about Access-Control-Allow-Origin and -Credentials."""

from corsmodel.lint.catalogue.kind import FindingKind

_NEVER = "No origin is written like that, and the comparison is byte for byte: no page is let in."


def _never(title: str, remedy: str) -> FindingKind:
    return FindingKind("error", "Access-Control-Allow-Origin: {value} " + title, _NEVER, remedy)


#: Values that let in nobody they mean to.
ALLOW_ORIGIN = {
    "allow-origin-trailing-slash": _never("ends in a slash", "Leave the slash out."),
    "allow-origin-path": _never("has a path", "Leave all behind the host and port out."),
    "allow-origin-default-port": _never(
        "names the port that its scheme has anyway", "Leave the port out."
    ),
    "allow-origin-upper-case": _never("has capitals", "Write scheme and host in lower case."),
    "allow-origin-without-scheme": _never("has no scheme", "Write the scheme."),
    "allow-origin-pattern": _never(
        "is a pattern", "Match on the server, and answer the origin that asks."
    ),
    "allow-origin-list": _never(
        "is a list", "Choose on the server, and answer the origin that asks."
    ),
    "allow-origin-repeated": _never(
        "is what several headers come to",
        "Send the header once: let either the proxy or the application do it.",
    ),
    "allow-origin-malformed": _never("is no origin", "Answer the origin that asks, or *."),
    "wildcard-with-credentials": FindingKind(
        "error",
        "The page asks {url} with credentials, and * does not stand for its origin then",
        "Browsers refuse the answer: it exposes nothing, and the page cannot read it.",
        "Answer the page's origin with Vary: Origin, or ask without credentials.",
    ),
    "wildcard-and-allow-credentials": FindingKind(
        "info",
        "{url} answers * and allows credentials, which no browser joins",
        "Requests without credentials pass, those with them are refused: it exposes nothing, and "
        "Access-Control-Allow-Credentials is in vain.",
        "Leave Access-Control-Allow-Credentials out, or answer single origins.",
    ),
    "allow-credentials-invalid": FindingKind(
        "error",
        "Access-Control-Allow-Credentials: {value} allows nothing",
        "The only value is true, in lower case, once. Requests with credentials are refused.",
        "Answer true, or leave the header out.",
    ),
}
