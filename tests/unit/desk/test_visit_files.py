"""A visit goes out as a file and one comes in: what the file says is here then, and what is not taken is said."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clinicdesk.desk.chain import NotReady, unpriced
from clinicdesk.desk.day import Choice, book
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.files import view_file
from clinicdesk.desk.people import register
from clinicdesk.desk.plans import check_by_phone, end_coverage, tell_benefits
from clinicdesk.desk.record_export import export_record
from clinicdesk.desk.screening import finish, progress
from clinicdesk.desk.visit_files import export_visit, import_visit, read_file, save_visit
from clinicdesk.desk.visit_view import view_visit
from clinicdesk.errors import ClinicdeskError, EntryRefused, NotAllowed, VisitRefused
from clinicdesk.exchange.visit_file import read_visit
from clinicdesk.model.people import Patient
from clinicdesk.model.records import (
    AnswerRecord,
    BenefitsRecord,
    CourseRecord,
    CoverageRecord,
    DecisionRecord,
    FileRecord,
    PatientRecord,
    PhoneCheckRecord,
    VisitRecord,
    VisitState,
)
from clinicdesk.model.roles import Act
from clinicdesk.model.visit import Kind, Visit
from tests.conftest import EXAMPLES, example_bytes, example_json
from tests.unit.desk.conftest import SetClock
from tests.unit.desk.visits import ANA, CHECK, HARMLESS, MONDAY, Case, at_the_desk, become, screened

IN_DOLLARS = [name for name in EXAMPLES if name != "rupees"]
KEPT = (PatientRecord, CoverageRecord, BenefitsRecord, PhoneCheckRecord, CourseRecord, VisitRecord, AnswerRecord)
INSURED = "deductible-met-midway"


def as_bytes(value: Any) -> bytes:
    return json.dumps(value).encode()


def changed(name: str, **parts: Any) -> bytes:
    return as_bytes(example_json(name) | parts)


def counts(desk: Desk) -> list[int]:
    return [desk.store.count(kind) for kind in (*KEPT, FileRecord)]


def gathered(desk: Desk, visit: VisitRecord) -> Visit:
    """The visit as the chain takes it now."""
    with desk.work(Act.VIEW_VISIT) as work:
        return unpriced(work, visit)


@pytest.mark.parametrize("name", IN_DOLLARS)
def test_what_a_file_says_is_here_once_it_is_read_in(desk: Desk, name: str) -> None:
    told = read_file(desk, example_bytes(name))
    made = import_visit(desk, example_bytes(name), None, "staff-kim").visit
    here = gathered(desk, made)
    assert here.coverage == told.coverage
    assert here.service == told.service
    assert here.answers == {item: given for item, given in told.answers.items() if item != "changed"}
    assert replace(here.patient, id="") == replace(told.patient, id="")
    assert (here.day, here.clinician_decision) == (told.day, None)
    assert here.clinic.practitioner.name == "Dr. Kim Osei"
    assert (made.state, made.screened, made.kind) == (VisitState.BOOKED, False, Kind.FULL)
    (kept,) = desk.store.find(FileRecord)
    assert (kept.content, kept.patient) == (example_bytes(name), made.patient)


def test_a_file_that_came_is_kept_and_goes_out_with_the_whole_record(desk: Desk, tmp_path: Path) -> None:
    import_visit(desk, example_bytes(INSURED), None, "staff-kim")
    (kept,) = desk.store.find(FileRecord)
    assert view_file(desk, kept.id).content == example_bytes(INSURED)
    become(desk, "staff-max")
    export_record(desk, kept.patient, tmp_path / "record.zip")


def test_what_is_not_taken_is_said(desk: Desk) -> None:
    told = import_visit(desk, example_bytes("clinician-decided"), None, "staff-kim").left_out
    assert [one.split(".")[0] for one in told] == [
        "The clinic of the file and who treats there",
        "The fees of the file",
        "The clinician's decision",
    ]
    assert desk.store.count(DecisionRecord) == 0
    again = import_visit(desk, example_bytes("return-visit"), None, "staff-kim")
    assert "so all questions are asked" in again.left_out[-1]


def test_an_imported_visit_is_worked_on_like_any_other(desk: Desk) -> None:
    case = at_the_desk(desk)
    made = import_visit(desk, example_bytes(INSURED), case.patient, "staff-kim").visit
    told = view_visit(desk, case.patient, made.id)
    assert told.progress
    assert told.progress.unanswered == ()
    assert told.estimate
    assert finish(desk, case.patient, made.id).outcome == "no_flags"


def test_a_return_from_elsewhere_is_asked_the_full_set(desk: Desk) -> None:
    made = import_visit(desk, example_bytes("return-visit"), None, "staff-kim").visit
    told = progress(desk, made.patient, made.id)
    assert told.full
    assert "changed" not in told.answers
    assert told.unanswered


def test_a_patient_who_is_known_keeps_what_is_kept(desk: Desk) -> None:
    known = register(desk, replace(ANA, phone="919-555-0142"))
    value = example_json(INSURED)
    value["patient"] |= {"given_name": "Anna", "phone": "919-555-0100", "birth_date": "1990-05-01"}
    made = import_visit(desk, as_bytes(value), known.id, "staff-kim")
    assert made.visit.patient == known.id
    assert desk.store.find(PatientRecord) == [known]
    assert "What is kept here stays" in made.left_out[-1]


def test_a_file_about_somebody_born_on_another_day_is_not_put_into_this_patients_record(desk: Desk) -> None:
    other = register(desk, Patient(given_name="Ben", family_name="Adeyemi", birth_date=date(1971, 2, 3))).id
    before = counts(desk)
    with pytest.raises(NotAllowed, match="born on another day"):
        import_visit(desk, example_bytes(INSURED), other, "staff-kim")
    assert counts(desk) == before


def test_the_very_same_file_is_not_read_in_twice_for_a_patient(desk: Desk) -> None:
    made = import_visit(desk, example_bytes(INSURED), None, "staff-kim").visit
    before = counts(desk)
    with pytest.raises(NotAllowed, match="already"):
        import_visit(desk, example_bytes(INSURED), made.patient, "staff-kim")
    assert counts(desk) == before


def test_a_plan_that_is_there_to_the_letter_is_used_again(desk: Desk) -> None:
    made = import_visit(desk, example_bytes(INSURED), None, "staff-kim").visit
    later = import_visit(desk, changed(INSURED, answers={}), made.patient, "staff-kim").visit
    (plan,) = desk.store.find(CoverageRecord)
    courses = desk.store.find(CourseRecord)
    assert [one.coverages for one in courses] == [(plan.id,), (plan.id,)]
    assert [one.course for one in (made, later)] == [one.id for one in courses]
    assert desk.store.count(BenefitsRecord) == desk.store.count(PhoneCheckRecord) == 1
    end_coverage(desk, made.patient, plan.id)
    import_visit(desk, changed(INSURED, answers={"surgery": "no"}), made.patient, "staff-kim")
    assert desk.store.count(CoverageRecord) == 2


def test_two_plans_alike_in_one_file_stay_two(desk: Desk) -> None:
    value = example_json(INSURED)
    value["coverage"] *= 2
    made = import_visit(desk, as_bytes(value), None, "staff-kim").visit
    assert len(set(desk.store.get(CourseRecord, made.course).coverages)) == 2
    assert [one.rank for one in desk.store.find(CoverageRecord)] == [1, 2]


def test_what_is_older_than_what_is_kept_takes_nothings_place(desk: Desk) -> None:
    value = example_json(INSURED)
    made = import_visit(desk, as_bytes(value), None, "staff-kim").visit
    (plan,) = desk.store.find(CoverageRecord)
    newer = replace(desk.store.find(BenefitsRecord)[0].benefits, copay=2500, as_of=MONDAY, told_by="phone")
    tell_benefits(desk, made.patient, plan.id, newer)
    check_by_phone(desk, made.patient, plan.id, replace(CHECK, on=MONDAY, reference="REF-99"))
    value["answers"] = {}
    again = import_visit(desk, as_bytes(value), made.patient, "staff-kim")
    (coverage,) = gathered(desk, again.visit).coverage
    assert coverage.benefits == newer
    assert coverage.phone_check
    assert coverage.phone_check.reference == "REF-99"
    assert "older than what is kept here" in again.left_out[-1]


def test_a_visit_of_the_days_list_is_taken_so_that_nobody_stands_on_the_board_twice(desk: Desk) -> None:
    known = register(desk, ANA).id
    value = changed(INSURED, date="2026-11-23")
    (listed,) = book(desk, MONDAY, [Choice("09:00", known)])
    made = import_visit(desk, value, known, "staff-kim").visit
    assert (made.id, made.time) == (listed.id, "09:00")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{", "not JSON"),
        (changed(INSURED, date="yesterday"), "date"),
        (changed(INSURED, answers={"implant": "yes"}), "did you mean implants"),
        (example_bytes("rupees"), "in INR, and this clinic reckons in USD"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_nothing_is_kept(desk: Desk, data: bytes, said: str) -> None:
    before = counts(desk)
    for attempt in (lambda: read_file(desk, data), lambda: import_visit(desk, data, None, "staff-kim")):
        with pytest.raises(ClinicdeskError, match=said):
            attempt()
    assert counts(desk) == before


def test_all_problems_of_a_file_are_named_at_once(desk: Desk) -> None:
    value = example_json(INSURED)
    value["patient"]["birth_date"] = "2031-01-01"
    value["service"]["sessions"] = 0
    with pytest.raises(VisitRefused) as refused:
        read_file(desk, as_bytes(value))
    assert [one.place for one in refused.value.problems] == ["patient.birth_date", "service.sessions"]


def test_what_lies_after_today_is_refused_though_the_file_is_of_a_later_day(desk: Desk, clock: SetClock) -> None:
    value = example_json(INSURED) | {"date": "2026-12-20"}
    value["coverage"][0]["verified_by_phone"]["on"] = "2026-12-10"
    with pytest.raises(VisitRefused, match="verified_by_phone"):
        read_file(desk, as_bytes(value))
    clock.pass_by(days=20)
    assert import_visit(desk, as_bytes(value), None, "staff-kim").visit.day == date(2026, 12, 20)


@pytest.mark.parametrize("practitioner", ["staff-ana", "nobody"])
def test_all_or_nothing_is_kept(desk: Desk, practitioner: str) -> None:
    before = counts(desk)
    with pytest.raises(EntryRefused, match="who treats"):
        import_visit(desk, example_bytes(INSURED), None, practitioner)
    nameless = example_json(INSURED)
    nameless["patient"] |= {"given_name": "", "family_name": ""}
    with pytest.raises(EntryRefused, match="needs a name"):
        import_visit(desk, as_bytes(nameless), None, "staff-kim")
    assert counts(desk) == before


def test_reading_and_keeping_leave_a_row_each_that_tells_nothing_of_the_answers(desk: Desk) -> None:
    read_file(desk, example_bytes(INSURED))
    made = import_visit(desk, example_bytes(INSURED), None, "staff-kim").visit
    read, kept = desk.store.trail(act=Act.IMPORT_VISIT)
    assert read.entry.told == {"step": "read", "bytes": len(example_bytes(INSURED))}
    assert (kept.entry.patient, kept.entry.visit) == (made.patient, made.id)
    assert kept.entry.told.keys() == {"step", "new", "course", "plans", "answers", "file", "bytes"}


def test_a_visit_goes_out_as_a_file_that_its_reader_takes(desk: Desk) -> None:
    case = screened(desk, at_the_desk(desk))
    told = read_visit(export_visit(desk, *case.here), desk.rules)
    assert told.answers == HARMLESS
    assert (told.patient.family_name, told.service, told.clinic.name) == (
        "Núñez",
        case.course.service,
        "Riverbend Clinic",
    )
    assert told.fees["20561"].billed == 9500
    (row,) = desk.store.trail(act=Act.EXPORT_VISIT)
    assert (row.entry.patient, row.entry.visit) == case.here


def test_a_visit_that_lacks_something_does_not_go_out_and_none_goes_under_another_name(desk: Desk) -> None:
    patient = register(desk, ANA).id
    (visit,) = book(desk, MONDAY, [Choice("09:00", patient)])
    with pytest.raises(NotReady, match="no course"):
        export_visit(desk, patient, visit.id)
    other = register(desk, Patient(given_name="Ben", family_name="Adeyemi", birth_date=None)).id
    with pytest.raises(NotAllowed, match="another patient"):
        export_visit(desk, other, visit.id)


def test_what_went_out_comes_in_again_as_the_same(desk: Desk) -> None:
    case: Case = screened(desk, at_the_desk(desk))
    text = export_visit(desk, *case.here)
    made = import_visit(desk, text, case.patient, "staff-kim")
    again = export_visit(desk, case.patient, made.visit.id)
    assert again == text
    assert len(made.left_out) == 2


def test_a_visit_is_written_to_a_place_whole_and_the_trail_knows_of_it(desk: Desk, tmp_path: Path) -> None:
    case = at_the_desk(desk)
    save_visit(desk, *case.here, tmp_path / "visit.json")
    assert read_visit((tmp_path / "visit.json").read_bytes(), desk.rules).patient.family_name == "Núñez"
    assert next(desk.store.trail(newest_first=True, limit=1)).entry.act == Act.EXPORT_VISIT


def test_a_visit_that_cannot_be_written_was_not_given_out(desk: Desk, tmp_path: Path) -> None:
    case = at_the_desk(desk)
    before = desk.store.last_row()
    with pytest.raises(ClinicdeskError, match="cannot be written"):
        save_visit(desk, *case.here, tmp_path / "nowhere" / "visit.json")
    assert desk.store.last_row() == before
