"""Fields for numbers that may not be known: an empty field is not stated, which is never zero."""

from PySide6.QtWidgets import QLineEdit

from clinicdesk.ui.widgets.fields import Field
from clinicdesk.ui.widgets.typed import percent_from, percent_text, whole_from


class _LineField(Field[int | None]):
    """A number in a line of text."""

    def __init__(self, name: str, *, hint: str = "", help_text: str = "") -> None:
        self.line = QLineEdit()
        super().__init__(name, self.line, help_text=help_text)
        self.line.setMaxLength(12)
        self.line.setPlaceholderText(hint)
        self.line.textChanged.connect(lambda _text: self.changed.emit())

    def text(self) -> str:
        return self.line.text()

    def set_text(self, text: str) -> None:
        self.line.setText(text)


class NumberField(_LineField):
    """A whole number between two bounds. Empty = not stated."""

    def __init__(self, name: str, least: int, most: int, *, hint: str = "", help_text: str = "") -> None:
        super().__init__(name, hint=hint, help_text=help_text)
        self._bounds = least, most

    def value(self) -> int | None:
        return whole_from(self.line.text(), *self._bounds)

    def set_value(self, value: int | None) -> None:
        self.line.setText("" if value is None else str(value))


class PercentField(_LineField):
    """A share of the whole in ten-thousandths, typed in per cent. Empty = not stated."""

    def value(self) -> int | None:
        return percent_from(self.line.text())

    def set_value(self, value: int | None) -> None:
        self.line.setText(percent_text(value))
