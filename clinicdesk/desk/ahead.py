"""Which questions stand open at a visit, also before the desk has kept an answer: the screen goes on at once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from clinicdesk.engine.asking import asked, builds_on_full
from clinicdesk.model.questionnaire import CHANGED_ITEM, Answer, Item, Questionnaire
from clinicdesk.model.screening import BIRTH_DATE
from clinicdesk.model.visit import Kind, ScreeningKind

if TYPE_CHECKING:
    from clinicdesk.desk.screening import Progress


class Anew(StrEnum):
    """Why a patient who comes back is asked everything again.

    `all_steps`: the visit was opened as one that takes all steps, though there is a full set to build on now.
    """

    CHANGED = "changed"
    NEVER_FULL = "never_full"
    TOO_OLD = "too_old"
    LEFT_OPEN = "left_open"
    NEW_SET = "new_set"
    ALL_STEPS = "all_steps"


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What the questions of a visit hang on.

    `own` are the visit's answers, `carried` those that an earlier full set gives it while nothing has changed. `stale`
    tells why the course's last full set, of the day `full_on`, is nothing to build on; None where it is.
    """

    day: date
    kind: ScreeningKind
    referral_asked: bool
    own: Mapping[str, Answer]
    carried: Mapping[str, Answer]
    stale: Anew | None = None
    full_on: date | None = None

    @property
    def answers(self) -> Mapping[str, Answer]:
        """The answers that count."""
        return {**self.carried, **self.own} if self.is_short else self.own

    @property
    def is_short(self) -> bool:
        """Whether only a return's questions are asked: also while it is not said yet whether anything changed."""
        return builds_on_full(self.kind, self.day) and self.own.get(CHANGED_ITEM, "no") == "no"

    @property
    def anew(self) -> Anew | None:
        """Why everything is asked again; None where it is not, or where nothing was asked before."""
        if self.is_short:
            return None
        return self.stale or (Anew.CHANGED if self.kind.kind is Kind.RETURN else None)

    def asked(self, questionnaire: Questionnaire) -> tuple[Item, ...]:
        """The items that are asked now, in their order."""
        return asked(
            questionnaire,
            self.answers,
            kind=self.kind.kind,
            short=self.is_short,
            referral_asked=self.referral_asked,
        )


@dataclass(frozen=True, slots=True)
class Counted:
    """The items asked now, which of the required ones are `left` open, and how many are `required`."""

    asked: tuple[Item, ...]
    left: tuple[str, ...]
    required: int


def counted(basis: Basis, questionnaire: Questionnaire) -> Counted:
    """How far the questions are."""
    items, answers = basis.asked(questionnaire), basis.answers
    required = [one.link_id for one in items if one.required]
    return Counted(items, tuple(one for one in required if one not in answers), len(required))


def ahead(progress: "Progress", item: str, given: Answer | None, questionnaire: Questionnaire) -> "Progress":
    """How far the screening will be once this answer is kept, as far as the questions go.

    What the answer means is told by the desk alone: findings, outcome and what is settled stay as they were.
    """
    own = {key: value for key, value in progress.basis.own.items() if key != item}
    basis = replace(progress.basis, own=own if given is None else {**own, item: given})
    now = counted(basis, questionnaire)
    unborn = progress.unanswered[:1] == (BIRTH_DATE,)
    return replace(
        progress,
        asked=now.asked,
        answers=basis.answers,
        answered=now.required - len(now.left),
        required=now.required,
        unanswered=(BIRTH_DATE, *now.left) if unborn else now.left,
        full=not basis.is_short,
        basis=basis,
    )
