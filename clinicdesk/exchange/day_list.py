"""The day's list of another system: text in columns into the visits to come, or every problem with its row."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TypeVar

from clinicdesk.errors import ListRefused, Problem
from clinicdesk.exchange.day_cells import CellRefused, birth_date_of, day_of, names_of, text_of, time_of
from clinicdesk.exchange.table_text import Line, read_table
from clinicdesk.words import said

T = TypeVar("T")
MOST_ROWS = 2_000
MOST_NAME, MOST_PHONE = 120, 40

_SPELLINGS = {
    "last name": "last name, last, family name, surname, patient last name, patient family name",
    "first name": "first name, first, given name, forename, patient first name, patient given name",
    "name": "name, patient, patient name, last first, last name first name, patient last first",
    "date of birth": "date of birth, dob, birth date, birthday, patient dob, patient date of birth",
    "time": "time, appt time, appointment time, start time, start",
    "phone": "phone, phone number, telephone, telephone number, mobile, cell",
    "date": "date, appt date, appointment date",
}
_MEANING = {one.replace(" ", ""): name for name, said in _SPELLINGS.items() for one in said.split(", ")}
_HALVES = {"last name", "first name"}
_EXAMPLE = "Last name, First name, Date of birth, Time, Phone"
Columns = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """One visit to come. `row` counts as a spreadsheet does: the headings are row 1, an empty row counts too.

    `birth_date` is None where it is not told; `time` is the clinic's, `00:00` to `23:59`; `phone` stands as it was
    written, empty where it is not told. One of the two names may be empty.
    """

    row: int
    given_name: str
    family_name: str
    birth_date: date | None
    time: str
    phone: str


@dataclass(frozen=True, slots=True)
class DayList:
    """The rows in the order of the list, and the headings of the columns that nothing was taken from."""

    rows: tuple[DayRow, ...]
    left_out: tuple[str, ...]


def read_day_list(data: bytes, today: date) -> DayList:
    """The list for the day `today`, of at most 1 MiB, 2,000 rows and 10,000 characters a field.

    A heading row, names and times are required. ListRefused names every problem at once; none repeats what is a
    patient's. A row of another day is refused, where the list has a column with the date.
    """
    found = list(islice(read_table(data, _is_heading), MOST_ROWS + 2))
    top, *lines = found or [Line(1, [], "the list is empty")]
    problems = [Problem(said("row {number}", number=top.number), top.problem)] if top.problem else []
    columns = _columns(top, problems)
    if len(lines) > MOST_ROWS:
        problems.append(
            Problem("", said("the list has more than {most:,} rows, the most that is read", most=MOST_ROWS))
        )
    elif not lines and not problems:
        problems.append(Problem("", "there is no row below the headings"))
    readable = lines if columns and len(lines) <= MOST_ROWS else []
    rows = [_row(_Cells(line, columns, problems), len(top.fields), today) for line in readable]
    if problems:
        raise ListRefused(problems)
    return DayList(tuple(rows), tuple(one for at, one in enumerate(top.fields) if one and at not in columns.values()))


def _is_heading(heading: str) -> bool:
    return _folded(heading) in _MEANING


def _folded(heading: str) -> str:
    return re.sub(r"[\W_]", "", heading.casefold())


def _columns(top: Line, problems: list[Problem]) -> Columns:
    """What is in which place. A whole name is not looked at where its two halves are there."""
    found: dict[str, int] = {}
    where = said("row {number}", number=top.number)
    for at, heading in enumerate(top.fields):
        meant = _MEANING.get(_folded(heading))
        if meant in found:
            problems.append(
                Problem(where, said("two columns are headed as the {column}; leave one", column=said(meant)))
            )
        elif meant:
            found[meant] = at
    if not found and not top.problem:
        problems.append(
            Problem(where, said("this must be the headings, such as {example}; none is known", example=_EXAMPLE))
        )
    elif found:
        problems += [Problem(where, text) for text in _missing(found)]
    if found.keys() >= _HALVES:
        found.pop("name", None)
    return found


def _missing(found: Columns) -> Iterator[str]:
    """A sentence for each column that is not there and has to be."""
    halves = _HALVES & found.keys()
    if len(halves) == 1:
        yield said("there is no column for the {column}", column=said(next(iter(_HALVES - halves))))
    elif not halves and "name" not in found:
        yield "there are no columns for the last name and the first name"
    if "time" not in found:
        yield "there is no column for the time"


class _Cells:
    """One row under the columns of its list, and where its problems are noted."""

    __slots__ = ("columns", "line", "problems")

    def __init__(self, line: Line, columns: Columns, problems: list[Problem]) -> None:
        """Take the row as it is; nothing is read yet."""
        self.line, self.columns, self.problems = line, columns, problems

    def problem(self, text: str, name: str = "") -> None:
        """Note a problem of the row, or of one of its cells."""
        where = said("row {number}", number=self.line.number)
        self.problems.append(
            Problem(said("{where}, {column}", where=where, column=said(name)) if name else where, text)
        )

    def get(self, name: str, read: Callable[[str], T], absent: T) -> T:
        """What `read` makes of a cell; `absent` where there is no such column or the cell cannot be read."""
        if name not in self.columns:
            return absent
        try:
            return read(self.line.fields[self.columns[name]])
        except CellRefused as refused:
            self.problem(refused.args[0], name)
            return absent


def _row(cells: _Cells, width: int, today: date) -> DayRow:
    """One row; where its problems are noted, what it returns does not count."""
    problem = cells.line.problem or _ragged(len(cells.line.fields), width)
    if problem:
        cells.problem(problem)
        return DayRow(row=cells.line.number, given_name="", family_name="", birth_date=None, time="", phone="")
    family, given = _names(cells)
    cells.get("date", lambda text: _check_day(text, today), None)
    return DayRow(
        row=cells.line.number,
        given_name=given,
        family_name=family,
        birth_date=cells.get("date of birth", lambda text: birth_date_of(text, today), None),
        time=cells.get("time", time_of, ""),
        phone=cells.get("phone", lambda text: text_of(text, MOST_PHONE), ""),
    )


def _ragged(fields: int, width: int) -> str:
    if fields == width:
        return ""
    return said(
        "this row has not as many fields as there are headings ({fields}, not {width})", fields=fields, width=width
    )


def _names(cells: _Cells) -> tuple[str, str]:
    if "last name" not in cells.columns:
        return cells.get("name", lambda text: names_of(text_of(text, 2 * MOST_NAME)), ("", ""))
    family = cells.get("last name", lambda text: text_of(text, MOST_NAME), "?")
    given = cells.get("first name", lambda text: text_of(text, MOST_NAME), "?")
    if not family and not given:
        cells.problem("there is no name")
    return family, given


def _check_day(text: str, today: date) -> None:
    if text and day_of(text) != today:
        raise CellRefused(said("this visit is on another day than {day}", day=today.isoformat()))
