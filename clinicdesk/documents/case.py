"""One visit with its result, and what follows for a paper: whether anybody may sign, what must not be asked for."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from clinicdesk.documents.texts import Form, Part, form
from clinicdesk.model.codes import Code
from clinicdesk.model.coverage import Coverage, Determination
from clinicdesk.model.document import BlockerKind, Earlier, Notice, NoticeKind, TranslationReview
from clinicdesk.model.estimate import Line
from clinicdesk.model.payer import NOT_ASKED_FOR, Payer
from clinicdesk.model.result import Result
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.model.screening import Finding
from clinicdesk.model.visit import Visit
from clinicdesk.words import Words, money


@dataclass(frozen=True)
class Case:
    """Everything that a sheet is made of. `visit_sha256` is that of the visit's file, in hexadecimal digits.

    `logo` is the clinic's as `documents.logo` makes it, empty where there is none; `review` is the translation's;
    `replaces` has the numbers of signed papers whose place this one takes, `earlier` is the estimate before this one;
    `named` says that the clinic wants the patient's name in the PDF's title.
    """

    visit: Visit
    result: Result
    rules: Rulebook
    words: Words
    visit_sha256: str
    logo: bytes = b""
    review: TranslationReview | None = None
    replaces: tuple[str, ...] = ()
    earlier: Earlier | None = None
    named: bool = False

    def say(self, key: str, **values: Any) -> str:
        """A label or sentence of `paper.toml`."""
        return self.words.say(f"paper.{key}", **values)

    def money(self, cents: int) -> str:
        """An amount in the clinic's currency."""
        return money(cents, self.visit.clinic.currency)

    def form(self, kind: str) -> Form:
        """The texts of one kind of paper."""
        return form(kind, self.words.language)

    def part(self, kind: str, part: str) -> Part:
        """One part of the texts of one kind of paper."""
        return self.form(kind).parts[part]

    @cached_property
    def visit_number(self) -> str:
        """What the desk calls this visit by: two groups of five."""
        digits = self.visit_sha256[:10].upper()
        return f"{digits[:5]}-{digits[5:]}"

    @cached_property
    def document_number(self) -> str:
        """The visit's number and the start of the rule book's version."""
        return f"{self.visit_number}-{self.rules.version[:6].upper()}"

    @property
    def patient_name(self) -> str:
        """Given name and family name."""
        return self.visit.patient.full_name

    @property
    def review_only(self) -> bool:
        """Whether nothing but a clinician's look at the findings stands in the way."""
        return [blocker.kind for blocker in self.result.blockers] == [BlockerKind.CLINICIAN_REVIEW]

    @property
    def may_sign(self) -> bool:
        """Whether the paper may have any place to sign."""
        return not self.result.blockers or self.review_only

    @property
    def to_be_asked(self) -> tuple[Coverage, ...]:
        """The plans of which it is not known, or known not to be so, that the patient may be billed."""
        return tuple(coverage for coverage, found in self.plans if found.patient_may_be_billed in NOT_ASKED_FOR)

    @property
    def withheld(self) -> bool:
        """Whether no money may be asked of the patient before a payer has been asked."""
        return bool(self.to_be_asked)

    def label(self, finding: Finding) -> str:
        """What a finding is about, in a few words."""
        return self.rules.questionnaire.by_id[finding.item].label

    def notice(self, kind: NoticeKind) -> Notice | None:
        """The notice of this kind, where it is due."""
        return next((notice for notice in self.result.notices if notice.kind is kind), None)

    @property
    def good_faith(self) -> bool:
        """Whether the cost part is a complete Good Faith Estimate of care to come, which alone may bear that title."""
        due = self.notice(NoticeKind.GOOD_FAITH_ESTIMATE) is not None
        return due and not (self.lacking or self.visit.is_over or self.before_code)

    @property
    def lacking(self) -> tuple[str, ...]:
        """What a Good Faith Estimate that is due cannot do without and that nobody has stated: fields of the visit."""
        notice = self.notice(NoticeKind.GOOD_FAITH_ESTIMATE)
        unknown = () if self.visit.is_over else self.visit.patient.not_known
        return (*notice.missing, *unknown) if notice else ()

    @property
    def before_code(self) -> Code | None:
        """The service's code, where the first session lies before the day from which on there is such a code."""
        service = self.visit.service
        code = self.rules.codes.get(service.code)
        return code if code and code.since and service.first_session < code.since else None

    @cached_property
    def sessions(self) -> tuple[tuple[Line, ...], ...]:
        """The lines of each session."""
        found: dict[int, list[Line]] = {}
        for line in self.result.estimate.lines:
            found.setdefault(line.session, []).append(line)
        return tuple(tuple(lines) for lines in found.values())

    @property
    def before(self) -> int:
        """How many sessions of the course lie before the first of the estimate."""
        return self.result.estimate.lines[0].session - 1

    @property
    def last(self) -> int:
        """The number of the course's last session."""
        return self.result.estimate.lines[-1].session

    @property
    def counted(self) -> str:
        """For which sessions an estimate in mid-course is, and what it takes for granted; else empty."""
        return self.say("cost.counted", session=self.before + 1) if self.before else ""

    @property
    def plans(self) -> tuple[tuple[Coverage, Determination], ...]:
        """Each coverage with what the rule book makes of it."""
        return tuple(zip(self.visit.coverage, self.result.coverage, strict=False))

    def payer(self, coverage: Coverage) -> Payer:
        """The payer's record."""
        return self.rules.payers[coverage.payer]

    def payer_name(self, coverage: Coverage) -> str:
        """What the patient calls the payer: the name given, else the rule book's; a made-up plan is labelled."""
        payer = self.payer(coverage)
        name = coverage.payer_name or payer.name
        return self.say("payer.example", payer=name) if payer.example else name

    def service(self, code: str) -> str:
        """A service in plain words with its code, or the code alone where we have no words."""
        known = self.rules.codes.get(code)
        if known is None:
            return self.say("service.code", code=code)
        return self.say("service.named", text=begun(known.text), code=code)


def begun(text: str) -> str:
    """The text with a capital letter first."""
    return text[:1].upper() + text[1:]
