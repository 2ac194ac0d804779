"""A power cut in mid-visit: the answers are there, the half-typed form comes back and says so, nothing else is lost."""

import time

from clinicdesk.desk.desk import Desk
from clinicdesk.desk.drafts import read_drafts
from clinicdesk.desk.trail import verify_trail
from clinicdesk.model.records import AnswerRecord, PatientRecord
from tests.end2end.clerk import FRONT, Person, sign_in, store_of, type_person
from tests.end2end.conftest import Demo
from tests.end2end.program import SECONDS, Program

HALF = Person("Rosalind", "Okonkwo-Ferrer", "11/30/1979", "919-555-0166")
HERE = Person("Zoë", "Papadopoulou", "", "")
"""She is in the middle of her questions."""

BEFORE, MORE = 13, 6
"""Her answers to what has to be answered: those that the demo gave, and those that are given now."""

BESIDES = 1
"""What she has answered and need not."""


def test_after_a_kill_in_mid_visit_the_answers_are_there_and_the_form_comes_back(demo: Demo) -> None:
    desk = demo.start()
    sign_in(desk)
    go_to_questions(desk, BEFORE)
    desk.press(*"n" * MORE)
    desk.see(f"{BEFORE + MORE} of 34 answered", "label")
    type_person(desk, HALF)
    with store_of(demo.data, FRONT) as beside:
        wait_for_the_draft(beside)
        patients, rows = len(beside.store.find(PatientRecord)), beside.store.last_row().number
        desk.kill()
    again = demo.start()
    sign_in(again)
    again.press("ctrl+n")
    again.see("This is what you had typed before.", "label")
    for name, told in (("First name", HALF.given), ("Last name", HALF.family), ("Phone", HALF.phone)):
        again.holds(name, told)
    go_to_questions(again, BEFORE + MORE)
    again.press("alt+F4")
    assert again.ended() == 0
    with store_of(demo.data) as kept:
        verify_trail(kept)
        assert kept.store.last_row().number > rows
        assert len(kept.store.find(PatientRecord)) == patients
        (patient,) = kept.store.find(PatientRecord, family_name=HERE.family)
        assert len(kept.store.find(AnswerRecord, patient=patient.id)) == BEFORE + MORE + BESIDES


def go_to_questions(desk: Program, answered: int) -> None:
    """Found by name, to the questions of today's visit."""
    desk.press("ctrl+k")
    desk.type("papado")
    desk.see(HERE.listed, "list item")
    desk.press("Return")
    desk.focus("Begin today's visit", "push button")
    desk.press("ctrl+Return")
    desk.see(f"{answered} of 34 answered", "label")


def wait_for_the_draft(desk: Desk) -> None:
    """The form is kept a moment after its last key."""
    end = time.monotonic() + SECONDS
    while not any(HALF.phone in one for one in read_drafts(desk).values()):
        assert time.monotonic() < end, "no draft was kept"
        time.sleep(0.05)
