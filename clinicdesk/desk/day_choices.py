"""What becomes of each row of a day's list until it is booked: whose visit it is, somebody new, or left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from clinicdesk.desk.day import Choice, Match, MatchedRow
from clinicdesk.model.records import PatientRecord

NEW, OUT = "new", "out"
"""What a row can be beside a patient's id: somebody to register, or left out."""

_PART, _ROW, _IS = "\x1d", "\x1e", "\x1f"


@dataclass
class Choices:
    """The rows of a list in its order, and what was chosen for each: by the row's number a patient's id, NEW or OUT."""

    rows: Sequence[MatchedRow]
    taken: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """What can be told without asking is chosen already."""
        for one in self.rows:
            first = one.patient.id if one.patient else NEW if one.match is Match.NEW else ""
            if first and one.row.row not in self.taken:
                self.taken[one.row.row] = first

    @property
    def undecided(self) -> list[int]:
        """The numbers of the rows for which somebody has to choose."""
        return [one.row.row for one in self.rows if one.row.row not in self.taken]

    def take(self, row: int, what: str) -> None:
        """Choose for a row: one of its patients by id, NEW or OUT. Nothing else is taken."""
        found = next(one for one in self.rows if one.row.row == row)
        if what in {NEW, OUT, *(one.id for one in offered(found))}:
            self.taken[row] = what

    def restore(self, taken: Mapping[int, str]) -> None:
        """Choose again what was chosen before, as far as the rows still offer it."""
        known = {one.row.row for one in self.rows}
        for row, what in taken.items():
            if row in known:
                self.take(row, what)

    def count(self, *kinds: str) -> int:
        """How many rows are NEW, OUT, or (with an empty text) a known patient's."""
        found = (one if one in {NEW, OUT} else "" for one in self.taken.values())
        return sum(one in kinds for one in found)

    def to_book(self) -> list[Choice]:
        """What is to be booked: every row that was decided about and not left out."""
        found = ((one, self.taken.get(one.row.row, OUT)) for one in self.rows)
        return [
            Choice(one.row.time, one.person if what == NEW else what, one.row.row) for one, what in found if what != OUT
        ]


def offered(row: MatchedRow) -> tuple[PatientRecord, ...]:
    """The patients who may be meant by a row."""
    return (row.patient,) if row.patient else tuple(one.patient for one in row.likely)


def to_text(day: date, data: bytes, choices: Choices) -> str:
    """A list that is looked through, as a draft keeps it."""
    taken = _ROW.join(f"{row}{_IS}{what}" for row, what in choices.taken.items())
    return _PART.join((day.isoformat(), taken, data.decode("latin-1")))


def from_text(text: str) -> tuple[date, bytes, dict[int, str]]:
    """The day, the list and what was chosen, of what `to_text` gave."""
    day, taken, data = text.split(_PART, 2)
    rows = (one.partition(_IS) for one in taken.split(_ROW) if one)
    return date.fromisoformat(day), data.encode("latin-1"), {int(row): what for row, _, what in rows}
