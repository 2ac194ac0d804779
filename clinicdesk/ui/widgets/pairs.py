"""Facts in two columns: what it is, and what is known of it."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from clinicdesk.ui.widgets.basic import label

_NAMES = 200


class Pairs(QWidget):
    """Names at the left, muted; what is told of each at the right."""

    def __init__(self, told: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self.setObjectName("plain")
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(16)
        layout.setVerticalSpacing(4)
        layout.setColumnMinimumWidth(0, _NAMES)
        layout.setColumnStretch(0, 2)
        layout.setColumnStretch(1, 3)
        for at, (name, text) in enumerate(told):
            value = label(text)
            value.setAccessibleName(f"{name}: {text}")
            layout.addWidget(label(name, "muted"), at, 0, Qt.AlignmentFlag.AlignTop)
            layout.addWidget(value, at, 1, Qt.AlignmentFlag.AlignTop)
