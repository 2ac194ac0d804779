"""Two or three ways to go on, side by side, with what they differ by in words; one of them can be taken."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSpinBox, QVBoxLayout, QWidget

from clinicdesk.desk.costs import Compared, Option
from clinicdesk.ui.estimate.sessions import MOST
from clinicdesk.ui.front import Front
from clinicdesk.ui.widgets.basic import Mark, add, button, card, empty, label
from clinicdesk.ui.widgets.fields import spin_box
from clinicdesk.ui.widgets.flow import Flow
from clinicdesk.words import money

PAYER, CODE, SESSIONS = "payer", "code", "sessions"
_MORE = 2


class Compare(QWidget):
    """`changed` asks for the options to be worked out; `taken` hands over the one that was chosen."""

    changed = Signal()
    taken = Signal(object)

    def __init__(self, front: Front) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._front = front
        say = front.words.say
        self._kinds = QButtonGroup(self)
        self._kinds.setExclusive(False)
        self.buttons: dict[str, QPushButton] = {
            PAYER: self._kind(PAYER, say("ui.estimate.compare_payer")),
            CODE: self._kind(CODE, say("ui.estimate.compare_code")),
            SESSIONS: self._kind(SESSIONS, say("ui.estimate.compare_sessions")),
        }
        self.least, self.most = self._count("ui.estimate.range_least"), self._count("ui.estimate.range_most")
        self._counts = QWidget()
        self._counts.setObjectName("plain")
        counts = QHBoxLayout(self._counts)
        counts.setContentsMargins(0, 0, 0, 0)
        add(counts, self.least, label(say("ui.estimate.or"), "muted", wrap=False), self.most, 1)
        self._counts.hide()
        self._columns = QHBoxLayout()
        self._columns.setSpacing(12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(label(say("ui.estimate.compare"), "heading"))
        layout.addLayout(Flow(*self.buttons.values()))
        layout.addWidget(self._counts)
        layout.addLayout(self._columns)

    def begin_with(self, sessions: int, told: tuple[int, int] | None, *, has_plan: bool) -> None:
        """Nothing compared; the numbers of sessions to choose from are those of the range, where there is one."""
        for one in self.buttons.values():
            one.setChecked(False)
        self._counts.hide()
        empty(self._columns)
        self.buttons[PAYER].setVisible(has_plan)
        least, most = told or (sessions, min(MOST, sessions + _MORE))
        for box, value in ((self.least, least), (self.most, most)):
            box.blockSignals(True)
            box.setValue(value)
            box.blockSignals(False)

    @property
    def kind(self) -> str:
        """What is compared; empty where nothing is."""
        return next((kind for kind, one in self.buttons.items() if one.isChecked()), "")

    def others(self, now: Option) -> list[Option]:
        """The options beside the one that is chosen now."""
        say = self._front.words.say
        match self.kind:
            case "payer":
                name = say("ui.estimate.alone" if now.use_insurance else "ui.estimate.insured")
                return [_like(now, name, use_insurance=not now.use_insurance)]
            case "code":
                codes = [one for one in self._front.rules.service_codes if one != now.code]
                return [_like(now, one, code=one) for one in codes]
            case "sessions":
                counts = dict.fromkeys((self.least.value(), self.most.value()))
                return [
                    _like(now, say("ui.estimate.of_sessions", count=one), sessions=one)
                    for one in counts
                    if one != now.sessions
                ]
        return []

    def fill(self, told: Sequence[Compared], lacking: Sequence[str] = ()) -> None:
        """The columns, the chosen way first; none where nothing is compared, or what it lacks."""
        empty(self._columns)
        if lacking:
            self._columns.addWidget(Mark("open", " ".join(lacking)), 1)
        if self.kind and len(told) == 1 and not lacking:
            self._columns.addWidget(label(self._front.words.say("ui.estimate.no_other"), "muted"))
        for one in told if len(told) > 1 else ():
            self._columns.addWidget(self._column(one, told[0]), 1)

    def _column(self, one: Compared, now: Compared) -> QWidget:
        words, say = self._front.words, self._front.words.say
        chosen = one is now
        name = say("ui.estimate.now") if chosen else one.option.name
        course = label(say("ui.amount_withheld" if one.costs.withheld else "ui.amount_unknown"), "heading")
        if one.costs.course is not None:
            course = label(money(one.costs.course, one.estimate.currency), "display", wrap=False)
        each = say("ui.estimate.of_sessions", count=len({line.session for line in one.estimate.lines}))
        parts: list[QWidget] = [
            label(name, "strong"),
            label(say("ui.estimate.rest" if one.costs.sessions[0] > 1 else "ui.estimate.course"), "muted"),
            course,
            label(f"{each}, {words.word(one.estimate.basis)}", "muted"),
        ]
        if not chosen:
            take = button(say("ui.estimate.take"), lambda: self.taken.emit(one.option), "", "ok")
            take.setAccessibleName(f"{say('ui.estimate.take')}: {name}")
            parts += [label(self._difference(one, now)), take]
        made = card(*parts, margin=12)
        inside = made.layout()
        if isinstance(inside, QVBoxLayout):
            inside.addStretch(1)
        return made

    def _difference(self, one: Compared, now: Compared) -> str:
        say, (mine, theirs) = self._front.words.say, (now.costs.course, one.costs.course)
        if mine is None or theirs is None:
            return say("ui.estimate.difference_unknown")
        amount = money(abs(theirs - mine), one.estimate.currency)
        if theirs == mine:
            return say("ui.estimate.the_same")
        return say("ui.estimate.less" if theirs < mine else "ui.estimate.more", amount=amount)

    def _kind(self, kind: str, words: str) -> QPushButton:
        made = button(words, lambda: self._chosen(kind), "choice")
        made.setCheckable(True)
        self._kinds.addButton(made)
        return made

    def _chosen(self, kind: str) -> None:
        """One kind at a time; pressed once more, nothing is compared."""
        for other, one in self.buttons.items():
            if other != kind:
                one.setChecked(False)
        self._counts.setVisible(self.kind == SESSIONS)
        if not self.kind:
            empty(self._columns)
        self.changed.emit()

    def _count(self, key: str) -> QSpinBox:
        made = spin_box(1, MOST)
        name = self._front.words.say("ui.estimate.compare_sessions").replace("&", "")
        made.setAccessibleName(f"{name}: {self._front.words.say(key)}")
        made.valueChanged.connect(lambda _value: self.changed.emit())
        return made


def _like(now: Option, name: str, **other: Any) -> Option:
    """The option that is chosen now, but for one thing. Another number of sessions has no range."""
    return replace(now, name=name, **({"sessions_range": None} if "sessions" in other else {}), **other)
