"""Mixed content: a page from https that fetches from http.

After https://w3c.github.io/webappsec-mixed-content/, with one departure that all engines make: only
a page whose scheme is https restricts mixed content, not one from http://localhost.
"""

from corsmodel.infrastructure.origins import Origin, TupleOrigin
from corsmodel.infrastructure.requests import Request
from corsmodel.infrastructure.urls import URL, is_potentially_trustworthy
from corsmodel.profile import Profile


def _restricts_mixed_content(request: Request, profile: Profile) -> bool:
    client = request.client
    origins: tuple[Origin | None, ...] = (client.origin, client.top_level_origin)
    # PROFILE: an engine looks where a page of an opaque origin came from.
    if profile.opaque_page_restricts_mixed_content and client.url is not None:
        origins += (client.url.origin,)
    return any(isinstance(origin, TupleOrigin) and origin.scheme == "https" for origin in origins)


def is_mixed_content(request: Request, url: URL, profile: Profile) -> bool:
    """Tell whether *url* is blocked, or upgraded, since it is less secure than the page.

    https://w3c.github.io/webappsec-mixed-content/#should-block-fetch
    """
    # Only http is less secure; a failure of any other scheme has a reason of its own.
    return (
        url.scheme == "http"
        and _restricts_mixed_content(request, profile)
        # PROFILE: an engine does not except the loopback.
        and (profile.loopback_is_mixed_content or not is_potentially_trustworthy(url))
    )


def upgraded(request: Request, url: URL, profile: Profile, *, by_redirect: bool = False) -> URL:
    """Return the URL to ask for instead of a picture's: https, if the page is and the host a name.

    https://w3c.github.io/webappsec-mixed-content/#upgrade-algorithm
    """
    if (
        # PROFILE: an engine upgrades a picture under CORS as well.
        (request.mode == "no-cors" or profile.mixed_cors_pictures_upgraded)
        and is_mixed_content(request, url, profile)
        # PROFILE: an engine does not except addresses.
        and (
            by_redirect
            or profile.pictures_from_addresses_upgraded
            or not is_address(url.host or "")
        )
    ):
        return url.with_scheme("https")
    return url


def is_address(host: str) -> bool:
    """Tell whether a host is an IP address and no name."""
    return host.startswith("[") or host.replace(".", "").isdigit()
