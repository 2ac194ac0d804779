"""The rows of the day's list as a table: what was read, and what becomes of it."""

from datetime import date

from PySide6.QtWidgets import QWidget

from clinicdesk.desk.day import MatchedRow
from clinicdesk.desk.day_choices import NEW, OUT, Choices, offered
from clinicdesk.desk.whom import name_of
from clinicdesk.model.records import PatientRecord
from clinicdesk.ui.whom import born, who
from clinicdesk.ui.widgets.painted import Cell, Chip
from clinicdesk.ui.widgets.rows import RowsModel
from clinicdesk.words import Words

COLUMNS = ("row", "time", "read", "what")
WIDTHS = (64, 76, -4, -5)


class ListModel(RowsModel):
    """One row a row of the list; a row's key is its number."""

    def __init__(self, parent: QWidget, words: Words, today: date) -> None:
        super().__init__(parent)
        self.titles = tuple(words.say(f"ui.today.list.column.{one}") for one in COLUMNS)
        self.choices = Choices(())
        self._words, self._today = words, today
        self._by_key: dict[str, MatchedRow] = {}

    def fill(self, choices: Choices) -> None:
        """Another list."""
        self.choices = choices
        self._by_key = {str(one.row.row): one for one in choices.rows}

    def row_of(self, key: str) -> MatchedRow | None:
        """The list's row of a key."""
        return self._by_key.get(key)

    def make(self, row: int) -> tuple[Cell, ...]:
        told = self._by_key[self.keys[row]]
        read = read_words(self._words, told, self._today)
        what = self._what(told)
        spoken = f"{told.row.row}, {told.row.time}, {read[0]}, {read[1]}, {what.text}"
        return (
            Cell(str(told.row.row)),
            Cell(told.row.time, strong=True),
            Cell(*read, strong=True, spoken=spoken),
            Cell(chips=(what,)),
        )

    def _what(self, told: MatchedRow) -> Chip:
        say, taken = self._words.say, self.choices.taken.get(told.row.row)
        if taken is None:
            return Chip("review", say("ui.today.list.what.choose"), "question")
        if taken in {NEW, OUT}:
            mark = Chip("note", "", "add") if taken == NEW else Chip("open", "", "close")
            return mark._replace(text=say(f"ui.today.list.what.{'new' if taken == NEW else 'out'}"))
        is_found = told.patient is not None and told.patient.id == taken
        patient = next(one for one in offered(told) if one.id == taken)
        if is_found and told.also and not told.there:
            return Chip("review", self._also(patient, told.also))
        key = "there" if is_found and told.there else "known"
        return Chip("ok", say(f"ui.today.list.what.{key}", who=self._who(patient)))

    def _also(self, patient: PatientRecord, times: tuple[str, ...]) -> str:
        """That the patient has another visit on that day, and when."""
        known = self._words.listed(one for one in times if one)
        key = "also" if known else "also_no_time"
        return self._words.say(f"ui.today.list.what.{key}", who=self._who(patient), times=known)

    def _who(self, patient: PatientRecord) -> str:
        return who(self._words, patient, self._today)


def read_words(words: Words, told: MatchedRow, today: date) -> tuple[str, str]:
    """The name as it stands in the list; birth date and telephone number below it."""
    person = told.person
    day = born(words, person, today) if person.birth_date else words.say("ui.today.list.birth_date_unknown")
    return name_of(person), "   ".join(one for one in (day, person.phone) if one)
