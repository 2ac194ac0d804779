"""The board as a screen keeps it up to date: looked at again only when something was done since."""

from dataclasses import dataclass
from datetime import date

from clinicdesk.desk.board import BoardLine, board
from clinicdesk.desk.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class DayBoard:
    """A day's board, and the trail's row of the look at it."""

    day: date
    lines: tuple[BoardLine, ...]
    row: int


def look(desk: Desk, day: date) -> DayBoard:
    """The day's board as it is now."""
    before = desk.store.last_row().number
    return DayBoard(day=day, lines=tuple(board(desk, day)), row=before + 1)


def is_old(desk: Desk, seen: DayBoard) -> bool:
    """Whether anybody did anything since that look, at this desk or another. It is no act and leaves no row itself."""
    return desk.store.last_row().number > seen.row
