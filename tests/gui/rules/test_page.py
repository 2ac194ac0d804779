from collections.abc import Callable
from typing import cast

from PySide6.QtCore import Qt

from clinicdesk.model.records import ApprovalRecord
from clinicdesk.ui.rules.page import RulesPage
from tests.gui.seat import Seat

Sit = Callable[[str], Seat]


def at_rules(seat: Seat) -> RulesPage:
    return cast("RulesPage", seat.go("rules"))


def test_every_rule_of_the_book_is_listed_with_its_source(sit: Sit) -> None:
    seat = sit("bea")
    page = at_rules(seat)
    assert len(page.table.rows.keys) == len(page.told) > 150
    chosen = page.told[int(page.table.chosen)]
    assert seat.reads(chosen.about)
    assert seat.reads(chosen.source.title)


def test_typing_finds_and_the_arrows_go_through_what_was_found(sit: Sit) -> None:
    seat = sit("bea")
    page = at_rules(seat)
    seat.type("north carolina")
    found = [page.told[int(one)] for one in page.table.rows.keys]
    assert found
    assert all("north carolina" in f"{one.name} {one.about} {one.source.title}".casefold() for one in found)
    page.table.setFocus()
    first = page.table.chosen
    seat.press(Qt.Key.Key_Down)
    assert page.table.chosen != first
    seat.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    seat.type(" nothing says this")
    assert seat.reads("No rule fits.")


def test_what_is_not_verified_can_be_looked_at_alone(sit: Sit) -> None:
    seat = sit("bea")
    page = at_rules(seat)
    page.which.set_value("not_verified")
    seat.settle()
    shown = [page.told[int(one)] for one in page.table.rows.keys]
    assert 0 < len(shown) < len(page.told)
    assert not any(one.verified for one in shown)


def test_a_clinician_approves_the_set_and_the_front_desk_cannot(sit: Sit) -> None:
    seat = sit("sam")
    at_rules(seat)
    assert seat.reads("No clinician has approved the screening set yet.")
    seat.click("Approve the set")
    assert seat.reads("The screening set was approved by Sam Lee, PT, DPT, license P1234.")
    assert len(seat.desk(lambda desk: desk.store.find(ApprovalRecord))) == 1


def test_the_front_desk_sees_the_draft_and_no_button(sit: Sit) -> None:
    seat = sit("bea")
    at_rules(seat)
    assert seat.reads("No clinician has approved the screening set yet.")
    assert not seat.reads("Approve the set")
