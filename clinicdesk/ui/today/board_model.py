"""The board's lines as a table, filtered, with the minutes of waiting kept up to date."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from clinicdesk.desk.board import BoardLine
from clinicdesk.model.records import VisitState
from clinicdesk.ui.today.lines import Lines, namesakes
from clinicdesk.ui.widgets.painted import Cell
from clinicdesk.ui.widgets.rows import RowsModel

FILTERS: dict[str, frozenset[VisitState]] = {
    "all": frozenset(VisitState),
    "here": frozenset({VisitState.ARRIVED}),
    "to_come": frozenset({VisitState.BOOKED}),
    "finished": frozenset({VisitState.DONE, VisitState.CANCELLED}),
}
"""Part of the day -> the states that it has."""


class BoardModel(RowsModel):
    """One row a visit; a row's key is the visit's id."""

    right = frozenset({4})

    def __init__(self, parent: QWidget, titles: tuple[str, ...], lines: Lines, now: Callable[[], datetime]) -> None:
        super().__init__(parent)
        self.titles = titles
        self._lines, self._now = lines, now
        self.by_id: dict[str, BoardLine] = {}
        self._namesakes: dict[str, bool] = {}

    def fill(self, lines: tuple[BoardLine, ...]) -> None:
        """All the day's lines, in their order."""
        self.by_id = {one.visit.id: one for one in lines}
        self._namesakes = namesakes(lines)

    def keys_of(self, part: str) -> list[str]:
        """The visits of a part of the day."""
        return [one for one, line in self.by_id.items() if line.visit.state in FILTERS[part]]

    def make(self, row: int) -> tuple[Cell, ...]:
        line = self.by_id[self.keys[row]]
        return self._lines.cells(line, self._now(), self._namesakes.get(line.patient.id))
