"""Redirects."""

from corsmodel.explain.guidance.guidance import Guidance

REDIRECTS = {
    "redirect-mode-error": Guidance(
        "concept-http-fetch 6.3.error.1",
        "Use the redirect mode follow, or fetch the redirect's target.",
        (
            "The page asked for `redirect: 'error'`, and the address has moved since.",
            "A slash at the end, or https, is put right by a redirect.",
        ),
    ),
    "invalid-location": Guidance(
        "concept-http-redirect-fetch 5",
        "Send one Location header with a URL in it.",
        (
            "The proxy and the application both send one.",
            "The URL was put together from parts, and one of them was empty.",
        ),
    ),
    "redirect-scheme": Guidance(
        "concept-http-redirect-fetch 6",
        "Redirect to an http or https URL.",
        ("A redirect meant for navigation leads into an app (`myapp:`), a mail or a `data:` URL.",),
    ),
    "too-many-redirects": Guidance(
        "concept-http-redirect-fetch 7",
        "Redirect fewer than 21 times; a loop is the usual cause.",
        (
            (
                "Two rules contradict one another: one adds the slash at the end, the other "
                "removes it."
            ),
            "The server behind a proxy thinks that it is asked by http, and redirects to https.",
            "Without its cookie the page is sent back to where it came from.",
        ),
    ),
    "redirect-credentials": Guidance(
        "concept-http-redirect-fetch 9; concept-http-redirect-fetch 10",
        "Redirect to a URL without a user name and password.",
        ("The address of a storage or a mirror is configured with its user name and password.",),
    ),
    "redirect-stream-body": Guidance(
        "concept-http-redirect-fetch 11",
        "Answer a streamed upload with 303, or let the page send it to its final URL.",
        ("An upload goes through a URL that redirects, and a stream can be sent only once.",),
    ),
}
