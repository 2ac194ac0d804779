"""The amounts of an estimate as columns of a table. What is not known has words or its own column, never a zero."""

from collections.abc import Sequence
from dataclasses import dataclass

from clinicdesk.documents.case import Case
from clinicdesk.model.estimate import Basis, Line
from clinicdesk.model.payer import CoverageStatus

OPEN = "open"
"""What the patient would pay for lines that may be covered, nobody knows: kept apart from what is not covered."""

_DASH = "–"
_ALWAYS_SAID = {"billed", "write_off", "patient"}
_SAID_IF_COVERED = {"allowed", "plan"}
_WITH_PLAN = (
    "billed",
    "allowed",
    "plan",
    "deductible",
    "copay",
    "coinsurance",
    "not_covered",
    OPEN,
    "balance_bill",
    "secondary_plan",
)
_WITHOUT_PLAN = ("billed", "write_off")


def cents_of(line: Line, name: str) -> int:
    """An amount of a line in cents."""
    if name == OPEN:
        return line.not_covered if is_open(line) else 0
    if name == "not_covered" and is_open(line):
        return 0
    cents: int = getattr(line, name)
    return cents


def is_open(line: Line) -> bool:
    """Whether nobody knows if a plan covers the line."""
    return line.status is CoverageStatus.UNKNOWN and not line.covered


@dataclass(frozen=True)
class Amount:
    """A column of amounts."""

    name: str
    case: Case

    @property
    def told(self) -> str:
        """What the amount is called: nobody's where it is withheld, a charge on a Good Faith Estimate."""
        if self.name == "patient" and self.case.withheld:
            return "left_open"
        return "expected_charge" if self.name == "patient" and self.case.good_faith else self.name

    @property
    def title(self) -> str:
        """The column's words."""
        return self.case.say(f"cost.column.{self.told}")

    def cell(self, lines: Sequence[Line]) -> str:
        """The sum of lines; words where a part of it is not known, a dash where there can be none."""
        if self.name == "plan" and any(is_open(line) for line in lines):
            return self.case.say("cost.not_known")
        cents = sum(cents_of(line, self.name) for line in lines)
        return self.case.money(cents) if cents or self._said(lines) else _DASH

    def _said(self, lines: Sequence[Line]) -> bool:
        """Whether nothing is worth saying as $0.00."""
        if self.name in _SAID_IF_COVERED:
            return any(line.covered for line in lines)
        return self.name in _ALWAYS_SAID

    @property
    def stands(self) -> bool:
        """Whether the column tells anything."""
        lines = self.case.result.estimate.lines
        return any(cents_of(line, self.name) or (self.name == "plan" and is_open(line)) for line in lines)


def columns(case: Case) -> list[Amount]:
    """The columns that tell something, the patient's last."""
    own = case.result.estimate.basis is Basis.SELF_PAY
    found = [Amount(name, case) for name in (_WITHOUT_PLAN if own else _WITH_PLAN)]
    return [*(one for one in found if one.stands), Amount("patient", case)]
