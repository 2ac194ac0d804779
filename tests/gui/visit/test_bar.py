"""The bar over a visit: what has no room ends with an ellipsis, and the tooltip has all of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from clinicdesk.ui.visit.bar import Bar
from clinicdesk.ui.widgets.elided import Elided, Flag
from tests.gui.papers.scene import ready
from tests.gui.seat import Seat
from tests.gui.visit.insured import set_prices

Sit = Callable[[str], Seat]
LONG = "REVIEW: Surgery in the last six months, and where, and how it has healed since then"


@pytest.fixture
def seat(sit: Sit, folder: Path) -> Seat:
    set_prices(folder)
    return sit("bea")


def test_a_flag_without_room_ends_with_an_ellipsis_and_its_tooltip_has_the_whole(seat: Seat) -> None:
    made = Flag("review", LONG)
    (shown,) = made.findChildren(Elided)
    made.setParent(seat.page)
    made.show()
    made.resize(200, 32)
    seat.settle()
    assert shown.text().endswith("…")
    assert LONG in shown.toolTip()
    assert made.accessibleName() == LONG
    made.resize(made.sizeHint())
    seat.settle()
    assert (shown.text(), shown.toolTip()) == (LONG, "")


def test_the_flags_of_a_visit_stand_in_full_where_there_is_room(seat: Seat) -> None:
    case = ready(seat, surgery="yes")
    (bar,) = seat.go("visit", *case.here, "papers").findChildren(Bar)
    shown = bar.findChildren(Elided)
    assert shown
    assert [one.text() for one in shown] == [one.whole for one in shown]
