"""The page coverage: what a payer says of a code, without any patient. For the telephone."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinicdesk.desk.costs import look_up
from clinicdesk.desk.settings import view_settings
from clinicdesk.errors import ClinicdeskError
from clinicdesk.model.coverage import Determination
from clinicdesk.model.payer import Payer
from clinicdesk.ui.front import Front, Place
from clinicdesk.ui.lookup.answer import Answer, Asked
from clinicdesk.ui.lookup.payers import PayerList
from clinicdesk.ui.lookup.question import QuestionForm
from clinicdesk.ui.news import announce
from clinicdesk.ui.page import Page, scrolled, scrolled_texts
from clinicdesk.ui.widgets.basic import label

if TYPE_CHECKING:
    from clinicdesk.desk.settings import Settings

WAIT = 150
"""Milliseconds after the last key until the payer is looked up."""

_QUESTION = 340


class CoveragePage(Page):
    """The question at the left, the answer beside it, there while it is typed."""

    def __init__(self, front: Front) -> None:
        super().__init__(front)
        self.payers = PayerList(front)
        self.form = QuestionForm(front)
        self.answer = Answer(front)
        self._payer: Payer | None = None
        self._slip = False
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT)
        self._wait.timeout.connect(self._ask)
        self._lay_out()
        self.payers.chosen.connect(self._choose)
        for field in self.form.fields.values():
            field.changed.connect(self._wait.start)

    def _lay_out(self) -> None:
        asked = QWidget()
        down = QVBoxLayout(asked)
        down.setContentsMargins(0, 0, 12, 0)
        down.setSpacing(16)
        down.addWidget(self.payers)
        down.addWidget(self.form)
        down.addStretch(1)
        question = scrolled(asked)
        question.setFixedWidth(_QUESTION)
        across = QHBoxLayout()
        across.setSpacing(24)
        across.addWidget(question)
        across.addWidget(scrolled_texts(self.answer), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(label(self.say("lookup.title"), "heading"))
        whole.addWidget(label(self.say("lookup.intro"), "muted"))
        whole.addSpacing(8)
        whole.addLayout(across, 1)

    def show_place(self, _place: Place) -> None:
        self.payers.begin()
        self.payers.setFocus()
        self.front.ask(self, view_settings, self._begin)

    def _begin(self, settings: "Settings") -> None:
        """The clinic's own state, where it has one."""
        state = settings.clinic.state
        self.form.fields["state"].set_value(state if state in self.front.rules.states else "")

    def _choose(self, payer: Payer | None, slipped: bool) -> None:
        self._payer, self._slip = payer, slipped
        if payer is None:
            self._wait.stop()
            self.answer.tell(self._what_to_do())
        else:
            self._wait.start()

    def _what_to_do(self) -> str:
        if not self.payers.line.text().strip():
            return self.say("lookup.empty")
        return self.say("lookup.several" if self.payers.found.count() else "lookup.nobody")

    def _ask(self) -> None:
        payer, question = self._payer, self.form.question()
        if payer is None or question is None:
            return
        slip = self.payers.line.text().strip() if self._slip else ""
        asked = Asked(payer, question, question.day or self.front.now().astimezone().date(), slip)
        self.front.ask(
            self,
            lambda desk: look_up(
                desk,
                payer.id,
                question.code,
                state=question.state,
                profession=question.profession,
                diagnoses=question.diagnoses,
                indication=question.indication,
                line=question.line,
                day=question.day,
            ),
            lambda told: self._show(asked, told),
            self._refused,
            instead_of="look_up",
        )

    def _show(self, asked: Asked, told: Determination) -> None:
        """The answer, unless another payer was chosen in the meantime."""
        if self._payer is not asked.payer:
            return
        self.form.tell_wrong(())
        self.answer.show_answer(asked, told)
        announce(self, f"{asked.payer.name}: {self.front.words.word(told.status)}")

    def _refused(self, error: ClinicdeskError) -> None:
        """A fact that cannot be: it is told at its field, and the answer to the one before goes."""
        self.answer.tell(self.say("lookup.mend"))
        self.form.refused(error)
