"""A clerk types answers one at a time, finishes the set, corrects it, and asks the short set on a return."""

import json
from dataclasses import replace
from datetime import date

import pytest

from clinicdesk.desk.ahead import Anew
from clinicdesk.desk.courses import move_visit, open_course, open_visit
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.people import change, register
from clinicdesk.desk.screening import answer, finish, progress, reopen
from clinicdesk.errors import EntryRefused, NotAllowed
from clinicdesk.model.people import Patient
from clinicdesk.model.questionnaire import Answer, Severity
from clinicdesk.model.records import AnswerRecord, PatientRecord, ScreeningRecord, VisitState
from clinicdesk.model.roles import Act
from clinicdesk.model.screening import Outcome
from clinicdesk.model.visit import Kind
from tests.unit.desk.conftest import SetClock
from tests.unit.desk.visits import (
    HARMLESS,
    SHORT,
    Case,
    answer_all,
    at_the_desk,
    decided,
    return_visit,
    screened,
    stored,
)


@pytest.fixture
def case(desk: Desk) -> Case:
    return at_the_desk(desk)


@pytest.fixture
def september(desk: Desk, clock: SetClock) -> Case:
    """Ana's first visit was on 1 September, with an implant that Dr. Osei has looked at; today she is back."""
    clock.pass_by(days=-83)
    case = screened(desk, at_the_desk(desk, checked=False), implants="yes")
    decided(desk, case, "implants")
    clock.pass_by(days=83)
    return return_visit(desk, case)


def items(progressed: tuple[object, ...]) -> list[str]:
    return [str(getattr(one, "item", getattr(one, "link_id", one))) for one in progressed]


def test_an_answer_is_kept_and_its_findings_are_told_at_once(desk: Desk, case: Case) -> None:
    assert answer(desk, *case.here, "surgery", "no").findings == ()
    (found,) = answer(desk, *case.here, "implants", "yes").findings
    assert (found.item, found.severity) == ("implants", Severity.REVIEW)
    assert found.sources
    kept = desk.store.find(AnswerRecord, visit=case.visit)
    assert [(one.item, one.answer, one.by) for one in kept] == [
        ("surgery", "no", "staff-ana"),
        ("implants", "yes", "staff-ana"),
    ]


def test_an_answer_tells_how_far_the_screening_is_so_that_nobody_has_to_ask(desk: Desk, case: Case) -> None:
    for item, given in {"diabetes": "yes", "implants": "yes", "surgery": None}.items():
        assert answer(desk, *case.here, item, given) == progress(desk, *case.here)
    assert progress(desk, *case.here).outcome is Outcome.INCOMPLETE
    answer_all(desk, case, {**HARMLESS, "implants": "yes"})
    assert progress(desk, *case.here).outcome is Outcome.REVIEW
    assert answer(desk, *case.here, "implants", "no").outcome is Outcome.NO_FLAGS


def test_a_changed_answer_is_an_amendment_and_one_taken_back_is_open_again(desk: Desk, case: Case) -> None:
    answer(desk, *case.here, "implants", "yes")
    answer(desk, *case.here, "implants", "no")
    assert progress(desk, *case.here).findings == ()
    answer(desk, *case.here, "implants", None)
    told = progress(desk, *case.here)
    assert "implants" in told.unanswered
    assert "implants" not in told.answers
    assert desk.store.count(AnswerRecord, visit=case.visit, item="implants") == 3


@pytest.mark.parametrize(
    ("item", "given", "said"),
    [
        ("implants", "maybe", "one of yes, no, unsure"),
        ("implants", ("yes",), "one of yes, no, unsure"),
        ("implants", True, "one of yes, no, unsure"),
        ("implant", "yes", "no such question; did you mean implants?"),
        ("implant", None, "no such question"),
        ("age_years", 36, "worked out from the birth date"),
        ("age_years", None, "worked out from the birth date"),
        ("pregnant_weeks", 46, "from 1 to 45"),
        ("blood_thinner_kind", (), "choose at least one"),
        ("blood_thinner_kind", ("doac", "tea"), "a list of some of"),
        ("medicines", "   ", "empty"),
        ("medicines", "x" * 2001, "at most 2,000"),
        ("medicines", "\ud800", "half a character"),
    ],
)
def test_an_answer_that_a_question_does_not_take_is_refused(
    desk: Desk, case: Case, item: str, given: Answer, said: str
) -> None:
    with pytest.raises(EntryRefused, match=said):
        answer(desk, *case.here, item, given)
    assert desk.store.count(AnswerRecord) == 0


def test_the_trail_learns_which_question_and_never_what_was_answered(desk: Desk, case: Case) -> None:
    answer(desk, *case.here, "medicines", "Waldmeister drops")
    (row,) = desk.store.trail(act=Act.ANSWER)
    assert (row.entry.patient, row.entry.visit) == case.here
    assert row.entry.told == {"item": "medicines", "taken_back": False}


def test_progress_counts_what_is_required_and_grows_with_what_an_answer_opens(desk: Desk, case: Case) -> None:
    start = progress(desk, *case.here)
    assert start.answered == 0
    assert start.full
    assert start.required == len(start.unanswered)
    assert "changed" not in items(start.asked)
    answer(desk, *case.here, "diabetes", "yes")
    told = progress(desk, *case.here)
    assert (told.answered, told.required) == (1, start.required + 1)
    assert "diabetes_control" in told.unanswered


def test_without_a_birth_date_that_is_what_is_open_first(desk: Desk, case: Case) -> None:
    record = desk.store.get(PatientRecord, case.patient)
    change(desk, replace(record, birth_date=None))
    answer_all(desk, case, HARMLESS)
    assert progress(desk, *case.here).unanswered == ("birth_date",)
    with pytest.raises(EntryRefused, match="birth date is not known"):
        finish(desk, *case.here)


def test_what_is_open_is_named_and_nothing_is_finished(desk: Desk, case: Case) -> None:
    answer_all(desk, case, {item: given for item, given in HARMLESS.items() if item not in {"surgery", "lung"}})
    with pytest.raises(EntryRefused) as refused:
        finish(desk, *case.here)
    assert [one.place for one in refused.value.problems] == ["lung", "surgery"]
    assert not stored(desk, case).screened
    assert desk.store.count(ScreeningRecord) == 0


def test_a_finished_screening_keeps_the_questions_word_for_word_and_what_came_out(desk: Desk, case: Case) -> None:
    answer_all(desk, case, {**HARMLESS, "implants": "yes"})
    kept = finish(desk, *case.here)
    questionnaire = desk.rules.questionnaire
    assert desk.store.find(ScreeningRecord) == [kept]
    assert stored(desk, case).screened
    assert (kept.set_id, kept.set_version, kept.rulebook) == (
        questionnaire.id,
        questionnaire.version,
        desk.rules.version,
    )
    asked = {one.item: one for one in kept.asked}
    assert asked["implants"].text == questionnaire.by_id["implants"].text
    assert list(asked["past_reaction"].options) == ["no", "mild", "serious", "unsure", "never_had_it"]
    in_order = [one.link_id for one in questionnaire.items if one.link_id in asked]
    assert list(asked) == in_order
    assert not {"changed", "age_years", "diabetes_control"} & set(asked)
    assert (kept.kind, kept.outcome, kept.answers["implants"]) == (Kind.FULL, "review", "yes")
    told = json.loads(kept.result)
    assert (told["outcome"], told["age"]) == ("review", 36)
    assert [one["item"] for one in told["findings"]] == ["implants"]


def test_a_stop_may_be_finished_though_questions_are_open(desk: Desk, case: Case) -> None:
    told = answer(desk, *case.here, "emergency_now", "yes")
    (found,) = told.findings
    assert told.outcome is Outcome.STOP
    assert found.severity is Severity.STOP
    kept = finish(desk, *case.here)
    assert kept.outcome == "stop"
    assert json.loads(kept.result)["unanswered"]


def test_a_finished_screening_takes_no_answer_until_it_is_opened_again_with_a_reason(desk: Desk, case: Case) -> None:
    first = screened(desk, case)
    with pytest.raises(NotAllowed, match="finished"):
        answer(desk, *case.here, "implants", "yes")
    with pytest.raises(NotAllowed, match="already"):
        finish(desk, *case.here)
    with pytest.raises(EntryRefused, match="empty"):
        reopen(desk, *case.here, "  ")
    reopen(desk, *case.here, "Ana remembered a plate in her ankle.")
    answer(desk, *case.here, "implants", "yes")
    finish(desk, *case.here)
    kept = desk.store.find(ScreeningRecord, visit=first.visit)
    assert [(one.outcome, one.answers["implants"]) for one in kept] == [("no_flags", "no"), ("review", "yes")]
    with pytest.raises(NotAllowed, match="not finished"):
        reopen(desk, *return_visit(desk, case).here, "a slip")


def test_a_visit_that_is_done_takes_nothing_more(desk: Desk, case: Case) -> None:
    move_visit(desk, *case.here, VisitState.CANCELLED)
    with pytest.raises(NotAllowed, match="cancelled"):
        answer(desk, *case.here, "implants", "yes")


def test_an_answer_for_another_patient_than_the_one_shown_is_refused(desk: Desk, case: Case) -> None:
    other = register(desk, Patient(given_name="Ben", family_name="Adeyemi", birth_date=date(1971, 2, 3))).id
    for write in (
        lambda: answer(desk, other, case.visit, "implants", "yes"),
        lambda: finish(desk, other, case.visit),
        lambda: reopen(desk, other, case.visit, "a slip"),
    ):
        with pytest.raises(NotAllowed, match="another patient"):
            write()
    assert desk.store.count(AnswerRecord) == 0


def test_a_return_asks_the_short_set_and_carries_what_lasts(desk: Desk, september: Case) -> None:
    told = progress(desk, *september.here)
    assert not told.full
    assert told.required == 12
    assert told.unanswered[-1] == "changed"
    assert "implants" not in items(told.asked)
    assert told.answers["implants"] == "yes"
    assert "wants_treatment" not in told.answers
    assert [(one.item, one.by, one.on) for one in told.settled] == [("implants", "Dr. Kim Osei", date(2026, 9, 1))]
    answer_all(desk, september, SHORT)
    kept = finish(desk, *september.here)
    assert (kept.kind, kept.outcome, kept.answers["implants"]) == (Kind.RETURN, "review", "yes")
    assert "changed" in {one.item for one in kept.asked}
    assert "implants" not in {one.item for one in kept.asked}


@pytest.mark.parametrize("said", ["yes", "unsure"])
def test_when_something_changed_everything_is_asked_anew(desk: Desk, september: Case, said: str) -> None:
    answer_all(desk, september, {**SHORT, "changed": said})
    told = progress(desk, *september.here)
    assert told.full
    assert "implants" not in told.answers
    assert {"implants", "lung"} <= set(told.unanswered)
    with pytest.raises(EntryRefused):
        finish(desk, *september.here)
    answer_all(desk, september, {**HARMLESS, "implants": "no"})
    kept = finish(desk, *september.here)
    assert kept.kind is Kind.FULL
    assert json.loads(kept.result)["findings"][0]["item"] == "changed"


def test_an_answer_taken_back_on_a_return_leaves_what_is_carried(desk: Desk, september: Case) -> None:
    answer(desk, *september.here, "implants", "no")
    assert progress(desk, *september.here).answers["implants"] == "no"
    answer(desk, *september.here, "implants", None)
    assert progress(desk, *september.here).answers["implants"] == "yes"


def test_what_was_learned_on_a_return_is_carried_to_the_next(desk: Desk, clock: SetClock, september: Case) -> None:
    answer_all(desk, september, {**SHORT, "heart_valve": "yes"})
    finish(desk, *september.here)
    clock.pass_by(days=7)
    told = progress(desk, *return_visit(desk, september).here)
    assert (told.answers["heart_valve"], told.answers["implants"]) == ("yes", "yes")
    assert items(told.findings) == ["heart_valve", "implants"]
    assert items(told.settled) == ["implants"]


def test_after_twelve_months_the_full_set_is_asked(desk: Desk, clock: SetClock, september: Case) -> None:
    assert progress(desk, *september.here).basis.anew is None
    clock.pass_by(days=365)
    told = progress(desk, *return_visit(desk, september).here)
    assert told.full
    assert told.answers == {}
    assert (told.basis.anew, told.basis.full_on) == (Anew.TOO_OLD, date(2026, 9, 1))


def test_why_everything_is_asked_again_is_told(desk: Desk, september: Case) -> None:
    def why() -> tuple[Anew | None, date | None]:
        basis = progress(desk, *september.here).basis
        return basis.anew, basis.full_on

    assert why() == (None, date(2026, 9, 1))
    answer(desk, *september.here, "changed", "unsure")
    assert why() == (Anew.CHANGED, date(2026, 9, 1))
    answer(desk, *september.here, "changed", None)
    kept = desk.store.find(ScreeningRecord)[-1]
    asked = [replace(one, text="Other words?") if one.item == "implants" else one for one in kept.asked]
    desk.store.append(replace(kept, id=desk.store.new_id(), asked=tuple(asked)))
    assert why() == (Anew.NEW_SET, date(2026, 9, 1))


def test_a_visit_that_was_booked_before_the_first_set_was_asked_says_so(desk: Desk, case: Case) -> None:
    later = open_visit(desk, case.patient, case.course.id, date(2026, 11, 30))
    assert progress(desk, case.patient, later.id).basis.anew is None
    screened(desk, case)
    assert progress(desk, case.patient, later.id).basis.anew is Anew.ALL_STEPS


def test_an_unfinished_stop_is_no_full_set_to_build_on(desk: Desk, clock: SetClock, case: Case) -> None:
    answer(desk, *case.here, "emergency_now", "yes")
    finish(desk, *case.here)
    clock.pass_by(days=7)
    told = progress(desk, *return_visit(desk, case).here)
    assert told.full
    assert told.basis.anew is Anew.LEFT_OPEN
    assert "implants" in told.unanswered


def test_another_course_carries_nothing_over(desk: Desk, clock: SetClock, september: Case) -> None:
    clock.pass_by(days=1)
    new = at_the_desk_again(desk, september)
    told = progress(desk, *new.here)
    assert told.full
    assert (told.answers, told.settled) == ({}, ())


def at_the_desk_again(desk: Desk, case: Case) -> Case:
    course = open_course(desk, case.patient, case.course.service, "staff-kim", case.course.coverages)
    return Case(case.patient, course, open_visit(desk, case.patient, course.id, desk.clock().date()).id)
