"""Fields that have to be filled in: an empty one says what is asked for."""

from collections.abc import Iterable
from datetime import date

from clinicdesk.ui.widgets.counted import NumberField
from clinicdesk.ui.widgets.fields import ChoiceField, DayField
from clinicdesk.ui.widgets.typed import NotTyped


class ChosenField(ChoiceField):
    """One of some codes, none of which is chosen before somebody does: much hangs on it."""

    def __init__(self, name: str, choices: Iterable[tuple[str, str]], *, choose: str, lacking: str) -> None:
        super().__init__(name, [("", choose), *choices])
        self._lacking = lacking

    def value(self) -> str:
        if not self.text():
            raise NotTyped(self._lacking)
        return self.text()

    def text(self) -> str:
        return super().value()


class GivenDayField(DayField):
    """A day that has to be given."""

    def __init__(self, name: str, *, lacking: str, help_text: str = "") -> None:
        super().__init__(name, help_text=help_text)
        self._lacking = lacking

    def value(self) -> date:
        found = super().value()
        if found is None:
            raise NotTyped(self._lacking)
        return found


class GivenNumberField(NumberField):
    """A whole number that has to be given."""

    def __init__(self, name: str, least: int, most: int, *, lacking: str, help_text: str = "") -> None:
        super().__init__(name, least, most, help_text=help_text)
        self._lacking = lacking

    def value(self) -> int:
        found = super().value()
        if found is None:
            raise NotTyped(self._lacking)
        return found
