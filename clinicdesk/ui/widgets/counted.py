"""Fields for numbers that may not be known: an empty field is not stated, which is never zero."""

from clinicdesk.ui.widgets.fields import LineField
from clinicdesk.ui.widgets.typed import percent_from, percent_text, whole_from

LONGEST = 12
"""Characters of a number."""


class NumberField(LineField[int | None]):
    """A whole number between two bounds. Empty = not stated."""

    def __init__(self, name: str, least: int, most: int, *, hint: str = "", help_text: str = "") -> None:
        super().__init__(name, most=LONGEST, hint=hint, help_text=help_text)
        self._bounds = least, most

    def value(self) -> int | None:
        return whole_from(self.line.text(), *self._bounds)

    def set_value(self, value: int | None) -> None:
        self.line.setText("" if value is None else str(value))


class PercentField(LineField[int | None]):
    """A share of the whole in ten-thousandths, typed in per cent. Empty = not stated."""

    def __init__(self, name: str, *, hint: str = "", help_text: str = "") -> None:
        super().__init__(name, most=LONGEST, hint=hint, help_text=help_text)

    def value(self) -> int | None:
        return percent_from(self.line.text())

    def set_value(self, value: int | None) -> None:
        self.line.setText(percent_text(value))
