"""The clinic's own prices, and the national amounts that are shown for reference."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from clinicdesk.model.dated import Dated


@dataclass(frozen=True, slots=True)
class Fee:
    """The clinic's amounts for one unit of a code, in cents. `allowed` has the contracted amount by payer id."""

    billed: int
    self_pay: int
    allowed: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceFee(Dated):
    """A published national amount, in cents of US dollars: shown for reference, never used in an estimate."""

    code: str
    amount: int
    schedule: str
    note: str = ""
