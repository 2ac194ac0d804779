"""One plan of the course: what it does with the service, its limits, what is still needed, and why."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from clinicdesk.desk.composing import Plan
from clinicdesk.model.coverage import Determination
from clinicdesk.model.payer import CoverageStatus
from clinicdesk.ui.coverage.needs import NeedsForm
from clinicdesk.ui.front import Front
from clinicdesk.ui.lookup.verdict import facts_of, verdict_mark, withheld_marks
from clinicdesk.ui.whom import payer_of
from clinicdesk.ui.widgets.basic import Mark, add, button, label, row, rule, stack
from clinicdesk.ui.widgets.pairs import Pairs
from clinicdesk.ui.widgets.reasons import Reasons


@dataclass(frozen=True, slots=True)
class Acts:
    """What the buttons of a card do."""

    called: Callable[[Plan], object]
    learned: Callable[[Plan], object]
    change: Callable[[Plan], object]


class PlanCard(QWidget):
    """Built anew whenever the visit is looked at; `needs` is the form of what is still needed, where anything is."""

    def __init__(self, front: Front, plan: Plan, told: Determination, rank: int, sessions: int, today: date) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._front, self._plan, self._told, self._sessions = front, plan, told, sessions
        self.needs = NeedsForm(front, plan.record, told.unmet) if told.unmet else None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self._body = layout
        add(layout, self._head(rank), verdict_mark(front, told), *self._changes(), *withheld_marks(front, told))
        if self.needs:
            layout.addWidget(self.needs)
        layout.addWidget(Pairs(self._facts()))
        self._actions = row(spacing=4)
        add(layout, self._actions, rule(), label(front.words.say("ui.coverage.why"), "strong"))
        layout.addWidget(Reasons(front.words, told.reasons, today))

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
        add(self._actions, *buttons, 1)

    @property
    def _name(self) -> str:
        return payer_of(self._front.words, self._front.rules, self._plan.composed)

    def _head(self, rank: int) -> QBoxLayout:
        words, plan = self._front.words, self._plan.composed
        line = self._told.line_of_business
        about = [
            words.say("ui.coverage.first" if rank == 1 else "ui.coverage.second"),
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
        if told.visits_left is not None and told.visits_left < self._sessions:
            found.append(
                Mark("review", words.say("ui.coverage.runs_out", count=told.visits_left, sessions=self._sessions))
            )
        return found

    def _facts(self) -> list[tuple[str, str]]:
        say, told, plan = self._front.words.say, self._told, self._plan.composed
        left = say("ui.verdict.not_stated")
        if told.visits_left is not None:
            left = say("ui.verdict.visits", count=told.visits_left)
        first, *rest = facts_of(self._front, told)
        found = [first, (say("ui.coverage.left"), left), *rest]
        if given := plan.prior_authorization:
            found.append((say("ui.coverage.authorization"), given.number))
        if plan.referral:
            found.append((say("ui.coverage.referral"), plan.referral.by))
        return found
