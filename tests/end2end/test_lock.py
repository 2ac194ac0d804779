"""The lock: nothing of a patient is seen, told or written anywhere on the screen; a PIN or a password lets one in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from tests.end2end.clerk import FRONT, PIN, lock, name_of, password_of, sign_in, unlock
from tests.end2end.conftest import demo_in
from tests.end2end.program import Program
from tests.end2end.screen import Screen

NAMES = ("Tomasz", "Wójcik", "Wojcik")
TITLE = "clinicdesk DEMO"
WRONG = "1111"
OTHER = "imani"


@pytest.fixture(scope="module")
def desk(screen: Screen, tmp_path_factory: pytest.TempPathFactory, demo_of_today: Path) -> Iterator[Program]:
    """Theo is at the desk, before each test and after it."""
    with demo_in(screen, tmp_path_factory.mktemp("lock"), demo_of_today) as demo:
        desk = demo.start()
        sign_in(desk)
        yield desk


def told(desk: Program) -> str:
    """Everything that a screen reader could come to, whether it shows or not, and the names of all windows."""
    seen = desk.look(hidden=True)
    assert seen is not None
    return "\n".join(part for one in seen.all() for part in (one.name, one.text)) + "\n".join(desk.screen.titles())


def like(desk: Program, picture: Image.Image) -> None:
    """The screen comes to look like a picture: a caret blinks."""
    desk.wait(lambda _: ImageChops.difference(desk.screen.picture(), picture).getbbox() is None, "the same picture")


def open_record(desk: Program) -> None:
    desk.press("ctrl+k")
    desk.type("wojcik")
    desk.see("Wójcik, Tomasz", "list item")
    desk.press("Return")
    desk.see("Name: Wójcik, Tomasz", "label")


def say_who(name: str, desk: Program) -> None:
    """Somebody of the list, by the first letter."""
    desk.press("shift+Tab")
    desk.focus(role="combo box")
    desk.press(name[0])
    desk.see(name, "combo box")


def test_a_lock_blanks_everything_and_a_pin_brings_it_back(desk: Program) -> None:
    desk.press("alt+7")
    desk.see("Settings", "label")
    lock(desk)
    without_a_patient = desk.screen.picture()
    unlock(desk)
    open_record(desk)
    assert any(name in told(desk) for name in NAMES)
    assert TITLE in desk.screen.titles()
    desk.press("ctrl+k")
    desk.type("wojcik")
    desk.see("Wójcik, Tomasz", "list item")
    lock(desk)
    assert [name for name in NAMES if name in told(desk)] == []
    assert TITLE in desk.screen.titles()
    like(desk, without_a_patient)
    for left in (4, 3):
        desk.type(WRONG)
        desk.press("Return")
        desk.see(f"The PIN is not right. {left} more tries.", "label")
    unlock(desk)
    desk.see("Name: Wójcik, Tomasz", "label")


def test_after_five_wrong_pins_only_the_password_helps(desk: Program) -> None:
    lock(desk)
    for left in ("4 more tries", "3 more tries", "2 more tries", "1 more try", "Sign in with the password"):
        desk.type(WRONG)
        desk.press("Return")
        desk.see(left, "label")
    desk.type(PIN)
    desk.press("Return")
    desk.see("A PIN works only after a sign-in with the password", "label")
    unlock(desk, password_of(FRONT))
    desk.see(name_of(FRONT), "push button")


def test_somebody_else_takes_over_with_the_password_and_from_then_on_with_the_pin(desk: Program) -> None:
    lock(desk)
    say_who("Somebody else", desk)
    desk.tab_to("Name", "text")
    desk.type(OTHER)
    desk.tab_to("PIN or password", "text")
    unlock(desk, password_of(OTHER))
    desk.see(name_of(OTHER), "push button")
    lock(desk)
    say_who(name_of(FRONT), desk)
    desk.tab_to("PIN or password", "text")
    unlock(desk)
    desk.see(name_of(FRONT), "push button")
