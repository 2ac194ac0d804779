"""What waits for a clinician, as a list: visits, papers to be confirmed, and what was decided today."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.desk.waiting import Waiting
from clinicdesk.desk.whom import name_of
from clinicdesk.model.questionnaire import Severity
from clinicdesk.model.records import DecisionRecord, VisitRecord
from clinicdesk.model.visit import Decision
from clinicdesk.ui.front import Front
from clinicdesk.ui.questions.wrap_button import Measure, WrapButton
from clinicdesk.ui.widgets.basic import empty, label

_LINE = Measure(pixels=14, room=8, box=20, least=48, apart=4)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: whom it is about, the visit, and the paper to be confirmed, if it is one."""

    key: str
    patient: str
    visit: str
    text: str
    mark: str
    paper: DecisionRecord | None = None


class WaitingList(QWidget):
    """`chosen` has the line to be shown. Arrows go through the lines."""

    chosen = Signal(object)

    def __init__(self, front: Front) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.front = front
        self.lines: list[Line] = []
        self._buttons: dict[str, WrapButton] = {}
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 8, 0)
        self._down.setSpacing(4)

    def fill(self, told: Waiting) -> None:
        """Show what waits now."""
        say = self.front.words.say
        self.lines, self._buttons = [], {}
        empty(self._down)
        self._part(say("ui.review.waits", count=len(told.visits)), [self._visit(told, one) for one in told.visits])
        self._part(say("ui.review.papers", count=len(told.papers)), [self._paper(told, one) for one in told.papers])
        self._part(say("ui.review.decided", count=len(told.decided)), [self._made(told, one) for one in told.decided])
        self._down.addStretch(1)

    def choose(self, key: str) -> Line | None:
        """Mark a line as the one that is shown."""
        for name, one in self._buttons.items():
            one.set_here(on=name == key)
        return next((one for one in self.lines if one.key == key), None)

    def take(self, key: str) -> None:
        """Give a line the keyboard."""
        if key in self._buttons:
            self._buttons[key].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go through the lines and show each."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        here = [at for at, one in enumerate(self.lines) if self._buttons[one.key].hasFocus()]
        if step is None or not here:
            super().keyPressEvent(event)
            return
        line = self.lines[min(max(here[0] + step, 0), len(self.lines) - 1)]
        self.take(line.key)
        self.chosen.emit(line)

    def _part(self, heading: str, lines: Iterable[Line]) -> None:
        lines = list(lines)
        if not lines:
            return
        self._down.addWidget(label(heading, "field"))
        for line in lines:
            made = WrapButton(line.text, "section", _LINE)
            made.set_mark(line.mark, f"{line.mark}_ink")
            made.setAccessibleName(line.text.replace("\n", ", "))
            made.clicked.connect(lambda _on=False, line=line: self.chosen.emit(line))
            self._buttons[line.key] = made
            self.lines.append(line)
            self._down.addWidget(made)

    def _visit(self, told: Waiting, visit: VisitRecord) -> Line:
        words, findings = self.front.words, told.screenings[visit.id].findings
        severity = Severity.STOP if any(one.severity is Severity.STOP for one in findings) else Severity.REVIEW
        waits = words.say(
            "ui.review.waits_since",
            severity=words.word(severity).upper(),
            since=f"{told.since[visit.id].astimezone():%H:%M}",
            when=self._when(visit),
        )
        text = f"{name_of(told.patients[visit.patient])}\n{waits}"
        return Line(visit.id, visit.patient, visit.id, text, severity.value)

    def _when(self, visit: VisitRecord) -> str:
        today = self.front.now().astimezone().date()
        say = self.front.words.say
        if visit.day != today:
            return say("ui.review.on_day", day=visit.day)
        return say("ui.review.at", time=visit.time) if visit.time else say("ui.review.today")

    def _paper(self, told: Waiting, made: DecisionRecord) -> Line:
        words = self.front.words
        filed = words.say("ui.review.signed", by=made.decision.by, day=made.decision.on)
        text = f"{name_of(told.patients[made.patient])}\n{filed}"
        return Line(f"paper {made.id}", made.patient, made.visit, text, "open", made)

    def _made(self, told: Waiting, made: DecisionRecord) -> Line:
        words = self.front.words
        what = words.say("ui.review.made", what=words.word(made.decision.decision), by=made.decision.by)
        mark = "ok" if made.decision.decision is Decision.MAY_GO_ON else "stop"
        return Line(
            f"made {made.id}", made.patient, made.visit, f"{name_of(told.patients[made.patient])}\n{what}", mark
        )
