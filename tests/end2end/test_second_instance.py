"""A second window on one folder ends at once, and the first one comes to the front."""

import sys
from pathlib import Path

from tests.end2end.conftest import Demo, Start
from tests.end2end.program import Program

ROOT = Path(__file__).parents[2]


def cover(start: Start, first: Program) -> None:
    """Another window lies over the first one."""
    start(sys.executable, "-m", "tests.end2end.small_window", PYTHONPATH=f"{ROOT}")
    first.wait(lambda seen: not any("active" in one.states for one in seen.all()), "a window that is not active")


def test_a_second_window_of_a_clinic_calls_the_first(clinicdesk: Start, start: Start) -> None:
    first = clinicdesk()
    first.focus()
    cover(start, first)
    assert clinicdesk(window=False).ended() == 0
    first.be_active()


def test_a_second_window_of_the_demo_calls_the_first(demo: Demo, start: Start) -> None:
    first = demo.start()
    first.see("Theo Banks", "push button")
    cover(start, first)
    assert demo.start(window=False).ended() == 0
    first.be_active()
    first.see("Theo Banks", "push button")
