"""The questions in the patient's hands: nothing else is seen or done, and only staff end it."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget

from clinicdesk.desk.people import find
from clinicdesk.desk.screening import answer
from clinicdesk.desk.session import set_pin
from clinicdesk.errors import NotAllowed
from clinicdesk.model.records import AnswerRecord
from clinicdesk.ui.hand_over import HandOver
from clinicdesk.ui.questions.parts import Mode
from tests.gui.questions.screened import NOBODY_BORN, Asked, ask_about, stored
from tests.gui.reading import nameless
from tests.gui.seat import Seat
from tests.unit.desk.clinic import PASSWORDS
from tests.unit.desk.visits import HARMLESS

Sit = Callable[[str], Seat]
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def asked(sit: Sit) -> Iterator[Asked]:
    """Bea, who has a PIN, hands the questions to Ana Núñez; somebody else is registered too."""
    seat = sit("bea")
    seat.act(set_pin, "2718")
    ask_about(seat, NOBODY_BORN)
    asked = ask_about(seat).show()
    seat.click("Hand to the patient")
    yield asked
    if seat.window.handed is not None:
        let_in(asked, "2718")


def page(asked: Asked) -> HandOver:
    handed = asked.seat.window.handed
    assert isinstance(handed, HandOver)
    return handed


def let_in(asked: Asked, secret: str) -> None:
    """Somebody types the PIN or password of Bea."""
    handed = page(asked)
    handed.ask_staff()
    asked.seat.settle()
    handed.lock.person.set_value("bea")
    handed.lock.other.set_value("bea")
    handed.lock.secret.set_value(secret)
    handed.lock.try_in()
    asked.seat.settle()


def bring(asked: Asked, item: str) -> None:
    """Bring a question into focus."""
    page(asked).asking.ask(item)
    asked.seat.settle()


def read_by_the_patient(asked: Asked) -> str:
    return " ".join(asked.seat.texts())


def test_the_whole_screen_greets_the_patient_and_nobody_else_is_named(asked: Asked) -> None:
    assert asked.seat.window.isFullScreen()
    assert "Hello Ana" in read_by_the_patient(asked)
    for words in ("Núñez", "Adeyemi", "Maple Street", "Bea Holt", "1990", "Today", "Settings"):
        assert words not in read_by_the_patient(asked)
    assert asked.seat.window.windowTitle() == "clinicdesk"


def test_the_patient_answers_by_pressing_and_sees_no_finding(asked: Asked) -> None:
    asked.seat.click("Begin")
    asked.seat.click("Yes")
    asked.seat.qtbot.waitUntil(lambda: page(asked).asking.item == "decides_for_self")
    bring(asked, "implants")
    asked.seat.click("Yes")
    asked.seat.settle()
    told = read_by_the_patient(asked)
    assert [(one.item, one.answer) for one in stored(asked, AnswerRecord)] == [
        ("wants_treatment", "yes"),
        ("implants", "yes"),
    ]
    for words in ("REVIEW", "Do not needle", "Why:", "clinician"):
        assert words not in told


def test_what_cannot_wait_tells_the_patient_to_speak_up(asked: Asked) -> None:
    asked.seat.click("Begin")
    bring(asked, "emergency_now")
    asked.seat.click("Yes")
    asked.seat.settle()
    assert "Please tell somebody at the desk right now." in read_by_the_patient(asked)


def test_no_key_leads_out(asked: Asked) -> None:
    asked.seat.click("Begin")
    before = read_by_the_patient(asked)
    keys: list[tuple[Qt.Key, *tuple[Qt.KeyboardModifier, ...]]]
    keys = [(Qt.Key.Key_Escape,), (Qt.Key.Key_F5,), (Qt.Key.Key_F11,), (Qt.Key.Key_F1,), (Qt.Key.Key_Menu,)]
    keys += [(key, CTRL) for key in (Qt.Key.Key_K, Qt.Key.Key_L, Qt.Key.Key_1, Qt.Key.Key_5, Qt.Key.Key_Return)]
    keys += [(key, CTRL) for key in (Qt.Key.Key_W, Qt.Key.Key_Q, Qt.Key.Key_P, Qt.Key.Key_PageDown)]
    keys += [(key, ALT) for key in (Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_7, Qt.Key.Key_T, Qt.Key.Key_P)]
    keys += [(key, ALT) for key in (Qt.Key.Key_Left, Qt.Key.Key_H, Qt.Key.Key_L, Qt.Key.Key_F4, Qt.Key.Key_Space)]
    for key in keys:
        asked.seat.press(*key)
        assert page(asked).isVisible()
    assert read_by_the_patient(asked) == before
    assert stored(asked, AnswerRecord) == []
    assert not any(isinstance(one, QMenu) and one.isVisible() for one in QApplication.topLevelWidgets())


def test_no_shortcut_of_the_window_is_awake(asked: Asked) -> None:
    awake = [
        one.key().toString()
        for one in asked.seat.window.findChildren(QShortcut)
        if one.isEnabled() and isinstance(owner := one.parent(), QWidget) and owner.isVisible()
    ]
    assert awake == []


def test_closing_the_window_asks_for_staff_and_closes_nothing(asked: Asked) -> None:
    asked.seat.click("Begin")
    assert not asked.seat.window.close()
    asked.seat.settle()
    assert asked.seat.window.isVisible()
    assert asked.seat.front.has_desk()
    assert page(asked).lock.isVisible()
    assert "Would you like" not in read_by_the_patient(asked)
    asked.seat.click("Back to the questions")
    assert "Would you like" in read_by_the_patient(asked)


def test_the_staff_s_sign_in_offers_no_way_to_sign_all_out(asked: Asked) -> None:
    page(asked).ask_staff()
    asked.seat.settle()
    shown = {one.text() for one in page(asked).findChildren(QAbstractButton) if one.isVisible()}
    assert shown == {"Unlock", "Back to the questions"}


def test_a_wrong_pin_stays_outside_and_five_of_them_ask_for_the_password(asked: Asked) -> None:
    for _ in range(5):
        let_in(asked, "1111")
        assert asked.seat.window.handed is not None
    let_in(asked, "2718")
    assert asked.seat.window.handed is not None
    let_in(asked, PASSWORDS["bea"])
    assert asked.seat.window.handed is None


def test_while_it_lasts_the_desk_refuses_everything_else(asked: Asked) -> None:
    with pytest.raises(NotAllowed, match="locked"):
        asked.seat.act(find, "Adeyemi")
    with pytest.raises(NotAllowed, match="locked"):
        asked.seat.act(answer, *asked.here, "implants", "no")


def test_nothing_of_the_pages_is_left_behind_it(asked: Asked) -> None:
    assert asked.seat.shell._pages == {}
    assert asked.seat.shell.search.text() == ""
    assert QApplication.clipboard().text() == ""
    hidden = [one.text() for one in asked.seat.shell.findChildren(QAbstractButton)]
    assert not any("Núñez" in one or "Adeyemi" in one for one in hidden)


def test_the_right_pin_brings_staff_back_to_the_answers_to_be_looked_through(asked: Asked) -> None:
    asked.seat.click("Begin")
    for item, given in HARMLESS.items():
        page(asked).answering.give(item, given)
    asked.seat.settle()
    let_in(asked, "2718")
    assert asked.seat.window.handed is None
    assert not asked.seat.window.isFullScreen()
    assert asked.step.mode is Mode.LISTED
    assert asked.seat.reads(f"The patient gave {len(HARMLESS)} answers alone.")
    asked.seat.press(Qt.Key.Key_Return, CTRL)
    asked.seat.press(Qt.Key.Key_Return, CTRL)
    assert asked.kept().finished


def test_what_the_patient_was_typing_is_kept_when_staff_take_it_back(asked: Asked) -> None:
    asked.seat.click("Begin")
    bring(asked, "medicines")
    asked.seat.type("Metformin")
    let_in(asked, "2718")
    assert asked.kept().answers == {"medicines": "Metformin"}


def test_after_the_last_question_it_thanks_and_the_patient_may_look_again(asked: Asked) -> None:
    asked.seat.click("Begin")
    for item, given in HARMLESS.items():
        if item != "past_reaction":
            page(asked).answering.give(item, given)
    asked.seat.settle()
    bring(asked, "past_reaction")
    asked.seat.click("I have never had it")
    asked.seat.qtbot.waitUntil(lambda: page(asked).asking.item != "past_reaction")
    page(asked).pane.go_on()
    page(asked).pane.go_on()
    asked.seat.settle()
    assert "Thank you" in read_by_the_patient(asked)
    asked.seat.click("Look at my answers again")
    assert "Would you like dry needling today?" in read_by_the_patient(asked)


def test_where_nobody_touches_it_only_staff_go_on(asked: Asked) -> None:
    asked.seat.click("Begin")
    page(asked)._idle.timer.setInterval(10)
    page(asked)._idle.timer.start()
    asked.seat.qtbot.waitUntil(page(asked).lock.isVisible)
    asked.seat.settle()
    assert "Would you like" not in read_by_the_patient(asked)
    assert not asked.seat.reads("Back to the questions")


def test_an_answer_that_the_desk_does_not_keep_is_told_to_the_patient(asked: Asked) -> None:
    asked.seat.click("Begin")
    asked.seat.desk(lambda desk: setattr(desk, "handed_over", None))
    asked.seat.click("Yes")
    asked.seat.settle()
    assert "This answer was not kept. Please tell the desk: Would you like" in read_by_the_patient(asked)
    assert page(asked).answering.shown.answers == {}


def test_a_visit_that_is_finished_is_not_handed_over(sit: Sit) -> None:
    asked = ask_about(sit("bea")).finished().show()
    asked.step._hand_over()
    asked.seat.settle()
    assert asked.seat.window.handed is None
    assert asked.seat.reads("The screening of this visit is finished.")
    assert asked.step.mode is Mode.LISTED


def test_every_part_has_a_name(asked: Asked) -> None:
    assert nameless(page(asked)) == []
    asked.seat.click("Begin")
    for item in ("wants_treatment", "medicines", "pregnant"):
        bring(asked, item)
        assert nameless(page(asked)) == []
