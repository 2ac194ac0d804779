"""The stacked bars of an estimate: the very drawing of the paper, in the colours of the look."""

import re

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinicdesk.ui.style import look, tokens

_COLOR = re.compile(r"#[0-9a-f]{6}")


class Bars(QWidget):
    """As wide as there is room, and as high as the drawing then is. Nothing where the paper has no bars."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.setAccessibleName(name)
        self._drawn = QSvgRenderer(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_svg(self, text: str) -> None:
        """Draw another estimate."""
        self.setVisible(bool(text))
        if text:
            self._drawn.load(QByteArray(in_look(text).encode()))
            self.updateGeometry()
            self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        size = self._drawn.defaultSize()
        return width * size.height() // size.width() if size.width() else 0

    def sizeHint(self) -> QSize:
        return self._drawn.defaultSize()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = float(self.width())
        self._drawn.render(painter, QRectF(0, 0, wide, float(self.heightForWidth(self.width()))))
        painter.end()


def in_look(text: str) -> str:
    """The drawing with the paper's colours changed for those of the look, where it has others."""
    instead = tokens().get(f"drawing_{look().theme}", {})
    return _COLOR.sub(lambda found: instead.get(found[0], found[0]), text)
