"""A clerk asks when a paper may go: a day only where a source gives one, and nothing is ever deleted."""

from dataclasses import replace
from datetime import date

import pytest

from clinicdesk.desk.courses import close_course, open_course, open_visit
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.people import merge, register
from clinicdesk.desk.retention import Because, Kept, retention, years_after
from clinicdesk.model.people import Patient
from clinicdesk.model.records import DocumentRecord, RuleFileRecord, VisitRecord
from clinicdesk.model.roles import Act
from clinicdesk.model.visit import Service
from tests.unit.desk.conftest import SetClock
from tests.unit.desk.kept import issued, treated

TODAY = date(2026, 11, 23)
ANA = Patient(given_name="Ana", family_name="Nuñez", birth_date=date(1990, 5, 1))


def visit_of(desk: Desk, person: Patient = ANA) -> VisitRecord:
    patient = register(desk, person)
    course = open_course(desk, patient.id, Service(code="20561", sessions=3, first_session=TODAY), "staff-kim")
    return open_visit(desk, patient.id, course.id, desk.clock().date())


def told(desk: Desk, visit: VisitRecord) -> dict[str, Kept]:
    return {one.what: one for one in retention(desk, visit.patient)}


def test_a_good_faith_estimate_stays_six_years_from_its_issue_and_the_source_is_told(desk: Desk) -> None:
    visit = visit_of(desk)
    paper = issued(desk, visit, "good_faith_estimate")
    kept = told(desk, visit)["good_faith_estimate"]
    assert (kept.because, kept.not_before, kept.document) == (Because.RULE, date(2032, 11, 23), paper.id)
    assert kept.rule
    assert "45 CFR 149.610" in kept.rule.source.title
    assert not kept.rule.verified


def test_an_abn_stays_five_years_from_the_end_of_the_care(desk: Desk, clock: SetClock) -> None:
    visit = visit_of(desk)
    issued(desk, visit, "abn")
    assert told(desk, visit)["abn"].because is Because.COURSE_OPEN
    assert told(desk, visit)["abn"].not_before is None
    treated(desk, visit)
    clock.pass_by(days=30)
    close_course(desk, visit.patient, visit.course)
    assert told(desk, visit)["abn"].not_before == date(2031, 12, 23)


def test_what_no_source_speaks_of_is_not_known(desk: Desk) -> None:
    visit = visit_of(desk)
    issued(desk, visit, "consent")
    kept = told(desk, visit)
    assert {what: (one.because, one.not_before) for what, one in kept.items()} == {
        "consent": (Because.NO_SOURCE, None),
        "record": (Because.NO_SOURCE, None),
    }


@pytest.mark.parametrize(
    ("birth", "because"),
    [(date(2008, 11, 23), Because.RULE), (date(2008, 11, 24), Because.MINOR), (None, Because.MINOR)],
    ids=["18 today", "18 tomorrow", "age not known"],
)
def test_for_a_minor_no_day_is_guessed(desk: Desk, birth: date | None, because: Because) -> None:
    visit = visit_of(desk, replace(ANA, birth_date=birth))
    issued(desk, visit, "good_faith_estimate")
    assert told(desk, visit)["good_faith_estimate"].because is because


def test_the_papers_of_a_merged_record_are_told_with_the_patients_and_all_are_still_there(desk: Desk) -> None:
    visit = visit_of(desk)
    issued(desk, visit, "good_faith_estimate")
    stays = register(desk, ANA)
    merge(desk, visit.patient, stays.id)
    assert [one.what for one in retention(desk, stays.id)] == ["good_faith_estimate", "record"]
    assert desk.store.count(DocumentRecord) == 1
    entry = next(desk.store.trail(newest_first=True)).entry
    assert (entry.act, entry.patient) == (Act.VIEW_RETENTION, stays.id)


def test_a_clinic_that_has_its_boards_answer_tells_it_in_its_own_rule_file(desk: Desk) -> None:
    own = """id = "retention"

[[keep]]
kind = "consent"
years = 10
verified = true
source = { title = "Letter of the board", href = "https://board.example/keep", checked = 2026-11-20 }
"""
    desk.store.put(RuleFileRecord(id="retention/retention.toml", text=own))
    desk.rules = desk.read_rules()
    visit = visit_of(desk)
    issued(desk, visit, "consent")
    assert told(desk, visit)["consent"].not_before == date(2036, 11, 23)


@pytest.mark.parametrize(
    ("day", "later"), [(date(2024, 2, 29), date(2030, 3, 1)), (date(2026, 11, 23), date(2032, 11, 23))]
)
def test_nothing_goes_a_day_too_early(day: date, later: date) -> None:
    assert years_after(day, 6) == later
