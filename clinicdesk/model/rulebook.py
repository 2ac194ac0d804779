"""The rule book as it has been read: plain records, nothing that knows a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from clinicdesk.model.codes import Code, CodeConflict
from clinicdesk.model.dated import Dated
from clinicdesk.model.document import NoticeKind, NoticeRule
from clinicdesk.model.fees import ReferenceFee
from clinicdesk.model.payer import BillingRule, LineOfBusiness, Payer
from clinicdesk.model.practice import State
from clinicdesk.model.questionnaire import Questionnaire
from clinicdesk.model.retention import KeepRule

EVERY_STATE = "every"
"""The id of the rows that are true of every state without one of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday(Dated):
    """A day that is no business day, as observed."""

    day: date
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """Everything that payers, states, agencies and clinical sources say, dated and sourced.

    `version` is the sha256 over all rule files. `holidays` are the federal holidays as observed;
    `calendar_until` is the last day that the calendar speaks of.
    """

    version: str
    payers: Mapping[str, Payer]
    states: Mapping[str, State]
    codes: Mapping[str, Code]
    conflicts: tuple[CodeConflict, ...]
    reference_fees: tuple[ReferenceFee, ...]
    questionnaire: Questionnaire
    holidays: Mapping[date, Holiday]
    calendar_until: date
    notices: Mapping[NoticeKind, NoticeRule]
    billing: Mapping[LineOfBusiness, BillingRule]
    retention: Mapping[NoticeKind, KeepRule]

    @property
    def service_codes(self) -> tuple[str, ...]:
        """The codes of the service itself."""
        return tuple(code.code for code in self.codes.values() if code.service)
