"""The parts of a screening on the screen and where they stand: what is shown hangs on how far it is."""

from enum import StrEnum

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.desk.visit_view import VisitView
from clinicdesk.model.roles import Role
from clinicdesk.ui.front import Front
from clinicdesk.ui.news import announce
from clinicdesk.ui.page import column, scrolled_texts
from clinicdesk.ui.questions.answer_list import AnswerList
from clinicdesk.ui.questions.answering import Answering
from clinicdesk.ui.questions.findings import Findings
from clinicdesk.ui.questions.foot import Foot
from clinicdesk.ui.questions.head import Head
from clinicdesk.ui.questions.not_saved import NotSaved
from clinicdesk.ui.questions.order import parts
from clinicdesk.ui.questions.pane import QuestionPane
from clinicdesk.ui.questions.sections import Sections
from clinicdesk.ui.questions.standing import Standing
from clinicdesk.ui.widgets.basic import Mark, add, button, empty, label, row

_SECTIONS = 216


class Mode(StrEnum):
    """What fills the middle: nothing to ask yet, one question in focus, all answers, or a form."""

    NOTHING = "nothing"
    ASKING = "asking"
    LISTED = "listed"
    FORM = "form"


class Parts:
    """Everything that the step shows. `findings` stand beside it."""

    def __init__(self, front: Front) -> None:
        say = front.words.say
        self.front = front
        self.pane, self.sections, self.list = QuestionPane(front), Sections(front), AnswerList(front)
        self.hand = button(say("ui.screening.hand_over"), lambda: None, "flat", "hand_over")
        self.paper = button(say("ui.screening.print"), lambda: None, "flat", "print")
        if not front.may(Role.FRONT_DESK, Role.CLINICIAN, Role.MANAGER):
            self.hand.hide()
        self.head, self.foot = Head(front, self.paper, self.hand), Foot(front)
        self.standing, self.not_saved, self.findings = Standing(front), NotSaved(front), Findings(front)
        self.wrong = label("", "error")
        self.wrong.hide()
        self.nothing = Mark("open", say("ui.screening.no_course"), say("ui.screening.no_course_do"))
        self.form, self.asked = QWidget(), QWidget()
        self.form.setObjectName("plain")
        self.asked.setObjectName("plain")
        self._place = column(self.form)

    def lay_out(self, body: QVBoxLayout) -> None:
        """Put everything into a column; the middle takes what room there is."""
        at_side, inside = scrolled_texts(self.sections), QWidget()
        at_side.setFixedWidth(_SECTIONS)
        column(inside).addWidget(self.pane)
        across = row(at_side, scrolled_texts(inside), spacing=16)
        across.setStretch(1, 1)
        self.asked.setLayout(across)
        above = (self.standing, self.head, self.nothing, self.not_saved)
        middle = (self.asked, self.list, self.form)
        add(body, *above, *middle, self.wrong, self.foot)
        for one in middle:
            body.setStretchFactor(one, 1)

    def turn(self, mode: Mode, *, finished: bool) -> None:
        """Show what belongs to a mode."""
        works = mode in {Mode.ASKING, Mode.LISTED}
        self.nothing.setVisible(mode is Mode.NOTHING)
        self.head.setVisible(works and not finished)
        self.standing.setVisible(works)
        self.foot.setVisible(works)
        self.asked.setVisible(mode is Mode.ASKING)
        self.list.setVisible(mode is Mode.LISTED)
        self.form.setVisible(mode is Mode.FORM)

    def fill(self, view: VisitView, answering: Answering, mode: Mode) -> None:
        """Show how far it is now."""
        progress = answering.shown
        self.head.fill(progress, busy=answering.busy)
        if mode is not Mode.FORM:
            self.standing.fill(view, progress)
        self.findings.fill(progress)
        self.foot.fill(progress, listed=mode is Mode.LISTED)
        if mode is Mode.LISTED:
            self.list.fill(progress)
        elif self.pane.item is not None:
            self.sections.fill(parts(progress, self.front.rules.questionnaire), self.pane.item.section)

    def put_form(self, form: QWidget | None) -> None:
        """A form in the middle, or none any more."""
        empty(self._place)
        if form is not None:
            self._place.addWidget(form)

    def tell_wrong(self, words: str) -> None:
        """What was refused; an empty text takes it back."""
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))
        if words:
            announce(self.wrong, words)
