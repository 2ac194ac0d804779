"""A time of day, typed in any of the usual ways."""

from PySide6.QtWidgets import QLineEdit

from clinicdesk.ui.widgets.fields import Field
from clinicdesk.ui.widgets.typed import NotTyped, time_from


class TimeField(Field[str]):
    """A time as `HH:MM`, typed as 9:30, 0930 or 2 pm. Empty = no time."""

    def __init__(self, name: str, *, help_text: str = "") -> None:
        self.line = QLineEdit()
        super().__init__(name, self.line, help_text=help_text)
        self.line.setMaxLength(10)
        self.line.setPlaceholderText("HH:MM")
        self.line.textChanged.connect(lambda _text: self.changed.emit())
        self.line.editingFinished.connect(self._tidy)

    def value(self) -> str:
        return time_from(self.line.text())

    def set_value(self, value: str) -> None:
        self.line.setText(value)

    def text(self) -> str:
        return self.line.text()

    def set_text(self, text: str) -> None:
        self.line.setText(text)

    def _tidy(self) -> None:
        try:
            value = self.value()
        except NotTyped as wrong:
            self.tell_wrong(str(wrong))
        else:
            self.tell_wrong("")
            self.line.setText(value)
