"""A list is looked through row by row, and what was chosen outlasts a kill."""

from datetime import date

import pytest

from clinicdesk.desk.day import Choice, book, import_day
from clinicdesk.desk.day_choices import NEW, OUT, Choices, from_text, offered, to_text
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.people import register
from clinicdesk.model.people import Patient
from clinicdesk.model.records import PatientRecord

TODAY = date(2026, 11, 23)
LIST = b"""Last name,First name,Date of birth,Time
NUNEZ,ANA,05/01/1990,9:00 AM
O'Brien,Siobhan,03/04/1985,9:30 AM
Nunes,Ana,05/01/1990,10:00 AM
"""


@pytest.fixture
def ana(desk: Desk) -> PatientRecord:
    return register(desk, Patient(given_name="Ana", family_name="Nuñez", birth_date=date(1990, 5, 1)))


@pytest.fixture
def choices(desk: Desk, ana: PatientRecord) -> Choices:
    assert ana.version == 1
    return Choices(import_day(desk, LIST).rows)


def test_what_needs_no_choice_is_chosen_and_the_rest_is_open(choices: Choices, ana: PatientRecord) -> None:
    assert choices.taken == {2: ana.id, 3: NEW}
    assert choices.undecided == [4]
    assert (choices.count(""), choices.count(NEW), choices.count(OUT)) == (1, 1, 0)
    assert [one.row for one in choices.to_book()] == [2, 3]


def test_a_row_is_one_of_those_offered_or_new_or_left_out_and_nothing_else(
    choices: Choices, ana: PatientRecord
) -> None:
    assert offered(choices.rows[2]) == (ana,)
    choices.take(4, "somebody else")
    assert choices.undecided == [4]
    choices.take(4, ana.id)
    choices.take(2, OUT)
    assert choices.to_book() == [Choice("09:30", choices.rows[1].person, 3), Choice("10:00", ana.id, 4)]
    choices.take(4, NEW)
    assert choices.to_book()[1].patient == choices.rows[2].person


def test_a_draft_brings_the_list_and_what_was_chosen_back(desk: Desk, choices: Choices, ana: PatientRecord) -> None:
    choices.take(4, ana.id)
    choices.take(3, OUT)
    day, data, taken = from_text(to_text(TODAY, LIST, choices))
    assert (day, data) == (TODAY, LIST)
    again = Choices(import_day(desk, data).rows)
    again.restore({**taken, 77: OUT})
    assert again.taken == choices.taken


def test_a_patient_who_is_not_offered_any_more_is_not_taken_from_a_draft(choices: Choices) -> None:
    choices.restore({4: "gone"})
    assert choices.undecided == [4]


def test_any_bytes_outlast_a_draft() -> None:
    data = bytes(range(256))
    assert from_text(to_text(TODAY, data, Choices(())))[1] == data


def test_what_was_chosen_is_booked(desk: Desk, choices: Choices, ana: PatientRecord) -> None:
    choices.take(4, ana.id)
    made = book(desk, TODAY, choices.to_book())
    assert [(one.time, one.patient == ana.id) for one in made] == [("09:00", True), ("09:30", False), ("10:00", True)]
