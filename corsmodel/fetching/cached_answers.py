"""What engines keep instead of single permissions: the whole answer to the last preflight.

The standard has nothing like it; see :attr:`.Profile.preflight_cache_unit`.
"""

import attrs

from corsmodel.infrastructure.header_names import CORS_NON_WILDCARD_REQUEST_HEADER_NAMES
from corsmodel.infrastructure.methods import is_cors_safelisted_method
from corsmodel.infrastructure.requests import Request
from corsmodel.profile import Profile
from corsmodel.values import Value


@attrs.frozen(eq=False, repr=False)
class CachedAnswer(Value):
    """All that one answer permits, for as long as it lasts."""

    methods: frozenset[bytes]
    #: In lower case.
    header_names: frozenset[bytes]
    #: Whether the preflight was made for a request whose credentials mode is ``include``.
    credentials: bool
    #: In seconds, as is *max_age*.
    stored_at: float
    max_age: int

    def is_alive(self, at: float) -> bool:
        """Tell whether it has not run out at the given time."""
        return at - self.stored_at < self.max_age

    def permits(
        self, request: Request, unsafe_names: tuple[bytes, ...], at: float, profile: Profile
    ) -> bool:
        """Tell whether the answer, given again, would let *request* pass."""
        include = request.credentials_mode == "include"
        if not self.is_alive(at) or (include and not self.credentials):
            return False
        if not (
            is_cors_safelisted_method(request.method)
            or request.method in self.methods
            or (b"*" in self.methods and not include)
        ):
            return False
        wildcard = b"*" in self.header_names and not include
        return all(
            name in self.header_names or (wildcard and _is_covered(name, profile))
            for name in unsafe_names
        )


def _is_covered(name: bytes, profile: Profile) -> bool:
    # PROFILE: an answer from the cache may cover less than the same answer when it is new.
    return (
        name not in CORS_NON_WILDCARD_REQUEST_HEADER_NAMES
        or profile.authorization_covered_by_remembered_wildcard
    )
