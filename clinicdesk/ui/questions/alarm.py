"""A stop that nobody overlooks: over the whole width, in the colour of a stop, with what to do next."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from clinicdesk.ui.news import announce
from clinicdesk.ui.widgets.basic import add, empty, glyph, label, stack

_ICON = 36


class Alarm(QFrame):
    """A heading, what was found, what to do next, and the buttons that lead there."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "alarm")
        self._told: tuple[str, ...] = ()
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(16, 12, 16, 12)
        self._across.setSpacing(16)
        self.hide()

    def tell(self, heading: str, found: Sequence[str], onward: str, *ways: QWidget) -> None:
        """Show it; a screen reader says it where it is new."""
        told = (heading, *found, onward)
        empty(self._across)
        lines: list[QLabel] = [label(heading, "question"), *(label(one, "strong") for one in found), label(onward)]
        add(self._across, glyph("stop", "raised", _ICON), stack(*lines, spacing=4), stack(*ways, spacing=8))
        self._across.setStretch(1, 1)
        self.setAccessibleName(" ".join(told))
        self.show()
        if told != self._told:
            announce(self, " ".join(told))
        self._told = told

    def rest(self) -> None:
        """There is no stop."""
        self._told = ()
        self.hide()
