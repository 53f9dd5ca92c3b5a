"""The ``Headers`` class and its guards (https://fetch.spec.whatwg.org/#headers-class)."""

from collections.abc import Iterable
from typing import Literal

from corsmodel.infrastructure.header_names import (
    FORBIDDEN_RESPONSE_HEADER_NAMES,
    NO_CORS_SAFELISTED_REQUEST_HEADER_NAMES,
    PRIVILEGED_NO_CORS_REQUEST_HEADER_NAMES,
    is_forbidden_request_header,
    is_header_name,
    is_header_value,
)
from corsmodel.infrastructure.headers import NO_HEADERS, HeaderList, normalize
from corsmodel.infrastructure.safelisted_headers import is_no_cors_safelisted_request_header
from corsmodel.profile import STANDARD, Profile
from corsmodel.standard import Algorithm, Step

VALIDATE = Algorithm("headers-validate")

#: https://fetch.spec.whatwg.org/#headers-guard
Guard = Literal["immutable", "request", "request-no-cors", "response", "none"]


class HeadersGuardError(Exception):
    """``Headers`` throws a TypeError; callers make a verdict of it."""

    def __init__(self, step: Step, part: Literal["name", "value", "guard"], text: str) -> None:
        super().__init__(f"{part}: {text[:40]!r}")
        self.step = step
        self.part = part
        self.text = text


class Headers:
    """A ``Headers`` object: a header list that grows under a guard."""

    def __init__(
        self,
        guard: Guard = "none",
        pairs: Iterable[tuple[str, str]] = (),
        profile: Profile = STANDARD,
    ) -> None:
        """Fill with *pairs*, in order, as the browser of *profile* does.

        :raises HeadersGuardError: where ``Headers`` throws.

        https://fetch.spec.whatwg.org/#concept-headers-fill
        """
        self.guard: Guard = guard
        self.profile = profile
        self._pairs: list[tuple[bytes, bytes]] = []
        #: Lower-case name → the spelling that it first came in.
        self._spelling: dict[bytes, bytes] = {}
        # 1. 1.1. Not modelled: items that are not pairs; they are misuse here.
        # 1.2. 2. Each in order.
        for name, value in pairs:
            self.append(name, value)

    @property
    def header_list(self) -> HeaderList:
        """The headers that are there now."""
        return HeaderList(tuple(self._pairs)) if self._pairs else NO_HEADERS

    def append(self, name: str, value: str) -> None:
        """Append a header, unless the guard keeps it out.

        :raises HeadersGuardError: where ``Headers`` throws.

        https://fetch.spec.whatwg.org/#concept-headers-append
        """
        # 1. White space around the value goes.
        raw_name, raw_value = _to_bytes(name, "name"), normalize(_to_bytes(value, "value"))
        # 2. The guard.
        if not self._validate(raw_name, raw_value):
            return
        lower = raw_name.lower()
        if self.guard == "request-no-cors":
            # 3. 3.1. 3.2. 3.3. Judged together with what is there under that name,
            present = [known for other, known in self._pairs if other.lower() == lower]
            temporary_value = b", ".join([*present, raw_value])
            # 3.4. and dropped if that is not safelisted. Few and short ones get this far.
            if not is_no_cors_safelisted_request_header(lower, temporary_value, self.profile):
                return
        # 4. Append, in the spelling that the name first had.
        self._pairs.append((self._spelling.setdefault(lower, raw_name), raw_value))
        # 5. Not modelled: headers that privileged code set; scripts get none past the guard.

    def set(self, name: str, value: str) -> None:
        """Set a header, unless the guard keeps it out.

        :raises HeadersGuardError: where ``Headers`` throws.

        https://fetch.spec.whatwg.org/#dom-headers-set
        """
        # 1. White space around the value goes.
        raw_name, raw_value = _to_bytes(name, "name"), normalize(_to_bytes(value, "value"))
        # 2. The guard.
        if not self._validate(raw_name, raw_value):
            return
        # 3. The stricter guard.
        if self.guard == "request-no-cors" and not is_no_cors_safelisted_request_header(
            raw_name.lower(), raw_value, self.profile
        ):
            return
        # 4. Set.
        self._replace(self.header_list.set(raw_name, raw_value))
        # 5. Not modelled: headers that privileged code set; scripts get none past the guard.

    def delete(self, name: str) -> None:
        """Delete the headers of that name, unless the guard keeps them in.

        :raises HeadersGuardError: where ``Headers`` throws.

        https://fetch.spec.whatwg.org/#dom-headers-delete
        """
        raw_name = _to_bytes(name, "name")
        lower = raw_name.lower()
        # 1. The guard.
        if not self._validate(raw_name, b""):
            return
        # 2. The stricter guard.
        if self.guard == "request-no-cors" and lower not in (
            NO_CORS_SAFELISTED_REQUEST_HEADER_NAMES | PRIVILEGED_NO_CORS_REQUEST_HEADER_NAMES
        ):
            return
        # 3. 4. Delete what is there.
        self._replace(self.header_list.delete((lower,)))
        # 5. Not modelled: headers that privileged code set; scripts get none past the guard.

    def _validate(self, name: bytes, value: bytes) -> bool:
        """Tell whether the guard lets the header through.

        :raises HeadersGuardError: where ``Headers`` throws.

        https://fetch.spec.whatwg.org/#headers-validate
        """
        # 1. It is a header at all.
        if not is_header_name(name):
            raise HeadersGuardError(VALIDATE["1"], "name", name.decode("latin-1"))
        if not is_header_value(value):
            raise HeadersGuardError(VALIDATE["1"], "value", value.decode("latin-1"))
        # 2. The headers may be changed.
        if self.guard == "immutable":
            raise HeadersGuardError(VALIDATE["2"], "guard", self.guard)
        # 3. Scripts leave the browser's own headers alone.
        if self.guard == "request" and is_forbidden_request_header(
            name.lower(), value, self.profile
        ):
            return False
        # 4. In answers too. 5. Everything else passes.
        return not (self.guard == "response" and name.lower() in FORBIDDEN_RESPONSE_HEADER_NAMES)

    def _replace(self, headers: HeaderList) -> None:
        self._pairs = list(headers.pairs)
        self._spelling = {name.lower(): name for name, _ in reversed(self._pairs)}


def _to_bytes(text: str, part: Literal["name", "value"]) -> bytes:
    # Web IDL's ByteString: code points beyond U+00FF make the call throw before any step.
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        raise HeadersGuardError(VALIDATE["1"], part, text) from None
