"""The page Papers: every paper that was issued, found by number, patient or state; and the estimates that are owed."""

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from clinicdesk.desk.estimate_deadlines import EstimateDue
from clinicdesk.desk.paper_list import (
    PaperLine,
    PaperState,
    estimates_due,
    find_papers,
    paper_list,
    patient_papers,
)
from clinicdesk.ui.front import Front, Place
from clinicdesk.ui.page import Page, column
from clinicdesk.ui.papers.paper_pane import PaperPane
from clinicdesk.ui.papers.parts import DUE, Parts
from clinicdesk.ui.papers.tables import DueModel, PapersModel
from clinicdesk.ui.widgets.basic import add, button, card, keys, label, row
from clinicdesk.ui.widgets.rows import RowsView

if TYPE_CHECKING:
    from clinicdesk.desk.desk import Desk

AHEAD = timedelta(days=90)
"""So far ahead the estimates are looked for that are owed."""

MOST = 200
"""So many papers are listed at first; older ones when they are asked for."""

_WIDE = (-4, -4, 216, 200)
_BESIDE = (178, -1, 0, 180)


class PapersPage(Page):
    """A list to search in, and beside it the paper that was opened; while it is signed, in the place of the list.

    A place's `part` is one of `PARTS`, or `DUE`. Where it names a patient, that one's papers are listed until something
    else is looked for, and `part` is the id of the paper that is opened.
    """

    def __init__(self, front: Front) -> None:
        super().__init__(front)
        today = front.now().astimezone().date()
        self._patient = self._opens = ""
        self._most, self._asked = MOST, 0
        self.text = QLineEdit()
        self.text.setMaxLength(120)
        self.text.setClearButtonEnabled(True)
        self.text.setPlaceholderText(self.say("papers.page.search_hint"))
        self.text.setAccessibleName(self.say("papers.page.search"))
        self.parts = Parts(front)
        self.papers, self.owed = PapersModel(self, front.words, today), DueModel(self, front.words, today)
        self.table = RowsView(self.papers, self.say("papers.page.name"))
        self.due = RowsView(self.owed, self.say("papers.owed.name"))
        self.pane = PaperPane(front)
        self._lists = QStackedWidget()
        self._nothing, self._what_to_do = label("", "heading"), label("", "muted")
        self.older = button(self.say("papers.page.older"), self._show_older, "flat", "next")
        self.visit = button(self.say("papers.page.visit"), self._to_visit, "", "next")
        self.by_hand = button(self.say("signing.by_hand"), self.pane.sign, "", "sign", "Ctrl+Shift+Return")
        self.primary = button("", self._do, "primary", shortcut="Ctrl+Return")
        self._lay_out()
        self._connect()
        self.close_pane()

    def show_place(self, place: Place) -> None:
        self._patient, self._opens = place.patient, place.part if place.patient else ""
        if place.patient:
            self.text.blockSignals(True)
            self.text.clear()
            self.text.blockSignals(False)
        self.parts.choose("all" if place.patient else place.part or self.parts.part)
        self.load()
        self.load_due()
        self.text.setFocus()

    def leave(self) -> None:
        if self.pane.panel is not None:
            self.pane.panel.draft.keep()

    def load(self) -> None:
        """Look at the list anew."""
        self._show_part()
        self._asked += 1
        asked = self._asked
        text, state, most, patient = self.text.text().strip(), self.parts.state, self._most, self._patient

        def read(desk: "Desk") -> tuple[PaperLine, ...]:
            if patient:
                return patient_papers(desk, patient)
            return find_papers(desk, text, state=state, most=most) if text else paper_list(desk, state=state, most=most)

        self.front.ask(self, read, lambda lines: self._fill(lines, old=asked != self._asked), instead_of="papers")

    def load_due(self) -> None:
        """Look anew at the estimates that are owed."""
        until = self.front.now().astimezone().date() + AHEAD
        self.front.ask(self, lambda desk: estimates_due(desk, until), self._fill_due, instead_of="papers owed")

    def open_paper(self) -> None:
        """Show the chosen paper beside the list."""
        line = self.papers.lines.get(self.table.chosen)
        if line is not None:
            self.pane.show_line(line)
            self._make_room(True)

    def close_pane(self) -> None:
        """The list alone."""
        self.pane.forget()
        self._make_room(False)
        self.table.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down leads from the search into the list."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
            self._shown.setFocus()
            return True
        return super().eventFilter(watched, event)

    @property
    def _shown(self) -> RowsView:
        return self.due if self.parts.part == DUE else self.table

    def _lay_out(self) -> None:
        self.table.set_widths(*_WIDE)
        self.due.set_widths(-3, -2, 400)
        empty = QWidget()
        empty.setObjectName("plain")
        add(column(empty), card(self._nothing, self._what_to_do, margin=32), 1)
        for one in (self.table, self.due, empty):
            self._lists.addWidget(one)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(self._lists, 6)
        body.addWidget(self.pane, 5)
        head = row(label(self.say("papers.page.title"), "heading", wrap=False), self.text, spacing=24)
        whole = column(self, spacing=12)
        add(whole, head, self.parts, body, row(self.older, 1, self.visit, self.by_hand, self.primary))
        whole.setStretch(2, 1)

    def _connect(self) -> None:
        self.text.textChanged.connect(lambda _text: self._look_for())
        self.text.returnPressed.connect(self._entered)
        self.text.installEventFilter(self)
        self.parts.chosen.connect(self._look_for)
        for view in (self.table, self.due):
            view.activated.connect(lambda _index: self._do_with_row())
            view.selectionModel().currentChanged.connect(lambda *_rows: self._offer())
        self.pane.closed.connect(self.close_pane)
        self.pane.signing.connect(self._offer)
        self.front.wrote.connect(self._saved)
        keys(self.pane.sheet, "Escape", self.close_pane)
        keys(self, "Ctrl+F", self.text.setFocus)

    def _look_for(self) -> None:
        """Something else is looked for: of all patients again, and not far back at first."""
        self._patient, self._most = "", MOST
        self.load()

    def _entered(self) -> None:
        """What was typed or scanned is looked for, and the first of it opened, one that waits before all others."""
        if self.parts.part != DUE:
            self._opens = "first"
            self.load()

    def _show_older(self) -> None:
        self._most *= 2
        self.load()

    def _saved(self) -> None:
        if self.isVisible():
            self.load()
            self.load_due()

    def _fill(self, lines: tuple[PaperLine, ...], *, old: bool = False) -> None:
        """Show what was found; what was looked for before something else opens nothing."""
        self.table.show_keys(self.papers.fill(lines))
        self.older.setVisible(not self._patient and len(lines) >= self._most and self.parts.part != DUE)
        opens, self._opens = ("", self._opens) if old else (self._opens, "")
        if opens and lines:
            waiting = [one for one in lines if one.state is PaperState.WAITING] or [*lines]
            meant = next((one for one in lines if one.document.id == opens), waiting[0])
            self.table.choose(lines.index(meant))
            self.open_paper()
        elif self.pane.line is not None:
            self._renew_pane(self.pane.line.document.id)
        self._show_part()

    def _renew_pane(self, document: str) -> None:
        line = self.papers.lines.get(document)
        if line is None:
            self.close_pane()
        elif self.pane.panel is None:
            self.pane.show_line(line)

    def _fill_due(self, owed: tuple[EstimateDue, ...]) -> None:
        self.due.show_keys(self.owed.fill(owed))
        self.parts.tell_due(len(owed))
        self._show_part()

    def _show_part(self) -> None:
        """The list of the part, or what to do where it is empty."""
        there = bool(self._shown.rows.keys)
        self._lists.setCurrentIndex(self._lists.indexOf(self._shown) if there else self._lists.count() - 1)
        if not there:
            filtered = self.parts.part != "all" or bool(self.text.text().strip())
            which = "owed" if self.parts.part == DUE else "filtered" if filtered else "none"
            self._nothing.setText(self.say(f"papers.empty.{which}"))
            self._what_to_do.setText(self.say(f"papers.empty.{which}_do"))
        if self.parts.part == DUE and self.pane.line is not None:
            self.close_pane()
        self._offer()

    def _make_room(self, beside: bool) -> None:
        self.pane.setVisible(beside)
        self.table.setColumnHidden(2, beside)
        self.table.set_widths(*(_BESIDE if beside else _WIDE))
        if beside:
            self.pane.sheet.viewer.preview.setFocus()
        self._offer()

    def _offer(self) -> None:
        """What can be done with what is chosen or shown."""
        line, signing = self.pane.line, self.pane.panel is not None
        self._lists.setVisible(not signing)
        self.visit.setVisible(not signing and self.pane.can_sign)
        self.primary.setVisible(not signing and (line is not None or bool(self._shown.chosen)))
        self.by_hand.setVisible(self.pane.can_sign_here)
        if self.pane.can_sign_here:
            self.primary.setText(self.say("signing.here"))
        else:
            key = "sign" if self.pane.can_sign else "visit" if line or self.parts.part == DUE else "look"
            self.primary.setText(self.say(f"papers.page.{key}"))

    def _do(self) -> None:
        if self.pane.can_sign_here:
            self.pane.sign_here()
        elif self.pane.can_sign:
            self.pane.sign()
        elif self.pane.line is not None:
            self._to_visit()
        else:
            self._do_with_row()

    def _do_with_row(self) -> None:
        if self.parts.part == DUE:
            self._to_visit()
        else:
            self.open_paper()

    def _to_visit(self) -> None:
        line = self.owed.owed.get(self.due.chosen) if self.parts.part == DUE else self.pane.line
        if line is not None:
            self.front.go("visit", line.patient.id, line.visit.id, "papers")
