from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from clinicdesk.model.dated import Reason, Source
from clinicdesk.ui.widgets.reasons import Reasons
from clinicdesk.words import Words

TODAY = date(2026, 11, 23)
MANUAL = Source("Manual 2026, page 7", "https://example.org/manual", date(2026, 10, 1))
OLD = Source("Leaflet (clinic's own)", "", date(2025, 1, 1))


def note(text: str, source: Source | None = MANUAL, *, verified: bool | None = True) -> Reason:
    return Reason("coverage.note", {"note": text}, source, date(2026, 1, 1) if source else None, verified)


def shown(qtbot: QtBot, words: Words, *reasons: Reason) -> tuple[Reasons, list[str]]:
    made = Reasons(words, reasons, TODAY)
    qtbot.addWidget(made)
    return made, [one.text() for one in made.findChildren(QLabel) if one.text()]


def test_a_rule_stands_once_with_all_that_it_says(qtbot: QtBot, words: Words) -> None:
    _, texts = shown(qtbot, words, note("One."), note("Two.", OLD, verified=False), note("Three."), note("One."))
    assert texts[:4] == [
        "One.",
        "Three.",
        "Manual 2026, page 7; since January 1, 2026; checked October 1, 2026",
        "Verified",
    ]
    assert texts.count("One.") == 1


def test_what_nobody_verified_or_looked_at_for_a_year_says_so(qtbot: QtBot, words: Words) -> None:
    _, texts = shown(qtbot, words, note("Two.", OLD, verified=False))
    assert texts == [
        "Two.",
        "Leaflet (clinic's own); since January 1, 2026; checked January 1, 2025",
        "Not verified",
        "Not checked for more than a year",
    ]


def test_a_fact_of_the_visit_has_no_source(qtbot: QtBot, words: Words) -> None:
    made, texts = shown(qtbot, words, note("<b>Said</b> on the phone.", None, verified=None))
    assert texts == ["<b>Said</b> on the phone."]
    assert made.findChildren(QPushButton) == []
    assert made.findChild(QLabel).textFormat() is Qt.TextFormat.PlainText  # type: ignore[union-attr]


@pytest.mark.parametrize("source", [MANUAL, OLD])
def test_an_address_can_be_copied_where_there_is_one(qtbot: QtBot, words: Words, source: Source) -> None:
    made, _ = shown(qtbot, words, note("One.", source))
    buttons = made.findChildren(QPushButton)
    assert bool(buttons) is bool(source.href)
    for one in buttons:
        assert source.title in one.accessibleName()
        QTest.mouseClick(one, Qt.MouseButton.LeftButton)
        assert QGuiApplication.clipboard().text() == source.href
