"""A browser: a profile, and what it remembers from one fetch to the next."""

import attrs

from corsmodel.fetching.cors_preflight_cache import PreflightCache
from corsmodel.fetching.http_cache import HTTPCache
from corsmodel.infrastructure.arguments import of_type, shown
from corsmodel.profile import STANDARD, Profile
from corsmodel.profiles import PROFILES
from corsmodel.values import Value


@attrs.frozen(eq=False, repr=False)
class Browser(Value):
    """A browser between two fetches; each verdict carries the one to go on with.

    :raises TypeError: for values of a wrong type.
    """

    profile: Profile = STANDARD
    preflight_cache: PreflightCache = PreflightCache()
    http_cache: HTTPCache = HTTPCache()

    def __attrs_post_init__(self) -> None:
        """Refuse names in place of profiles, and all else that is none."""
        of_type(self.profile, Profile, "profile", "pass a profile such as corsmodel.CHROMIUM")
        remedy = "pass the cache of a verdict's browser, or leave it out"
        of_type(self.preflight_cache, PreflightCache, "preflight_cache", remedy)
        of_type(self.http_cache, HTTPCache, "http_cache", remedy)


_NEW = {profile.name: Browser(profile) for profile in PROFILES.values()}


def as_browser(browser: "Browser | Profile | str") -> Browser:
    """Read what people write for a browser: a name, a profile, or a browser with its state.

    :raises ValueError: for a name that no profile has.
    :raises TypeError: for what is neither a name nor one of the two.
    """
    if isinstance(browser, Browser):
        return browser
    if isinstance(browser, Profile):
        new = _NEW.get(browser.name)
        return new if new is not None and new.profile is browser else Browser(browser)
    of_type(browser, str, "browser", "pass a name, a corsmodel.Profile or a corsmodel.Browser")
    if browser not in _NEW:
        message = f"browser: {shown(browser)} is not known; use one of {', '.join(_NEW)}"
        raise ValueError(message)
    return _NEW[browser]
