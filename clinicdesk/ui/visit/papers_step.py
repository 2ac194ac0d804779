"""The step papers of a visit: what is due and why, the sheet, and the one thing that is to be done next."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from clinicdesk.desk.courses import move_visit
from clinicdesk.desk.papers import DuePaper, issue
from clinicdesk.desk.translations import language_for
from clinicdesk.desk.visit_view import VisitView
from clinicdesk.errors import ClinicdeskError
from clinicdesk.model.document import BlockerKind
from clinicdesk.model.language import ORIGINAL
from clinicdesk.model.records import DocumentRecord, VisitState
from clinicdesk.ui.news import announce
from clinicdesk.ui.page import column, scrolled
from clinicdesk.ui.papers.blank import print_questions
from clinicdesk.ui.papers.due_card import DueCard, signed_here, to_give, waits
from clinicdesk.ui.papers.official_given import GivenForm
from clinicdesk.ui.papers.official_packet import packet_ways
from clinicdesk.ui.papers.sheet_pane import SheetPane
from clinicdesk.ui.papers.sign_flow import SignFlow
from clinicdesk.ui.papers.signed_form import SignedForm
from clinicdesk.ui.papers.todo import Todo, to_issue, todo_of
from clinicdesk.ui.visit.step import Step
from clinicdesk.ui.widgets.basic import Mark, add, button, card, empty, label, row
from clinicdesk.ui.widgets.flow import Flow
from clinicdesk.ui.widgets.form_panel import FormPanel, Refused, Write
from clinicdesk.words import languages

if TYPE_CHECKING:
    from clinicdesk.ui.visit.page import VisitPage

_BOTH_FIT = 900
"""So wide must the step be for the list to stand beside the sheet."""

_MARKS = {BlockerKind.CLINICIAN_REVIEW: "review", BlockerKind.SCREENING_INCOMPLETE: "open"}


class PapersStep(Step):
    """Cards of what is due beside the sheet, or one of the two where there is no room for both or none is wanted."""

    scrolls_itself = True

    def __init__(self, page: "VisitPage") -> None:
        super().__init__(page)
        self._seen: VisitView | None = None
        self._only_sheet = self._busy = self._is_new = self._in_original = False
        self.panel: FormPanel | None = None
        self.sheet = SheetPane(self.front)
        inside = QWidget()
        self._cards = column(inside, spacing=12)
        self._cards.setContentsMargins(0, 0, 12, 0)
        self._list = scrolled(inside)
        self._heading = label("", "heading")
        self._turn = button("", self.turn, "flat", "eye", "Ctrl+E")
        self._also = button(self.say("papers.todo.issue"), self._issue)
        self._by_hand = button(self.say("signing.by_hand"), self._sign_next, shortcut="Ctrl+Shift+Return")
        self._other = button("", self._turn_language, "flat")
        self.primary = button("", self._do, "primary", shortcut="Ctrl+Return")
        self._main = QWidget()
        self._main.setObjectName("plain")
        self._lay_out()
        self._flow = SignFlow(self, self.front, self._put, self._back, self._keep_signature)
        self.body.addWidget(self._main, 1)
        self.sheet.called.connect(self._make_room)

    def fill(self, view: VisitView) -> None:
        if self._seen is None or self._seen.visit.id != view.visit.id:
            self._close()
        before = QApplication.focusWidget()
        had_keyboard = before is not None and self._list.isAncestorOf(before)
        self._show_cards(view)
        if had_keyboard:
            self.primary.setFocus()
        todo = todo_of(view)
        self.primary.setText(self.say(f"papers.todo.{todo.value}"))
        here = todo is Todo.SIGN and signed_here(self._next_to_sign(view))
        self._by_hand.setVisible(here)
        if here:
            self.primary.setText(self.say("signing.here"))
        self._also.setVisible(todo is not Todo.ISSUE and to_issue(view))
        self._tell_language()
        if view != self._seen:
            self._seen = view
            self._list.verticalScrollBar().setValue(0)
            self._is_new = True
            self._make_room()

    def shown(self) -> None:
        if self.panel is not None:
            self.panel.take()
        else:
            self.primary.setFocus()

    def leave(self) -> None:
        if self.panel is not None:
            self.panel.draft.keep()
        self._seen, self._only_sheet, self._in_original = None, False, False
        self.sheet.forget()

    def turn(self) -> None:
        """The sheet alone, or what is due again."""
        self._only_sheet = not self._only_sheet
        self._make_room()
        (self.sheet.viewer.preview if self._only_sheet else self.primary).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _lay_out(self) -> None:
        panes = QHBoxLayout()
        panes.setSpacing(16)
        panes.addWidget(self._list, 2)
        panes.addWidget(self.sheet, 3)
        whole = column(self._main)
        head = row(self._heading, self._turn)
        head.setStretch(0, 1)
        add(whole, head, panes)
        whole.addLayout(row(self._other, 1, self._also, self._by_hand, self.primary))
        whole.setStretch(1, 1)

    def _make_room(self) -> None:
        both = self.width() >= _BOTH_FIT
        self._list.setVisible(not self._only_sheet)
        self.sheet.setVisible(both or self._only_sheet)
        wider = "papers.sheet.larger" if both else "papers.sheet.look"
        self._turn.setText(self.say("papers.sheet.back" if self._only_sheet else wider))
        self._heading.setText(self.sheet.caption.text() if self._only_sheet else self.say("papers.due.title"))
        self.sheet.caption.setVisible(not self._only_sheet)
        if self._is_new and self._seen is not None and (both or self._only_sheet):
            self._is_new = False
            self._show_sheet(self._seen)

    def _show_cards(self, view: VisitView) -> None:
        empty(self._cards)
        add(self._cards, *self._above(view))
        stored = {one.document.sheet for one in view.papers if one.document}
        look = self._look if len(stored) > 1 else None
        sign = self._sign if sum(map(waits, view.papers)) > 1 else None
        give = self._give if any(map(to_give, view.papers)) and todo_of(view) is not Todo.HAND_OVER else None
        for one in view.papers:
            screen = self._sign_here if view.visit.state is not VisitState.CANCELLED else None
            made = DueCard(self.front, one, self.page.today, look=look, sign=sign, give=give, screen=screen)
            self._cards.addWidget(card(made))
        questions = button(self.say("papers.blank.print"), self._print_questions, "flat", "print")
        issued = [one.document for one in view.papers if one.document]
        packets = QWidget()
        packets.setObjectName("plain")
        packets.setLayout(Flow(*packet_ways(self, self.front, self.page.here, issued)))
        add(self._cards, row(questions, 1), packets, 1)

    def _above(self, view: VisitView) -> list[QWidget]:
        """What has to be known before any paper: where the visit stands, what is in the way, what is lacking."""
        words, found = self.front.words, list[QWidget]()
        if view.visit.state is VisitState.DONE:
            found.append(Mark("ok", self.say("papers.due.done")))
        if view.visit.state is VisitState.CANCELLED:
            found.append(Mark("note", self.say("papers.due.cancelled")))
        found += [Mark(_MARKS.get(one.kind, "stop"), words.tell(one.reason)) for one in view.blockers]
        if view.blockers:
            review_only = {one.kind for one in view.blockers} == {BlockerKind.CLINICIAN_REVIEW}
            found.append(
                label(self.say("papers.due.box_first" if review_only else "papers.due.no_place_now"), "strong")
            )
        if refused := [one.notice.kind for one in view.papers if one.declined]:
            papers = words.listed(map(words.word, refused))
            found.append(Mark("stop", self.say("papers.due.declined_do", papers=papers)))
        found += [Mark("open", one) for one in view.lacking]
        if not view.papers and not view.lacking:
            found.append(label(self.say("papers.due.none"), "muted"))
        return found

    @property
    def _language(self) -> str:
        """The language of what is issued: the patient's, unless the original was asked for."""
        return ORIGINAL if self._in_original else language_for(self.view.patient.language)

    def _tell_language(self) -> None:
        """The other language, where there are two to choose from."""
        own = language_for(self.view.patient.language)
        self._other.setVisible(own != ORIGINAL and to_issue(self.view))
        name = languages()[own if self._in_original else ORIGINAL]
        self._other.setText(self.say("papers.sheet.in_language", language=name))

    def _turn_language(self) -> None:
        self._in_original = not self._in_original
        self._tell_language()
        self._show_sheet(self.view)

    def _print_questions(self) -> None:
        print_questions(self, self.front, self.view.patient)

    def _show_sheet(self, view: VisitView) -> None:
        """What will be issued where something is to be issued; else what was, the one that waits first."""
        stored = [one.document or one.before for one in sorted(view.papers, key=lambda one: not waits(one))]
        papers = [one for one in stored if one is not None]
        if to_issue(view):
            self.sheet.show_draft(*self.page.here, self._language)
        elif papers:
            self.sheet.show_paper(papers[0])
        else:
            self.sheet.forget()

    def _do(self) -> None:
        todo = todo_of(self.view)
        acts = {
            Todo.ISSUE: self._issue,
            Todo.SIGN: self._sign_here_next,
            Todo.HAND_OVER: self._give_next,
            Todo.DONE: self._done,
        }
        if todo in acts:
            acts[todo]()
        elif todo in {Todo.REVIEW, Todo.TODAY}:
            self.front.go(todo.value, *(self.page.here if todo is Todo.REVIEW else ()))
        else:
            self.page.show_step(todo.value)

    def _issue(self) -> None:
        if self._busy:
            return
        self._busy, language, here = True, self._language, self.page.here

        def issued(papers: tuple[DocumentRecord, ...]) -> None:
            self._busy = False
            self.page.reload(lambda: self._print(papers[0]))

        def refused(error: ClinicdeskError) -> None:
            self._busy = False
            self.front.tell_refusal(error)

        self.front.ask(self, lambda desk: issue(desk, *here, language), issued, refused, writes=True)

    def _print(self, paper: DocumentRecord) -> None:
        self._is_new = False
        self.sheet.show_paper(paper, self.sheet.print_shown)

    def _done(self) -> None:
        here = self.page.here
        self.page.save(lambda desk: move_visit(desk, *here, VisitState.DONE))

    def _look(self, paper: DocumentRecord) -> None:
        self._is_new = False
        self.sheet.show_paper(paper)
        if not self.sheet.isVisible():
            self.turn()

    def _next_to_sign(self, view: VisitView) -> DuePaper:
        return next(one for one in view.papers if waits(one))

    def _sign_next(self) -> None:
        if paper := self._next_to_sign(self.view).document:
            self._sign(paper)

    def _sign_here_next(self) -> None:
        due = self._next_to_sign(self.view)
        if due.document and signed_here(due):
            self._sign_here(due.document)
        elif due.document:
            self._sign(due.document)

    def _sign_here(self, paper: DocumentRecord) -> None:
        """On the screen: who signs, then the pad, in the place of the cards."""
        here = self.page.here
        self._flow.begin(here[0], paper, lambda: self.page.view is not None and self.page.here == here)

    def _put(self, panel: FormPanel) -> None:
        self._close()
        self.panel = panel
        self._main.hide()
        self.body.addWidget(panel, 1)

    def _keep_signature(self, act: Write, saved: Callable[[], object], refused: Refused) -> None:
        def well() -> None:
            saved()
            announce(self, self.say("signing.kept"))

        self.page.save(act, well, refused)

    def _sign(self, paper: DocumentRecord) -> None:
        """The form in the place of the cards; with the name and the day as far as they are known."""
        self._close()
        due = next(one for one in self.view.papers if one.document == paper)
        signer = next(one for one in paper.signers if one not in {told.signer for told in due.signatures})
        form = SignedForm(self.front, paper, signer, self.view.patient, self.page.today)
        kind = self.front.words.word(due.notice.kind)
        title, save = self.say("papers.sign.title", kind=kind), self.say("papers.sign.save")
        self.panel = FormPanel(self.front, title, form, f"sign/{paper.id}", self._back, save=save, scrolls=True)
        self._main.hide()
        self.body.addWidget(self.panel, 1)
        self._begin(form.write, self.say("papers.sign.filed", kind=kind))

    def _give_next(self) -> None:
        self._give(next(one.document for one in self.view.papers if to_give(one) and one.document))

    def _give(self, paper: DocumentRecord) -> None:
        """The form that marks a paper as handed over, in the place of the cards."""
        self._close()
        due = next(one for one in self.view.papers if one.document == paper)
        form = GivenForm(self.front, paper, self.view.patient.id, self.page.today, due.since)
        kind = self.front.words.word(due.notice.kind)
        title, save = self.say("official.given.title", kind=kind), self.say("official.given.save")
        self.panel = FormPanel(self.front, title, form, f"give/{paper.id}", self._back, save=save, scrolls=True)
        self._main.hide()
        self.body.addWidget(self.panel, 1)
        self._begin(form.write, self.say("official.given.kept", kind=kind))

    def _begin(self, act: Callable[[], Write | None], done: str) -> None:
        """Let the form in the place of the cards be filled in; `done` is told once it is saved."""
        assert self.panel is not None

        def write(act: Write, saved: Callable[[], object], refused: Callable[[ClinicdeskError], object]) -> None:
            def well() -> None:
                saved()
                announce(self, done)

            self.page.save(act, well, refused)

        self.panel.begin(act, write)

    def _back(self) -> None:
        self._close()
        self.shown()

    def _close(self) -> None:
        if self.panel is not None:
            self.body.removeWidget(self.panel)
            self.panel.hide()
            self.panel.deleteLater()
        self.panel = None
        self._main.show()
