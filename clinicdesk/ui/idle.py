"""How long nobody has touched keyboard or mouse."""

from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

from clinicdesk.desk.clock import now

MINUTES = 5
"""So long nobody touches the desk, and it locks itself."""

_TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
}


class Idle(QObject):
    """Sees every key and every move of the mouse in the program; `over` says that there was none for a while.

    It looks at what the system tells the program's windows, not at each event of each widget: that would be slow, and
    PySide crashes where a widget that is only half made has an event of its own seen in Python.
    A computer that was asleep has not counted: the first touch after it finds that the while is over, and does nothing.
    """

    over = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(MINUTES * 60_000)
        self.timer.timeout.connect(self.over.emit)
        self.touched = now()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusWindowChanged.connect(self._watch)

    def begin(self) -> None:
        """Count from now."""
        self.touched = now()
        self.timer.start()
        for one in QApplication.allWindows():
            self._watch(one)

    def rest(self) -> None:
        """Count no more."""
        self.timer.stop()
        for one in QApplication.allWindows():
            one.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            before, self.touched = self.touched, now()
            if self.touched - before > timedelta(milliseconds=self.timer.interval()):
                self.over.emit()
                return True
            self.timer.start()
        return super().eventFilter(watched, event)

    def _watch(self, window: QWindow | None) -> None:
        """See what this window is told, such as a dialog's that has just come up."""
        if window is not None and self.timer.isActive():
            window.installEventFilter(self)
