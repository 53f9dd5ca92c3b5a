"""The browsers that have a profile: the standard and its departures, by name."""

from corsmodel.profile import STANDARD, Profile
from corsmodel.profiles.chromium import CHROMIUM
from corsmodel.profiles.firefox import FIREFOX
from corsmodel.profiles.webkit import WEBKIT

__all__ = ["CHROMIUM", "FIREFOX", "PROFILES", "STANDARD", "WEBKIT"]

#: Every profile by the name that scenarios use.
PROFILES: dict[str, Profile] = {
    profile.name: profile for profile in (STANDARD, CHROMIUM, FIREFOX, WEBKIT)
}
