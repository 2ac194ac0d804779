"""What the pages before the desk have in common: a card in the middle of the window."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.ui.widgets.basic import card, label, row

WIDE = 460


class Doorway(QWidget):
    """A card in the middle, with a heading."""

    def __init__(self, heading: str, wide: int = WIDE) -> None:
        super().__init__()
        self.setObjectName("page")
        title = label(heading, "display", wrap=False)
        self.card = card(title, spacing=16, margin=32)
        self.card.setFixedWidth(wide)
        whole = QVBoxLayout(self)
        whole.addStretch(2)
        whole.addLayout(row(1, self.card, 1))
        whole.addStretch(3)

    @property
    def inside(self) -> QVBoxLayout:
        """The layout of the card."""
        layout = self.card.layout()
        assert isinstance(layout, QVBoxLayout)
        return layout
