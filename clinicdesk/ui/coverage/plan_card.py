"""One plan of the course: what it does with the service, its limits, what is still needed, and why."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from clinicdesk.desk.composing import Plan
from clinicdesk.desk.paid import Paid
from clinicdesk.desk.standing_plan import Hold, Part, Standing
from clinicdesk.model.coverage import Determination
from clinicdesk.model.payer import CoverageStatus
from clinicdesk.ui.coverage.needs import NeedsForm
from clinicdesk.ui.front import Front
from clinicdesk.ui.lookup.verdict import facts_of, verdict_mark, withheld_marks
from clinicdesk.ui.patients.plan_words import benefits_facts
from clinicdesk.ui.visit.side import paid_mark
from clinicdesk.ui.whom import payer_of
from clinicdesk.ui.widgets.basic import Mark, add, button, label, rule, stack
from clinicdesk.ui.widgets.flow import Flow
from clinicdesk.ui.widgets.fold import Fold
from clinicdesk.ui.widgets.pairs import Pairs
from clinicdesk.ui.widgets.reasons import Reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What a plan's card has to know of the course: the plan's rank in it, which sessions, and what of it holds.

    `sessions` is how many the course has, `left` how many of them are left at the visit. `paid` is how far the plan's
    visits reach; None where that is not worked out.
    """

    rank: int
    sessions: int
    left: int
    paid: Paid | None
    standing: tuple[Standing, ...]
    currency: str
    today: date


@dataclass(frozen=True, slots=True)
class Acts:
    """What the buttons of a card do."""

    called: Callable[[Plan], object]
    learned: Callable[[Plan], object]
    change: Callable[[Plan], object]


class PlanCard(QWidget):
    """Built anew whenever the visit is looked at; `needs` is the form of what is still needed, where anything is."""

    def __init__(self, front: Front, plan: Plan, told: Determination, course: Course) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._front, self._plan, self._told, self._course = front, plan, told, course
        self.needs = NeedsForm(front, plan.record, told.unmet) if told.unmet else None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self._body = layout
        add(layout, self._head(), verdict_mark(front, told), *self._changes(), *withheld_marks(front, told))
        if self.needs:
            layout.addWidget(self.needs)
        layout.addWidget(Pairs(self._facts()))
        if plan.composed.benefits.stated:
            facts = benefits_facts(front.words, plan.composed.benefits, course.currency)
            layout.addWidget(Fold(front.words.say("ui.coverage.benefits"), [], Pairs(facts)))
        self._actions = Flow()
        layout.addLayout(self._actions)
        add(layout, rule(), label(front.words.say("ui.coverage.why"), "strong"))
        layout.addWidget(Reasons(front.words, told.reasons, course.today))

    def offer(self, acts: Acts) -> None:
        """The buttons, each with its plan in its accessible name."""
        say, name = self._front.words.say, self._name
        buttons = [
            button(say("ui.coverage.called"), lambda: acts.called(self._plan), "", "phone"),
            button(say("ui.coverage.learned"), lambda: acts.learned(self._plan), "", "money"),
            button(say("ui.coverage.change"), lambda: acts.change(self._plan), "", "edit"),
        ]
        for one in buttons:
            one.setAccessibleName(f"{one.text().replace('&', '')}: {name}")
            self._actions.addWidget(one)

    @property
    def _name(self) -> str:
        return payer_of(self._front.words, self._front.rules, self._plan.composed)

    def _head(self) -> QBoxLayout:
        words, plan = self._front.words, self._plan.composed
        line = self._told.line_of_business
        about = [
            words.say("ui.coverage.first" if self._course.rank == 1 else "ui.coverage.second"),
            words.word(line) if line else words.say("ui.coverage.line_not_known"),
            words.say("ui.coverage.in_network" if plan.in_network else "ui.coverage.out_of_network"),
            *([words.say("ui.coverage.member", end=plan.member_id[-4:])] if plan.member_id else []),
        ]
        return stack(label(self._name, "heading"), label(" · ".join(about), "muted"), spacing=2)

    def _changes(self) -> list[QWidget]:
        """From which session on the plan says something else, and where the visits run out."""
        words, told = self._front.words, self._told
        found: list[QWidget] = [
            Mark(
                "open" if one.status is CoverageStatus.UNKNOWN else "note",
                words.say("ui.coverage.change_from", session=one.session, status=one.status),
            )
            for one in told.changes
        ]
        if mark := paid_mark(words, self._course.paid):
            found.insert(0, mark)
        sessions, left = self._course.sessions, self._visits_left
        if left is not None and left < self._course.left:
            found.append(Mark("review", words.say("ui.coverage.runs_out", count=left, sessions=sessions)))
        if self._heard is not None and self._heard.hold is Hold.STALE:
            found.append(Mark("review", words.say("ui.coverage.heard_stale")))
        return found

    @property
    def _visits_left(self) -> int | None:
        """The visits that are left at the visit; None = not stated."""
        return self._course.paid.left if self._course.paid else self._told.visits_left

    @property
    def _heard(self) -> Standing | None:
        """When anybody last heard from the payer."""
        own = (one for one in self._course.standing if one.coverage == self._plan.record.id)
        return next((one for one in own if one.part is Part.COVERAGE_CHECK), None)

    def _facts(self) -> list[tuple[str, str]]:
        say, told, plan = self._front.words.say, self._told, self._plan.composed
        left = say("ui.verdict.not_stated")
        if self._visits_left is not None:
            left = say("ui.verdict.visits", count=self._visits_left)
        first, *rest = facts_of(self._front, told)
        heard = self._heard.since if self._heard else None
        found = [first, (say("ui.coverage.left"), left), *rest]
        found.append((say("ui.coverage.heard"), self._front.words.day(heard) if heard else say("ui.coverage.never")))
        if given := plan.prior_authorization:
            found.append((say("ui.coverage.authorization"), given.number))
        if plan.referral:
            found.append((say("ui.coverage.referral"), plan.referral.by))
        return found
