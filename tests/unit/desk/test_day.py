"""The morning's list comes in, is looked through, and stands on the board with what each visit lacks."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clinicdesk.desk.board import BoardLine, board
from clinicdesk.desk.courses import change_course, move_visit, open_course, open_visit
from clinicdesk.desk.day import Choice, Match, MatchedRow, book, import_day, list_file
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.lacking import Lack, Lacking
from clinicdesk.desk.people import merge, register
from clinicdesk.desk.plans import add_coverage, check_by_phone
from clinicdesk.errors import EntryRefused, ListRefused, NotKept
from clinicdesk.exchange.visit_file import read_visit
from clinicdesk.model.coverage import Benefits, Coverage
from clinicdesk.model.people import Patient, Signer
from clinicdesk.model.records import BenefitsRecord, CourseRecord, PatientRecord, VisitRecord, VisitState
from clinicdesk.model.screening import Outcome
from clinicdesk.model.visit import Decision, Kind, Service, Visit
from tests.conftest import example_bytes
from tests.unit.desk.conftest import SetClock
from tests.unit.desk.kept import answered, decided, determined, estimated, issued, made, screened, signed, treated

TODAY = date(2026, 11, 23)
SERVICE = Service(code="20561", sessions=6, first_session=TODAY)
ANA = Patient(given_name="Ana", family_name="Nuñez", birth_date=date(1990, 5, 1))
LIST = """Last name,First name,Date of birth,Time,Phone
NUNEZ,ANA,05/01/1990,9:00 AM,
O'Brien,Siobhan,03/04/1985,9:30 AM,(919) 555-0110
Nunes,Ana,05/01/1990,10:00 AM,
"""


def matched_in(desk: Desk, text: str = LIST) -> tuple[MatchedRow, ...]:
    return import_day(desk, text.encode()).rows


def choices_of(matched: tuple[MatchedRow, ...]) -> list[Choice]:
    """What a clerk books who takes every match and registers who is new, and leaves the rest for later."""
    return [
        Choice(one.row.time, one.patient.id if one.patient else one.person)
        for one in matched
        if one.match is not Match.TO_CHOOSE
    ]


def opened(desk: Desk, **service: Any) -> VisitRecord:
    """A first visit of a new course of Ana's, today at nine."""
    patient = register(desk, ANA)
    course = open_course(desk, patient.id, replace(SERVICE, **service), "staff-kim")
    return open_visit(desk, patient.id, course.id, TODAY, "09:00")


def insured(desk: Desk, visit: VisitRecord, told: Visit) -> VisitRecord:
    """The course has the plans of a visit file, with what the file says was learned of them."""
    plans = []
    for rank, plan in enumerate(told.coverage, 1):
        bare = replace(plan, benefits=Benefits(), phone_check=None)
        plans.append(add_coverage(desk, visit.patient, bare, rank).id)
        learned = {**made(desk, visit), "coverage": plans[-1]}
        del learned["visit"]
        desk.store.append(BenefitsRecord(**learned, benefits=plan.benefits))
        if plan.phone_check:
            check_by_phone(desk, visit.patient, plans[-1], plan.phone_check)
    change_course(desk, replace(desk.store.get(CourseRecord, visit.course), coverages=tuple(plans)))
    return visit


def line_of(desk: Desk, visit: VisitRecord) -> BoardLine:
    return next(one for one in board(desk, visit.day) if one.visit.id == visit.id)


def codes(desk: Desk, visit: VisitRecord) -> set[Lack]:
    return {one.code for one in line_of(desk, visit).lacks}


def lacking(desk: Desk, visit: VisitRecord, code: Lack) -> Lacking:
    return next(one for one in line_of(desk, visit).lacks if one.code is code)


def test_rows_are_matched_new_or_to_be_chosen_and_nothing_is_kept_yet(desk: Desk) -> None:
    ana = register(desk, ANA)
    matched = matched_in(desk)
    assert [one.match for one in matched] == [Match.MATCHED, Match.NEW, Match.TO_CHOOSE]
    assert import_day(desk, LIST.replace("Phone", "Room").encode()).left_out == ("Room",)
    assert matched[0].patient == ana
    assert [one.patient for one in matched[2].likely] == [ana]
    assert desk.store.count(PatientRecord) == 1
    assert desk.store.count(VisitRecord) == 0


def test_the_trail_learns_how_many_were_matched_and_no_name(desk: Desk) -> None:
    register(desk, ANA)
    matched_in(desk)
    entry = next(desk.store.trail(newest_first=True)).entry
    assert dict(entry.told) == {"step": "match", "rows": 3, "matched": 1, "new": 1, "to_choose": 1}


def test_booking_registers_who_is_new_and_the_same_list_again_books_nothing(desk: Desk) -> None:
    register(desk, ANA)
    made = book(desk, TODAY, choices_of(matched_in(desk)))
    assert [(one.time, one.state, one.course) for one in made] == [("09:00", "booked", ""), ("09:30", "booked", "")]
    again = matched_in(desk)
    assert [one.match for one in again] == [Match.MATCHED, Match.MATCHED, Match.TO_CHOOSE]
    assert book(desk, TODAY, choices_of(again)) == []
    assert desk.store.count(PatientRecord) == 2
    assert desk.store.find(VisitRecord) == made


def test_a_cancelled_visit_does_not_come_back_with_the_same_list(desk: Desk) -> None:
    ana = register(desk, ANA)
    (visit,) = book(desk, TODAY, [Choice("09:00", ana.id)])
    move_visit(desk, ana.id, visit.id, VisitState.CANCELLED)
    assert book(desk, TODAY, [Choice("09:00", ana.id)]) == []
    assert len(book(desk, TODAY, [Choice("11:00", ana.id)])) == 1


def test_two_patients_of_one_name_and_birth_date_are_never_guessed_between(desk: Desk) -> None:
    one, two = register(desk, ANA), register(desk, ANA)
    (matched, *_) = matched_in(desk)
    assert matched.match is Match.TO_CHOOSE
    assert {like.patient.id for like in matched.likely} == {one.id, two.id}
    merge(desk, two.id, one.id)
    (matched, *_) = matched_in(desk)
    assert (matched.match, matched.patient) == (Match.MATCHED, one)


def test_a_row_without_birth_date_is_never_matched_by_its_name_alone(desk: Desk) -> None:
    register(desk, ANA)
    (matched,) = matched_in(desk, "Last name,First name,Date of birth,Time\nNuñez,Ana,,9:00 AM\n")
    assert (matched.match, matched.patient) == (Match.TO_CHOOSE, None)


def test_a_visit_of_the_merged_record_counts_as_the_patients(desk: Desk) -> None:
    stays, goes = register(desk, ANA), register(desk, replace(ANA, given_name="Anna"))
    book(desk, TODAY, [Choice("09:00", goes.id)])
    merge(desk, goes.id, stays.id)
    assert book(desk, TODAY, [Choice("09:00", stays.id)]) == []
    assert [line.patient for line in board(desk, TODAY)] == [stays]


def test_somebody_new_with_two_visits_is_registered_once(desk: Desk) -> None:
    ben = Patient(given_name="Ben", family_name="Adeyemi", birth_date=None, phone="(919) 555-0199")
    made = book(desk, TODAY, [Choice("09:00", ben), Choice("15:00", replace(ben, phone="+1 919-555-0199"))])
    assert len({one.patient for one in made}) == 1
    assert desk.store.count(PatientRecord) == 1


@pytest.mark.parametrize(
    "wrong", [Choice("9:00", ANA), Choice("24:00", ANA), Choice("10:00", replace(ANA, given_name="1"))]
)
def test_a_list_is_booked_whole_or_not_at_all(desk: Desk, wrong: Choice) -> None:
    with pytest.raises(EntryRefused):
        book(desk, TODAY, [Choice("09:00", ANA), wrong])
    with pytest.raises(NotKept):
        book(desk, TODAY, [Choice("09:00", ANA), Choice("10:00", "nobody")])
    assert desk.store.count(PatientRecord) + desk.store.count(VisitRecord) == 0


def test_who_waits_longest_stands_first(desk: Desk) -> None:
    ana = register(desk, ANA).id
    times = {
        one.time: one for one in book(desk, TODAY, [Choice(at, ana) for at in ("", "11:00", "08:30", "10:00", "09:00")])
    }
    move_visit(desk, ana, times["11:00"].id, VisitState.ARRIVED)
    move_visit(desk, ana, times["09:00"].id, VisitState.ARRIVED)
    treated(desk, times["08:30"])
    assert [line.visit.time for line in board(desk, TODAY)] == ["09:00", "11:00", "10:00", "", "08:30"]
    assert board(desk, date(2026, 11, 24)) == []


def test_a_visit_from_the_list_lacks_a_course_and_its_questions(desk: Desk) -> None:
    (visit,) = book(desk, TODAY, [Choice("09:00", register(desk, ANA).id)])
    assert codes(desk, visit) == {Lack.COURSE, Lack.SCREENING}


def test_the_board_counts_the_questions_that_are_answered_and_left(desk: Desk) -> None:
    visit = opened(desk)
    before = lacking(desk, visit, Lack.SCREENING)
    assert before.done == 0
    assert before.of > 25
    answered(desk, visit, {"pregnant": "no", "pacemaker": "no"})
    answered(desk, visit, {"pregnant": "unsure", "pacemaker": None})
    left = lacking(desk, visit, Lack.SCREENING)
    assert left.done == 1
    assert left.of >= before.of


@pytest.mark.parametrize(
    ("outcome", "lack"), [(Outcome.STOP, {Lack.STOP}), (Outcome.REVIEW, {Lack.REVIEW}), (Outcome.NO_FLAGS, set())]
)
def test_a_finished_screening_shows_what_it_asks_for(desk: Desk, outcome: Outcome, lack: set[Lack]) -> None:
    visit = screened(desk, opened(desk), outcome, {"implants": "yes"})
    assert codes(desk, visit) - {Lack.ESTIMATE} == lack


def test_a_clinicians_decision_settles_a_review_until_the_answer_changes(desk: Desk, clock: SetClock) -> None:
    answers = {"implants": "yes"}
    visit = screened(desk, opened(desk), Outcome.REVIEW, answers)
    decided(desk, visit, Decision.MAY_GO_ON, answers)
    assert Lack.REVIEW not in codes(desk, visit)
    later = open_visit(desk, visit.patient, visit.course, date(2026, 11, 30))
    later = screened(desk, later, Outcome.REVIEW, answers, Kind.RETURN)
    assert Lack.REVIEW not in codes(desk, later)
    clock.pass_by(minutes=1)
    screened(desk, later, Outcome.REVIEW, {"implants": "unsure"}, Kind.RETURN)
    assert Lack.REVIEW in codes(desk, later)


def test_a_decision_that_leaves_a_finding_out_settles_nothing(desk: Desk) -> None:
    visit = screened(desk, opened(desk), Outcome.REVIEW, {"implants": "yes", "pacemaker": "yes"})
    decided(desk, visit, Decision.MAY_GO_ON, {"implants": "yes"})
    assert Lack.REVIEW in codes(desk, visit)
    decided(desk, visit, Decision.MAY_GO_ON, {"pacemaker": "yes"})
    assert Lack.REVIEW not in codes(desk, visit)


def test_what_is_asked_at_each_visit_is_decided_at_each_visit(desk: Desk) -> None:
    visit = screened(desk, opened(desk), Outcome.REVIEW, {"fever_ill": "yes"})
    decided(desk, visit, Decision.MAY_GO_ON, {"fever_ill": "yes"})
    assert Lack.REVIEW not in codes(desk, visit)
    later = open_visit(desk, visit.patient, visit.course, date(2026, 11, 30))
    assert Lack.REVIEW in codes(desk, screened(desk, later, Outcome.REVIEW, {"fever_ill": "yes"}, Kind.RETURN))


def test_a_decision_holds_for_the_course_for_twelve_months(desk: Desk) -> None:
    answers = {"implants": "yes"}
    visit = screened(desk, opened(desk), Outcome.REVIEW, answers)
    decided(desk, visit, Decision.MAY_GO_ON, answers)
    for day, lacks in ((date(2027, 11, 23), False), (date(2027, 11, 24), True)):
        later = open_visit(desk, visit.patient, visit.course, day)
        later = screened(desk, later, Outcome.REVIEW, answers)
        assert (Lack.REVIEW in codes(desk, later)) is lacks


def test_not_today_is_shown_that_day_and_asks_anew_at_the_next_visit(desk: Desk) -> None:
    visit = screened(desk, opened(desk), Outcome.REVIEW, {"fever_ill": "yes"})
    decided(desk, visit, Decision.NOT_TODAY, {"fever_ill": "yes"})
    assert codes(desk, visit) >= {Lack.NOT_TODAY}
    assert Lack.REVIEW not in codes(desk, visit)
    later = open_visit(desk, visit.patient, visit.course, date(2026, 11, 30))
    later = screened(desk, later, Outcome.REVIEW, {"fever_ill": "yes"}, Kind.RETURN)
    assert Lack.REVIEW in codes(desk, later)


def test_a_decision_on_paper_waits_for_the_clinician_to_confirm_it(desk: Desk) -> None:
    visit = screened(desk, opened(desk), Outcome.REVIEW, {"fever_ill": "yes"})
    filed = decided(desk, visit, Decision.MAY_GO_ON, {"fever_ill": "yes"}, on_paper=True)
    assert Lack.CONFIRMATION in codes(desk, visit)
    decided(desk, visit, Decision.MAY_GO_ON, {"fever_ill": "yes"}, confirms=filed.id)
    assert Lack.CONFIRMATION not in codes(desk, visit)


def test_a_paper_is_lacking_until_everybody_has_signed_it(desk: Desk) -> None:
    visit = opened(desk)
    issued(desk, visit, "abn", blocked=True)
    paper = issued(desk, visit, "consent", (Signer.PATIENT, Signer.GUARDIAN))
    signed(desk, paper)
    assert lacking(desk, visit, Lack.SIGNATURE).papers == ("consent",)
    treated(desk, visit)
    assert codes(desk, visit) == {Lack.SIGNATURE}
    signed(desk, paper, Signer.GUARDIAN)
    assert codes(desk, visit) == set()


def test_a_paper_that_was_issued_anew_is_the_one_to_sign(desk: Desk) -> None:
    visit = opened(desk)
    signed(desk, issued(desk, visit))
    issued(desk, visit)
    assert Lack.SIGNATURE in codes(desk, visit)


def test_what_is_due_today_comes_from_the_estimate_session_by_session(desk: Desk) -> None:
    told = read_visit(example_bytes("deductible-met-midway"), desk.rules)
    visit = insured(desk, opened(desk), told)
    assert Lack.ESTIMATE in codes(desk, visit)
    estimated(desk, visit, told)
    assert Lack.ESTIMATE not in codes(desk, visit)
    amounts = [lacking(desk, visit, Lack.COLLECT).cents]
    for day in (24, 25, 26):
        treated(desk, visit)
        visit = open_visit(desk, visit.patient, visit.course, date(2026, 11, day))
        amounts.append(lacking(desk, visit, Lack.COLLECT).cents)
    assert amounts == [6000, 6000, 2000, 1200]


def test_nothing_is_collected_where_it_must_not_be(desk: Desk) -> None:
    told = read_visit(example_bytes("unknown-payer-rule"), desk.rules)
    visit = insured(desk, opened(desk), told)
    estimated(desk, visit, told)
    assert codes(desk, visit).isdisjoint({Lack.COLLECT, Lack.ESTIMATE})


def test_a_plan_that_nobody_asked_is_told_as_unknown(desk: Desk) -> None:
    visit = opened(desk)
    assert Lack.COVERAGE_UNKNOWN not in codes(desk, visit)
    plan = add_coverage(desk, visit.patient, Coverage(payer="aetna", in_network=True), 1)
    course = desk.store.get(CourseRecord, visit.course)
    change_course(desk, replace(course, coverages=(plan.id,)))
    assert Lack.COVERAGE_UNKNOWN in codes(desk, visit)
    determined(desk, visit, read_visit(example_bytes("unknown-payer-rule"), desk.rules))
    assert Lack.COVERAGE_UNKNOWN in codes(desk, visit)
    determined(desk, visit, read_visit(example_bytes("three-session-limit"), desk.rules))
    assert Lack.COVERAGE_UNKNOWN not in codes(desk, visit)


def test_a_cancelled_visit_lacks_nothing(desk: Desk) -> None:
    visit = opened(desk)
    move_visit(desk, visit.patient, visit.id, VisitState.CANCELLED)
    assert line_of(desk, visit).lacks == ()


def asked_of_the_store(desk: Desk) -> int:
    """How many statements one look at the board takes."""
    said: list[str] = []
    connection = desk.store._connection  # type: ignore[attr-defined]
    connection.set_trace_callback(said.append)
    board(desk, TODAY)
    connection.set_trace_callback(None)
    return len(said)


def test_a_full_board_asks_the_store_no_more_than_one_visit_does(desk: Desk) -> None:
    def come(number: int) -> None:
        person = replace(ANA, given_name=f"Ana {number}")
        (listed,) = book(desk, TODAY, [Choice("09:00", person)])
        course = open_course(desk, listed.patient, SERVICE, "staff-kim")
        visit = open_visit(desk, listed.patient, course.id, TODAY, "09:00")
        answered(desk, visit, {"pregnant": "no", "pacemaker": "no"})
        signed(desk, issued(desk, visit))
        estimated(desk, visit, told)

    told = read_visit(example_bytes("deductible-met-midway"), desk.rules)
    come(0)
    one = asked_of_the_store(desk)
    for number in range(1, 30):
        come(number)
    assert asked_of_the_store(desk) == one < 30
    assert len(board(desk, TODAY)) == 30


def test_a_list_of_another_day_is_read_and_booked_for_that_day(desk: Desk) -> None:
    tomorrow = date(2026, 11, 24)
    text = b"Last name,First name,Date of birth,Time,Date\nNunez,Ana,05/01/1990,9:00 AM,11/24/2026\n"
    with pytest.raises(ListRefused, match="another day"):
        import_day(desk, text)
    rows = import_day(desk, text, tomorrow).rows
    assert [one.day for one in book(desk, tomorrow, choices_of(rows))] == [tomorrow]


def test_a_row_whose_visit_is_there_already_says_so(desk: Desk) -> None:
    ana = register(desk, ANA)
    book(desk, TODAY, [Choice("09:00", ana.id)])
    assert [one.there for one in matched_in(desk)] == [True, False, False]
    later = matched_in(desk, LIST.replace("9:00 AM", "9:10 AM"))
    assert [one.there for one in later] == [False, False, False]


def test_a_row_whose_patient_comes_at_another_time_of_the_day_says_so(desk: Desk) -> None:
    ana = register(desk, ANA)
    (early, _) = book(desk, TODAY, [Choice("08:00", ana.id), Choice("09:00", ana.id)])
    assert [one.also for one in matched_in(desk)] == [("08:00",), (), ()]
    move_visit(desk, ana.id, early.id, VisitState.CANCELLED)
    assert [one.also for one in matched_in(desk)] == [(), (), ()]


def test_a_visit_of_the_list_has_a_course_to_confirm_where_one_is_open(desk: Desk) -> None:
    visit = opened(desk)
    treated(desk, visit)
    (listed,) = book(desk, TODAY, [Choice("15:00", visit.patient)])
    assert codes(desk, listed) == {Lack.COURSE_TO_CONFIRM, Lack.SCREENING}
    open_course(desk, visit.patient, SERVICE, "staff-kim")
    assert codes(desk, listed) == {Lack.COURSE, Lack.SCREENING}


def test_the_open_course_of_a_merged_record_is_the_patients(desk: Desk) -> None:
    visit = opened(desk)
    twin = register(desk, replace(ANA, given_name="Anna"))
    merge(desk, visit.patient, twin.id)
    (listed,) = book(desk, TODAY, [Choice("15:00", twin.id)])
    assert Lack.COURSE_TO_CONFIRM in codes(desk, listed)


@pytest.mark.parametrize("decision", [None, Decision.NOT_TODAY])
def test_nothing_is_collected_while_nobody_may_be_treated(desk: Desk, decision: Decision | None) -> None:
    told = read_visit(example_bytes("deductible-met-midway"), desk.rules)
    visit = insured(desk, opened(desk), told)
    estimated(desk, visit, told)
    assert Lack.COLLECT in codes(desk, visit)
    visit = screened(desk, visit, Outcome.STOP, {"fever_ill": "yes"})
    if decision:
        decided(desk, visit, decision, {"fever_ill": "yes"})
    found = codes(desk, visit)
    assert Lack.COLLECT not in found
    assert found & {Lack.STOP, Lack.NOT_TODAY}
    decided(desk, visit, Decision.MAY_GO_ON, {"fever_ill": "yes"})
    assert Lack.COLLECT in codes(desk, visit)


def test_what_was_to_be_collected_stays_when_a_visit_is_done_also_after_another_estimate(
    desk: Desk, clock: SetClock
) -> None:
    told = read_visit(example_bytes("deductible-met-midway"), desk.rules)
    visit = insured(desk, opened(desk), told)
    estimated(desk, visit, told)
    treated(desk, visit)
    assert lacking(desk, visit, Lack.COLLECT).cents == 6000
    clock.pass_by(minutes=1)
    later = open_visit(desk, visit.patient, visit.course, date(2026, 11, 30))
    estimated(desk, later, read_visit(example_bytes("unknown-payer-rule"), desk.rules))
    assert lacking(desk, visit, Lack.COLLECT).cents == 6000


def test_a_file_is_read_as_what_was_pasted_is(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "day.csv"
    path.write_text(LIST, "utf-8")
    assert import_day(desk, list_file(path)).rows == matched_in(desk)


def test_a_file_that_cannot_be_read_or_is_far_too_long_is_refused_in_words(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(ListRefused, match="the file cannot be read"):
        list_file(tmp_path)
    long = tmp_path / "long.csv"
    long.write_bytes(b"x" * (3 << 20))
    with pytest.raises(ListRefused, match="more than 1,048,576 bytes"):
        import_day(desk, list_file(long))


def test_matching_tells_how_far_it_is_and_is_stopped_by_whatever_that_raises(desk: Desk) -> None:
    told: list[tuple[int, int]] = []
    import_day(desk, LIST.encode(), step=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    rows = desk.store.last_row().number

    def stop(_done: int, _of: int) -> None:
        raise NotKept("stopped")

    with pytest.raises(NotKept, match="stopped"):
        import_day(desk, LIST.encode(), step=stop)
    assert desk.store.last_row().number == rows


def test_every_row_that_cannot_be_kept_is_named_by_its_number(desk: Desk) -> None:
    nobody = replace(ANA, given_name="-", family_name="-")
    with pytest.raises(EntryRefused) as refused:
        book(desk, TODAY, [Choice("09:00", ANA, 2), Choice("09:30", nobody, 3), Choice("99:00", ANA, 4)])
    assert {one.place.split(",")[0] for one in refused.value.problems} == {"row 3", "row 4"}
    assert desk.store.count(PatientRecord) == 0
