"""A returning patient without findings: from the board of the day to done in the answers and a few keys more."""

from collections.abc import Sequence

from clinicdesk.desk.trail import verify_trail
from clinicdesk.model.questionnaire import Item
from clinicdesk.model.records import AnswerRecord, DocumentRecord, PatientRecord, VisitRecord, VisitState
from clinicdesk.model.visit import Kind
from tests.end2end.clerk import Person, keys_to, question, sign_in, store_of, usual
from tests.end2end.conftest import Demo
from tests.end2end.program import Program
from tests.end2end.seen import Seen

WHO = Person("Cat", "Ng", "", "")
LIST = "All questions and answers"
REQUIRED = 12
MOST_KEYS = 15
"""So many keys at most lead on, beside the answers that have to be given."""


def test_a_return_is_led_from_the_board_to_done_and_nothing_is_to_be_printed(demo: Demo) -> None:
    desk = demo.start()
    sign_in(desk)
    begun = desk.pressed
    choose(desk)
    desk.press("Return")
    desk.see("Today, session 2 of 4", "label")
    desk.see("$20.00", "label")
    assert desk.find("To look at again") == []
    desk.focus("Start the questions", "push button")
    desk.press("ctrl+Return")
    desk.see(f"0 of {REQUIRED} answered", "label")
    answers = answer_what_is_asked(desk)
    desk.press("ctrl+Return")
    desk.miss("Finish", "push button")
    desk.press("ctrl+Return")
    desk.focus("Mark as done", "push button")
    desk.press("ctrl+Return")
    desk.focus("The day's visits", "table")
    assert desk.see(WHO.listed, "panel").name.endswith("done.")
    assert desk.pressed - begun <= REQUIRED + MOST_KEYS
    desk.press("alt+F4")
    assert desk.ended() == 0
    with store_of(demo.data) as kept:
        (patient,) = kept.store.find(PatientRecord, family_name=WHO.family)
        visit = kept.store.find(VisitRecord, patient=patient.id)[-1]
        assert (visit.kind, visit.state) == (Kind.RETURN, VisitState.DONE)
        given = {one.item: one.answer for one in kept.store.find(AnswerRecord, visit=visit.id)}
        assert given == {one: usual()[one] for one in answers}
        assert kept.store.find(DocumentRecord, visit=visit.id) == []
        verify_trail(kept)


def choose(desk: Program) -> None:
    """Down the board to whom it is about."""
    while WHO.listed not in (line := chosen(desk)):
        desk.press("Down")
        desk.leave(line)


def chosen(desk: Program) -> str:
    """The line of the board that has the keyboard."""
    return next(one.name for one in desk.find("", "cell") if {"focused", "selected"} <= one.states)


def answer_what_is_asked(desk: Program) -> list[str]:
    """Each question is read from the screen and answered, also what need not be; the items, in their order."""
    answered: list[str] = []
    while item := desk.wait(lambda seen: what_is_asked(seen, answered), "the next question, or the end")[0]:
        answered.append(item.link_id)
        desk.press(*keys_to(item, usual()[item.link_id]))
    return answered


def what_is_asked(seen: Seen, answered: Sequence[str]) -> list[Item | None]:
    """The question in focus, if that is a new one; None in its place where none is left."""
    focused = [one.name for one in seen.showing() if "focused" in one.states]
    if LIST in focused:
        return [None]
    return [one for one in map(question, focused) if one and one.link_id not in answered]
