"""What the browser refuses to fetch, or cannot."""

from corsmodel.explain.guidance.guidance import Guidance

REFUSALS = {
    "bad-port": Guidance(
        "concept-main-fetch 7",
        "Serve the API on another port; no header opens this one.",
        ("The API listens on a port that is reserved for another protocol (6000, 6666, 10080).",),
    ),
    "mixed-content": Guidance(
        "concept-main-fetch 7",
        "Serve the API over https; no header allows http to a page from https.",
        (
            "The address of the API is written with http, from the days of development.",
            "The API has no certificate, or only inside the network.",
            "A redirect leads back to http, as the server behind a proxy does not know of https.",
        ),
    ),
    "cross-origin-same-origin-mode": Guidance(
        "concept-main-fetch 12.request-s-mode-is-same-origin",
        "Use the mode cors, or a URL of the page's own origin.",
        (
            "The page asked for `mode: 'same-origin'`, and the API moved to a host of its own.",
            "A redirect leads to another origin.",
        ),
    ),
    "no-cors-redirect-mode": Guidance(
        "concept-main-fetch 12.request-s-mode-is-no-cors.1",
        "Use the redirect mode follow, or the mode cors.",
        ("`mode: 'no-cors'` was added to a fetch that does not follow redirects.",),
    ),
    "cors-disabled-scheme": Guidance(
        "concept-main-fetch 12.request-s-current-url-s-scheme",
        "Use an http or https URL; files need a server in front of them.",
        (
            "The page was opened from the disk, so its relative URLs are `file:` URLs.",
            "The URL lacks its scheme: `localhost:8080/x` has the scheme `localhost`.",
        ),
    ),
    "unsupported-scheme": Guidance(
        "concept-scheme-fetch 3.about; concept-scheme-fetch 3.file; concept-scheme-fetch 4",
        "Use an http or https URL.",
        ("The URL is one for the address bar or for another program (`ftp:`, `mailto:`).",),
    ),
    "invalid-data-url": Guidance(
        "concept-scheme-fetch 3.data.2",
        "Correct the data: URL: a type, a comma, the data.",
        ("The comma is missing, or the base64 has a byte that base64 does not have.",),
    ),
    "unknown-blob-url": Guidance(
        "concept-scheme-fetch 3.blob.2",
        "Create the blob: URL in this page, and do not revoke it before the fetch.",
        (
            "The URL was revoked, or the page that made it is gone.",
            "The URL was made by a page of another origin, or handed on by a message.",
        ),
    ),
    "blob-method": Guidance(
        "concept-scheme-fetch 3.blob.2",
        "Use GET for a blob: URL.",
        ("A function that always posts was given a blob: URL.",),
    ),
    "invalid-blob-range": Guidance(
        "concept-scheme-fetch 3.blob.14.4; concept-scheme-fetch 3.blob.14.7.1",
        "Ask for a range inside the blob.",
        ("The range begins behind the blob's end, or is none.",),
    ),
    "connection-failed": Guidance(
        "concept-http-network-fetch 8.1",
        "Not a matter of CORS: see whether the server runs, and its name and certificate.",
        (
            "The server is down, or its name does not resolve.",
            "The certificate is not trusted, has run out, or is for another name.",
            "An ad blocker, a firewall or the browser's guard of local networks is in between.",
            "The answer was cut short, or is no HTTP.",
        ),
    ),
    "only-if-cached": Guidance(
        "concept-http-network-or-cache-fetch 11.1",
        "Use another cache mode.",
        ("The page asks the cache only, and the cache does not have it.",),
    ),
    "keepalive-quota": Guidance(
        "concept-http-network-or-cache-fetch 8.10.5",
        "Send less than 64 KiB, or send without keepalive.",
        ("A page that is left sends a long log.",),
    ),
    "proxy-authentication": Guidance(
        "concept-http-network-or-cache-fetch 16.1",
        "Only a proxy asks with 407; a server asks with 401.",
        (
            "The network's proxy wants a user name and password.",
            "A server answers 407 where 401 is meant.",
        ),
    ),
}
