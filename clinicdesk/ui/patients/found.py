"""A table of patients that were found, and the search field above it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from clinicdesk.desk.people import find
from clinicdesk.desk.whom import name_of
from clinicdesk.model.records import PatientRecord
from clinicdesk.ui.front import Front
from clinicdesk.ui.page import column
from clinicdesk.ui.whom import born
from clinicdesk.ui.widgets.basic import label
from clinicdesk.ui.widgets.painted import Cell
from clinicdesk.ui.widgets.pressed import is_enter
from clinicdesk.ui.widgets.rows import RowsModel, RowsView

_WIDTHS = (-4, -3, -3)
MOST = 50


class _Patients(RowsModel):
    """A row a patient: name, birth date and age, telephone number."""

    def __init__(self, front: Front, owner: QWidget) -> None:
        super().__init__(owner)
        self._front = front
        self.records: dict[str, PatientRecord] = {}
        say = front.words.say
        self.titles = (
            say("ui.patients.list.name"),
            say("ui.patients.list.born"),
            say("ui.patients.list.phone"),
        )

    def make(self, row: int) -> tuple[Cell, ...]:
        one = self.records[self.keys[row]]
        today = self._front.now().astimezone().date()
        return Cell(name_of(one), strong=True), Cell(born(self._front.words, one, today)), Cell(one.phone)


class Found(QWidget):
    """Typing finds, arrows choose, Enter opens. `typed` is told what stands in the field after each key.

    Enter that comes before what was found for all that is typed waits for it, so that it opens nobody else.
    """

    def __init__(self, front: Front, opened: Callable[[str], object]) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.front, self._opened = front, opened
        self.typed: Callable[[str], object] = lambda _text: None
        self.without = ""
        self._told, self._opens = "", False
        say = front.words.say
        self.line = QLineEdit()
        self.line.setPlaceholderText(say("ui.patients.list.hint"))
        self.line.setAccessibleName(say("ui.patients.list.search"))
        self.line.setClearButtonEnabled(True)
        self.line.setMaxLength(120)
        self.title = label("", "muted")
        self._model = _Patients(front, self)
        self.table = RowsView(self._model, say("ui.patients.list.table"))
        self.table.set_widths(*_WIDTHS)
        self.table.activated.connect(lambda _index: self._open())
        self._gap = QWidget()
        self._gap.setObjectName("plain")
        whole = column(self)
        for one in (self.line, self.title, self.table, self._gap):
            whole.addWidget(one)
        whole.setStretch(2, 1)
        whole.setStretch(3, 1)
        self.line.textChanged.connect(self._look)
        self.line.installEventFilter(self)
        self.setFocusProxy(self.line)

    @property
    def chosen(self) -> PatientRecord | None:
        """The patient whose row is chosen."""
        return self._model.records.get(self.table.chosen)

    def show_records(self, title: str, records: Sequence[PatientRecord]) -> None:
        """Show these patients under a title."""
        self._model.records = {one.id: one for one in records}
        self.table.show_keys([one.id for one in records])
        self.title.setText(title)
        self.table.setVisible(bool(records))
        self._gap.setVisible(not records)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        at = self.table.currentIndex().row()
        if event.key() == Qt.Key.Key_Down:
            self.table.choose(at + 1)
        elif event.key() == Qt.Key.Key_Up:
            self.table.choose(at - 1)
        elif is_enter(event) and not event.modifiers() and self._is_old and at <= 0:
            self._opens = True
        elif is_enter(event) and not event.modifiers() and self.chosen:
            self._open()
        else:
            return False
        return True

    @property
    def _is_old(self) -> bool:
        """Whether what was found for all that is typed is still to come."""
        return bool(self.line.text().strip()) and self._told != self.line.text()

    def _open(self) -> None:
        if self.chosen is not None:
            self._opened(self.chosen.id)

    def _look(self, text: str) -> None:
        self.typed(text)
        self._told, self._opens = "", False
        if not text.strip():
            return

        def fill(found: list[PatientRecord]) -> None:
            if self.line.text() != text:
                return
            found = [one for one in found if one.id != self.without]
            say = self.front.words.say
            title = say("ui.patients.list.found", count=len(found)) if found else say("ui.patients.list.nobody")
            self.show_records(title, found)
            self._told = text
            if self._opens:
                self._opens = False
                self._open()

        self.front.ask(self, lambda desk: find(desk, text, MOST), fill, instead_of="patients")
