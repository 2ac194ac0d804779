"""Fields of a signature: the box that agrees, and the choices of a paper; their words may take several lines."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from clinicdesk.ui.page import column
from clinicdesk.ui.questions.wrap_button import ANSWER, ROW, Measure, WrapButton
from clinicdesk.ui.widgets.fields import Field


class AgreeField(Field[bool]):
    """A box to tick. A draft has nothing of it: one agrees anew each time."""

    def __init__(self, name: str, words: str, *, large: bool = False) -> None:
        self.box = _button(words, _measure(large=large))
        super().__init__(name, self.box)
        self.title.hide()
        self.box.setAccessibleName(words)
        self.box.toggled.connect(self._toggled)

    def value(self) -> bool:
        return self.box.isChecked()

    def set_value(self, value: bool) -> None:
        self.box.setChecked(value)

    def text(self) -> str:
        return ""

    def set_text(self, text: str) -> None:
        """A draft has nothing of it."""

    def _toggled(self, on: bool) -> None:
        self.box.ticked = on
        self.changed.emit()


class ChoicesField(Field[int]):
    """One of a paper's choices, counted from 1; 0 as long as nobody has chosen. A draft has nothing of it."""

    def __init__(self, name: str, choices: Sequence[str], *, large: bool = False) -> None:
        holder = QWidget()
        holder.setObjectName("plain")
        down = column(holder, spacing=4)
        self.buttons = [_button(one, _measure(large=large)) for one in choices]
        for at, one in enumerate(self.buttons, 1):
            one.round = True
            one.setAccessibleDescription(name.replace("&", ""))
            one.clicked.connect(lambda _on=False, at=at: self.set_value(at))
            down.addWidget(one)
        super().__init__(name, holder)
        self.setFocusProxy(self.buttons[0])

    def value(self) -> int:
        return next((at for at, one in enumerate(self.buttons, 1) if one.isChecked()), 0)

    def set_value(self, value: int) -> None:
        for at, one in enumerate(self.buttons, 1):
            one.setChecked(at == value)
            one.ticked = at == value
            one.update()
        self.changed.emit()

    def text(self) -> str:
        return ""

    def set_text(self, text: str) -> None:
        """A draft has nothing of it."""


def _measure(*, large: bool) -> Measure:
    return ANSWER if large else ROW


def _button(words: str, measure: Measure) -> WrapButton:
    made = WrapButton(words, "answer", measure)
    made.setCheckable(True)
    return made
