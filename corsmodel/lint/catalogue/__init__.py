"""Every kind of finding: its code, its severity, and its words."""

from types import MappingProxyType

from corsmodel.lint.catalogue.access import ACCESS, CACHES
from corsmodel.lint.catalogue.consent import ALLOW_ORIGIN
from corsmodel.lint.catalogue.kind import FindingKind, Severity
from corsmodel.lint.catalogue.permissions import EXPOSURE, PREFLIGHTS

__all__ = ["FINDINGS", "FindingKind", "Severity"]

#: Every kind of finding by its code, in the order of looking.
FINDINGS = MappingProxyType(ACCESS | CACHES | ALLOW_ORIGIN | PREFLIGHTS | EXPOSURE)
