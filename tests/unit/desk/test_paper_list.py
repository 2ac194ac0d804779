"""The papers of the clinic are found again, by number and by where they stand; what is owed shows by its deadline."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from clinicdesk.desk.courses import move_visit, open_course, open_visit
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.handed_over import hand_over_paper
from clinicdesk.desk.paper_list import PaperLine, PaperState, estimates_due, find_papers, paper_list, patient_papers
from clinicdesk.desk.papers import issue
from clinicdesk.desk.people import change, merge, register
from clinicdesk.desk.plans import add_coverage, check_by_phone
from clinicdesk.desk.screening import answer, finish, reopen
from clinicdesk.desk.signing import sign
from clinicdesk.model.payer import CoverageStatus
from clinicdesk.model.people import Patient, Signer
from clinicdesk.model.records import (
    CLINIC,
    ClinicRecord,
    DocumentRecord,
    HandedOver,
    PatientRecord,
    StaffRecord,
    VisitState,
)
from clinicdesk.model.roles import Act
from clinicdesk.store.embedded import EmbeddedStore
from tests.unit.desk.conftest import SetClock
from tests.unit.desk.visits import (
    ACME,
    ANA,
    CHECK,
    MONDAY,
    SERVICE,
    SHORT,
    Case,
    answer_all,
    at_the_desk,
    return_visit,
    screened,
)

EVER = date(2030, 1, 1)
BEN = Patient(given_name="Ben", family_name="Adeyemi", birth_date=date(1971, 2, 3))


@pytest.fixture
def case(desk: Desk) -> Case:
    return screened(desk, at_the_desk(desk))


def states(lines: tuple[PaperLine, ...]) -> list[tuple[str, str]]:
    return [(one.document.kind, one.state.value) for one in lines]


def signed(desk: Desk, case: Case) -> None:
    paper = next(one for one in issue(desk, *case.here) if one.kind == "consent")
    sign(desk, case.patient, paper.id, Signer.PATIENT, "Ana Núñez", signed_on=desk.clock().date())


def booked(desk: Desk, patient: str, day: date, *plans: str, since: date | None = None) -> Case:
    """A course from `day` on, booked at the desk `since` then."""
    service = replace(SERVICE, first_session=day, scheduled_on=since)
    course = open_course(desk, patient, service, "staff-kim", plans)
    return Case(patient, course, open_visit(desk, patient, course.id, day).id)


def at_the_desk_of(desk: Desk, person: Patient) -> Case:
    return booked(desk, register(desk, person).id, MONDAY)


def issued_estimate(desk: Desk, case: Case) -> DocumentRecord:
    """The Good Faith Estimate, of a clinic that has told its address."""
    desk.store.put(replace(desk.store.get(ClinicRecord, CLINIC), address="1 River Street, Durham, NC 27701"))
    return next(one for one in issue(desk, *case.here) if one.kind == "good_faith_estimate")


def test_each_paper_says_where_it_stands_and_who_has_to_sign_yet(desk: Desk, case: Case) -> None:
    issue(desk, *case.here)
    estimate, consent = paper_list(desk)
    assert states((estimate, consent)) == [("cost_estimate", "handed_over"), ("consent", "waiting")]
    assert (estimate.waiting, consent.waiting) == ((), (Signer.PATIENT,))
    assert (consent.patient.id, consent.visit.id) == case.here
    signed(desk, case)
    assert states(paper_list(desk)) == [("cost_estimate", "handed_over"), ("consent", "signed")]


def test_what_was_printed_with_a_blocker_waits_for_nobody(desk: Desk) -> None:
    case = at_the_desk(desk)
    issue(desk, *case.here)
    assert {(one.state, one.waiting) for one in paper_list(desk)} == {
        (PaperState.BLOCKED, ()),
        (PaperState.HANDED_OVER, ()),
    }


def test_a_paper_that_a_newer_one_took_the_place_of_waits_no_more(desk: Desk, case: Case) -> None:
    issue(desk, *case.here)
    change(desk, replace(desk.store.get(PatientRecord, case.patient), family_name="Núñez-Lee"))
    issue(desk, *case.here)
    consents = [one for one in states(paper_list(desk)) if one[0] == "consent"]
    assert consents == [("consent", "waiting"), ("consent", "lapsed")]
    move_visit(desk, *case.here, VisitState.CANCELLED)
    assert paper_list(desk, state=PaperState.WAITING) == ()
    assert len(paper_list(desk, state=PaperState.LAPSED)) == 2


def test_a_newer_paper_of_the_course_counts_also_where_it_is_another_visits(
    desk: Desk, clock: SetClock, case: Case
) -> None:
    issue(desk, *case.here)
    clock.pass_by(days=7)
    second = return_visit(desk, case)
    answer_all(desk, second, SHORT)
    finish(desk, *second.here)
    issue(desk, *second.here)
    (waiting,) = paper_list(desk, state=PaperState.WAITING)
    assert waiting.visit.id == second.visit


def test_the_newest_come_first_and_no_more_than_asked_for(desk: Desk, clock: SetClock, case: Case) -> None:
    issue(desk, *case.here)
    clock.pass_by(days=1)
    other = screened(desk, booked(desk, register(desk, BEN).id, clock().date()))
    issue(desk, *other.here)
    lines = paper_list(desk)
    assert [one.patient.given_name for one in lines] == ["Ben", "Ben", "Ana", "Ana"]
    assert paper_list(desk, most=1) == lines[:1]
    assert paper_list(desk, since=clock().date()) == lines[:2]
    assert paper_list(desk, since=MONDAY) == lines
    assert paper_list(desk, since=clock().date() + timedelta(days=1)) == ()


def test_a_number_is_found_however_it_is_typed_and_however_old(desk: Desk, clock: SetClock, case: Case) -> None:
    label = issue(desk, *case.here)[0].label
    clock.pass_by(days=400)
    other = screened(desk, booked(desk, register(desk, BEN).id, clock().date()))
    issue(desk, *other.here)
    for typed in (label, label.lower(), label.replace("-", ""), f"  {label[:11]} "):
        assert {one.document.label for one in paper_list(desk, number=typed)} == {label}
    assert len(paper_list(desk, number=label, most=1)) == 1
    assert paper_list(desk, number=label, state=PaperState.SIGNED) == ()
    assert paper_list(desk, number="ZZZZZ") == ()


def test_a_merged_patients_papers_stand_under_the_name_that_stays(desk: Desk, case: Case) -> None:
    issue(desk, *case.here)
    stays = register(desk, replace(ANA, given_name="Ana María"))
    merge(desk, case.patient, stays.id)
    assert {one.patient for one in paper_list(desk)} == {stays}


def test_looking_leaves_one_row_without_the_number(desk: Desk, case: Case) -> None:
    label = issue(desk, *case.here)[0].label
    before = desk.store.last_row().number
    paper_list(desk, number=label, state=PaperState.WAITING)
    estimates_due(desk, EVER)
    assert [row.entry.told for row in desk.store.trail(after=before, act=Act.VIEW_PAPERS)] == [
        {"papers": 1, "state": "waiting", "number": True},
        {"estimates": 0, "until": "2030-01-01"},
    ]


def test_a_typed_text_finds_papers_by_their_number_and_by_their_patient(desk: Desk, case: Case) -> None:
    label = issue(desk, *case.here)[0].label
    ben = at_the_desk_of(desk, BEN)
    issue(desk, *ben.here)
    assert {one.patient.id for one in find_papers(desk, label.lower().replace("-", " "))} == {case.patient}
    assert {one.document.label for one in find_papers(desk, label[:8])} == {label}
    assert {one.patient.id for one in find_papers(desk, "adeyemi")} == {ben.patient}
    assert {one.patient.id for one in find_papers(desk, "1971-02-03")} == {ben.patient}
    assert find_papers(desk, "adeyemi", state=PaperState.SIGNED) == ()
    assert len(find_papers(desk, "núñez", most=1)) == 1
    assert find_papers(desk, "zzz") == ()
    last = next(desk.store.trail(newest_first=True, limit=1)).entry
    assert last.told == {"papers": 0, "state": "", "length": 3}


def test_a_text_finds_the_papers_of_both_records_of_a_merged_patient(desk: Desk, case: Case) -> None:
    twice = register(desk, replace(ANA, given_name="Anna")).id
    merge(desk, case.patient, twice)
    label = issue(desk, *case.here)[0].label
    assert {one.document.label for one in find_papers(desk, "anna")} == {label}


def test_an_estimate_is_owed_until_it_is_handed_over(desk: Desk) -> None:
    case = at_the_desk(desk, insured=False)
    (owed,) = estimates_due(desk, EVER)
    assert (owed.patient.id, owed.visit.id, owed.due) == (*case.here, date(2026, 11, 27))
    assert estimates_due(desk, date(2026, 11, 27)) == (owed,)
    assert estimates_due(desk, date(2026, 11, 26)) == ()
    paper = issued_estimate(desk, case)
    assert estimates_due(desk, EVER) == (owed,)
    hand_over_paper(desk, case.patient, paper.id, HandedOver.MAIL, "Ana Ruiz", MONDAY)
    assert estimates_due(desk, EVER) == ()


def test_an_estimate_says_that_it_is_to_be_handed_over_and_then_how_it_was(desk: Desk) -> None:
    case = screened(desk, at_the_desk(desk, insured=False))
    paper = issued_estimate(desk, case)
    assert [one.state for one in paper_list(desk) if one.document == paper] == [PaperState.TO_GIVE]
    record = hand_over_paper(desk, case.patient, paper.id, HandedOver.MAIL, "Ana Ruiz", MONDAY)
    assert [(one.state, one.given) for one in paper_list(desk) if one.document == paper] == [
        (PaperState.HANDED_OVER, record)
    ]


def test_a_correction_after_the_estimate_was_handed_over_asks_for_no_second_one(desk: Desk) -> None:
    case = screened(desk, at_the_desk(desk, insured=False))
    hand_over_paper(desk, case.patient, issued_estimate(desk, case).id, HandedOver.IN_PERSON, "Ana Ruiz", MONDAY)
    reopen(desk, *case.here, "a slip")
    answer(desk, *case.here, "other_allergy", "yes")
    assert estimates_due(desk, EVER) == ()


def test_who_uses_a_plan_owes_none_unless_the_plan_pays_nothing(desk: Desk, case: Case) -> None:
    assert estimates_due(desk, EVER) == ()
    check_by_phone(desk, case.patient, case.course.coverages[0], replace(CHECK, status=CoverageStatus.NOT_COVERED))
    (owed,) = estimates_due(desk, EVER)
    assert owed.visit.id == case.visit
    ended = add_coverage(desk, case.patient, replace(ACME, effective_to=date(2026, 11, 30)), 2)
    other = booked(desk, case.patient, date(2026, 12, 1), ended.id)
    assert {one.visit.id for one in estimates_due(desk, EVER)} == {case.visit, other.visit}


@pytest.mark.usefixtures("case")
def test_the_earliest_deadline_comes_first_and_a_course_is_named_once(desk: Desk) -> None:
    ben = register(desk, BEN).id
    late = booked(desk, ben, date(2027, 1, 20), since=MONDAY)
    soon = booked(desk, ben, date(2026, 11, 30), since=MONDAY)
    open_visit(desk, ben, soon.course.id, date(2026, 12, 7))
    told = [(one.visit.id, one.due) for one in estimates_due(desk, EVER)]
    assert told == [(soon.visit, date(2026, 11, 24)), (late.visit, date(2026, 11, 27))]


def test_visits_that_are_over_owe_nothing_any_more(desk: Desk, clock: SetClock) -> None:
    case = at_the_desk(desk, insured=False)
    clock.pass_by(days=1)
    assert estimates_due(desk, EVER) == ()
    other = booked(desk, case.patient, clock().date())
    assert [one.visit.id for one in estimates_due(desk, EVER)] == [other.visit]
    move_visit(desk, *other.here, VisitState.CANCELLED)
    assert estimates_due(desk, EVER) == ()


def test_where_nobody_treats_no_deadline_is_made_up(desk: Desk) -> None:
    at_the_desk(desk, insured=False)
    desk.store.put(replace(desk.store.get(StaffRecord, "staff-kim"), profession=None))
    assert estimates_due(desk, EVER) == ()


def questions(desk: Desk) -> int:
    """How many the store is asked for the deadlines."""
    assert isinstance(desk.store, EmbeddedStore)
    asked: list[str] = []
    desk.store._connection.set_trace_callback(asked.append)
    estimates_due(desk, EVER)
    desk.store._connection.set_trace_callback(None)
    return len(asked)


def test_however_many_visits_there_are_the_store_is_asked_as_often(desk: Desk, case: Case) -> None:
    few = questions(desk)
    for days in range(12):
        booked(desk, case.patient, MONDAY + timedelta(days=days), *case.course.coverages[: days % 2])
    assert questions(desk) == few > 10


def test_the_papers_of_a_patient_are_listed_under_whichever_record_they_were_issued(desk: Desk, case: Case) -> None:
    signed(desk, case)
    other = register(desk, ANA).id
    merge(desk, case.patient, other)
    found = patient_papers(desk, other)
    assert ("consent", "signed") in states(found)
    assert {one.patient.id for one in found} == {other}
    assert patient_papers(desk, register(desk, BEN).id) == ()
