"""The ``X-Content-Type-Options`` header, and blocking by MIME type.

https://fetch.spec.whatwg.org/#x-content-type-options-header
"""

from corsmodel.http_extensions.content_type_header import extract_mime_type
from corsmodel.infrastructure.header_values import get_decode_and_split_header
from corsmodel.infrastructure.headers import HeaderList
from corsmodel.infrastructure.requests import SCRIPT_LIKE
from corsmodel.infrastructure.trace import Decision
from corsmodel.profile import STANDARD, Profile
from corsmodel.standard import Algorithm

NOSNIFF = Algorithm("should-response-to-request-be-blocked-due-to-nosniff?")
MIME_TYPE = Algorithm("should-response-to-request-be-blocked-due-to-mime-type?")


def determine_nosniff(headers: HeaderList) -> bool:
    """Tell whether the first value of the header says ``nosniff``.

    https://fetch.spec.whatwg.org/#determine-nosniff
    """
    # 1. 2. No header: no.
    values = get_decode_and_split_header(b"x-content-type-options", headers)
    if values is None:
        return False
    # 3. 4. Only the first value counts, in any case of its letters.
    return values[0].isascii() and values[0].lower() == "nosniff"


def blocked_due_to_nosniff(headers: HeaderList, destination: str) -> Decision:
    """Decide whether a script or a style sheet is refused since its type is not one.

    https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-nosniff?
    """
    # 1. Nobody asked for strictness.
    if not determine_nosniff(headers):
        return Decision(NOSNIFF["1"], "allowed")
    # 2. 3. The type and the destination.
    mime_type = extract_mime_type(headers)
    # 4. A script has a JavaScript MIME type.
    if destination in SCRIPT_LIKE and (mime_type is None or not mime_type.is_javascript):
        return Decision(NOSNIFF["4"], "blocked", (mime_type, destination))
    # 5. A style sheet has text/css.
    if destination == "style" and (mime_type is None or mime_type.essence != "text/css"):
        return Decision(NOSNIFF["5"], "blocked", (mime_type, destination))
    # 6. Everything else passes.
    return Decision(NOSNIFF["6"], "allowed", (mime_type, destination))


def blocked_due_to_mime_type(
    headers: HeaderList, destination: str, profile: Profile = STANDARD
) -> Decision:
    """Decide whether a script is refused since its type is a picture, sound, video or CSV.

    https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-mime-type?
    """
    # 1. 2. No type: nothing to object to.
    mime_type = extract_mime_type(headers)
    if mime_type is None:
        return Decision(MIME_TYPE["2"], "allowed")
    # 3. 4. Types that no script has. PROFILE: an engine looks at the beginning of all four.
    essence = mime_type.essence
    is_csv = essence == "text/csv" or (
        profile.csv_blocked_by_prefix and essence.startswith("text/csv")
    )
    if destination in SCRIPT_LIKE and (
        essence.startswith(("audio/", "image/", "video/")) or is_csv
    ):
        return Decision(MIME_TYPE["4"], "blocked", (mime_type, destination))
    # 5. Everything else passes.
    return Decision(MIME_TYPE["5"], "allowed", (mime_type, destination))
