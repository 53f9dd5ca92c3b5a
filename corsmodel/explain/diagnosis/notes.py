"""What to say of sentences for which the model has no reason."""

import attrs


@attrs.frozen
class Note:
    """What a sentence means, and what to do."""

    meaning: str
    fix: str


LOCAL_NETWORK = Note(
    "a page of the public internet asks for an address of the local network or of the computer "
    "itself, which Chromium allows only with the user's permission (Local Network Access); this is "
    "not CORS, and corsmodel does not model it",
    "Serve the page over https and let the user grant the permission when Chromium asks; or put "
    "page and server on the same network. CORS headers are needed besides, and do not replace it.",
)
AUTHORIZATION_WARNING = Note(
    "a warning, and no failure: the wildcard let the Authorization header pass, against the "
    "standard",
    "List Authorization by name in the preflight's Access-Control-Allow-Headers.",
)
BESIDE = Note(
    "the generic sentence that stands beside another one; alone it does not say what went wrong",
    "Read the sentence before it in the console, or ask the server as the command above does.",
)
SILENT = Note(
    "what script is told of any network error: nothing of the cause, on purpose",
    "Open the browser's console and diagnose the sentence there; the page's script never gets it.",
)
BLOCKED_BY_CLIENT = Note(
    "an extension of the browser, mostly an ad blocker, refused the request; no server was asked",
    "Try a window without extensions, or give the URL a name that no filter list has.",
)
BLOCKED_BY_ORB = Note(
    "Chromium gave a no-cors request nothing of an answer that is no picture, script or style "
    "sheet (opaque response blocking)",
    "Ask with CORS (`crossorigin`, or mode cors) and let the server allow it.",
)
NOT_UPGRADED = Note(
    "a warning, and no failure: a picture is loaded without encryption, since Chromium upgrades no "
    "IP address to https",
    "Serve the picture over https, from a host with a name.",
)
FAILED = Note(
    "the line that Chromium prints of any failed load; why it failed stands in another sentence",
    "Diagnose the sentence beside it, which begins with \u201cAccess to\u201d.",
)
INVALID_RESPONSE = Note(
    "the answer does not fit the request, mostly one that a service worker made",
    "Look at what the service worker answers.",
)
DISALLOWED_BY_MODE = Note(
    "the request's mode is same-origin, and the URL is of another origin",
    "Use the mode cors, and let the server allow the origin.",
)
UNKNOWN = Note(
    "none of the sentences that the three engines print about CORS is in this text",
    "Paste the red line of the browser's console whole, from its first word; or describe the "
    "request by flags and let `corsmodel explain` judge what your server answers.",
)
