"""A payer, found by typing: listed ones are offered; any other name is kept as it was typed."""

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from clinicdesk.desk.payer_names import meant_by, payers_like
from clinicdesk.model.payer import Payer
from clinicdesk.ui.front import Front
from clinicdesk.ui.widgets.basic import label
from clinicdesk.ui.widgets.fields import Field
from clinicdesk.ui.widgets.typed import NotTyped

MOST = 200
OFFERED = 8
UNLISTED = "unlisted"
"""The payer of the rule book that stands for all that it does not have."""


class PayerField(Field[tuple[str, str]]):
    """A payer's id, and the name that was typed where the rule book does not have it (then the id is `unlisted`).

    A line below says which of the two it is, so that nobody takes a half-typed name for a listed payer.
    """

    def __init__(self, front: Front, name: str, *, help_text: str = "") -> None:
        self.line = QLineEdit()
        super().__init__(name, self.line, help_text=help_text)
        self.front = front
        self.line.setMaxLength(MOST)
        self._told = label("", "muted")
        self._told.hide()
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self._told)
        self._offered = QStringListModel(self)
        offers = QCompleter(self._offered, self)
        offers.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        offers.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        popup = offers.popup()
        assert popup is not None
        popup.setAccessibleName(front.words.say("ui.patients.payer.offered"))
        self.line.setCompleter(offers)
        self.line.textEdited.connect(self._offer)
        self.line.textChanged.connect(self._look)
        self.line.editingFinished.connect(self._tidy)

    @property
    def listed(self) -> Payer | None:
        """The payer of the rule book that is meant; None where it has none of this name."""
        meant = meant_by(self.line.text(), self.front.rules)
        return meant.payer if meant.exactly and meant.payer and meant.payer.id != UNLISTED else None

    def value(self) -> tuple[str, str]:
        typed = self.line.text().strip()
        if not typed:
            raise NotTyped(self.front.words.say("ui.patients.payer.none"))
        listed = self.listed
        return (listed.id, "") if listed else (UNLISTED, typed)

    def set_value(self, value: tuple[str, str]) -> None:
        payer, told = value
        known = self.front.rules.payers.get(payer)
        self.line.setText(told or (known.name if known else payer))
        self.line.setCursorPosition(0)

    def text(self) -> str:
        return self.line.text()

    def set_text(self, text: str) -> None:
        self.line.setText(text)

    def _offer(self, typed: str) -> None:
        found = payers_like(typed, self.front.rules) if typed.strip() else ()
        self._offered.setStringList([one.name for one in found if one.id != UNLISTED][:OFFERED])

    def _look(self, typed: str) -> None:
        listed = self.listed
        key = "ui.patients.payer.listed" if listed else "ui.patients.payer.unlisted"
        self._told.setText(self.front.words.say(key))
        self._told.setVisible(bool(typed.strip()))
        self.changed.emit()

    def _tidy(self) -> None:
        if listed := self.listed:
            self.set_value((listed.id, ""))
