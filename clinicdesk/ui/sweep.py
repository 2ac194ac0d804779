"""Python's own tidying up, kept to the window's thread: Qt's objects must not be taken down on another one."""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 500
"""Milliseconds from one look to the next."""


class Sweep(QObject):
    """While there is one, Python tidies up only here, as soon as it would have done so by itself."""

    _many = 0

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        Sweep._many += 1
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(sweep)
        self._timer.start()

    def rest(self) -> None:
        """There is no other thread any more."""
        if self._timer.isActive():
            self._timer.stop()
            Sweep._many -= 1
        if not Sweep._many:
            gc.enable()


def spare() -> None:
    """What is there by now, the rules above all, stays for long: it is looked at no more, and each look is short."""
    gc.freeze()


def sweep() -> None:
    """Tidy up the oldest generation that is due, and all younger ones with it."""
    counts, most = gc.get_count(), gc.get_threshold()
    due = [generation for generation, count in enumerate(counts) if count > most[generation]]
    if due:
        gc.collect(due[-1])
