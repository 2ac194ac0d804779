"""The one search box: patients by name, birth date, phone or id, while typing; and the visit of a paper's number."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from clinicdesk.ui.front import Front, Place
from clinicdesk.ui.widgets.basic import keys

if TYPE_CHECKING:
    from clinicdesk.desk.searching import Found

ROWS = 8
_TALL = 40
_APART = "   "


class SearchBox(QLineEdit):
    """Typing finds; arrows choose; Enter opens; Escape closes. What is found never leaves the window.

    A scanner types a number and presses Enter at once: then what is found is opened as soon as it is known.
    """

    def __init__(self, front: Front, parent: QWidget) -> None:
        super().__init__(parent)
        self.front = front
        self._over = parent
        self._told = ""
        self._entered = False
        self._places: list[Place | None] = []
        say = front.words.say
        self.setPlaceholderText(say("ui.search.hint"))
        self.setAccessibleName(say("ui.search.name"))
        self.setClearButtonEnabled(True)
        self.setMaxLength(120)
        self.found = QListWidget(parent)
        self.found.setAccessibleName(say("ui.search.found"))
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.hide()
        self.found.itemClicked.connect(lambda item: self._open(self.found.row(item)))
        self.textChanged.connect(self._typed)
        self.installEventFilter(self)
        keys(parent, "Ctrl+K", self._take, say("ui.search.name"))

    def forget(self) -> None:
        """Nothing typed, nothing found."""
        self.setText("")  # unlike `clear`, this leaves nothing for Ctrl+Z
        self.found.clear()
        self.found.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._key(Qt.Key(event.key()))
        if event.type() is QEvent.Type.FocusOut:
            self.found.hide()
        return super().eventFilter(watched, event)

    def _take(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        if self.found.count() and self.text():
            self._show()

    def _key(self, key: Qt.Key) -> bool:
        at = self.found.currentRow()
        if key is Qt.Key.Key_Down:
            self.found.setCurrentRow(min(at + 1, self.found.count() - 1))
        elif key is Qt.Key.Key_Up:
            self.found.setCurrentRow(max(at - 1, 0))
        elif key is Qt.Key.Key_Escape:
            self.forget()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter()
        else:
            return False
        return True

    def _enter(self) -> None:
        """Open what is chosen, or what will be as soon as it is found for the text that stands there now."""
        self._entered = self._told != self.text()
        if not self._entered and self.found.currentRow() >= 0:
            self._open(self.found.currentRow())

    def _typed(self, text: str) -> None:
        self._told, self._entered = "", False
        if not text.strip() or not self.front.has_desk():
            self.found.clear()
            self.found.hide()
            return
        from clinicdesk.desk.searching import search

        self.front.ask(
            self, lambda desk: search(desk, text, ROWS), lambda found: self._fill(text, found), instead_of="search"
        )

    def _fill(self, text: str, found: "Found") -> None:
        if text != self.text():
            return
        self._told = text
        self.found.clear()
        self._places.clear()
        self._list(found)
        self.found.setCurrentRow(0 if self._places[0] else -1)
        self._show()
        if self._entered:
            self._enter()

    def _list(self, found: "Found") -> None:
        """A row for each visit and each patient; then one for somebody new, or that no paper has this number."""
        from clinicdesk.ui.whom import who

        words, today = self.front.words, self.front.now().astimezone().date()
        for one in found.visits:
            told = words.say("ui.search.visit", day=one.visit.day)
            place = Place("visit", one.patient.id, one.visit.id, "papers")
            self._row(_APART.join((told, who(words, one.patient, today))), place)
        for patient in found.patients:
            told = who(words, patient, today)
            self._row(_APART.join(part for part in (told, patient.phone) if part), Place("patient", patient.id))
        new = Place("new_patient", part=self.text())
        if found.patients:
            self._row(words.say("ui.search.new"), new)
        elif not found.number:
            self._row(words.say("ui.search.nobody"), new)
        elif not found.visits:
            self._row(words.say("ui.search.no_paper", number=found.number), None)

    def _row(self, told: str, place: Place | None) -> None:
        self.found.addItem(QListWidgetItem(told))
        self._places.append(place)

    def _show(self) -> None:
        place = self.mapTo(self._over, QPoint(0, self.height() + 2))
        self.found.setGeometry(place.x(), place.y(), self.width(), min(self.found.count(), ROWS + 1) * _TALL + 8)
        self.found.setVisible(self.hasFocus())
        self.found.raise_()

    def _open(self, row: int) -> None:
        place = self._places[row]
        if place is not None:
            self.forget()
            self.front.go(*place)
