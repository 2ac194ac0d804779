"""A table of tall rows: as quick with thousands of rows as with one, and nothing jumps when it is looked at anew."""

from html import escape

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from clinicdesk.ui.widgets.painted import CELL, ROW, Cell, Index, Painted

_AROUND = 28
"""Pixels around the title of a column."""


class RowsModel(QAbstractTableModel):
    """Cells of rows, made when they are first looked at. `keys` name the rows, so that a selection outlasts a change.

    A subclass says how many columns there are by `titles`, which of them stand at the `right`, and makes a row's cells
    in `make`.
    """

    titles: tuple[str, ...] = ()
    right: frozenset[int] = frozenset()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.keys: list[str] = []
        self._made: dict[int, tuple[Cell, ...]] = {}

    def make(self, row: int) -> tuple[Cell, ...]:
        """The cells of a row."""
        raise NotImplementedError

    def show_keys(self, keys: list[str]) -> None:
        """Other rows, or the same ones with something else in them."""
        if keys == self.keys:
            self.renew()
            return
        self.beginResetModel()
        self.keys, self._made = keys, {}
        self.endResetModel()

    def renew(self) -> None:
        """The same rows, made anew."""
        self._made = {}
        if self.keys:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.keys) - 1, len(self.titles) - 1))

    def cell(self, index: Index) -> Cell:
        """What stands at a place."""
        if index.row() not in self._made:
            self._made[index.row()] = self.make(index.row())
        return self._made[index.row()][index.column()]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent and parent.isValid() else len(self.keys)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent and parent.isValid() else len(self.titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object | None:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section in self.right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object | None:
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self.cell(index).text
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<span>{escape(self.cell(index).text)}</span>"
        return self.cell(index) if role == CELL else None


class RowsView(QTableView):
    """The table. Rows are chosen whole; Tab leaves it; Enter and a double click activate a row."""

    def __init__(self, model: RowsModel, name: str) -> None:
        super().__init__()
        self.rows = model
        self._widths: list[int] = []
        self.setModel(model)
        self.setItemDelegate(Painted(self))
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def set_widths(self, *widths: int) -> None:
        """How wide each column is in pixels, or as wide as its title; a negative one is a share of what is left."""
        font = QFont(self.font())
        font.setBold(True)
        title = QFontMetrics(font).horizontalAdvance
        told = zip(widths, self.rows.titles, strict=True)
        self._widths = [max(one, title(text) + _AROUND) if one > 0 else one for one, text in told]
        self._spread()

    @property
    def chosen(self) -> str:
        """The key of the chosen row; empty where none is."""
        at = self.currentIndex().row()
        return self.rows.keys[at] if 0 <= at < len(self.rows.keys) else ""

    def choose(self, row: int) -> None:
        """Choose a row by its place, as near as there is one."""
        if self.rows.keys:
            at = min(max(0, row), len(self.rows.keys) - 1)
            self.setCurrentIndex(self.rows.index(at, min(1, len(self.rows.titles) - 1)))

    def show_keys(self, keys: list[str]) -> None:
        """Show these rows: what was chosen stays chosen where it is still there, and nothing scrolls."""
        at, before, scrolled = self.currentIndex().row(), self.chosen, self.verticalScrollBar().value()
        self.rows.show_keys(keys)
        if before != self.chosen or not before:
            self.choose(keys.index(before) if before in keys else max(0, at))
        self.verticalScrollBar().setValue(scrolled)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first row and to the last: rows are chosen whole, so no column is gone to."""
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self.rows.keys) - 1}
        if event.key() in ends:
            self.choose(ends[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        widths = self._widths
        left = self.viewport().width() - sum(one for one in widths if one > 0)
        shares = -sum(one for one in widths if one < 0) or 1
        for at, one in enumerate(widths):
            self.setColumnWidth(at, one if one > 0 else max(80, left * -one // shares))
