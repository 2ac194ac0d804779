"""Billing codes: which are the service, and which must not be billed with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from clinicdesk.model.dated import Dated


@dataclass(frozen=True, slots=True, kw_only=True)
class Code(Dated):
    """A CPT code in our own short words. `service` marks the two codes of dry needling.

    `text_in` has the words in other languages, by language.
    """

    code: str
    text: str
    service: bool = False
    text_in: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeConflict(Dated):
    """Codes that must not stand with `codes` on one day, or in their place, and why in our own words."""

    codes: tuple[str, ...]
    never_with: tuple[str, ...]
    reason: str
