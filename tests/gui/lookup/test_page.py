"""A clerk on the phone: a payer's name is typed, and what it says stands beside it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from clinicdesk.desk.settings import change_clinic, view_settings
from clinicdesk.model.roles import Act
from clinicdesk.ui.lookup.page import WAIT, CoveragePage
from clinicdesk.ui.widgets.fold import Fold
from tests.gui.reading import cut_off, nameless, not_reached, too_wide
from tests.gui.seat import Seat
from tests.gui.visit.insured import TODAY

Sit = Callable[[str], Seat]
UNKNOWN = "Not known. That is not the same as not covered: call the payer."


def look(seat: Seat) -> CoveragePage:
    """The page, shown."""
    page = seat.go("coverage")
    assert isinstance(page, CoveragePage)
    return page


def wait(seat: Seat) -> None:
    """Until nothing is typed any more and the answer is there."""
    seat.qtbot.wait(2 * WAIT)
    seat.settle()


def typed(seat: Seat, text: str) -> list[str]:
    """What stands in the answer once a name is typed."""
    seat.press(Qt.Key.Key_Escape)
    seat.type(text)
    wait(seat)
    return answer(seat)


def answer(seat: Seat) -> list[str]:
    page = seat.page
    assert isinstance(page, CoveragePage)
    return seat.texts(page.answer)


def listed(page: CoveragePage) -> list[str]:
    found = page.payers.found
    return [found.item(at).text() for at in range(found.count())]


def asked(seat: Seat) -> list[dict[str, object]]:
    """What was looked up, as the trail has it."""
    return seat.desk(lambda desk: [dict(row.entry.told) for row in desk.store.trail(act=Act.LOOK_UP)])


def test_a_payer_typed_by_its_short_name_is_answered_at_once(sit: Sit) -> None:
    seat = sit("bea")
    look(seat)
    told = typed(seat, "bcbsnc")
    assert told[0] == "Blue Cross and Blue Shield of North Carolina"
    assert "code 20561 · " in told[1]
    assert told[1].endswith("North Carolina")
    sentence = (
        "The policy we have says: investigational, so not covered, checked June 22, 2025; not a promise of payment."
    )
    assert sentence in told
    assert {"Nobody has verified this rule: call the payer.", "Not verified"} <= set(told)
    assert any("since August 30, 2016; checked June 22, 2025" in one for one in told)


def test_down_and_enter_choose_among_several_and_nobody_is_answered_for_before(sit: Sit) -> None:
    seat = sit("bea")
    page = look(seat)
    told = typed(seat, "blue cross")
    assert told == ["Nobody is meant for certain. Choose one of the list with Down and Enter."]
    assert asked(seat) == []
    names = listed(page)
    assert len(names) > 3
    seat.press(Qt.Key.Key_Down)
    seat.press(Qt.Key.Key_Down)
    seat.press(Qt.Key.Key_Return)
    wait(seat)
    assert answer(seat)[0] == names[1]
    assert page.payers.line.text() == names[1]
    seat.type("tricare")
    wait(seat)
    assert answer(seat)[0] == "TRICARE"


def test_one_slip_is_forgiven_and_told(sit: Sit) -> None:
    seat = sit("bea")
    look(seat)
    told = typed(seat, "tricar")
    assert told[0] == "TRICARE"
    assert "“tricar” is no name in the rule book. This is the answer of TRICARE." in told
    assert not any("is no name" in one for one in typed(seat, "tricare"))


@pytest.mark.parametrize("name", ["unlisted", "medicaid"])
def test_what_is_not_known_stays_so(sit: Sit, name: str) -> None:
    seat = sit("bea")
    look(seat)
    told = typed(seat, name)
    assert UNKNOWN in told
    assert told.count("not known") >= 2
    assert "not covered" not in told


def test_a_payer_that_nobody_has_heard_of_is_told_as_such(sit: Sit) -> None:
    seat = sit("bea")
    page = look(seat)
    told = typed(seat, "zzzzz")
    assert told == ["Nobody of this name is in the rule book. That is not the same as not covered: call the payer."]
    assert listed(page) == []
    seat.press(Qt.Key.Key_Return)
    assert asked(seat) == []


def test_the_facts_change_the_answer(sit: Sit) -> None:
    seat = sit("bea")
    page = look(seat)
    assert UNKNOWN in typed(seat, "medicare part b")
    page.form.fields["profession"].set_value("PT")
    wait(seat)
    assert any("excluded, so not covered" in one for one in answer(seat))
    page.form.fields["profession"].set_value("MD")
    page.form.fields["indication"].set_value("chronic_low_back_pain")
    wait(seat)
    told = answer(seat)
    assert any(one.startswith("The policy we have says: covered with conditions") for one in told)
    assert "12 visits" in told
    assert "May the patient be billed above the limit" in told


def test_another_day_is_answered_by_the_rule_of_that_day(sit: Sit) -> None:
    seat = sit("bea")
    page = look(seat)
    typed(seat, "bcbsnc")
    page.form.fields["day"].set_text("01/05/2015")
    wait(seat)
    assert UNKNOWN in answer(seat)
    assert "January 5, 2015" in answer(seat)[1]
    page.form.fields["day"].set_text("01/05/")
    wait(seat)
    assert "January 5, 2015" in answer(seat)[1]


def test_a_diagnosis_that_cannot_be_is_told_at_its_field_and_no_answer_stands(sit: Sit) -> None:
    seat = sit("bea")
    page = look(seat)
    typed(seat, "cigna")
    page.form.fields["diagnoses"].set_text("back pain")
    wait(seat)
    assert answer(seat) == ["One of the facts cannot be. It is told at its field."]
    wrong = [
        one.text() for one in page.form.findChildren(QLabel) if one.property("role") == "error" and one.isVisible()
    ]
    assert wrong == ["This has not the form of a diagnosis code; write it as M54.50."]
    page.form.fields["diagnoses"].set_text("m54.50, M79.18")
    wait(seat)
    assert answer(seat)[0] == "Cigna Healthcare"


def test_the_clinics_own_state_is_asked_about_unless_another_is_chosen(sit: Sit) -> None:
    seat = sit("ana")
    page = look(seat)
    assert page.form.fields["state"].value() == "NC"
    page.form.fields["state"].set_value("VT")
    assert typed(seat, "bcbsvt")[1].endswith("Vermont")
    clinic = seat.act(view_settings).clinic
    seat.act(change_clinic, type(clinic)(id=clinic.id, name="Abroad", state="XX", version=clinic.version))
    page = look(seat)
    assert page.form.fields["state"].value() == ""


def test_all_that_is_on_file_can_be_unfolded_each_rule_with_its_source(sit: Sit) -> None:
    seat = sit("bea")
    page = look(seat)
    typed(seat, "medicare part b")
    rules = seat.front.rules.payers["medicare"].policies
    (fold,) = page.answer.findChildren(Fold)
    assert fold.head.text() == f"All that is on file of this payer ({len(rules)} rules)"
    before = len(answer(seat))
    fold.head.click()
    seat.settle()
    told = answer(seat)
    assert len(told) > before
    for rule in rules:
        assert any(rule.source.title in one for one in told)
        assert any(rule.note in one for one in told)


def test_medicares_amounts_are_for_reference_only(sit: Sit) -> None:
    seat = sit("bea")
    page = look(seat)
    told = typed(seat, "cigna")
    amount = [one for one in told if one.startswith("For reference only")]
    assert len(amount) == 1
    assert "$38.08" in amount[0]
    assert amount[0].endswith("It is never used in an estimate.")
    page.form.fields["day"].set_text("01/05/2019")
    wait(seat)
    assert "There is no reference amount of Medicare's for this code on that day." in answer(seat)


def test_where_a_bill_may_not_be_sent_nothing_is_to_be_collected(sit: Sit) -> None:
    seat = sit("bea")
    look(seat)
    assert "Do not collect: ask the payer first whether the patient may be billed." in typed(seat, "medicaid")


def test_a_name_typed_letter_by_letter_is_looked_up_once(sit: Sit) -> None:
    seat = sit("bea")
    look(seat)
    for letter in "tricare":
        seat.type(letter)
    wait(seat)
    assert asked(seat) == [{"payer": "tricare", "code": "20561", "on": f"{TODAY}"}]


def test_nothing_of_the_last_question_is_left_when_the_page_comes_again(sit: Sit) -> None:
    seat = sit("bea")
    look(seat)
    typed(seat, "tricare")
    seat.go("today")
    page = look(seat)
    assert page.payers.line.text() == ""
    assert answer(seat)[0].startswith("Type a payer's name")
    assert seat.focus is page.payers.line


def test_everything_is_read_whole_and_reached_by_tab(sit: Sit) -> None:
    seat = sit("bea")
    page = look(seat)
    for name in ("", "bcbsnc", "blue"):
        typed(seat, name)
        assert nameless(page) == []
        assert cut_off(page) == []
        assert too_wide(seat.window) == []
        assert not_reached(seat.window) == []
        page.payers.setFocus()
