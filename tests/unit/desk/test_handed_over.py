"""A Good Faith Estimate is marked as handed over: when, how, by whom; a new one tells what has changed."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from clinicdesk.desk.courses import change_course
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.handed_over import hand_over_paper
from clinicdesk.desk.papers import DuePaper, due, issue
from clinicdesk.desk.papers_check import verify_papers
from clinicdesk.desk.people import change, register
from clinicdesk.desk.screening import answer, finish, reopen
from clinicdesk.errors import EntryRefused, NotAllowed
from clinicdesk.model.document import NoticeKind
from clinicdesk.model.people import Patient
from clinicdesk.model.records import (
    CLINIC,
    ClinicRecord,
    CourseRecord,
    DocumentRecord,
    HandedOver,
    HandOverRecord,
    PatientRecord,
    SheetRecord,
    VisitRecord,
)
from clinicdesk.model.roles import Act
from tests.unit.desk.conftest import SetClock
from tests.unit.desk.kept import treated
from tests.unit.desk.visits import MONDAY, Case, at_the_desk, become, return_visit, screened


@pytest.fixture
def case(desk: Desk) -> Case:
    """Ana Núñez pays without a plan; the clinic has told all that an estimate asks for."""
    desk.store.put(replace(desk.store.get(ClinicRecord, CLINIC), address="1 River Street, Durham, NC 27701"))
    return screened(desk, at_the_desk(desk, insured=False))


def estimate(desk: Desk, case: Case) -> DuePaper:
    return next(one for one in due(desk, *case.here).due if one.notice.kind is NoticeKind.GOOD_FAITH_ESTIMATE)


def issued(desk: Desk, case: Case, kind: str = "good_faith_estimate") -> DocumentRecord:
    return next(one for one in issue(desk, *case.here) if one.kind == kind)


def give(desk: Desk, case: Case, paper: DocumentRecord, how: HandedOver = HandedOver.IN_PERSON) -> HandOverRecord:
    return hand_over_paper(desk, case.patient, paper.id, how, "Ana Ruiz", desk.clock().date())


def test_an_estimate_that_was_issued_is_settled_once_it_was_handed_over(desk: Desk, case: Case) -> None:
    paper = issued(desk, case)
    assert (estimate(desk, case).document, estimate(desk, case).settled) == (paper, False)
    record = give(desk, case, paper, HandedOver.PORTAL)
    told = estimate(desk, case)
    assert (told.settled, told.given) == (True, record)
    assert (record.given_on, record.how, record.given_by) == (MONDAY, HandedOver.PORTAL, "Ana Ruiz")
    assert (record.instead_of, record.changed) == ("", ())
    (row,) = desk.store.trail(act=Act.HAND_OVER_PAPER)
    assert (row.entry.patient, row.entry.visit) == case.here
    assert row.entry.told == {
        "document": paper.id,
        "label": paper.label,
        "how": "portal",
        "given_on": "2026-11-23",
    }


def test_a_new_one_of_a_wider_course_tells_what_has_changed(desk: Desk, case: Case) -> None:
    first = issued(desk, case)
    give(desk, case, first)
    course = desk.store.get(CourseRecord, case.course.id)
    change_course(desk, replace(course, service=replace(course.service, sessions=6)))
    told = estimate(desk, case)
    assert (told.settled, told.document, told.before) == (False, None, first)
    assert told.changed == ("the course, or what is left of it",)
    record = give(desk, case, issued(desk, case))
    assert (record.instead_of, record.changed) == (first.id, ("the course, or what is left of it",))
    assert estimate(desk, case).settled


def text_of(desk: Desk, paper: DocumentRecord) -> str:
    """The sheet's words, in their order."""
    pages = PdfReader(BytesIO(desk.store.get(SheetRecord, paper.sheet).pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def wider(desk: Desk, case: Case) -> None:
    course = desk.store.get(CourseRecord, case.course.id)
    change_course(desk, replace(course, service=replace(course.service, sessions=6)))


def test_the_new_one_says_which_it_takes_the_place_of_and_what_has_changed(desk: Desk, case: Case) -> None:
    first = issued(desk, case)
    assert "takes the place of" not in text_of(desk, first)
    give(desk, case, first)
    wider(desk, case)
    second = issued(desk, case)
    assert (first.replaces, second.replaces) == ("", first.id)
    assert (
        f"This estimate takes the place of number {first.label}, which you got on November 23, 2026. "
        "What has changed since then: the course, or what is left of it."
    ) in text_of(desk, second)
    assert issued(desk, case) == second
    become(desk, "staff-ida")
    checked = verify_papers(desk)
    assert (checked.broken, checked.made_again) == ((), checked.papers)


def test_it_says_so_in_the_patients_language(desk: Desk, case: Case) -> None:
    first = issued(desk, case)
    give(desk, case, first)
    change(desk, replace(desk.store.get(PatientRecord, case.patient), language="es"))
    wider(desk, case)
    told = text_of(desk, issued(desk, case))
    assert f"Esta estimación toma el lugar de la número {first.label}, que usted recibió el 23 de noviembre" in told
    assert "Lo que cambió desde entonces: el tratamiento, o lo que queda de él." in told


def test_an_answer_that_changed_is_the_patients_own_affair_and_stands_on_no_estimate(desk: Desk, case: Case) -> None:
    first = issued(desk, case)
    give(desk, case, first)
    reopen(desk, *case.here, "asked again")
    answer(desk, *case.here, "medicines", "Aspirin")
    finish(desk, *case.here)
    told = text_of(desk, issued(desk, case))
    assert f"takes the place of number {first.label}" in told
    assert "What has changed since then" not in told


def test_one_that_was_never_given_is_not_told_of(desk: Desk, case: Case) -> None:
    issued(desk, case)
    wider(desk, case)
    assert "takes the place of" not in text_of(desk, issued(desk, case))


def test_a_handed_over_estimate_holds_for_the_next_visit_of_the_course_and_twelve_months_at_most(
    desk: Desk, clock: SetClock, case: Case
) -> None:
    give(desk, case, issued(desk, case))
    treated(desk, desk.store.get(VisitRecord, case.visit))
    clock.pass_by(days=7)
    second = return_visit(desk, case)
    assert estimate(desk, second).settled
    clock.pass_by(days=366)
    later = return_visit(desk, case)
    assert not estimate(desk, later).settled


def test_one_that_was_only_printed_at_an_earlier_visit_settles_nothing_later(
    desk: Desk, clock: SetClock, case: Case
) -> None:
    issued(desk, case)
    treated(desk, desk.store.get(VisitRecord, case.visit))
    clock.pass_by(days=7)
    assert not estimate(desk, return_visit(desk, case)).settled


def test_what_is_no_estimate_yet_is_not_handed_over_as_one(desk: Desk) -> None:
    case = screened(desk, at_the_desk(desk, insured=False))
    with pytest.raises(NotAllowed, match=r"no Good Faith Estimate yet\. Missing: the clinic's address"):
        give(desk, case, issued(desk, case))
    assert desk.store.count(HandOverRecord) == 0


def test_a_signed_paper_is_not_handed_over_and_none_twice(desk: Desk, case: Case) -> None:
    with pytest.raises(NotAllowed, match="Mark it as signed instead"):
        give(desk, case, issued(desk, case, "consent"))
    paper = issued(desk, case)
    give(desk, case, paper)
    with pytest.raises(NotAllowed, match="already"):
        give(desk, case, paper)


@pytest.mark.parametrize(
    ("name", "day", "said"),
    [
        (" ", MONDAY, "given_by: this is empty"),
        ("Ana Ruiz", MONDAY - timedelta(days=1), "given_on: the paper was issued on November 23, 2026"),
        ("Ana Ruiz", MONDAY + timedelta(days=1), "given_on: this day is still to come"),
    ],
)
def test_an_empty_name_or_a_day_that_cannot_be_is_refused(
    desk: Desk, case: Case, name: str, day: date, said: str
) -> None:
    paper = issued(desk, case)
    with pytest.raises(EntryRefused, match=said):
        hand_over_paper(desk, case.patient, paper.id, HandedOver.MAIL, name, day)


def test_nobody_hands_over_under_another_patients_name_or_only_to_look(desk: Desk, case: Case) -> None:
    paper = issued(desk, case)
    other = register(desk, Patient(given_name="Ben", family_name="Adeyemi", birth_date=date(1971, 2, 3))).id
    with pytest.raises(NotAllowed, match="another patient"):
        hand_over_paper(desk, other, paper.id, HandedOver.MAIL, "Ana Ruiz", MONDAY)
    become(desk, "staff-ida")
    with pytest.raises(NotAllowed):
        give(desk, case, paper)
