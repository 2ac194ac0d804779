"""The questions are handed over to the patient: nothing but the answers of that one visit goes through."""

from collections.abc import Callable
from pathlib import Path

import pytest

from clinicdesk.desk.board import board
from clinicdesk.desk.courses import move_visit
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.drafts import keep_draft, read_drafts
from clinicdesk.desk.handing_over import answer_alone, hand_over, look_through
from clinicdesk.desk.people import find
from clinicdesk.desk.screening import answer, finish, progress
from clinicdesk.desk.session import lock, set_pin, unlock
from clinicdesk.desk.visit_view import view_visit
from clinicdesk.desk.waiting import waiting
from clinicdesk.errors import EntryRefused, NotAllowed, SignInRefused
from clinicdesk.model.records import AnswerRecord, VisitState
from clinicdesk.model.roles import Act
from clinicdesk.store.embedded import EmbeddedStore
from tests.unit.desk.visits import HARMLESS, MONDAY, Case, answer_all, at_the_desk, become, return_visit, screened


@pytest.fixture
def case(desk: Desk) -> Case:
    return at_the_desk(desk)


@pytest.fixture
def handed(desk: Desk, case: Case) -> Case:
    """Ana of the front desk has a PIN, and has handed the questions over."""
    desk.shift["staff-ana"] = 0
    set_pin(desk, "2718")
    hand_over(desk, *case.here)
    return case


def test_the_patient_answers_and_everything_else_is_refused(desk: Desk, handed: Case) -> None:
    told = answer_alone(desk, "implants", "yes")
    assert told.answers == {"implants": "yes"}
    refused: list[Callable[[], object]] = [
        lambda: view_visit(desk, *handed.here),
        lambda: progress(desk, *handed.here),
        lambda: answer(desk, *handed.here, "surgery", "yes"),
        lambda: finish(desk, *handed.here),
        lambda: look_through(desk, *handed.here),
        lambda: hand_over(desk, *handed.here),
        lambda: find(desk, "Ana"),
        lambda: board(desk, MONDAY),
        lambda: waiting(desk),
        lambda: lock(desk),
        lambda: read_drafts(desk),
    ]
    for one in refused:
        with pytest.raises(NotAllowed, match="locked"):
            one()
    assert desk.store.count(AnswerRecord) == 1


def test_every_act_but_the_answer_and_the_unlocking_is_refused(desk: Desk, handed: Case) -> None:
    for one in set(Act) - {Act.ANSWER_ALONE, Act.UNLOCK}:
        with pytest.raises(NotAllowed, match="locked"):
            desk.allowed(one)
    assert desk.allowed(Act.ANSWER_ALONE).login == "ana"
    assert desk.handed_over == handed.here


def test_a_pin_ends_it_and_a_wrong_one_does_not(desk: Desk, handed: Case) -> None:
    with pytest.raises(SignInRefused, match="not right"):
        unlock(desk, "ana", "1111")
    answer_alone(desk, "implants", "no")
    unlock(desk, "ana", "2718")
    assert not desk.locked
    with pytest.raises(NotAllowed, match="not handed over"):
        answer_alone(desk, "implants", "yes")
    assert progress(desk, *handed.here).answers == {"implants": "no"}


def test_what_was_answered_alone_is_looked_through_before_it_is_finished(desk: Desk, handed: Case) -> None:
    for item, given in HARMLESS.items():
        answer_alone(desk, item, given)
    unlock(desk, "ana", "2718")
    assert set(progress(desk, *handed.here).alone) == set(HARMLESS)
    with pytest.raises(NotAllowed, match="Look the answers through"):
        finish(desk, *handed.here)
    assert look_through(desk, *handed.here).alone == ()
    finish(desk, *handed.here)


def test_somebody_else_of_the_staff_may_look_through_and_it_holds_for_all(desk: Desk, handed: Case) -> None:
    answer_alone(desk, "emergency_now", "yes")
    unlock(desk, "ana", "2718")
    become(desk, "staff-kim")
    assert progress(desk, *handed.here).alone == ("emergency_now",)
    look_through(desk, *handed.here)
    become(desk, "staff-ana")
    assert finish(desk, *handed.here).outcome == "stop"


def test_it_is_still_to_be_looked_through_after_a_restart(desk: Desk, folder: Path, handed: Case) -> None:
    answer_alone(desk, "implants", "yes")
    desk.store.close()
    keys = desk.unlocked
    again = Desk(EmbeddedStore.open(folder, keys.database_keys["first"], keys.trail_key), folder, keys, desk.clock)
    become(again, "staff-ana")
    assert again.handed_over is None
    assert progress(again, *handed.here).alone == ("implants",)
    with pytest.raises(EntryRefused):
        finish(again, *handed.here)
    desk.store = again.store


def test_an_answer_that_the_question_does_not_take_is_refused(desk: Desk, case: Case) -> None:
    hand_over(desk, *case.here)
    with pytest.raises(EntryRefused, match="must be one of"):
        answer_alone(desk, "implants", "perhaps")
    assert answer_alone(desk, "surgery", "no").alone == ("surgery",)


def test_an_answer_taken_back_alone_is_looked_at_too(desk: Desk, case: Case) -> None:
    answer(desk, *case.here, "implants", "yes")
    hand_over(desk, *case.here)
    told = answer_alone(desk, "implants", None)
    assert (told.answers, told.alone) == ({}, ("implants",))


def test_only_an_open_visit_is_handed_over(desk: Desk, case: Case) -> None:
    screened(desk, case)
    with pytest.raises(NotAllowed, match="finished"):
        hand_over(desk, *case.here)
    later = return_visit(desk, case)
    move_visit(desk, *later.here, VisitState.CANCELLED)
    with pytest.raises(NotAllowed, match="cancelled"):
        hand_over(desk, *later.here)
    assert not desk.locked


def test_a_draft_is_not_what_was_answered_alone(desk: Desk, case: Case) -> None:
    keep_draft(desk, "alone", "a word")
    answer_all(desk, case, {"implants": "no"})
    assert progress(desk, *case.here).alone == ()
    hand_over(desk, *case.here)
    answer_alone(desk, "implants", "yes")
    desk.enter(desk.present(locked=True))
    assert read_drafts(desk) == {"alone": "a word"}


def test_the_trail_tells_who_handed_over_and_what_was_answered_alone(desk: Desk, handed: Case) -> None:
    answer_alone(desk, "implants", "yes")
    unlock(desk, "ana", "2718")
    look_through(desk, *handed.here)
    rows = [one.entry for one in desk.store.trail(newest_first=True, limit=4)]
    assert [one.act for one in rows] == [Act.LOOK_THROUGH, Act.UNLOCK, Act.ANSWER_ALONE, Act.HAND_OVER]
    assert rows[0].told == {"items": ["implants"]}
    assert rows[2].told == {"item": "implants", "taken_back": False}
    assert {one.patient for one in rows if one.act != Act.UNLOCK} == {handed.patient}
