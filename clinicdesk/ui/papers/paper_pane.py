"""One paper beside the list: whose it is, where it stands, the paper itself; and how it is signed."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinicdesk.desk.paper_list import PaperLine, PaperState
from clinicdesk.model.document import NoticeKind
from clinicdesk.model.records import VisitState
from clinicdesk.ui.front import Front
from clinicdesk.ui.news import announce
from clinicdesk.ui.page import column
from clinicdesk.ui.papers.due_card import ON_SCREEN
from clinicdesk.ui.papers.sheet_pane import SheetPane
from clinicdesk.ui.papers.sign_flow import SignFlow
from clinicdesk.ui.papers.signed_form import SignedForm
from clinicdesk.ui.papers.tables import MARKS, state_words
from clinicdesk.ui.whom import who
from clinicdesk.ui.widgets.basic import Mark, button, empty, label, row
from clinicdesk.ui.widgets.form_panel import FormPanel, Refused, Write


class PaperPane(QWidget):
    """`show_line` fills it. `closed` says that it is not wanted any more, `signing` that the form has come or gone."""

    closed = Signal()
    signing = Signal()

    def __init__(self, front: Front) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.front = front
        self.line: PaperLine | None = None
        self.panel: FormPanel | None = None
        self.sheet = SheetPane(front)
        self._flow = SignFlow(self, front, self._put, self.leave_form, self._keep_signature)
        self._who = label("", "heading")
        self._state = QWidget()
        self._state.setObjectName("plain")
        self._marks = column(self._state)
        close = button(front.words.say("ui.papers.pane.close"), self.closed.emit, "flat", "close")
        head = row(self._who, close)
        head.setStretch(0, 1)
        self._body = column(self, spacing=8)
        self._body.addLayout(head)
        self._body.addWidget(self._state)
        self._body.addWidget(self.sheet, 1)

    def show_line(self, line: PaperLine) -> None:
        """Show a paper."""
        if self.panel is not None:
            self.leave_form()
        self.line = line
        words = self.front.words
        self._who.setText(who(words, line.patient, self.front.now().astimezone().date()))
        empty(self._marks)
        waits = words.say("ui.papers.pane.waits", who=line.waiting) if line.waiting else ""
        if given := line.given:
            how = words.word(given.how)
            waits = words.say("ui.official.given.told", how=how, day=given.given_on, name=given.given_by)
        kind = words.word(NoticeKind(line.document.kind))
        told = words.say("ui.papers.pane.state", kind=kind, state=state_words(words, line.state))
        self._marks.addWidget(Mark(MARKS[line.state], told, waits))
        if self.sheet.paper != line.document:
            self.sheet.show_paper(line.document)

    def forget(self) -> None:
        """Show nothing."""
        if self.panel is not None:
            self.leave_form()
        self.line = None
        self._who.setText("")
        empty(self._marks)
        self.sheet.forget()

    @property
    def can_sign(self) -> bool:
        """Whether the shown paper waits for a signature, and the form is not open yet."""
        return self.line is not None and self.line.state is PaperState.WAITING and self.panel is None

    @property
    def can_sign_here(self) -> bool:
        """Whether it can be signed on the screen."""
        if self.line is None or not self.can_sign:
            return False
        return self.line.document.kind in ON_SCREEN and self.line.visit.state is not VisitState.CANCELLED

    def sign_here(self) -> None:
        """Who signs, then the pad, in the place of the paper."""
        if self.line is not None and self.can_sign_here:
            paper = self.line.document
            self._flow.begin(self.line.patient.id, paper, lambda: self.line is not None and self.line.document == paper)

    def sign(self) -> None:
        """The form that marks it as signed on paper, in the place of the paper."""
        if self.line is None or not self.can_sign:
            return
        say, paper = self.front.words.say, self.line.document
        today = self.front.now().astimezone().date()
        form = SignedForm(self.front, paper, self.line.waiting[0], self.line.patient, today)
        title = say("ui.papers.sign.title", kind=self.front.words.word(NoticeKind(paper.kind)))
        panel = FormPanel(
            self.front, title, form, f"sign/{paper.id}", self.leave_form, save=say("ui.papers.sign.save"), scrolls=True
        )
        self._put(panel)
        panel.begin(form.write, self._write)

    def leave_form(self) -> None:
        """The paper again."""
        self._take_away()
        self._turn(sheet=True)
        self.signing.emit()

    def _put(self, panel: FormPanel) -> None:
        self._take_away()
        self.panel = panel
        self._turn(sheet=False)
        self._body.addWidget(panel, 1)
        self.signing.emit()

    def _take_away(self) -> None:
        if self.panel is not None:
            self._body.removeWidget(self.panel)
            self.panel.hide()
            self.panel.deleteLater()
        self.panel = None

    def _turn(self, *, sheet: bool) -> None:
        self.sheet.setVisible(sheet)
        self._state.setVisible(sheet)
        if sheet:
            self.sheet.viewer.preview.setFocus()

    def _write(self, act: Write, saved: Callable[[], object], refused: Refused) -> None:
        assert self.line is not None
        kind = NoticeKind(self.line.document.kind)
        self._save(act, saved, refused, self.front.words.say("ui.papers.sign.filed", kind=kind))

    def _keep_signature(self, act: Write, saved: Callable[[], object], refused: Refused) -> None:
        self._save(act, saved, refused, self.front.words.say("ui.signing.kept"))

    def _save(self, act: Write, saved: Callable[[], object], refused: Refused, told: str) -> None:
        def well(_told: object) -> None:
            saved()
            announce(self, told)

        self.front.ask(self, act, well, refused, writes=True)
