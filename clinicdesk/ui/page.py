"""What all pages have in common: their words, their place, and how they are filled."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from clinicdesk.ui.front import Front, Place


class Page(QWidget):
    """One page of the window. It is built when it is first shown; `show_place` fills it, again and again."""

    def __init__(self, front: Front, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.front = front
        self.setObjectName("page")

    def say(self, key: str, **values: object) -> str:
        """A sentence of the screens' own catalogue."""
        return self.front.words.say(f"ui.{key}", **values)

    def show_place(self, place: Place) -> None:
        """Load and show what the place names."""
        raise NotImplementedError

    def leave(self) -> None:
        """The page is about to be left: keep what is half filled in."""


def scrolled(inside: QWidget) -> QScrollArea:
    """What may be taller than the window, made to scroll."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inside.setObjectName("plain")
    area.setWidget(inside)
    return area


def scrolled_texts(inside: QWidget) -> QScrollArea:
    """What is mostly texts that wrap, made to scroll: as high as they are at that width, and no higher."""
    area = scrolled(inside)
    inside.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
    return area


def column(widget: QWidget, *, margin: int = 0, spacing: int = 8) -> QVBoxLayout:
    """A column of widgets inside one."""
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(spacing)
    return layout
