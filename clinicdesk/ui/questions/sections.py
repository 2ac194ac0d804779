"""The sections of a questionnaire with their open counts; a press jumps to what is open there."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.ui.front import Front
from clinicdesk.ui.questions.order import Part
from clinicdesk.ui.questions.wrap_button import ROW, WrapButton


class Sections(QWidget):
    """`chosen` has the item to jump to."""

    chosen = Signal(str)

    def __init__(self, front: Front) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._say = front.words.say
        self._parts: tuple[Part, ...] = ()
        self._buttons: dict[str, WrapButton] = {}
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(2)
        self._down.addStretch(1)

    def fill(self, parts: Sequence[Part], here: str) -> None:
        """Show these sections; `here` is the one in which the question in focus stands."""
        if [one.id for one in parts] != list(self._buttons):
            self._build(parts)
        before = {one.id: one for one in self._parts}
        self._parts = tuple(parts)
        for part in parts:
            self._buttons[part.id].set_here(on=part.id == here)
            if before.get(part.id) != part:
                self._tell(self._buttons[part.id], part)

    def jump(self, here: str, by: int) -> None:
        """Jump to the section before or after the one that is `here`."""
        ids = [one.id for one in self._parts]
        place = min(max(ids.index(here) + by, 0), len(ids) - 1) if here in ids else 0
        if ids:
            self.chosen.emit(self._parts[place].jump)

    def _build(self, parts: Sequence[Part]) -> None:
        for one in self._buttons.values():
            self._down.removeWidget(one)
            one.deleteLater()
        self._buttons, self._parts = {}, ()
        for at, part in enumerate(parts):
            made = WrapButton(part.name, "section", ROW)
            made.clicked.connect(lambda _on=False, at=at: self.chosen.emit(self._parts[at].jump))
            self._buttons[part.id] = made
            self._down.insertWidget(at, made)

    def _tell(self, button: WrapButton, part: Part) -> None:
        state = "open" if part.open else "ok"
        count = self._say("ui.screening.open_count", count=part.open) if part.open else self._say("ui.screening.all")
        button.tail = str(part.open) if part.open else ""
        button.set_mark(state, f"{state}_ink")
        button.setAccessibleName(f"{part.name}: {count}")
        button.updateGeometry()
