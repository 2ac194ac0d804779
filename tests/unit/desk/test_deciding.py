"""A clinician decides on the screen; the front desk files what was decided on paper, and it is confirmed later."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from clinicdesk.desk.board import board
from clinicdesk.desk.chain import worked
from clinicdesk.desk.deciding import OnPaper, confirm_decision, decide, file_decision
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.files import add_file
from clinicdesk.desk.lacking import Lack
from clinicdesk.desk.people import change, register
from clinicdesk.desk.screening import answer, finish, progress, reopen
from clinicdesk.desk.screening_set import approve_set, approved
from clinicdesk.desk.waiting import waiting
from clinicdesk.errors import EntryRefused, NotAllowed
from clinicdesk.model.document import BlockerKind
from clinicdesk.model.people import Patient
from clinicdesk.model.questionnaire import AGE_ITEM
from clinicdesk.model.records import (
    REASONS,
    ApprovalRecord,
    DecisionReason,
    DecisionRecord,
    PatientRecord,
    StaffRecord,
)
from clinicdesk.model.roles import Act
from clinicdesk.model.visit import ClinicianDecision, Decision
from tests.unit.desk.conftest import SetClock
from tests.unit.desk.visits import (
    MONDAY,
    SHORT,
    Case,
    answer_all,
    at_the_desk,
    become,
    decided,
    return_visit,
    ruling,
    screened,
    stored,
)

NOT_TODAY = Decision.NOT_TODAY
KIM_ON_PAPER = OnPaper(by="Dr. K. Osei", license="PT-1234", signed_on=MONDAY)


@pytest.fixture
def case(desk: Desk) -> Case:
    """Ana has an implant and has had surgery lately."""
    return screened(desk, at_the_desk(desk), implants="yes", surgery="yes")


def blockers(desk: Desk, case: Case) -> list[BlockerKind]:
    with desk.work(Act.VIEW_VISIT) as work:
        return [one.kind for one in worked(work, stored(desk, case))[1].blockers]


def standing(desk: Desk, case: Case) -> ClinicianDecision | None:
    with desk.work(Act.VIEW_VISIT) as work:
        return worked(work, stored(desk, case))[0].clinician_decision


def test_a_decision_about_every_finding_lets_the_visit_go_on(desk: Desk, case: Case) -> None:
    assert blockers(desk, case) == [BlockerKind.CLINICIAN_REVIEW]
    made = decided(desk, case, "implants", "surgery")
    assert (made.decision.by, made.decision.license, made.decision.on) == ("Dr. Kim Osei", "PT-1234", MONDAY)
    assert made.rulings == {"implants": "yes", "surgery": "yes"}
    assert blockers(desk, case) == []


def test_a_decision_about_one_of_two_findings_lifts_nothing_until_the_other_is_decided_too(
    desk: Desk, case: Case
) -> None:
    decided(desk, case, "implants")
    assert blockers(desk, case) == [BlockerKind.CLINICIAN_REVIEW]
    decided(desk, case, "surgery")
    assert blockers(desk, case) == []


def test_not_today_ends_the_visit_and_the_clinician_can_take_it_back(desk: Desk, case: Case) -> None:
    decided(desk, case, "implants", "surgery")
    decided(desk, case, "surgery", decision=NOT_TODAY)
    assert BlockerKind.CLINICIAN_DECLINED in blockers(desk, case)
    decided(desk, case, "surgery")
    assert blockers(desk, case) == []


@pytest.mark.parametrize(
    ("decision", "code"),
    [(decision, code) for decision, codes in REASONS.items() for code in DecisionReason if code not in codes],
)
def test_a_reason_of_the_other_decision_is_refused(
    desk: Desk, case: Case, decision: Decision, code: DecisionReason
) -> None:
    become(desk, "staff-kim")
    told = replace(ruling("implants", "surgery", decision=decision), code=code)
    with pytest.raises(EntryRefused, match="code: this is no reason for what was decided"):
        decide(desk, *case.here, told)
    become(desk, "staff-ana")
    with pytest.raises(EntryRefused, match="code: this is no reason for what was decided"):
        file_decision(desk, *case.here, told, KIM_ON_PAPER)
    assert not desk.store.count(DecisionRecord)


def test_every_reason_belongs_to_a_decision() -> None:
    assert {code for codes in REASONS.values() for code in codes} == {*DecisionReason}


def test_no_other_answer_gets_round_not_today(desk: Desk, case: Case) -> None:
    decided(desk, case, "surgery", decision=NOT_TODAY)
    reopen(desk, *case.here, "It was not surgery after all.")
    answer_all(desk, case, {"surgery": "no", "implants": "no"})
    finish(desk, *case.here)
    assert blockers(desk, case) == [BlockerKind.CLINICIAN_DECLINED]
    decided(desk, case, "surgery")
    assert blockers(desk, case) == []


def test_a_decision_does_not_reach_an_answer_that_was_given_afterwards(desk: Desk, case: Case) -> None:
    decided(desk, case, "implants", "surgery")
    reopen(desk, *case.here, "She is not so sure any more.")
    answer(desk, *case.here, "surgery", "unsure")
    finish(desk, *case.here)
    assert blockers(desk, case) == [BlockerKind.CLINICIAN_REVIEW]


def test_an_answer_that_changed_and_came_back_is_looked_at_anew(desk: Desk, clock: SetClock, case: Case) -> None:
    decided(desk, case, "implants", "surgery")
    clock.pass_by(days=7)
    second = return_visit(desk, case)
    answer_all(desk, second, {**SHORT, "implants": "unsure"})
    finish(desk, *second.here)
    clock.pass_by(days=7)
    third = return_visit(desk, case)
    answer_all(desk, third, {**SHORT, "implants": "yes"})
    assert progress(desk, *third.here).settled == ()
    finish(desk, *third.here)
    assert blockers(desk, third) == [BlockerKind.CLINICIAN_REVIEW]


def test_on_a_return_the_implant_is_settled_and_new_surgery_is_not(desk: Desk, clock: SetClock, case: Case) -> None:
    decided(desk, case, "implants", "surgery")
    clock.pass_by(days=7)
    second = return_visit(desk, case)
    answer_all(desk, second, {**SHORT, "surgery": "yes"})
    finish(desk, *second.here)
    assert blockers(desk, second) == [BlockerKind.CLINICIAN_REVIEW]
    decided(desk, second, "surgery")
    told = standing(desk, second)
    assert told
    assert (told.on, told.findings) == (MONDAY, ("implants", "surgery"))
    assert blockers(desk, second) == []


def test_for_a_minor_the_age_is_decided_about_at_each_visit(desk: Desk, clock: SetClock) -> None:
    case = at_the_desk(desk)
    change(desk, replace(desk.store.get(PatientRecord, case.patient), birth_date=date(2010, 5, 1)))
    screened(desk, case)
    made = decided(desk, case, AGE_ITEM)
    assert made.rulings == {AGE_ITEM: 16}
    assert BlockerKind.CLINICIAN_REVIEW not in blockers(desk, case)
    clock.pass_by(days=7)
    second = return_visit(desk, case)
    answer_all(desk, second, SHORT)
    finish(desk, *second.here)
    assert BlockerKind.CLINICIAN_REVIEW in blockers(desk, second)


@pytest.mark.parametrize(
    ("findings", "said"),
    [((), "at least one"), (("lung",), "no finding about lung"), (("tea",), "no finding about tea")],
)
def test_only_what_the_screening_found_is_decided_about(
    desk: Desk, case: Case, findings: tuple[str, ...], said: str
) -> None:
    become(desk, "staff-kim")
    with pytest.raises(EntryRefused, match=said):
        decide(desk, *case.here, ruling(*findings))


def test_a_decision_has_a_reason_in_words(desk: Desk, case: Case) -> None:
    become(desk, "staff-kim")
    with pytest.raises(EntryRefused, match="reason: this is empty"):
        decide(desk, *case.here, ruling("implants", reason=" "))


def test_the_front_desk_cannot_decide_nor_can_who_has_no_license_on_file(desk: Desk, case: Case) -> None:
    with pytest.raises(NotAllowed, match="may not do this"):
        decide(desk, *case.here, ruling("implants"))
    desk.store.put(replace(desk.store.get(StaffRecord, "staff-kim"), license=" "))
    become(desk, "staff-kim")
    with pytest.raises(NotAllowed, match="no license on file for Dr"):
        decide(desk, *case.here, ruling("implants"))
    assert desk.store.count(DecisionRecord) == 0


def test_nothing_is_decided_before_the_screening_is_finished_or_once_the_day_is_over(
    desk: Desk, clock: SetClock, case: Case
) -> None:
    become(desk, "staff-kim")
    clock.pass_by(days=1)
    with pytest.raises(NotAllowed, match="on November 23, 2026"):
        decide(desk, *case.here, ruling("implants"))
    clock.pass_by(days=-1)
    reopen(desk, *case.here, "a slip")
    with pytest.raises(NotAllowed, match="not finished yet"):
        decide(desk, *case.here, ruling("implants"))


def test_a_decision_for_another_patient_than_the_one_shown_is_refused(desk: Desk, case: Case) -> None:
    other = register(desk, Patient(given_name="Ben", family_name="Adeyemi", birth_date=date(1971, 2, 3))).id
    with pytest.raises(NotAllowed, match="another patient"):
        file_decision(desk, other, case.visit, ruling("implants"), KIM_ON_PAPER)
    scan = add_file(desk, "box.png", "review box", b"\x89PNG\r\n\x1a\nmade up", other)
    with pytest.raises(NotAllowed, match="another patient"):
        file_decision(desk, *case.here, ruling("implants"), replace(KIM_ON_PAPER, scan=scan.id))


def test_a_decision_on_paper_counts_at_once_and_waits_for_the_clinician(desk: Desk, case: Case) -> None:
    scan = add_file(desk, "box.png", "review box", b"\x89PNG\r\n\x1a\nmade up", case.patient)
    paper = replace(KIM_ON_PAPER, scan=scan.id)
    filed = file_decision(desk, *case.here, ruling("implants", "surgery"), paper)
    assert (filed.on_paper, filed.by, filed.decision.by, filed.scan) == (True, "staff-ana", "Dr. K. Osei", scan.id)
    assert blockers(desk, case) == []
    assert waiting(desk).papers == (filed,)
    become(desk, "staff-kim")
    confirmed = confirm_decision(desk, filed.id)
    assert (confirmed.confirms, confirmed.by, confirmed.decision) == (filed.id, "staff-kim", filed.decision)
    assert waiting(desk).papers == ()
    with pytest.raises(NotAllowed, match="confirmed already"):
        confirm_decision(desk, filed.id)
    with pytest.raises(NotAllowed, match="made on the screen"):
        confirm_decision(desk, confirmed.id)


def test_only_the_clinician_whose_license_stands_on_the_paper_confirms_it(desk: Desk, case: Case) -> None:
    paper = replace(KIM_ON_PAPER, license="PT-9999")
    filed = file_decision(desk, *case.here, ruling("implants"), paper)
    become(desk, "staff-kim")
    with pytest.raises(NotAllowed, match="bears the license PT-9999"):
        confirm_decision(desk, filed.id)


def test_a_paper_of_that_day_overrules_no_not_today_and_neither_does_its_confirmation(desk: Desk, case: Case) -> None:
    decided(desk, case, "surgery", decision=NOT_TODAY)
    filed = file_decision(desk, *case.here, ruling("implants", "surgery"), KIM_ON_PAPER)
    assert BlockerKind.CLINICIAN_DECLINED in blockers(desk, case)
    become(desk, "staff-kim")
    confirm_decision(desk, filed.id)
    assert BlockerKind.CLINICIAN_DECLINED in blockers(desk, case)


@pytest.mark.parametrize(
    ("paper", "said"),
    [
        (replace(KIM_ON_PAPER, by=""), "by: this is empty"),
        (replace(KIM_ON_PAPER, license=" "), "license: this is empty"),
        (replace(KIM_ON_PAPER, signed_on=date(2026, 11, 24)), "not after today"),
        (replace(KIM_ON_PAPER, signed_on=date(2026, 11, 22)), "before November 23, 2026"),
    ],
)
def test_a_paper_without_who_or_when_is_not_filed(desk: Desk, case: Case, paper: OnPaper, said: str) -> None:
    with pytest.raises(EntryRefused, match=said):
        file_decision(desk, *case.here, ruling("implants"), paper)


def test_visits_wait_until_a_clinician_has_decided_about_everything(desk: Desk, clock: SetClock, case: Case) -> None:
    assert [one.id for one in waiting(desk).visits] == [case.visit]
    decided(desk, case, "implants")
    assert [one.id for one in waiting(desk).visits] == [case.visit]
    decided(desk, case, "surgery", decision=NOT_TODAY)
    assert waiting(desk).visits == ()
    decided(desk, case, "surgery")
    assert waiting(desk).visits == ()
    reopen(desk, *case.here, "She forgot her pacemaker.")
    answer(desk, *case.here, "pacemaker", "yes")
    finish(desk, *case.here)
    assert [one.id for one in waiting(desk).visits] == [case.visit]
    clock.pass_by(days=1)
    assert waiting(desk).visits == ()


def test_what_waits_comes_with_its_patient_its_findings_and_since_when(desk: Desk, clock: SetClock, case: Case) -> None:
    clock.pass_by(minutes=20)
    told = waiting(desk)
    assert told.patients[case.patient].family_name == "Núñez"
    assert [one.item for one in told.screenings[case.visit].findings] == ["implants", "surgery"]
    assert clock() - told.since[case.visit] == timedelta(minutes=20)
    assert told.decided == ()


def test_the_decisions_about_visits_of_today_are_told_the_newest_first(desk: Desk, clock: SetClock, case: Case) -> None:
    filed = file_decision(desk, *case.here, ruling("implants"), KIM_ON_PAPER)
    made = decided(desk, case, "surgery")
    become(desk, "staff-kim")
    confirm_decision(desk, filed.id)
    told = waiting(desk)
    assert told.decided == (made, filed)
    assert set(told.patients) == {case.patient}
    clock.pass_by(days=1)
    assert waiting(desk).decided == ()


def test_a_set_is_approved_as_it_stands_and_any_change_asks_anew(desk: Desk) -> None:
    become(desk, "staff-kim")
    assert not is_approved(desk)
    kept = approve_set(desk)
    assert (kept.name, kept.license) == ("Dr. Kim Osei", "PT-1234")
    assert desk.store.find(ApprovalRecord) == [kept]
    assert is_approved(desk)
    with pytest.raises(NotAllowed, match="approved this set already"):
        approve_set(desk)
    questionnaire = desk.rules.questionnaire
    first = replace(questionnaire.items[1], text="Would you like needles today?")
    others = (questionnaire.items[0], first, *questionnaire.items[2:])
    desk.rules = replace(desk.rules, questionnaire=replace(questionnaire, items=others))
    assert not is_approved(desk)


def is_approved(desk: Desk) -> bool:
    return approved(desk.store, desk.rules.questionnaire)


def test_the_board_says_of_decisions_what_the_chain_says(desk: Desk, case: Case) -> None:
    def lacks() -> set[Lack]:
        (line,) = board(desk, MONDAY)
        return {one.code for one in line.lacks}

    assert Lack.REVIEW in lacks()
    decided(desk, case, "implants", "surgery", decision=NOT_TODAY)
    become(desk, "staff-ana")
    file_decision(desk, *case.here, ruling("implants", "surgery"), KIM_ON_PAPER)
    assert BlockerKind.CLINICIAN_DECLINED in blockers(desk, case)
    assert Lack.NOT_TODAY in lacks()
