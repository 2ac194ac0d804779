"""Cells of a table, painted in the colours of the look: lines of text, and chips with icon and word."""

from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from clinicdesk.ui.style import look, picture

Index = QModelIndex | QPersistentModelIndex
CELL = Qt.ItemDataRole.UserRole + 1
"""The role under which a model gives a `Cell`."""

ROW = 52
"""Pixels of a row at 100 %."""

_CHIP, _GAP, _PAD, _ICON, _BAR = 22, 6, 12, 16, 4


class Chip(NamedTuple):
    """A state with its word: stop, review, note, ok, open; `icon` where it is not the state's own."""

    state: str
    text: str
    icon: str = ""


class Cell(NamedTuple):
    """What a cell shows: a line, muted second lines, chips. `spoken` is what a screen reader says of it."""

    first: str = ""
    second: str = ""
    chips: tuple[Chip, ...] = ()
    strong: bool = False
    right: bool = False
    muted: bool = False
    spoken: str = ""

    @property
    def text(self) -> str:
        """Everything that stands in the cell, in words."""
        return self.spoken or ", ".join(one for one in (self.first, self.second, *self._chips()) if one)

    def _chips(self) -> list[str]:
        return [one.text for one in self.chips]


class Painted(QStyledItemDelegate):
    """Paints a cell in the colours of the look. The chosen row has a bar at its left, not a colour alone."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(80, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        colors = look().colors
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, QColor(colors["accent_ground" if chosen else "raised"]))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(colors["line"]))
        if chosen and index.column() == 0:
            painter.fillRect(rect.left(), rect.top(), _BAR, rect.height(), QColor(colors["accent"]))
        cell = index.data(CELL)
        if isinstance(cell, Cell):
            _paint_cell(painter, rect.adjusted(_PAD, 0, -_PAD, -1), cell, option.font)
        painter.restore()


def _paint_cell(painter: QPainter, rect: QRect, cell: Cell, font: QFont) -> None:
    """The first line above the second, or alone in the middle; chips follow the last."""
    high = QFontMetrics(font).height() + 3
    line = QRect(rect.left(), rect.center().y() - (high if cell.second else high // 2), rect.width(), high)
    left = line.left()
    painter.setFont(_bold(font) if cell.strong else font)
    if cell.first:
        left = _paint_text(painter, line, cell.first, "muted" if cell.muted else "ink", right=cell.right) + 2 * _GAP
    if cell.second:
        line.translate(0, high)
        painter.setFont(font)
        room = line.adjusted(0, 0, -min(_all_wide(cell.chips, font), line.width() // 3), 0)
        left = _paint_text(painter, room, cell.second, "muted", right=cell.right) + 2 * _GAP
    if cell.chips:
        room = QRect(left, line.center().y() - _CHIP // 2 + 1, line.right() - left, _CHIP)
        _paint_chips(painter, room, cell.chips, font)


def _paint_text(painter: QPainter, rect: QRect, text: str, color: str, *, right: bool) -> int:
    """A line of text, cut short where there is no room; where it ends."""
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.setPen(QColor(look().colors[color]))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, shown)
    return rect.left() + metrics.horizontalAdvance(shown)


def _all_wide(chips: tuple[Chip, ...], font: QFont) -> int:
    metrics = QFontMetrics(_bold(font))
    return sum(_width(metrics, one.text) + _ICON + 3 * _GAP for one in chips)


def _paint_chips(painter: QPainter, rect: QRect, chips: tuple[Chip, ...], font: QFont) -> None:
    """As many as there is room for; the last one tells how many more there are, and the tooltip tells them all."""
    bold = _bold(font)
    metrics = QFontMetrics(bold)
    left = rect.left()
    for number, one in enumerate(chips):
        rest = len(chips) - number - 1
        more = _width(metrics, f"+{rest}") + _GAP if rest else 0
        wide = _width(metrics, one.text) + _ICON + _GAP
        if left + wide + more > rect.right() and number:
            told = f"+{rest + 1}"
            _paint_chip(painter, QRect(left, rect.top(), _width(metrics, told), _CHIP), Chip("", told), bold)
            return
        wide = min(wide, max(_CHIP, rect.right() - left - more))
        _paint_chip(painter, QRect(left, rect.top(), wide, _CHIP), one, bold)
        left += wide + _GAP


def _paint_chip(painter: QPainter, rect: QRect, chip: Chip, font: QFont) -> None:
    colors = look().colors
    state = chip.state or "open"
    ink = QColor(colors[f"{state}_ink"])
    painter.setPen(QPen(QColor(colors["line_strong"]) if state == "open" else ink, 1))
    painter.setBrush(QColor(colors[f"{state}_ground"]))
    painter.drawRoundedRect(rect.adjusted(0, 0, -1, -1), look().sizes["radius"], look().sizes["radius"])
    inside = rect.adjusted(_GAP + 2, 0, -_GAP, 0)
    if chip.state:
        drawn = picture(chip.icon or state, f"{state}_ink", 2 * _ICON)
        painter.drawPixmap(QRect(inside.left(), rect.center().y() - _ICON // 2 + 1, _ICON, _ICON), drawn)
        inside.adjust(_ICON + _GAP, 0, 0, 0)
    painter.setFont(font)
    painter.setPen(ink)
    text = painter.fontMetrics().elidedText(chip.text, Qt.TextElideMode.ElideRight, inside.width())
    painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


def _width(metrics: QFontMetrics, text: str) -> int:
    return metrics.horizontalAdvance(text) + 2 * _GAP + 4


def _bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setBold(True)
    return made
