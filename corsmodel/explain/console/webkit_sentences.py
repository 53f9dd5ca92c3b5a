"""The sentences that WebKit prints, as WebKitGTK 2.50.6 was seen to print them.

Where it ends a sentence with a line break, that is left out.
"""

#: The last sentence of nearly every failure; what went wrong stands before it.
CANNOT_LOAD = "{api} cannot load {url} due to access control checks."
#: What each API is called.
APIS = {"fetch": "Fetch API", "xhr": "XMLHttpRequest"}

# The CORS check, of an answer or of a preflight's answer.
WILDCARD = "Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true."
SEVERAL_ORIGINS = "Access-Control-Allow-Origin cannot contain more than one origin."
ORIGIN_NOT_ALLOWED = (
    "Origin {origin} is not allowed by Access-Control-Allow-Origin. Status code: {status}"
)
CREDENTIALS = 'Credentials flag is true, but Access-Control-Allow-Credentials is not "true".'

# The rest of the preflight.
PREFLIGHT_BLOCKED = "CORS-preflight request was blocked"
PREFLIGHT_STATUS = "Preflight response is not successful. Status code: {status}"
INVALID_LIST = "Header {header} has an invalid value: {value}"
METHOD_NOT_ALLOWED = "Method {method} is not allowed by Access-Control-Allow-Methods."
HEADER_NOT_ALLOWED = "Request header field {name} is not allowed by Access-Control-Allow-Headers."

# Redirects.
REDIRECT_DENIED = (
    "Cross-origin redirection to {url} denied by Cross-Origin Resource Sharing policy: {why}"
)
REDIRECT_SCHEME = "not allowed to follow a cross-origin CORS redirection with non CORS scheme"
REDIRECT_CREDENTIALS = "redirection URL {url} has credentials"
REDIRECT_NOT_WANTED = "Not allowed to follow a redirection while loading {url}"
TOO_MANY_REDIRECTS = "Load cannot follow more than 20 redirections"
UNSAFE_ATTEMPT = (
    "Unsafe attempt to load URL {url} from origin {origin}. "
    "Domains, protocols and ports must match."
)
REDIRECT_NOT_HTTP = "Redirection to URL with a scheme that is not HTTP(S)."
LOCAL_RESOURCE = "Not allowed to load local resource: {url}"
NO_FTP = "FTP URLs are disabled"

# Requests that are refused for what they are.
SAME_ORIGIN_MODE = "{api} cannot load {url}."
NOT_HTTP = "Cross origin requests are only supported for HTTP."
NO_CORS_REDIRECT_MODE = "No-Cors mode requires follow redirect mode"
NOT_ALLOWED = "Not allowed to request resource"
MIXED_CONTENT = (
    "[blocked] The page at {page} requested insecure content from {url}. "
    "This content was blocked and must be served over HTTPS."
)
#: Of the loopback the engine breaks off.
MIXED_CONTENT_LOOPBACK = (
    "[blocked] The page at {page} requested insecure content from {url}. "
    "This content was blocked and must"
)
BAD_PORT = "Not allowed to use restricted network port {port}: {url}"
KEEPALIVE_QUOTA = "Reached maximum amount of queued data of 64Kb for keepalive requests"
RESOURCE_POLICY = (
    "Cancelled load to {url} because it violates the resource's "
    "Cross-Origin-Resource-Policy response header."
)

#: How long a URL is where sentences shorten it in the middle.
LONGEST = 1024

#: The header names that WebKit knows, as it writes them. It names and sends other ones as the
#: script wrote them, and goes through those that it knows first.
KNOWN_NAMES = {
    name.lower(): name
    for name in (
        "Accept", "Accept-Encoding", "Accept-Language", "Accept-Ranges",
        "Access-Control-Allow-Credentials", "Access-Control-Allow-Headers",
        "Access-Control-Allow-Methods", "Access-Control-Allow-Origin",
        "Access-Control-Expose-Headers", "Access-Control-Max-Age", "Age", "Authorization",
        "Cache-Control", "Clear-Site-Data", "Content-Disposition", "Content-Encoding",
        "Content-Language", "Content-Location", "Content-Range", "Content-Security-Policy",
        "Content-Security-Policy-Report-Only", "Content-Type", "Cross-Origin-Embedder-Policy",
        "Cross-Origin-Embedder-Policy-Report-Only", "Cross-Origin-Opener-Policy",
        "Cross-Origin-Opener-Policy-Report-Only", "Cross-Origin-Resource-Policy",
        "Default-Style", "ETag", "Expires", "Icy-MetaInt", "Icy-Metadata", "If-Match",
        "If-Modified-Since", "If-None-Match", "If-Range", "If-Unmodified-Since",
        "Integrity-Policy", "Integrity-Policy-Report-Only", "Last-Event-ID", "Last-Modified",
        "Link", "Location", "Ping-From", "Ping-To", "Pragma", "Purpose", "Range",
        "Referrer-Policy", "Refresh", "Report-To", "Reporting-Endpoints", "Server",
        "Server-Timing", "Service-Worker", "Service-Worker-Allowed",
        "Service-Worker-Navigation-Preload", "Set-Cookie2", "SourceMap", "Timing-Allow-Origin",
        "Upgrade-Insecure-Requests", "User-Agent", "Vary", "WWW-Authenticate",
        "X-Content-Type-Options", "X-DNS-Prefetch-Control", "X-Frame-Options", "X-SourceMap",
        "X-Temp-Tablet", "X-XSS-Protection",
    )
}  # fmt: skip
