"""A browser: a profile, and what it remembers from one fetch to the next."""

import attrs

from corsmodel.fetching.cors_preflight_cache import PreflightCache
from corsmodel.profile import STANDARD, Profile
from corsmodel.profiles import PROFILES


@attrs.frozen
class Browser:
    """A browser between two fetches; each verdict carries the one to go on with."""

    profile: Profile = STANDARD
    preflight_cache: PreflightCache = PreflightCache()


_NEW = {profile.name: Browser(profile) for profile in PROFILES.values()}


def as_browser(browser: "Browser | Profile | str") -> Browser:
    """Read what people write for a browser: a name, a profile, or a browser with its state.

    :raises ValueError: for a name that no profile has.
    """
    if isinstance(browser, Browser):
        return browser
    if isinstance(browser, Profile):
        return Browser(browser)
    if browser not in _NEW:
        message = f"browser: {browser!r:.40} is not known; use one of {', '.join(_NEW)}"
        raise ValueError(message)
    return _NEW[browser]
