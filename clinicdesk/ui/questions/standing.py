"""Where a screening stands, on top of the step: a stop that nobody overlooks, what was decided, what is lacking."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.desk.screening import Progress
from clinicdesk.desk.visit_view import VisitView
from clinicdesk.model.document import BlockerKind
from clinicdesk.model.questionnaire import Scope, Severity
from clinicdesk.model.records import DecisionRecord
from clinicdesk.model.roles import Role
from clinicdesk.model.screening import BIRTH_DATE, Outcome
from clinicdesk.ui.front import Front
from clinicdesk.ui.questions.alarm import Alarm
from clinicdesk.ui.questions.decided import decision_words
from clinicdesk.ui.widgets.basic import Mark, button, empty, row, stack

WAITS = frozenset({BlockerKind.SCREENING_STOP, BlockerKind.CLINICIAN_REVIEW})


class Stand(StrEnum):
    """Where a screening stands, as far as staff have to know what is next."""

    ASKING = "asking"
    STOP_FOUND = "stop_found"
    STOP_WAITS = "stop_waits"
    REVIEW_WAITS = "review_waits"
    DECLINED = "declined"
    DECIDED = "decided"
    NO_FLAGS = "no_flags"


def stand_of(view: VisitView, progress: Progress) -> Stand:
    """Where it stands. What was decided counts once the answers are finished."""
    kinds = {one.kind for one in view.blockers}
    if BlockerKind.CLINICIAN_DECLINED in kinds:
        return Stand.DECLINED
    if not progress.finished:
        return Stand.STOP_FOUND if progress.outcome is Outcome.STOP else Stand.ASKING
    if kinds & WAITS:
        return Stand.STOP_WAITS if BlockerKind.SCREENING_STOP in kinds else Stand.REVIEW_WAITS
    return Stand.DECIDED if progress.outcome in {Outcome.STOP, Outcome.REVIEW} else Stand.NO_FLAGS


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told last, so that the same is not built twice."""

    stand: Stand
    found: tuple[str, ...]
    decisions: tuple[DecisionRecord, ...]
    alone: int
    birth_date: bool
    finished: bool


class Standing(QWidget):
    """`to_file` asks for the form of a decision on paper, `to_decide` for the clinician's desk.

    `to_patient` asks for the step where the birth date is entered.
    """

    to_file = Signal()
    to_decide = Signal()
    to_patient = Signal()

    def __init__(self, front: Front) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.front = front
        self.alarm = Alarm()
        self._told: _Told | None = None
        self._marks = QVBoxLayout()
        self._marks.setSpacing(8)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.alarm)
        whole.addLayout(self._marks)

    def fill(self, view: VisitView, progress: Progress) -> None:
        """Show where the visit's screening stands now."""
        stops = [one for one in progress.findings if one.severity is Severity.STOP and one.scope is Scope.WHOLE]
        told = _Told(
            stand_of(view, progress),
            tuple(dict.fromkeys(one.message for one in sorted(stops, key=lambda one: not one.urgent))),
            view.decisions,
            len(progress.alone),
            BIRTH_DATE in progress.unanswered,
            progress.finished,
        )
        if told != self._told:
            self._told = told
            self._show(told)

    def _show(self, told: _Told) -> None:
        empty(self._marks)
        self.alarm.rest()
        if told.stand in {Stand.STOP_FOUND, Stand.STOP_WAITS, Stand.DECLINED}:
            self._alarm(told)
        else:
            self._mark(told)
        self._tell_lacking(told)
        self.setVisible(told.stand is not Stand.ASKING or bool(told.alone) or told.birth_date)

    def _alarm(self, told: _Told) -> None:
        say, found = self.front.words.say, told.found
        if told.stand is Stand.DECLINED:
            heading, found = say("ui.screening.declined"), (self._decision(told),)
        else:
            heading = say("ui.screening.stop")
        onward = {
            Stand.STOP_FOUND: say("ui.screening.stop_found"),
            Stand.STOP_WAITS: say("ui.screening.stop_waits"),
            Stand.DECLINED: say("ui.screening.declined_next"),
        }[told.stand]
        self.alarm.tell(heading, found, onward, *(self._ways() if told.finished else ()))

    def _mark(self, told: _Told) -> None:
        say = self.front.words.say
        if told.stand is Stand.REVIEW_WAITS:
            mark = Mark("review", say("ui.visit.outcome.review"), say("ui.screening.review_waits"))
            across = row(mark, stack(*self._ways(), spacing=4))
            across.setStretch(0, 1)
            self._marks.addLayout(across)
        elif told.stand is Stand.DECIDED:
            self._marks.addWidget(Mark("ok", say("ui.screening.decided"), self._decision(told)))
        elif told.stand is Stand.NO_FLAGS:
            self._marks.addWidget(Mark("ok", say("ui.visit.outcome.no_flags")))

    def _tell_lacking(self, told: _Told) -> None:
        say = self.front.words.say
        if told.alone and not told.finished:
            count = say("ui.screening.alone_count", count=told.alone)
            self._marks.addWidget(Mark("note", count, say("ui.screening.alone_do")))
        if told.birth_date:
            add = button(say("ui.screening.birth_date_add"), self.to_patient.emit, "flat", "patients")
            across = row(Mark("open", say("ui.screening.birth_date_open"), say("ui.screening.birth_date_why")), add)
            across.setStretch(0, 1)
            self._marks.addLayout(across)

    def _decision(self, told: _Told) -> str:
        """The last decision in a few sentences."""
        if not told.decisions:
            return ""
        return decision_words(self.front.words, self.front.rules.questionnaire, told.decisions[-1])

    def _ways(self) -> list[QWidget]:
        say = self.front.words.say
        ways: list[QWidget] = []
        if self.front.may(Role.CLINICIAN):
            ways.append(button(say("ui.screening.to_decide"), self.to_decide.emit, "", "clinician"))
        if self.front.may(Role.FRONT_DESK, Role.CLINICIAN, Role.MANAGER):
            ways.append(button(say("ui.screening.to_file"), self.to_file.emit, "", "sign"))
        return ways
