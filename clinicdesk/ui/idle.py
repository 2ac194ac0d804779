"""How long nobody has touched keyboard or mouse."""

from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
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

    def begin(self) -> None:
        """Count from now."""
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        self.touched = now()
        self.timer.start()

    def rest(self) -> None:
        """Count no more."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self.timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            before, self.touched = self.touched, now()
            if self.touched - before > timedelta(milliseconds=self.timer.interval()):
                self.over.emit()
                return True
            self.timer.start()
        return super().eventFilter(watched, event)
