"""Tab goes through a page as it is read, also after a part of it was built anew."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from clinicdesk.ui.page import column, scrolled
from clinicdesk.ui.tab_order import tab
from clinicdesk.ui.widgets.basic import add, button, card, empty, row
from clinicdesk.ui.widgets.fields import ChoiceField, TextField
from tests.gui.seat import Seat
from tests.gui.visit.insured import BY_PHONE, bring, set_prices

Sit = Callable[[str], Seat]


def tabbed(times: int) -> list[str]:
    """What Tab comes to, from what has the keyboard now."""
    found = []
    for _ in range(times):
        before = QApplication.focusWidget()
        assert before is not None
        found.append(before.accessibleName() or (before.text() if isinstance(before, QAbstractButton) else ""))
        QTest.keyClick(before, Qt.Key.Key_Tab)
    return found


class Page(QWidget):
    """A page of its own, through which Tab goes as it is read."""

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - the name is Qt's
        return tab(self, forward=forward) or super().focusNextPrevChild(forward)


def test_what_is_built_anew_comes_where_it_stands(qtbot: QtBot) -> None:
    page, inside = Page(), QWidget()
    cards, kinds = column(inside), [("a", "A")]
    first, last, off = (button(one, lambda: None) for one in ("First", "Last", "Off"))
    off.setEnabled(False)
    add(column(page), first, scrolled(inside), row(1, off, last))
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
    for turn in ("one", "two"):
        empty(cards)
        add(cards, card(TextField(turn), ChoiceField("Kind", kinds)), button("Change", lambda: None))
    QApplication.processEvents()
    first.setFocus()
    assert tabbed(6) == ["First", "two", "Kind", "Change", "Last", "First"]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Backtab)
    assert tabbed(2) == ["Last", "First"]


def test_what_tab_comes_to_is_brought_into_sight(qtbot: QtBot) -> None:
    page, inside = Page(), QWidget()
    below = button("Below", lambda: None)
    area = scrolled(inside)
    add(column(inside, spacing=2000), button("Above", lambda: None), below)
    add(column(page), button("First", lambda: None), area)
    qtbot.addWidget(page)
    page.resize(300, 300)
    with qtbot.waitActive(page):
        page.show()
    first = page.findChild(QAbstractButton)
    assert first is not None
    first.setFocus()
    assert below.visibleRegion().isEmpty()
    assert tabbed(2) == ["First", "Above"]
    assert not below.visibleRegion().isEmpty()


@pytest.fixture
def seat(folder: Path, sit: Sit) -> Seat:
    set_prices(folder)
    return sit("bea")


def test_the_acts_of_a_plan_come_one_after_the_other_and_then_the_button_below_them(seat: Seat) -> None:
    seat.go("visit", *bring(seat, BY_PHONE).here, "coverage")
    came_to = tabbed(60)
    wanted = ("Called the payer", "Benefits learned", "Change the plan", "Keep and go on to the estimate")
    at = next(place for place, one in enumerate(came_to) if one.startswith(wanted[0]))
    after = [one for one in came_to[at:] if one.startswith(wanted)]
    assert [one.split(":")[0] for one in after[:4]] == list(wanted)
    assert "Flags: Open" not in came_to[at : came_to.index(after[3], at)]
