"""One case at the clinician's desk: who it is, what was found and why, the answers, what was decided so far."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.desk.visit_view import VisitView
from clinicdesk.desk.whom import name_of
from clinicdesk.ui.front import Front
from clinicdesk.ui.questions.answer_list import AnswerList
from clinicdesk.ui.questions.decided import decision_words
from clinicdesk.ui.questions.findings import Findings, Unfold
from clinicdesk.ui.whom import born
from clinicdesk.ui.widgets.basic import add, button, card, label, row

_TALL = 320


class Case(QWidget):
    """Everything that a decision rests on, read from top to bottom. `to_scan` has the id of a scan to be looked at."""

    to_scan = Signal(str)

    def __init__(self, front: Front, view: VisitView) -> None:
        super().__init__()
        self.setObjectName("plain")
        assert view.progress is not None
        self.front = front
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 8, 0)
        whole.setSpacing(12)
        findings = Findings(front)
        findings.fill(view.progress)
        answers = AnswerList(front)
        answers.fill(view.progress)
        answers.setFixedHeight(_TALL)
        more = Unfold(front.words.say("ui.review.answers", count=len(view.progress.answers)), answers)
        add(whole, self._who(view), findings, more, answers, *self._decisions(view))

    def _who(self, view: VisitView) -> QWidget:
        say, words = self.front.words.say, self.front.words
        today = self.front.now().astimezone().date()
        service = view.course.service if view.course else None
        told = [born(words, view.patient, today), say("ui.review.visit_on", day=view.visit.day)]
        if service:
            told.append(
                say("ui.review.service", code=service.code, region=service.body_region or say("ui.review.no_region"))
            )
        go = button(say("ui.review.open_visit"), lambda: self._open(view), "flat", "next")
        return card(row(label(name_of(view.patient), "heading"), 1, go), label("   ".join(told), "muted"), margin=12)

    def _open(self, view: VisitView) -> None:
        self.front.go("visit", view.patient.id, view.visit.id, "screening")

    def _decisions(self, view: VisitView) -> list[QWidget]:
        say, questionnaire = self.front.words.say, self.front.rules.questionnaire
        if not view.decisions:
            return []
        found: list[QWidget] = [label(say("ui.review.so_far"), "strong")]
        for one in view.decisions:
            found.append(label(decision_words(self.front.words, questionnaire, one)))
            if one.scan:
                look = partial(self.to_scan.emit, one.scan)
                found.append(button(say("ui.review.look_at_scan"), look, "flat", "eye"))
        return found
