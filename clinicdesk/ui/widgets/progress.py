"""Long work: how far it is, and a way to stop it. Short work shows nothing."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from clinicdesk.errors import ClinicdeskError
from clinicdesk.ui.front import Front
from clinicdesk.ui.page import column
from clinicdesk.ui.widgets.basic import add, button, card, label, row

SHOWN_AFTER = 300
"""Milliseconds after which work is long."""


class Stopped(ClinicdeskError):
    """Somebody stopped the work in the middle. Nothing of it was kept."""


class Progress(QWidget):
    """What is being done, a bar, and a button that stops it. Hand `step` to the act; it may be called on any thread."""

    _went_on = Signal(int, int)

    def __init__(self, front: Front) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.front = front
        self._text = label("", "strong", wrap=False)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._stop: QPushButton = button(front.words.say("ui.progress.stop"), self.stop, shortcut="Escape")
        self._over, self._last = False, -1
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(SHOWN_AFTER)
        self._late.timeout.connect(self._show)
        self._went_on.connect(self._tell)
        layout = column(self)
        add(layout, card(row(self._text, self._bar, self._stop, spacing=16), margin=8))
        self.hide()

    def begin(self, text: str, *, stops: bool = True) -> None:
        """Work begins. Where it does not tell how far it is, the bar runs to and fro."""
        self._stop.setVisible(stops)
        self._over, self._last = False, -1
        self._text.setText(text)
        self._bar.setAccessibleName(text)
        self._bar.setRange(0, 0)
        self._late.start()

    def end(self) -> None:
        """The work is done, or was refused."""
        self._late.stop()
        self.hide()

    def stop(self) -> None:
        """Have the work stopped at its next step."""
        self._over = True

    def step(self, done: int, of: int) -> None:
        """So much is done. Stopped where somebody has stopped it."""
        if self._over:
            raise Stopped(self.front.words.say("ui.progress.stopped"))
        percent = done * 100 // max(1, of)
        if percent != self._last:
            self._last = percent
            self._went_on.emit(done, of)

    def _tell(self, done: int, of: int) -> None:
        self._bar.setRange(0, of)
        self._bar.setValue(done)

    def _show(self) -> None:
        self.show()
        if self._stop.isVisible():
            self._stop.setFocus()
