"""The installed program opens, and a morning can begin by keys alone."""

from tests.end2end.conftest import Start

MAKING = 90
"""Seconds that a slow machine may take to make the demo clinic."""


def test_the_demo_clinic_opens_and_somebody_comes_to_the_days_board(clinicdesk: Start) -> None:
    desk = clinicdesk("--demo")
    desk.see("DEMO", "label")
    desk.see("Theo Banks", "push button", seconds=MAKING)
    desk.tab_to("Theo Banks", "push button")
    desk.press("space")
    desk.focus("The day's visits", "table")
    assert "Wójcik" in desk.outline()
    assert desk.pressed < 10


def test_a_new_clinic_begins_with_the_first_run(clinicdesk: Start) -> None:
    desk = clinicdesk()
    desk.focus()
    assert "DEMO" not in desk.outline()
