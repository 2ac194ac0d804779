"""Fields that are answered by a press: one of a few, or some of a list."""

from collections.abc import Iterable

from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from clinicdesk.ui.widgets.fields import Field
from clinicdesk.ui.widgets.flow import Flow
from clinicdesk.ui.widgets.typed import NotTyped


class PickField(Field[str]):
    """One of a few, side by side; none is chosen before somebody does."""

    def __init__(self, name: str, choices: Iterable[tuple[str, str]], *, lacking: str) -> None:
        self._lacking = lacking
        self.buttons: dict[str, QPushButton] = {}
        holder = QWidget()
        holder.setObjectName("plain")
        across = Flow()
        holder.setLayout(across)
        for code, words in choices:
            made = QPushButton(words)
            made.setProperty("role", "choice")
            made.setAutoDefault(False)
            made.setCheckable(True)
            made.setAccessibleDescription(name.replace("&", ""))
            made.clicked.connect(lambda _on=False, code=code: self._pressed(code))
            self.buttons[code] = made
            across.addWidget(made)
        super().__init__(name, holder)
        self.setFocusProxy(next(iter(self.buttons.values())))

    def value(self) -> str:
        if not self.text():
            raise NotTyped(self._lacking)
        return self.text()

    def set_value(self, value: str) -> None:
        for code, one in self.buttons.items():
            one.setChecked(code == value)
        self.changed.emit()

    def text(self) -> str:
        return next((code for code, one in self.buttons.items() if one.isChecked()), "")

    def set_text(self, text: str) -> None:
        self.set_value(text)

    def _pressed(self, code: str) -> None:
        self.set_value(code)


class TicksField(Field[tuple[str, ...]]):
    """Some of a list, one below the other; all are ticked at first."""

    def __init__(self, name: str, choices: Iterable[tuple[str, str]], *, lacking: str) -> None:
        self._lacking = lacking
        self.boxes: dict[str, QCheckBox] = {}
        holder = QWidget()
        holder.setObjectName("plain")
        down = QVBoxLayout(holder)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(2)
        for code, words in choices:
            made = QCheckBox(words)
            made.setChecked(True)
            made.setAccessibleDescription(name.replace("&", ""))
            made.toggled.connect(lambda _on: self.changed.emit())
            self.boxes[code] = made
            down.addWidget(made)
        super().__init__(name, holder)
        if self.boxes:
            self.setFocusProxy(next(iter(self.boxes.values())))

    def value(self) -> tuple[str, ...]:
        ticked = tuple(code for code, one in self.boxes.items() if one.isChecked())
        if not ticked:
            raise NotTyped(self._lacking)
        return ticked

    def set_value(self, value: tuple[str, ...]) -> None:
        for code, one in self.boxes.items():
            one.setChecked(code in value)

    def text(self) -> str:
        return " ".join(code for code, one in self.boxes.items() if one.isChecked())

    def set_text(self, text: str) -> None:
        self.set_value(tuple(text.split()))
