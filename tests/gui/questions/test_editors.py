"""Any question becomes widgets, by its type."""

from collections.abc import Callable
from types import MappingProxyType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from clinicdesk.model.questionnaire import Answer, Item, ItemType, Repeat
from clinicdesk.ui.front import Front
from clinicdesk.ui.questions.editors import Choice, Editor, Number, Several, Words, editor_for
from clinicdesk.ui.questions.wrap_button import ANSWER, ROW, WrapButton
from tests.gui.seat import Seat

Sit = Callable[[str], Seat]
YES_NO = {"yes": "Yes", "no": "No", "unsure": "Not sure"}
MIXED = {"yes": "Yes", "maybe": "Maybe", "no": "No", "apart": "Does not apply"}


def question(kind: ItemType, options: dict[str, str] | None = None, bounds: tuple[int, int] | None = None) -> Item:
    """A made-up question."""
    return Item(
        link_id="made_up",
        section="person",
        type=kind,
        label="Made up",
        text="Is this made up?",
        required=True,
        repeat=Repeat.EACH_VISIT,
        options=MappingProxyType(options or {}),
        range=bounds,
    )


@pytest.fixture
def front(sit: Sit) -> Front:
    return sit("bea").front


def shown(qtbot: QtBot, front: Front, item: Item, *, large: bool = False) -> tuple[Editor, list[Answer]]:
    made = editor_for(front, item, large=large)
    qtbot.addWidget(made)
    made.resize(420, 300)
    made.show()
    given: list[Answer] = []
    made.given.connect(given.append)
    return made, given


def test_yes_no_and_not_sure_have_letters_and_numbers(qtbot: QtBot, front: Front) -> None:
    made, given = shown(qtbot, front, question(ItemType.CHOICE, YES_NO))
    assert isinstance(made, Choice)
    assert [one.cap for one in made.buttons.values()] == ["Y", "N", "U"]
    assert [made.key(one) for one in "yNu2x4"] == [True, True, True, True, False, False]
    assert given == ["yes", "no", "unsure", "no"]


def test_other_options_show_their_numbers_and_take_the_letters_too(qtbot: QtBot, front: Front) -> None:
    made, given = shown(qtbot, front, question(ItemType.CHOICE, MIXED))
    assert isinstance(made, Choice)
    assert [one.cap for one in made.buttons.values()] == ["1", "2", "3", "4"]
    for key in "2ny4":
        made.key(key)
    assert given == ["maybe", "no", "yes", "apart"]


def test_the_patient_gets_no_keys_to_learn(qtbot: QtBot, front: Front) -> None:
    made, given = shown(qtbot, front, question(ItemType.CHOICE, YES_NO), large=True)
    assert isinstance(made, Choice)
    assert [one.cap for one in made.buttons.values()] == ["", "", ""]
    assert not made.key("y")
    QTest.mouseClick(made.buttons["no"], Qt.MouseButton.LeftButton)
    made.buttons["unsure"].setFocus()
    QTest.keyClick(made.buttons["unsure"], Qt.Key.Key_Space)
    assert given == ["no", "unsure"]


def test_what_is_chosen_has_a_tick_besides_its_colour(qtbot: QtBot, front: Front) -> None:
    made, _ = shown(qtbot, front, question(ItemType.CHOICE, YES_NO))
    assert isinstance(made, Choice)
    made.show_answer("no")
    assert [(one.ticked, one.isChecked()) for one in made.buttons.values()] == [
        (False, False),
        (True, True),
        (False, False),
    ]


def test_several_are_turned_on_and_off_and_count_once_they_are_given(qtbot: QtBot, front: Front) -> None:
    made, given = shown(qtbot, front, question(ItemType.MULTI_CHOICE, MIXED))
    assert isinstance(made, Several)
    made.show_answer(("maybe",))
    assert made.half() == (False, ("maybe",))
    for key in "412":
        made.key(key)
    assert made.half() == (True, ("yes", "apart"))
    for key in "41":
        made.key(key)
    assert made.half() == (True, None)
    assert given == []


@pytest.mark.parametrize("typed", ["0", "13", "1.5", "-1", "x", "½", "٣"])
def test_a_number_is_whole_and_within_its_bounds(qtbot: QtBot, front: Front, typed: str) -> None:
    made, _ = shown(qtbot, front, question(ItemType.INTEGER, bounds=(1, 12)))
    assert isinstance(made, Number)
    made.line.setText(typed)
    with pytest.raises(ValueError, match="A whole number from 1 to 12"):
        made.half()
    made.line.setText(" 12 ")
    assert made.half() == (True, 12)


def test_an_empty_number_or_text_takes_the_answer_back(qtbot: QtBot, front: Front) -> None:
    number, _ = shown(qtbot, front, question(ItemType.INTEGER, bounds=(1, 12)))
    text, _ = shown(qtbot, front, question(ItemType.TEXT))
    assert isinstance(number, Number)
    assert isinstance(text, Words)
    for made, answer in ((number, 3), (text, "English")):
        assert made.half() == (False, None)
        made.show_answer(answer)
        assert made.half()[0] is False
    number.line.clear()
    text.area.setPlainText("  ")
    assert (number.half(), text.half()) == ((True, None), (True, None))


def test_a_text_has_its_lines_and_a_most(qtbot: QtBot, front: Front) -> None:
    made, _ = shown(qtbot, front, question(ItemType.TEXT))
    assert isinstance(made, Words)
    made.area.setPlainText(" a\nb ")
    assert made.half() == (True, "a\nb")
    made.area.setPlainText("x" * 2001)
    with pytest.raises(ValueError, match="At most 2000"):
        made.half()


def test_rich_text_in_a_question_stays_plain(qtbot: QtBot, front: Front) -> None:
    made, _ = shown(qtbot, front, question(ItemType.CHOICE, {"a": "<b>bold</b> & more", "b": "no"}))
    assert isinstance(made, Choice)
    assert made.buttons["a"].text() == "<b>bold</b> & more"


def test_long_words_take_more_lines_and_none_is_cut(qtbot: QtBot) -> None:
    for measure in (ROW, ANSWER):
        made = WrapButton("Eliquis, Xarelto, Pradaxa, Savaysa or something else of that kind", "answer", measure)
        qtbot.addWidget(made)
        wide, narrow = made.heightForWidth(900), made.heightForWidth(220)
        assert wide == measure.least
        assert narrow >= 3 * measure.pixels
        assert made.heightForWidth(made.minimumSizeHint().width()) > narrow
