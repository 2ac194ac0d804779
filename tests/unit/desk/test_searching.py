"""The one search box: patients, and the visit of a paper's number, typed or scanned."""

from dataclasses import replace
from datetime import date

import pytest

from clinicdesk.desk.courses import open_course, open_visit
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.papers import issue
from clinicdesk.desk.people import merge, register
from clinicdesk.desk.screening import answer, finish, reopen
from clinicdesk.desk.searching import number_in, search
from clinicdesk.errors import NotAllowed
from clinicdesk.model.people import Patient
from clinicdesk.model.roles import Act
from tests.unit.desk.conftest import SetClock
from tests.unit.desk.visits import ANA, SERVICE, Case, at_the_desk, screened

BEN = Patient(given_name="Ben", family_name="Adeyemi", birth_date=date(1971, 2, 3), phone="919-555-0199")


@pytest.fixture
def case(desk: Desk) -> Case:
    return screened(desk, at_the_desk(desk))


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("81342-6696A-F4B82F", "81342-6696A-F4B82F"),
        (" 81342 6696a f4b82f ", "81342-6696A-F4B82F"),
        ("813426696AF4B82F", "81342-6696A-F4B82F"),
        ("81342-6696A", "81342-6696A"),
        ("813426696a", "81342-6696A"),
        ("81342-66961", "81342-66961"),
        ("8134266961", ""),
        ("919-555-0142", ""),
        ("1990-05-01", ""),
        ("81342-6696A-F4B82", ""),
        ("81342-6696G-F4B82F", ""),
        ("81342--6696A", ""),
        ("٨١٣٤٢-٦٦٩٦١", ""),
        ("Ana Núñez", ""),
        ("", ""),
    ],
)
def test_a_number_is_known_by_its_look(typed: str, number: str) -> None:
    assert number_in(typed) == number


def test_a_papers_number_finds_its_visit_however_it_is_typed_and_however_old(
    desk: Desk, clock: SetClock, case: Case
) -> None:
    label = issue(desk, *case.here)[0].label
    clock.pass_by(days=400)
    for typed in (label, label.lower(), label.replace("-", ""), f" {label.replace('-', ' ')} "):
        found = search(desk, typed)
        assert found.number == label
        assert [(one.patient.id, one.visit.id) for one in found.visits] == [case.here]


def test_the_number_at_a_papers_top_finds_it_too_and_both_editions_lead_to_the_one_visit(
    desk: Desk, case: Case
) -> None:
    first = issue(desk, *case.here)[0].label
    reopen(desk, *case.here, "a slip")
    answer(desk, *case.here, "other_allergy", "yes")
    finish(desk, *case.here)
    second = issue(desk, *case.here)[0].label
    assert first != second
    for label in (first, second, first[:11], second[:11]):
        assert [one.visit.id for one in search(desk, label).visits] == [case.visit]


def test_a_number_that_no_paper_has_finds_nothing_and_says_which(desk: Desk, case: Case) -> None:
    label = issue(desk, *case.here)[0].label
    other = ("0" if label[0] != "0" else "1") + label[1:]
    found = search(desk, other)
    assert (found.number, found.visits, found.patients) == (other, (), ())


def test_people_are_found_as_ever(desk: Desk, case: Case) -> None:
    issue(desk, *case.here)
    ben = register(desk, BEN)
    assert search(desk, "adeyemi").patients == (ben,)
    assert search(desk, "9195550199").patients == (ben,)
    assert [one.id for one in search(desk, "núñez").patients] == [case.patient]
    assert {search(desk, text).visits for text in ("adeyemi", "9195550199", "núñez")} == {()}
    assert search(desk, "zzz").patients == ()
    assert len(search(desk, "a", 1).patients) == 1


def test_a_merged_patients_visit_stands_under_the_name_that_stays(desk: Desk, case: Case) -> None:
    label = issue(desk, *case.here)[0].label
    stays = register(desk, replace(ANA, given_name="Ana María"))
    merge(desk, case.patient, stays.id)
    (found,) = search(desk, label).visits
    assert (found.patient, found.visit.id) == (stays, case.visit)


def test_the_trail_learns_neither_the_number_nor_the_name(desk: Desk, case: Case) -> None:
    label = issue(desk, *case.here)[0].label
    before = desk.store.last_row().number
    search(desk, label)
    search(desk, "núñez")
    assert [row.entry.told for row in desk.store.trail(after=before, act=Act.FIND)] == [
        {"hits": 1, "length": len(label)},
        {"hits": 1, "length": 5},
    ]


def test_a_visit_without_a_paper_has_no_number_yet(desk: Desk, case: Case) -> None:
    label = issue(desk, *case.here)[0].label
    course = open_course(desk, case.patient, SERVICE, "staff-kim", ())
    open_visit(desk, case.patient, course.id, desk.clock().date())
    assert [one.visit.id for one in search(desk, label).visits] == [case.visit]


def test_nobody_searches_unless_signed_in(desk: Desk) -> None:
    desk.staff = None
    with pytest.raises(NotAllowed):
        search(desk, "81342-6696A-F4B82F")
