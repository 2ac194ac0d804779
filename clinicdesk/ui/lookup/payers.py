"""A payer to be chosen: typed letters list those who have them, Down and Enter choose one."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from clinicdesk.desk.payer_names import meant_by, payers_like
from clinicdesk.model.payer import Payer
from clinicdesk.ui.front import Front
from clinicdesk.ui.widgets.basic import label

MOST_TYPED = 120
_ROWS, _ROW = 6, 34


class PayerList(QWidget):
    """`chosen` tells who is meant (None = nobody for certain); a slip that was forgiven is told with it."""

    chosen = Signal(object, bool)

    def __init__(self, front: Front) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._front = front
        say = front.words.say
        self.line = QLineEdit()
        self.line.setMaxLength(MOST_TYPED)
        self.line.setPlaceholderText(say("ui.lookup.payer_hint"))
        self.line.setClearButtonEnabled(True)
        self.line.setAccessibleName(say("ui.lookup.payer"))
        self.found = QListWidget()
        self.found.setAccessibleName(say("ui.lookup.found"))
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.setWordWrap(True)
        self.found.setResizeMode(QListView.ResizeMode.Adjust)
        title = label(say("ui.lookup.payer"), "field")
        title.setBuddy(self.line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for one in (title, self.line, self.found):
            layout.addWidget(one)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._typed)
        self.line.textChanged.connect(lambda text: None if text else self._typed(""))
        self.found.itemClicked.connect(lambda _item: self._choose())
        self.line.installEventFilter(self)

    def begin(self) -> None:
        """Everybody, and nobody chosen."""
        self.line.clear()
        self._typed("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._key(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key) -> bool:
        at, count = self.found.currentRow(), self.found.count()
        if key is Qt.Key.Key_Down:
            self._go(min(at + 1, count - 1))
        elif key is Qt.Key.Key_Up:
            self._go(max(at - 1, 0))
        elif key is Qt.Key.Key_Escape:
            self.begin()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._take()
        else:
            return False
        return True

    def _go(self, at: int) -> None:
        if at >= 0:
            self.found.setCurrentRow(at)
            self._choose()

    def _take(self) -> None:
        """The chosen one, or the only one there is; its name stands in the line, ready to be typed over."""
        if self.found.currentRow() < 0 and self.found.count() == 1:
            self.found.setCurrentRow(0)
        payer = self._payer()
        if payer is not None:
            self.line.setText(payer.name)
            self.line.selectAll()
            self._choose()

    def _choose(self) -> None:
        self.chosen.emit(self._payer(), False)

    def _payer(self) -> Payer | None:
        at = self.found.currentRow()
        return self._front.rules.payers[self.found.item(at).data(Qt.ItemDataRole.UserRole)] if at >= 0 else None

    def _typed(self, text: str) -> None:
        rules = self._front.rules
        self.found.clear()
        for payer in payers_like(text, rules):
            item = QListWidgetItem(payer.name)
            item.setData(Qt.ItemDataRole.UserRole, payer.id)
            self.found.addItem(item)
        self.found.setFixedHeight(min(_ROWS, self.found.count()) * _ROW + 4)
        self.found.setVisible(self.found.count() > 0)
        meant = meant_by(text, rules)
        self.found.setCurrentRow(0 if meant.payer else -1)
        self.chosen.emit(meant.payer, bool(meant.payer) and not meant.exactly)
