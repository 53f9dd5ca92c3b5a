"""What script may not even ask for: no server ever hears of it."""

from corsmodel.explain.guidance.guidance import Guidance

REQUESTS = {
    "invalid-url": Guidance(
        "dom-request 5.2; fetch-elsewhere-request",
        "Write a URL that parses; a relative one needs a page with a URL.",
        (
            "The URL is put together from parts, and one of them is empty or `undefined`.",
            "The port is no number up to 65535, or the host has a character that no host has.",
        ),
    ),
    "url-includes-credentials": Guidance(
        "dom-request 5.3; fetch-elsewhere-request",
        "Take the user name and password out of the URL; send an Authorization header if the "
        "server wants one.",
        ("An address such as `https://user:password@host/` was copied from a tool.",),
    ),
    "invalid-method": Guidance(
        "dom-request 25.2; fetch-elsewhere-request",
        "Use a method that is a token, such as GET or POST.",
        ("The method is empty, has a space in it, or is the text `undefined /`.",),
    ),
    "forbidden-method": Guidance(
        "dom-request 25.2; fetch-elsewhere-request",
        "Use another method: no script sends CONNECT, TRACE or TRACK.",
        ("A tool for testing APIs is a page, and its TRACE is refused by the browser.",),
    ),
    "navigate-mode": Guidance(
        "dom-request 17",
        "Use the mode cors, which is the default.",
        ("The mode was copied from a request that a service worker saw.",),
    ),
    "no-cors-method": Guidance(
        "dom-request 32.1",
        "Use the mode cors: a no-cors request has the methods of a form.",
        (
            (
                "`mode: 'no-cors'` was added to make an error go away; it makes the answer "
                "unreadable and does not go with PUT or DELETE."
            ),
        ),
    ),
    "only-if-cached-mode": Guidance(
        "dom-request 21",
        "Use another cache mode, or the mode same-origin.",
        ("The cache of another origin's answers is asked, which would tell what is in it.",),
    ),
    "invalid-header-name": Guidance(
        "headers-validate 1; fetch-elsewhere-request",
        "Name the header with a token: letters, digits and a few signs, no spaces, no colon.",
        (
            "The name has a space or a colon at its end, as it was cut from a line of text.",
            "The name is empty, or not ASCII.",
        ),
    ),
    "invalid-header-value": Guidance(
        "headers-validate 1; fetch-elsewhere-request",
        "Take line breaks, NUL and characters beyond U+00FF out of the value; encode them if they "
        "matter.",
        (
            "A token was read from a file with its line break.",
            "A name with letters beyond Latin-1 is sent as it is.",
        ),
    ),
    "invalid-referrer": Guidance(
        "dom-request 14.3.2",
        "Give a URL that parses as the referrer, or the empty string for none.",
        ("The referrer is a host name, or a text that is no URL.",),
    ),
    "body-not-allowed": Guidance(
        "dom-request 35",
        "Send no body with GET and HEAD: use POST, or put what it says into the URL.",
        ("A function passes a body whatever the method is, if only an empty object.",),
    ),
    "keepalive-stream": Guidance(
        "concept-bodyinit-extract 10.readablestream",
        "Send the body as a whole, or without keepalive.",
        ("A stream ends with its page, and a keepalive request outlives it.",),
    ),
    "stream-without-duplex": Guidance(
        "dom-request 39.1",
        "Say `duplex: 'half'` with a stream as the body.",
        ("The code was written before browsers asked for it.",),
    ),
    "stream-mode": Guidance(
        "dom-request 39.2",
        "Use the mode cors or same-origin with a stream as the body.",
        ("`mode: 'no-cors'` was added to an upload.",),
    ),
}
