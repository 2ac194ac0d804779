"""The day's list of the other system: matched to patients, shown, and booked once it was looked through."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from clinicdesk.desk.board import kept_patients
from clinicdesk.desk.desk import Work, act
from clinicdesk.desk.entry import check_time
from clinicdesk.desk.people import add_patient, likely
from clinicdesk.desk.phones import compared
from clinicdesk.errors import EntryRefused, ListRefused, Problem
from clinicdesk.exchange.day_list import DayRow, read_day_list
from clinicdesk.exchange.table_text import MOST_BYTES
from clinicdesk.model.people import Patient
from clinicdesk.model.records import PatientRecord, VisitRecord, VisitState
from clinicdesk.model.roles import Act
from clinicdesk.store.protocol import Likeness
from clinicdesk.store.search_words import joined
from clinicdesk.words import said

Step = Callable[[int, int], object]
"""Is told how many rows are looked at, of how many. Whatever it raises stops the looking; nothing was kept."""


def _unheard(_done: int, _of: int) -> None:
    """Nobody asks how far it is."""


class Match(StrEnum):
    """What is known of a row's patient: one is found, nobody is like that, or somebody has to choose."""

    MATCHED = "matched"
    NEW = "new"
    TO_CHOOSE = "to_choose"


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedRow:
    """A row of the list. `patient` is the one that it matches, else None; `likely` are those to choose from.

    `there` says that this patient has a visit at that time of the day already, `also` has the times of all others of
    that day that were not cancelled.
    """

    row: DayRow
    match: Match
    patient: PatientRecord | None = None
    likely: tuple[Likeness, ...] = ()
    there: bool = False
    also: tuple[str, ...] = ()

    @property
    def person(self) -> Patient:
        """The row's patient as somebody new."""
        row = self.row
        return Patient(
            given_name=row.given_name, family_name=row.family_name, birth_date=row.birth_date, phone=row.phone
        )


@dataclass(frozen=True, slots=True)
class MatchedList:
    """The rows in the list's order, and the headings of the columns that nothing was taken from."""

    rows: tuple[MatchedRow, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A visit to book: `time` as `HH:MM` or empty; a patient's id, or somebody new to register; the list's `row`."""

    time: str
    patient: str | Patient
    row: int = 0


@act(Act.IMPORT_DAY)
def import_day(work: Work, data: bytes, day: date | None = None, step: Step = _unheard) -> MatchedList:
    """A pasted or opened list of a day, else of today, each row with its patient. Nothing is kept; `book` keeps it.

    A row matches where exactly one patient has its birth date and its names, capitals and accents apart. Else those who
    may be meant are offered, and with nobody to offer the row is somebody new. ListRefused names all that is wrong.
    """
    told = read_day_list(data, day or work.today)
    rows = told.rows
    known, there, times = _known(work, rows), _booked(work, day or work.today), _times(work, day or work.today)
    found = []
    for done, row in enumerate(rows, 1):
        matched = _matched(work, row, known)
        found.append(_on_the_board(matched, there, times))
        step(done, len(rows))
    work.about(step="match", rows=len(rows), **{one.value: sum(row.match is one for row in found) for one in Match})
    return MatchedList(tuple(found), told.left_out)


def list_file(path: Path) -> bytes:
    """The bytes of a list's file, of one that is too long its beginning. ListRefused where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise ListRefused([Problem("", said("the file cannot be read ({why})", why=error.strerror))]) from error


@act(Act.IMPORT_DAY)
def book(work: Work, day: date, choices: Sequence[Choice]) -> list[VisitRecord]:
    """Book the visits of a day, all or none, and register who is new; the visits that were not there yet.

    A visit of the same patient at the same time of that day is there already, also where it was cancelled. Somebody new
    who stands in the list twice is registered once. EntryRefused names each row that cannot be kept.
    """
    there = _booked(work, day)
    new: dict[tuple[object, ...], str] = {}
    made: list[VisitRecord] = []
    problems: list[Problem] = []
    for choice in choices:
        try:
            check_time(choice.time)
            patient = _patient_of(work, choice.patient, new)
        except EntryRefused as refused:
            problems += [_in_row(choice.row, one) for one in refused.problems]
            continue
        if (patient, choice.time) not in there:
            there.add((patient, choice.time))
            made.append(work.store.put(VisitRecord(id=work.store.new_id(), patient=patient, day=day, time=choice.time)))
    if problems:
        raise EntryRefused(problems)
    work.about(step="book", day=day.isoformat(), rows=len(choices), booked=len(made), registered=list(new.values()))
    return made


def _in_row(row: int, problem: Problem) -> Problem:
    return problem._replace(place=f"row {row}, {problem.place.replace('_', ' ')}") if row else problem


_Key = tuple[str, str, date | None]


def _key(given_name: str, family_name: str, birth_date: date | None) -> _Key:
    return joined(given_name), joined(family_name), birth_date


def _known(work: Work, rows: Sequence[DayRow]) -> dict[_Key, dict[str, PatientRecord]]:
    """The kept patients who were born on the rows' days, by name and birth date; a merged record's name counts too."""
    born = work.store.find_any(PatientRecord, "birth_date", {row.birth_date for row in rows if row.birth_date})
    kept = kept_patients(work, [one.id for one in born])
    found: dict[_Key, dict[str, PatientRecord]] = defaultdict(dict)
    for one in born:
        found[_key(one.given_name, one.family_name, one.birth_date)][kept[one.id].id] = kept[one.id]
    return found


def _matched(work: Work, row: DayRow, known: dict[_Key, dict[str, PatientRecord]]) -> MatchedRow:
    exact = list(known.get(_key(row.given_name, row.family_name, row.birth_date), {}).values())
    if len(exact) == 1:
        return MatchedRow(row=row, match=Match.MATCHED, patient=exact[0])
    new = MatchedRow(row=row, match=Match.NEW)
    offered = tuple(likely(work, new.person))
    return MatchedRow(row=row, match=Match.TO_CHOOSE, likely=offered) if exact or offered else new


def _on_the_board(matched: MatchedRow, there: set[tuple[str, str]], times: Mapping[str, Sequence[str]]) -> MatchedRow:
    """The row with what its patient has on the board already."""
    if matched.patient is None:
        return matched
    patient, time = matched.patient.id, matched.row.time
    others = tuple(one for one in times.get(patient, ()) if one != time)
    return replace(matched, there=(patient, time) in there, also=others)


def _times(work: Work, day: date) -> Mapping[str, Sequence[str]]:
    """When each patient has visits on a day that were not cancelled."""
    visits = [one for one in work.store.find(VisitRecord, day=day) if one.state is not VisitState.CANCELLED]
    kept = kept_patients(work, [one.patient for one in visits])
    found: dict[str, list[str]] = defaultdict(list)
    for one in sorted(visits, key=lambda one: one.time):
        found[kept[one.patient].id].append(one.time)
    return found


def _patient_of(work: Work, patient: str | Patient, new: dict[tuple[object, ...], str]) -> str:
    if isinstance(patient, str):
        return work.kept_patient(patient).id
    key = (*_key(patient.given_name, patient.family_name, patient.birth_date), compared(patient.phone))
    if key not in new:
        new[key] = add_patient(work, patient).id
    return new[key]


def _booked(work: Work, day: date) -> set[tuple[str, str]]:
    visits = work.store.find(VisitRecord, day=day)
    kept = kept_patients(work, [one.patient for one in visits])
    return {(kept[one.patient].id, one.time) for one in visits}
