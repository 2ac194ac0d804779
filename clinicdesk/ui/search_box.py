"""The one search box: patients by name, birth date, phone or id, while typing."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from clinicdesk.model.records import PatientRecord
from clinicdesk.ui.front import Front
from clinicdesk.ui.widgets.basic import keys

ROWS = 8
_TALL = 40


class SearchBox(QLineEdit):
    """Typing finds; arrows choose; Enter opens; Escape closes. What is found never leaves the window."""

    def __init__(self, front: Front, parent: QWidget) -> None:
        super().__init__(parent)
        self.front = front
        self._over = parent
        say = front.words.say
        self.setPlaceholderText(say("ui.search.hint"))
        self.setAccessibleName(say("ui.search.name"))
        self.setClearButtonEnabled(True)
        self.setMaxLength(120)
        self.found = QListWidget(parent)
        self.found.setAccessibleName(say("ui.search.found"))
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.hide()
        self.found.itemClicked.connect(self._open)
        self.textChanged.connect(self._typed)
        self.installEventFilter(self)
        keys(parent, "Ctrl+K", self._take)

    def forget(self) -> None:
        """Nothing typed, nothing found."""
        self.clear()
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
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and at >= 0:
            self._open(self.found.item(at))
        else:
            return False
        return True

    def _typed(self, text: str) -> None:
        if not text.strip() or not self.front.has_desk():
            self.found.clear()
            self.found.hide()
            return
        from clinicdesk.desk.people import find

        self.front.ask(self, lambda desk: find(desk, text, ROWS), self._fill, instead_of="search")

    def _fill(self, patients: list[PatientRecord]) -> None:
        from clinicdesk.ui.whom import who

        if not self.text().strip():
            return
        self.found.clear()
        today = self.front.now().astimezone().date()
        for one in patients:
            item = QListWidgetItem("   ".join(part for part in (who(self.front.words, one, today), one.phone) if part))
            item.setData(Qt.ItemDataRole.UserRole, one.id)
            self.found.addItem(item)
        new = QListWidgetItem(self.front.words.say("ui.search.new" if patients else "ui.search.nobody"))
        self.found.addItem(new)
        self.found.setCurrentRow(0)
        self._show()

    def _show(self) -> None:
        place = self.mapTo(self._over, QPoint(0, self.height() + 2))
        self.found.setGeometry(place.x(), place.y(), self.width(), min(self.found.count(), ROWS + 1) * _TALL + 8)
        self.found.setVisible(self.hasFocus())
        self.found.raise_()

    def _open(self, item: QListWidgetItem) -> None:
        patient = item.data(Qt.ItemDataRole.UserRole)
        typed = self.text()
        self.forget()
        if patient:
            self.front.go("patient", patient=str(patient))
        else:
            self.front.go("new_patient", part=typed)
