"""A clerk asks the questions by the keyboard: quick, in any order, and nothing is lost or mixed up."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinicdesk.desk.clock import now
from clinicdesk.desk.courses import move_visit
from clinicdesk.desk.drafts import keep_draft, read_drafts
from clinicdesk.desk.handing_over import answer_alone, hand_over
from clinicdesk.desk.people import change
from clinicdesk.desk.screening import answer, finish, progress
from clinicdesk.desk.session import set_pin, unlock
from clinicdesk.desk.staff import add_staff
from clinicdesk.model.records import (
    AnswerRecord,
    DecisionRecord,
    FileRecord,
    PatientRecord,
    ScreeningRecord,
    VisitState,
)
from clinicdesk.model.roles import Role
from clinicdesk.model.screening import Outcome
from clinicdesk.model.visit import Decision
from clinicdesk.ui.questions.parts import Mode
from clinicdesk.ui.widgets.scan_field import ScanField
from clinicdesk.ui.window import Window
from tests.gui.questions.screened import (
    NOBODY_BORN,
    Asked,
    Busy,
    ask_about,
    come,
    come_back,
    decided,
    key_to,
    keys_of,
    stored,
)
from tests.gui.reading import nameless
from tests.gui.seat import Seat
from tests.unit.desk.clinic import ANOTHER, enter, person
from tests.unit.desk.visits import HARMLESS, SHORT

Sit = Callable[[str], Seat]
CTRL = Qt.KeyboardModifier.ControlModifier
REQUIRED = 34
"""So many of the full set are required where nothing hangs on an answer."""


@pytest.fixture
def asked(sit: Sit) -> Asked:
    """Bea asks Ana Núñez, who is here for the first time."""
    return ask_about(sit("bea")).show()


def told(asked: Asked) -> list[tuple[str, object]]:
    return [(one.item, one.answer) for one in stored(asked, AnswerRecord, visit=asked.visit)]


def mode(asked: Asked) -> str:
    """What fills the middle of the step."""
    return asked.step.mode.value


def typed_ahead(asked: Asked) -> dict[str, object]:
    """Type all answers of the set without a pause; what was meant by it."""
    meant: dict[str, object] = {}
    for item in asked.kept().asked:
        if item.link_id in HARMLESS:
            meant[item.link_id] = HARMLESS[item.link_id]
            key_to(keys_of(item, HARMLESS[item.link_id]))
        else:
            key_to("\n")
    return meant


def test_yes_no_and_not_sure_answer_and_go_on(asked: Asked) -> None:
    assert asked.item == "wants_treatment"
    key_to("yyEnglish\nnu")
    asked.seat.settle()
    assert asked.item == "needle_fear"
    key_to("1")
    key_to("u")
    asked.seat.settle()
    assert told(asked) == [
        ("wants_treatment", "yes"),
        ("decides_for_self", "yes"),
        ("language", "English"),
        ("interpreter", "no"),
        ("needle_fear", "fine"),
        ("panic_upset", "unsure"),
    ]


def test_the_counts_of_one_screen_agree_and_what_is_optional_says_so(asked: Asked) -> None:
    progress = asked.kept()
    assert asked.seat.reads(f"0 of {progress.required} answered")
    assert asked.seat.reads(f"1 of {progress.required}")
    optional = next(one for one in progress.asked if not one.required)
    asked.step._jump(optional.link_id)
    asked.seat.settle()
    assert asked.seat.reads("Can be left out")


def test_where_a_question_more_belongs_to_an_answer_nothing_is_called_found_yet(asked: Asked) -> None:
    assert asked.seat.reads("Nothing found so far.")
    asked.step._jump("bleeding_disorder")
    key_to("y")
    asked.seat.settle()
    assert asked.item == "bleeding_managed"
    assert asked.seat.reads("One more question belongs to this.")
    assert not asked.seat.reads("Nothing found so far.")


def test_every_answer_typed_without_a_pause_is_kept_once_and_in_its_place(asked: Asked) -> None:
    meant = typed_ahead(asked)
    asked.seat.settle()
    assert len(meant) >= REQUIRED
    assert told(asked) == [*meant.items()]
    assert asked.kept().unanswered == ()
    assert mode(asked) == Mode.LISTED


def test_they_are_shown_before_a_busy_desk_has_kept_one_of_them(asked: Asked) -> None:
    told_before = asked.kept()
    busy = Busy(asked.seat)
    meant: dict[str, object] = {}
    for item in told_before.asked:
        if item.link_id in HARMLESS:
            meant[item.link_id] = HARMLESS[item.link_id]
            key_to(keys_of(item, HARMLESS[item.link_id]))
        else:
            key_to("\n")
    assert asked.step.progress.answers == meant
    assert asked.step.progress.answered == told_before.required
    assert mode(asked) == Mode.LISTED
    busy.let_go()
    asked.seat.settle()
    assert told(asked) == [*meant.items()]


def test_thirty_five_keys_to_one_widget_mix_up_nothing(asked: Asked) -> None:
    """As a test robot types: all keys go to the question, whatever has the keyboard by then."""
    asked.answers(language="English")
    asked.show().ask("wants_treatment")
    before = len(told(asked))
    QTest.keyClicks(asked.step.parts.pane, "n" * 35)
    asked.seat.settle()
    rows = told(asked)[before:]
    answered = [item for item, _ in rows]
    assert len(answered) == len(set(answered))
    assert {given for _, given in rows} == {"no"}
    choices = [one.link_id for one in asked.kept().asked if "no" in one.options]
    assert answered == [one for one in choices if one in answered]
    assert asked.kept().answers == {**dict(rows), "language": "English"}


def test_a_question_that_hangs_on_an_answer_comes_at_once_also_while_the_desk_is_busy(asked: Asked) -> None:
    asked.ask("bleeding_disorder")
    busy = Busy(asked.seat)
    key_to("y")
    assert asked.item == "bleeding_managed"
    key_to("n")
    assert asked.item == "blood_thinner"
    busy.let_go()
    asked.seat.settle()
    assert told(asked) == [("bleeding_disorder", "yes"), ("bleeding_managed", "no")]
    assert asked.kept().outcome is Outcome.STOP


def test_a_key_that_is_held_down_answers_one_question_only(asked: Asked) -> None:
    key_to("y")
    held = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Y, Qt.KeyboardModifier.NoModifier, "y", autorep=True)
    for _ in range(10):
        QApplication.sendEvent(asked.step.parts.pane, held)
    asked.seat.settle()
    assert told(asked) == [("wants_treatment", "yes")]


def test_arrows_and_page_keys_go_back_and_forth_and_change_nothing(asked: Asked) -> None:
    for key, item in (
        (Qt.Key.Key_Down, "decides_for_self"),
        (Qt.Key.Key_PageDown, "language"),
        (Qt.Key.Key_Up, "decides_for_self"),
        (Qt.Key.Key_PageUp, "wants_treatment"),
        (Qt.Key.Key_Up, "wants_treatment"),
    ):
        asked.seat.press(key)
        assert asked.item == item
    assert told(asked) == []


def test_enter_goes_on_to_the_next_open_question(asked: Asked) -> None:
    asked.answers(decides_for_self="yes", language="English")
    asked.show().ask("wants_treatment")
    asked.seat.press(Qt.Key.Key_Return)
    assert asked.item == "interpreter"


def test_delete_takes_an_answer_back_and_stays(asked: Asked) -> None:
    key_to("y")
    asked.seat.press(Qt.Key.Key_Up)
    asked.seat.press(Qt.Key.Key_Delete)
    assert asked.item == "wants_treatment"
    assert told(asked) == [("wants_treatment", "yes"), ("wants_treatment", None)]
    assert asked.kept().answers == {}


def test_several_options_are_turned_on_by_their_numbers_and_given_by_enter(asked: Asked) -> None:
    asked.answers(blood_thinner="yes")
    asked.show().ask("blood_thinner_kind")
    key_to("1353")
    assert told(asked) == [("blood_thinner", "yes")]
    key_to("\n")
    asked.seat.settle()
    assert told(asked)[-1] == ("blood_thinner_kind", ("warfarin", "low_dose_aspirin_only"))
    assert asked.item != "blood_thinner_kind"


def test_a_number_beyond_its_bounds_is_told_and_holds_the_question(asked: Asked) -> None:
    asked.answers(pregnant="yes")
    asked.show().ask("pregnant_weeks")
    key_to("460\n")
    assert asked.item == "pregnant_weeks"
    assert asked.seat.reads("A whole number from 1 to 45.")
    asked.seat.press(Qt.Key.Key_Down)
    assert asked.item == "pregnant_weeks"
    key_to("\b\b\b12\n")
    asked.seat.settle()
    assert told(asked)[-1] == ("pregnant_weeks", 12)


def test_what_is_half_typed_is_given_when_another_question_or_step_comes(asked: Asked) -> None:
    asked.ask("language")
    key_to("Span")
    asked.ask("surgery")
    assert told(asked) == [("language", "Span")]
    asked.ask("medicines")
    key_to("Metformin")
    asked.seat.press(Qt.Key.Key_1, CTRL)
    assert told(asked)[-1] == ("medicines", "Metformin")


def test_what_is_half_typed_is_given_before_the_desk_is_locked(asked: Asked) -> None:
    asked.ask("medicines")
    key_to("Metformin")
    asked.seat.press(Qt.Key.Key_L, CTRL)
    found = asked.seat.desk(lambda desk: desk.store.find(AnswerRecord, visit=asked.visit))
    assert [(one.item, one.answer) for one in found] == [("medicines", "Metformin")]


def test_what_is_half_typed_outlasts_a_kill(asked: Asked) -> None:
    asked.ask("medicines")
    key_to("Metformin 50")
    asked.seat.qtbot.wait(900)
    asked.seat.settle()
    assert asked.seat.act(read_drafts) == {f"answer/{asked.visit}/medicines": "Metformin 50"}
    key_to("0 mg\n")
    asked.seat.settle()
    assert asked.seat.act(read_drafts) == {}


def test_a_text_that_was_half_typed_before_a_kill_comes_back(sit: Sit) -> None:
    asked = ask_about(sit("bea"))
    asked.seat.act(keep_draft, f"answer/{asked.visit}/medicines", "Metformin 50")
    asked.show().ask("medicines")
    key_to("0 mg\n")
    asked.seat.settle()
    assert told(asked) == [("medicines", "Metformin 500 mg")]


def test_a_finding_stands_beside_the_question_at_once_with_why_and_source(asked: Asked) -> None:
    asked.ask("implants")
    key_to("y")
    asked.seat.settle()
    texts = " ".join(asked.seat.texts(asked.step.parts.findings))
    assert "REVIEW: Implant or metal" in texts
    assert "Do not needle at or near it" in texts
    assert "Why: Implants and new joints can be damaged" in texts
    assert "Source: ICTMJC" in texts
    assert "checked November 23, 2026" in texts


def test_a_stop_takes_the_top_and_says_what_to_do(asked: Asked) -> None:
    asked.ask("emergency_now")
    key_to("y")
    asked.seat.settle()
    alarm = asked.step.parts.standing.alarm
    assert alarm.isVisible()
    texts = asked.seat.texts(alarm)
    assert "STOP: do not needle." in texts
    assert any("Get a clinician now" in one for one in texts)
    assert any("You can finish right now" in one for one in texts)
    asked.seat.press(Qt.Key.Key_Return, CTRL)
    assert asked.kept().finished
    assert any("Ask a clinician to decide" in one for one in asked.seat.texts(alarm))
    assert asked.seat.reads("File a decision on paper …")
    assert not asked.seat.reads("Decide …")


def test_finishing_names_what_is_open_and_brings_the_first_of_it(asked: Asked) -> None:
    asked.answers(**{item: given for item, given in HARMLESS.items() if item not in {"lung", "surgery"}})
    asked.show()
    asked.seat.press(Qt.Key.Key_Return, CTRL)
    assert asked.seat.reads("Not finished: 2 are still open: Lung problem and Surgery.")
    assert asked.item == "lung"
    assert asked.step.parts.pane.hasFocus()
    assert not asked.kept().finished


def test_of_many_open_questions_the_first_are_named(asked: Asked) -> None:
    asked.seat.press(Qt.Key.Key_Return, CTRL)
    assert asked.seat.reads("Not finished: 34 are still open: Wish for treatment, Own health care choices, Language, ")
    assert asked.seat.reads(", and 28 more.")


def test_a_finished_screening_shows_its_outcome_and_takes_no_answer(asked: Asked) -> None:
    typed_ahead(asked)
    asked.seat.settle()
    asked.seat.press(Qt.Key.Key_Return, CTRL)
    assert asked.seat.reads("No flags recorded. A clinician decides.")
    assert mode(asked) == Mode.LISTED
    before = told(asked)
    asked.seat.press(Qt.Key.Key_Return)
    key_to("yn")
    asked.seat.settle()
    assert mode(asked) == Mode.LISTED
    assert told(asked) == before


def test_it_is_opened_again_with_a_reason_only(sit: Sit) -> None:
    asked = ask_about(sit("bea")).finished().show()
    asked.seat.click("Open again …")
    asked.seat.press(Qt.Key.Key_Return, CTRL)
    assert asked.seat.reads("empty")
    asked.seat.type("She forgot her pacemaker.")
    asked.seat.press(Qt.Key.Key_Return, CTRL)
    assert not asked.kept().finished
    assert mode(asked) == Mode.ASKING
    asked.ask("pacemaker")
    key_to("y")
    asked.seat.settle()
    asked.seat.press(Qt.Key.Key_Return, CTRL)
    assert asked.kept().finished
    assert len(stored(asked, ScreeningRecord, visit=asked.visit)) == 2


def test_without_a_birth_date_it_says_so_and_leads_to_where_it_is_entered(sit: Sit) -> None:
    asked = ask_about(sit("bea"), NOBODY_BORN)
    asked.answers(**HARMLESS)
    asked.show()
    assert asked.seat.reads("The birth date is not known.")
    asked.seat.press(Qt.Key.Key_Return, CTRL)
    assert asked.seat.reads("Not finished: the birth date is still open.")
    patient = asked.seat.desk(lambda desk: desk.store.get(PatientRecord, asked.patient))
    asked.seat.act(change, replace(patient, birth_date=date(1971, 2, 3)))
    asked.show()
    assert not asked.seat.reads("The birth date is not known.")
    asked.seat.press(Qt.Key.Key_Return, CTRL)
    assert asked.kept().finished


def test_what_the_desk_does_not_keep_is_told_and_put_back(asked: Asked) -> None:
    key_to("y")
    asked.seat.settle()
    busy = Busy(asked.seat)
    asked.seat.front.ask(
        asked.step, lambda desk: move_visit(desk, *asked.here, VisitState.CANCELLED), lambda _visit: None
    )
    key_to("n")
    assert asked.step.progress.answers["decides_for_self"] == "no"
    busy.let_go()
    asked.seat.settle()
    assert asked.seat.reads("Not saved: Own health care choices.")
    assert asked.seat.reads("This visit is cancelled.")
    assert asked.step.progress.answers == {"wants_treatment": "yes"}
    assert told(asked) == [("wants_treatment", "yes")]
    asked.seat.act(move_visit, *asked.here, VisitState.ARRIVED)
    asked.seat.click("Answer it again")
    assert asked.item == "decides_for_self"
    key_to("y")
    asked.seat.settle()
    assert not asked.seat.reads("Not saved: Own health care choices.")


def test_answers_on_their_way_stay_with_their_patient_when_another_visit_comes(asked: Asked) -> None:
    other = ask_about(asked.seat, replace(NOBODY_BORN, birth_date=date(1971, 2, 3)))
    asked.show()
    busy = Busy(asked.seat)
    key_to("yyEnglish\n")
    asked.seat.front.go("visit", *other.here, "screening")
    busy.let_go()
    asked.seat.settle()
    assert told(asked) == [("wants_treatment", "yes"), ("decides_for_self", "yes"), ("language", "English")]
    assert told(other) == []
    assert other.step.progress.answers == {}
    assert other.item == "wants_treatment"


def test_sections_tell_what_is_open_and_jump_there(asked: Asked) -> None:
    asked.answers(emergency_now="no")
    asked.show()
    asked.seat.press(Qt.Key.Key_PageDown, CTRL)
    assert asked.item == "fever_ill"
    names = [one.accessibleName() for one in asked.step.parts.sections._buttons.values()]
    assert names[:2] == ["About you: 7 open", "How you are today: 4 open"]
    asked.seat.press(Qt.Key.Key_PageUp, CTRL)
    assert asked.item == "wants_treatment"


def test_a_return_that_is_asked_everything_is_told_why(sit: Sit) -> None:
    first = ask_about(sit("bea")).finished()
    asked = come_back(first)
    asked.seat.act(answer, *asked.here, "changed", "yes")
    asked.show()
    assert asked.seat.reads("All questions again: something has changed, or may have changed, since ")


def test_a_return_asks_the_short_set_and_shows_who_settled_what(sit: Sit) -> None:
    first = ask_about(sit("bea")).finished(implants="yes")
    decided(first, "implants")
    asked = come_back(first).show()
    assert asked.step.progress.required == 12
    assert asked.seat.reads("The short set of a return.")
    assert not asked.seat.reads("All questions again")
    texts = " ".join(asked.seat.texts(asked.step.parts.findings))
    assert "REVIEW: Implant or metal" in texts
    assert "by Sam Lee, PT, DPT. This holds for the course." in texts
    for item in asked.step.progress.asked:
        key_to(keys_of(item, SHORT[item.link_id]) if item.link_id in SHORT else "\n")
    asked.seat.settle()
    asked.seat.press(Qt.Key.Key_Return, CTRL)
    assert asked.kept().finished


def test_something_changed_asks_everything_at_once_and_taking_it_back_the_short_set(sit: Sit) -> None:
    asked = come_back(ask_about(sit("bea")).finished(implants="yes")).show()
    asked.ask("changed")
    busy = Busy(asked.seat)
    key_to("y")
    assert asked.step.progress.required > 30
    assert "implants" not in asked.step.progress.answers
    asked.step.asking.ask("changed")
    asked.seat.window.setFocus()
    asked.step.parts.pane.setFocus()
    QTest.keyClick(asked.step.parts.pane, Qt.Key.Key_N)
    assert asked.step.progress.required == 12
    assert asked.step.progress.answers["implants"] == "yes"
    busy.let_go()
    asked.seat.settle()
    assert asked.step.progress == asked.kept()


def test_a_decision_on_paper_is_filed_with_its_scan(sit: Sit, tmp_path: Path) -> None:
    asked = ask_about(sit("bea")).finished(implants="yes", surgery="yes").show()
    asked.seat.click("File a decision on paper …")
    asked.seat.click("may go on")
    form = asked.step._panel.form if asked.step._panel else None
    assert form is not None
    form.fields["code"].set_value("site_avoided")
    form.fields["reason"].set_value("Needles away from the hip.")
    scan = tmp_path / "paper.pdf"
    scan.write_bytes(b"%PDF-1.7 made up")
    field = form.fields["content"]
    assert isinstance(field, ScanField)
    field.set_value(scan)
    asked.seat.press(Qt.Key.Key_Return, CTRL)
    (filed,) = stored(asked, DecisionRecord, visit=asked.visit)
    assert (filed.on_paper, filed.decision.decision, filed.decision.license) == (True, Decision.MAY_GO_ON, "P1234")
    assert filed.decision.findings == ("implants", "surgery")
    (added,) = stored(asked, FileRecord, patient=asked.patient)
    assert filed.scan == added.id
    assert asked.seat.reads("A clinician has decided.")


def test_a_paper_without_a_choice_a_reason_or_a_day_says_what_is_lacking(sit: Sit) -> None:
    asked = ask_about(sit("bea")).finished(implants="yes").show()
    asked.seat.click("File a decision on paper …")
    form = asked.step._panel.form if asked.step._panel else None
    assert form is not None
    form.fields["signed_on"].set_text("")
    asked.seat.press(Qt.Key.Key_Return, CTRL)
    for words in ("Choose one of the two.", "Choose a reason.", "Write the day on which it was signed."):
        assert asked.seat.reads(words)
    assert stored(asked, DecisionRecord, visit=asked.visit) == []
    asked.seat.press(Qt.Key.Key_Escape)
    assert mode(asked) == Mode.LISTED


def test_not_today_stands_on_top_whatever_is_answered(sit: Sit) -> None:
    asked = ask_about(sit("bea")).finished(surgery="yes")
    decided(asked, "surgery", decision=Decision.NOT_TODAY)
    asked.show()
    assert asked.seat.reads("NOT TODAY: a clinician has decided.")
    assert asked.step.parts.standing.alarm.isVisible()


def test_a_clinician_is_led_to_the_clinicians_desk(sit: Sit) -> None:
    asked = ask_about(sit("sam")).finished(surgery="yes").show()
    asked.seat.click("Decide …")
    assert asked.seat.shell.place.page == "review"


def test_what_the_patient_answered_alone_is_looked_through_by_one_key_and_then_finished(sit: Sit) -> None:
    asked = ask_about(sit("bea"))
    asked.seat.act(set_pin, "2718")
    asked.seat.act(hand_over, *asked.here)
    asked.seat.desk(lambda desk: [answer_alone(desk, item, given) for item, given in HARMLESS.items()])
    asked.seat.act(unlock, "bea", "2718")
    asked.show()
    assert mode(asked) == Mode.LISTED
    assert asked.seat.reads(f"The patient gave {len(HARMLESS)} answers alone.")
    assert not asked.seat.reads("Finish")
    asked.seat.press(Qt.Key.Key_Down)
    asked.seat.press(Qt.Key.Key_Return)
    assert mode(asked) == Mode.ASKING
    asked.step._list_all()
    asked.seat.settle()
    asked.seat.press(Qt.Key.Key_Return, CTRL)
    assert asked.kept().alone == ()
    assert not asked.kept().finished
    asked.seat.press(Qt.Key.Key_Return, CTRL)
    assert asked.kept().finished


def test_an_auditor_sees_the_answers_and_has_nothing_to_press(qtbot: QtBot, window: Window, folder: Path) -> None:
    manager, front = enter(folder, "ana", now), enter(folder, "bea", now)
    add_staff(manager, person("ida", "Ida Lund", Role.AUDITOR), ANOTHER)
    patient, course, visit = come(front)
    for item, given in {**HARMLESS, "surgery": "yes"}.items():
        answer(front, patient, visit, item, given)
    finish(front, patient, visit)
    manager.close()
    front.close()
    asked = Asked(Seat(qtbot, window).enter("ida", ANOTHER), patient, course, visit).show()
    assert asked.seat.reads("A clinician decides before needling.")
    for words in ("Open again …", "File a decision on paper …", "Decide …", "&Hand to the patient", "Finish"):
        assert not asked.seat.reads(words)
    assert nameless(asked.step) == []


def test_every_part_that_takes_the_keyboard_has_a_name(asked: Asked) -> None:
    for item in ("wants_treatment", "language", "blood_thinner"):
        asked.ask(item)
        assert nameless(asked.step) == []
    asked.answers(pregnant="yes", blood_thinner="yes")
    asked.show()
    for item in ("pregnant_weeks", "blood_thinner_kind"):
        asked.ask(item)
        assert nameless(asked.step) == []
    asked.step._list_all()
    asked.seat.settle()
    assert nameless(asked.step) == []


def test_the_bar_and_the_step_s_count_follow(asked: Asked) -> None:
    asked.ask("implants")
    key_to("y")
    asked.seat.qtbot.wait(700)
    asked.seat.settle()
    assert asked.seat.reads("2 Screening  1/34")
    assert asked.seat.reads("REVIEW: Implant or metal")
    assert asked.seat.act(progress, *asked.here).answered == 1
