"""The amounts that a patient asks for first: this session, the whole course, and what it would be otherwise."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from clinicdesk.desk.shown_costs import ShownCosts
from clinicdesk.model.payer import Need
from clinicdesk.ui.widgets.basic import Mark, add, empty, label, row, stack
from clinicdesk.words import Words, money

_ACROSS = 3


class Figure(NamedTuple):
    """An amount with what it is."""

    name: str
    amount: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """What the figures speak of: the visit's day and session (0 = none), the last session, what is still needed."""

    day: date
    session: int
    sessions: int
    range: tuple[int, int] | None
    needs: tuple[Need, ...]
    currency: str

    def money(self, cents: int) -> str:
        """An amount in the clinic's currency."""
        return money(cents, self.currency)


class Figures(QWidget):
    """Nothing is asked of the patient where the paper asks for nothing, and what is not known says so."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._words = words
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(12)

    def fill(self, costs: ShownCosts, course: Course) -> None:
        """Show the amounts."""
        empty(self._body)
        say = self._words.say
        if costs.withheld:
            payers = self._words.listed(costs.withheld)
            self._body.addWidget(
                Mark("stop", say("ui.estimate.withheld"), say("ui.estimate.withheld_why", payer=payers))
            )
            return
        if costs.if_not_covered is not None:
            self._body.addWidget(Mark("open", say("ui.estimate.unknown")))
        if course.session > course.sessions:
            beyond = say("ui.estimate.beyond", session=course.session, count=course.sessions)
            self._body.addWidget(Mark("review", beyond))
        self._body.addWidget(_grid(self._figures(costs, course)))
        if costs.range and course.range:
            self._body.addWidget(label(self._range(costs, course), "strong"))
        if costs.at_most:
            self._body.addWidget(label(say("ui.estimate.at_most"), "muted"))

    def _figures(self, costs: ShownCosts, course: Course) -> list[Figure]:
        say, told = self._words.say, course.money
        first, last = costs.sessions
        count = say("ui.estimate.together", count=last - first + 1)
        whole = say("ui.estimate.rest" if first > 1 else "ui.estimate.course")
        found = []
        session = course.session or 1
        amount = costs.at(session)
        if amount is not None:
            day = next(row.day for row in costs.rows if row.session == session)
            name = say("ui.estimate.today") if day == course.day else say("ui.estimate.on", day=day)
            of = say("ui.estimate.session_of", session=session, sessions=course.sessions)
            found.append(Figure(name, told(amount), of))
        if costs.course is not None:
            found.append(Figure(whole, told(costs.course), count))
        if costs.if_not_covered is not None:
            found.append(Figure(say("ui.estimate.if_not_covered"), told(costs.if_not_covered), count))
        if costs.if_covered is not None:
            found.append(Figure(say("ui.estimate.if_covered"), told(costs.if_covered), count))
        if costs.if_not_obtained is not None:
            needs = self._words.listed(map(self._words.word, course.needs))
            without = say("ui.estimate.without", course=whole, needs=needs)
            found.append(Figure(say("ui.estimate.if_not_obtained"), told(costs.if_not_obtained), without))
        return found

    def _range(self, costs: ShownCosts, course: Course) -> str:
        assert course.range
        assert costs.range
        (least, most), (low, high) = course.range, map(course.money, costs.range)
        key = "ui.estimate.range_of_rest" if costs.sessions[0] > 1 else "ui.estimate.range_told"
        return self._words.say(key, least=least, most=most, low=low, high=high)


def _grid(figures: list[Figure]) -> QWidget:
    made = QWidget()
    made.setObjectName("plain")
    layout = QGridLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setHorizontalSpacing(24)
    layout.setVerticalSpacing(16)
    for at, one in enumerate(figures):
        amount = label(one.amount, "display", wrap=False)
        amount.setAccessibleName(f"{one.name}: {one.amount} {one.note}".strip())
        cell = QWidget()
        cell.setObjectName("plain")
        inside = QVBoxLayout(cell)
        inside.setContentsMargins(0, 0, 0, 0)
        across = row(amount, stack(label(one.name, "muted"), label(one.note, "muted"), spacing=0), spacing=12)
        across.setStretch(1, 1)
        add(inside, across, 1)
        layout.addWidget(cell, at // _ACROSS, at % _ACROSS)
    for at in range(min(len(figures), _ACROSS)):
        layout.setColumnStretch(at, 1)
    return made
