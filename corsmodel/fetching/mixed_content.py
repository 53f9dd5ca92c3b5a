"""Mixed content: a page from https that fetches from http.

After https://w3c.github.io/webappsec-mixed-content/, with one departure that all engines make: only
a page whose scheme is https restricts mixed content, not one from http://localhost.
"""

from corsmodel.infrastructure.requests import Request
from corsmodel.infrastructure.urls import Origin, TupleOrigin, is_potentially_trustworthy
from corsmodel.profile import Profile


def _restricts_mixed_content(request: Request, profile: Profile) -> bool:
    client = request.client
    origins: tuple[Origin | None, ...] = (client.origin, client.top_level_origin)
    # PROFILE: an engine looks where a page of an opaque origin came from.
    if profile.opaque_page_restricts_mixed_content and client.url is not None:
        origins += (client.url.origin,)
    return any(isinstance(origin, TupleOrigin) and origin.scheme == "https" for origin in origins)


def is_blocked_as_mixed_content(request: Request, profile: Profile) -> bool:
    """Tell whether the request is blocked since it is less secure than the page.

    https://w3c.github.io/webappsec-mixed-content/#should-block-fetch
    """
    url = request.current_url
    # Only http is less secure; a failure of any other scheme has a reason of its own.
    return (
        url.scheme == "http"
        and _restricts_mixed_content(request, profile)
        # PROFILE: an engine does not except the loopback.
        and (profile.loopback_is_mixed_content or not is_potentially_trustworthy(url))
    )


def upgrade_mixed_content(request: Request, profile: Profile) -> None:
    """Ask https instead of http for a picture on a page from https, unless the host is an address.

    https://w3c.github.io/webappsec-mixed-content/#upgrade-algorithm
    """
    url = request.current_url
    if (
        url.scheme == "http"
        and request.destination == "image"
        and request.mode == "no-cors"
        and is_blocked_as_mixed_content(request, profile)
        # PROFILE: an engine does not except addresses.
        and (profile.pictures_from_addresses_upgraded or not _is_address(url.host or ""))
    ):
        request.url_list[-1] = url.with_scheme("https")


def _is_address(host: str) -> bool:
    return host.startswith("[") or host.replace(".", "").isdigit()
