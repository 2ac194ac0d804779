"""Billing codes: which are the service, and which must not be billed with it."""

from dataclasses import dataclass

from clinicdesk.model.dated import Dated


@dataclass(frozen=True, slots=True, kw_only=True)
class Code(Dated):
    """A CPT code in our own short words. `service` marks the two codes of dry needling."""

    code: str
    text: str
    service: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeConflict(Dated):
    """Codes that must not stand with `codes` on one day, or in their place, and why in our own words."""

    codes: tuple[str, ...]
    never_with: tuple[str, ...]
    reason: str
