"""Every page can be read, whole and by ear, and worked by the keyboard alone; in English and in longer words."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinicdesk.words import Words, read_words
from tests.gui.demo_day import CLINICIAN, MANAGER, SIGHTS, DemoDay, Sight, open_demo_day
from tests.gui.reading import cut_off, nameless, not_reached, shown

ACCENTS = str.maketrans("aeiouycnsAEIOUYCNS", "áéíöüýçñšÁÉÍÖÜÝÇÑŠ")
_PARTS = re.compile(r"(\{\w+\}|&\w)")
LONGER = 0.4
"""So much longer than English other languages may be."""


def pseudo(text: str) -> str:
    """A text with accents on its letters, longer by two fifths, between brackets; its values stay."""
    parts = _PARTS.split(text)
    changed = "".join(part if _PARTS.fullmatch(part) else part.translate(ACCENTS) for part in parts)
    more = round(len(text) * LONGER)
    filling = " ".join(["lörem"] * (more // 6 + 1))[:more].strip()
    return f"[{changed} {filling}]" if filling else f"[{changed}]"


def pseudo_words() -> Words:
    """The catalogue in a language that does not exist."""
    told = read_words("en").texts
    texts = {
        key: pseudo(text) if isinstance(text, str) else {form: pseudo(one) for form, one in text.items()}
        for key, text in told.items()
    }
    return Words("en", texts)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that every process of this run can see."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if base.name.startswith("popen-") else base


@pytest.fixture(params=[MANAGER, CLINICIAN])
def day(
    request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication, shared: Path, tmp_path: Path
) -> Iterator[DemoDay]:
    """The demo with somebody signed in."""
    made = open_demo_day(qtbot, qapp, shared, tmp_path / "demo", login=request.param)
    yield made
    made.close(qtbot)


@pytest.fixture
def longer_day(qtbot: QtBot, qapp: QApplication, shared: Path, tmp_path: Path) -> Iterator[DemoDay]:
    """The demo in longer words."""
    made = open_demo_day(qtbot, qapp, shared, tmp_path / "demo", words=pseudo_words())
    yield made
    made.close(qtbot)


def sights_of(day: DemoDay) -> list[Sight]:
    """The places that whoever is signed in is shown."""
    login = day.front.staff.login if day.front.staff else ""
    return [one for one in SIGHTS if one.login == login]


def test_every_page_can_be_read_whole_and_by_ear(day: DemoDay) -> None:
    wrong = {}
    for sight in sights_of(day):
        day.see(sight)
        found = [*nameless(day.window), *cut_off(day.window)]
        if found:
            wrong[sight.name] = found
    assert wrong == {}


def test_no_page_traps_the_keyboard_and_tab_comes_to_everything(day: DemoDay) -> None:
    missed = {}
    for sight in sights_of(day):
        day.see(sight)
        found = not_reached(day.window)
        if found:
            missed[sight.name] = found
    assert missed == {}


def test_longer_words_are_not_cut_off(longer_day: DemoDay) -> None:
    wrong = {}
    for sight in sights_of(longer_day):
        longer_day.see(sight)
        found = cut_off(longer_day.window)
        if found:
            wrong[sight.name] = found
    assert wrong == {}


def test_no_title_names_a_patient(day: DemoDay) -> None:
    for sight in sights_of(day):
        day.see(sight)
        titles = {one.windowTitle() for one in [day.window, *shown(day.window)]}
        assert titles <= {"", "clinicdesk DEMO"}, sight
