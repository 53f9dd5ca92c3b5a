"""Answers that are refused for what they are, not for whose they are."""

from corsmodel.explain.guidance.guidance import Guidance

ANSWERS = {
    "cross-origin-resource-policy": Guidance(
        "cross-origin-resource-policy-internal-check 5.same-origin; "
        "cross-origin-resource-policy-internal-check 5.same-site",
        "Send Cross-Origin-Resource-Policy: cross-origin, if every site may embed it; or ask with "
        "CORS, where this header does not count.",
        (
            "A middleware with safe defaults sends `same-origin` with everything.",
            (
                "The page asks for isolation (Cross-Origin-Embedder-Policy), and then a missing "
                "header means `same-origin`."
            ),
        ),
    ),
    "nosniff": Guidance(
        "should-response-to-request-be-blocked-due-to-nosniff? 4; "
        "should-response-to-request-be-blocked-due-to-nosniff? 5",
        "Send the Content-Type that the resource has.",
        (
            "The file's type is not known to the server, which says text/plain.",
            "The file does not exist, and an HTML page comes in its place.",
        ),
    ),
    "mime-type": Guidance(
        "should-response-to-request-be-blocked-due-to-mime-type? 4",
        "Send the Content-Type that the resource has.",
        ("A script is served as a picture, a sound, a video or a table of values.",),
    ),
}
