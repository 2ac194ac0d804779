"""Two people changed one record at once: each field is taken from one of them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from clinicdesk.desk.people import Difference
from clinicdesk.ui.page import column
from clinicdesk.ui.patients.folded import FoldedForm
from clinicdesk.ui.widgets.basic import label
from clinicdesk.ui.widgets.fields import Field
from clinicdesk.words import Words

MINE, THEIRS = "mine", "theirs"
_INDENT = 28


class PickField(Field[str]):
    """What was typed here, or what somebody else has saved meanwhile."""

    def __init__(self, name: str, mine: tuple[str, str], theirs: tuple[str, str]) -> None:
        inside = QWidget()
        inside.setObjectName("plain")
        super().__init__(name, inside)
        self._group = QButtonGroup(self)
        down = column(inside, spacing=2)
        for at, (whose, text) in enumerate((mine, theirs)):
            made = QRadioButton(whose)
            made.setAccessibleName(f"{name}: {whose}: {text}")
            self._group.addButton(made, at)
            value = label(text)
            value.setIndent(_INDENT)
            down.addWidget(made)
            down.addWidget(value)
        self._group.button(0).setChecked(True)
        self._group.idToggled.connect(lambda _at, _on: self.changed.emit())
        self.setFocusProxy(self._group.button(0))

    def value(self) -> str:
        return THEIRS if self._group.checkedId() else MINE

    def set_value(self, value: str) -> None:
        self._group.button(int(value == THEIRS)).setChecked(True)

    def text(self) -> str:
        return self.value()

    def set_text(self, text: str) -> None:
        self.set_value(text)


class ConflictForm(FoldedForm):
    """A choice for each field that differs; at first the value that is new, and one's own where both are."""

    def __init__(self, words: Words, told: Sequence[tuple[str, Difference, str, str]]) -> None:
        super().__init__()
        self.body.addWidget(label(words.say("ui.patients.conflict.help")))
        for name, one, mine, theirs in told:
            pick = PickField(
                name,
                (words.say("ui.patients.conflict.mine"), mine),
                (words.say("ui.patients.conflict.theirs"), theirs),
            )
            pick.set_value(MINE if one.mine_is_new else THEIRS)
            self.add(one.field, pick)

    def takes_mine(self, name: str) -> bool:
        """Whether a field is as it was typed here."""
        return bool(self.fields[name].value() == MINE)
