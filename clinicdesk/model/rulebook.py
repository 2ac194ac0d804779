"""The rule book as it has been read: plain records, nothing that knows a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from clinicdesk.model.codes import Code, CodeConflict
from clinicdesk.model.dated import Dated
from clinicdesk.model.document import NoticeKind, NoticeRule
from clinicdesk.model.fees import ReferenceFee
from clinicdesk.model.language import ORIGINAL
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
    `calendar_until` is the last day that the calendar speaks of. `questionnaire` has the words of one language,
    `translations` the same set in each of the others.
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
    translations: Mapping[str, Questionnaire] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def service_codes(self) -> tuple[str, ...]:
        """The codes of the service itself."""
        return tuple(code.code for code in self.codes.values() if code.service)

    @property
    def language(self) -> str:
        """The language of the questions."""
        return self.questionnaire.language

    @property
    def original(self) -> Questionnaire:
        """The screening set in the language in which it was written, and is approved."""
        return self.translations.get(ORIGINAL, self.questionnaire)

    def in_language(self, language: str) -> "Rulebook":
        """The same rules with the words of a language where there are any, else as they were written.

        The questions and the short words of codes have a language; what payers and states say stays as it is.
        """
        now = self.questionnaire.language
        wanted = language if language in {now, *self.translations} else ORIGINAL
        if wanted == now:
            return self
        others = {one: told for one, told in self.translations.items() if one != wanted}
        return replace(
            self,
            questionnaire=self.translations[wanted],
            translations=MappingProxyType({**others, now: self.questionnaire}),
            codes=MappingProxyType({code: _in(one, now, wanted) for code, one in self.codes.items()}),
        )


def _in(code: Code, now: str, wanted: str) -> Code:
    """A code in another language; one without words in it keeps those that it has."""
    if wanted not in code.text_in:
        return code
    return replace(code, text=code.text_in[wanted], text_in=MappingProxyType({**code.text_in, now: code.text}))
