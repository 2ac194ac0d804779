"""One coverage asked about one course: what stands before anything is concluded from it."""

from dataclasses import dataclass
from datetime import date, timedelta

from clinicdesk.model.coverage import Coverage, Inquiry, PhoneCheck
from clinicdesk.model.payer import LineOfBusiness, Payer
from clinicdesk.model.rulebook import Rulebook

PHONE_CHECK_HOLDS = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Asked:
    """The coverage, the question, the payer, and the kind of plan (None = not known)."""

    coverage: Coverage
    inquiry: Inquiry
    payer: Payer
    line: LineOfBusiness | None
    rules: Rulebook

    @property
    def name(self) -> str:
        """What the payer is called: as the visit has it, else as the rule book has it."""
        return self.coverage.payer_name or self.payer.name

    @property
    def lapsed(self) -> bool:
        """Whether the telephone check is too old to count."""
        phone = self.coverage.phone_check
        return phone is not None and self.inquiry.day - phone.on > PHONE_CHECK_HOLDS

    def told(self, code: str) -> PhoneCheck | None:
        """The telephone check that counts for a code."""
        phone = None if self.lapsed else self.coverage.phone_check
        return phone if phone and (not phone.codes or code in phone.codes) else None

    def is_active(self, day: date) -> bool:
        """Whether the coverage runs on a day; both of its ends are inside."""
        return (self.coverage.effective_from or date.min) <= day <= (self.coverage.effective_to or date.max)


def ask(coverage: Coverage, inquiry: Inquiry, rules: Rulebook) -> Asked:
    """The kind of plan is as stated, else the only one that the payer stands for, else not known."""
    payer = rules.payers[coverage.payer]
    only = payer.lines_of_business[0] if len(payer.lines_of_business) == 1 else None
    return Asked(coverage, inquiry, payer, coverage.line_of_business or only, rules)
