"""The sessions of an estimate as a model for a table: each cell an amount, and why it is so."""

from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from clinicdesk.desk.shown_costs import CostRow, ShownCosts
from clinicdesk.ui.whom import short_day
from clinicdesk.words import Words

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

BEFORE = ("session", "day", "code")
"""The columns before those of the estimate."""

_BROKEN = Qt.TextFlag.TextWordWrap


class CostModel(QAbstractTableModel):
    """Session, day and code, then the amounts; or the one row of totals below them."""

    def __init__(self, words: Words, parent: QObject, *, totals: bool = False) -> None:
        super().__init__(parent)
        self._words, self._totals = words, totals
        self.today: date | None = None
        self._costs: ShownCosts | None = None
        self._heads: tuple[str, ...] = ()
        self._texts: tuple[tuple[str, ...], ...] = ()

    def show_costs(self, costs: ShownCosts) -> None:
        """Another estimate."""
        self.beginResetModel()
        self._costs = costs
        self._heads = tuple(self._words.say(f"ui.estimate.column.{one}") for one in (*BEFORE, *costs.columns))
        self._texts = (self._sums(costs),) if self._totals else tuple(self._lines(costs))
        self.endResetModel()

    def why(self, index: Index) -> str:
        """Why the amount of a cell is what it is; before the amounts it is the patient's."""
        if not index.isValid() or self._costs is None or self._totals:
            return ""
        row = self._costs.rows[index.row()]
        at = index.column() - len(BEFORE) if index.column() >= len(BEFORE) else len(self._costs.columns) - 1
        say, (text, why) = self._words.say, row.cells[at]
        name = self._heads[at + len(BEFORE)]
        if why is None:
            return say("ui.estimate.summed", session=row.session, amount=name, sum=text)
        reason = self._words.tell(why)
        return say("ui.estimate.why_of", session=row.session, code=row.code, amount=name, why=reason)

    @property
    def several(self) -> bool:
        """Whether there are several codes, so that each line has to name its own."""
        return self._costs is not None and len({row.code for row in self._costs.rows}) > 1

    def texts(self, column: int) -> list[str]:
        """Every text of a column, its head first."""
        return [self._heads[column], *(row[column] for row in self._texts)]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._texts)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        text = self._texts[index.row()][index.column()]
        if role == Role.DisplayRole:
            return text
        if role in {Role.AccessibleTextRole, Role.AccessibleDescriptionRole}:
            return f"{self._heads[index.column()]}: {text}. {self.why(index)}".strip()
        if role == Role.TextAlignmentRole:
            return _side(index.column()) | Qt.AlignmentFlag.AlignVCenter
        if role == Role.FontRole and self._is_strong(index):
            return _bold()
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Role.DisplayRole:
            return self._heads[section]
        return int(_side(section) | Qt.AlignmentFlag.AlignBottom | _BROKEN) if role == Role.TextAlignmentRole else None

    def _is_strong(self, index: Index) -> bool:
        """The patient's column, and what is a sum."""
        summed = self._totals or (self._costs is not None and not self._costs.rows[index.row()].code)
        return summed or index.column() == len(self._heads) - 1

    def _lines(self, costs: ShownCosts) -> list[tuple[str, ...]]:
        """Each line, and after the lines of a session with several codes their sum."""
        befores = [None, *costs.rows[:-1]]
        return [self._line(row, before) for row, before in zip(costs.rows, befores, strict=True)]

    def _line(self, row: CostRow, before: CostRow | None) -> tuple[str, ...]:
        say = self._words.say
        name = row.code if row.units == 1 else say("ui.estimate.units", code=row.code, units=row.units)
        session = day = ""
        if before is None or before.session != row.session:
            session = str(row.session)
            day = short_day(self._words, row.day, beside=before.day if before else self.today)
        return session, day, name or say("ui.estimate.subtotal"), *(cell.text for cell in row.cells)

    def _sums(self, costs: ShownCosts) -> tuple[str, ...]:
        return self._words.say("ui.estimate.total"), "", "", *costs.total


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignLeft if column < len(BEFORE) else Qt.AlignmentFlag.AlignRight


def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return font
