"""Fields that are seldom needed: folded away until asked for, and open where something stands in them."""

from typing import Any

from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from clinicdesk.ui.widgets.basic import button
from clinicdesk.ui.widgets.fields import Field


class Fold(QWidget):
    """A button that shows and hides what is inside. It opens by itself when one of its fields is filled in."""

    def __init__(self, title: str, fields: list[Field[Any]], *parts: QWidget | QLayout) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.fields = fields
        self._first = [one.text() for one in fields]
        self._inside = QWidget()
        self._inside.setObjectName("plain")
        self.head = button(title, self._turn, "flat", "next")
        self.head.setCheckable(True)
        down = QVBoxLayout(self._inside)
        down.setContentsMargins(16, 0, 0, 0)
        down.setSpacing(12)
        for one in parts or fields:
            down.addLayout(one) if isinstance(one, QLayout) else down.addWidget(one)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.head)
        whole.addWidget(self._inside)
        for field in fields:
            field.changed.connect(self._look)
        self.open(False)

    @property
    def is_open(self) -> bool:
        """Whether what is inside can be seen."""
        return self.head.isChecked()

    def open(self, on: bool = True) -> None:
        """Show or hide what is inside."""
        from clinicdesk.ui.style import icon

        self.head.setChecked(on)
        self.head.setIcon(icon("down" if on else "next", "accent"))
        self._inside.setVisible(on)

    def _turn(self) -> None:
        self.open(self.head.isChecked())
        if self.is_open and self.fields:
            self.fields[0].setFocus()

    def _look(self) -> None:
        if [one.text() for one in self.fields] != self._first:
            self.open()
