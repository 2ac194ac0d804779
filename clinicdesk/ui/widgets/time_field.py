"""A time of day, typed in any of the usual ways."""

from clinicdesk.ui.widgets.fields import LineField
from clinicdesk.ui.widgets.typed import time_from


class TimeField(LineField[str]):
    """A time as `HH:MM`, typed as 9:30, 0930 or 2 pm. Empty = no time."""

    def __init__(self, name: str, *, help_text: str = "") -> None:
        super().__init__(name, most=10, hint="HH:MM", help_text=help_text)

    def value(self) -> str:
        return time_from(self.line.text())

    def set_value(self, value: str) -> None:
        self.line.setText(value)

    def tidied(self) -> str | None:
        return self.value()
