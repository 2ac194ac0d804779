"""The pad: what a hand draws on it is kept as it was drawn, whatever it was drawn with."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinicdesk.model.ink import ACROSS, LEAST, USUAL, Ink
from clinicdesk.ui.papers.sign_pad import SHAPE, Pad, PadField
from clinicdesk.ui.style import look_of, wear
from clinicdesk.words import read_words
from tests.gui.papers.hand import tap, with_finger, with_mouse, with_pen
from tests.unit.desk.drawn import signature

HEIGHT = round(ACROSS * SHAPE)


@pytest.fixture
def pad(qtbot: QtBot, qapp: QApplication) -> Pad:
    """A pad of six hundred pixels."""
    wear(qapp, look_of("light"))
    made = Pad("Sign here")
    qtbot.addWidget(made)
    made.resize(600, 10)
    made.show()
    QApplication.processEvents()
    return made


def near(one: Ink, other: Ink, by: int) -> bool:
    """Whether each stroke ends where the other one does, as exactly as a pixel allows, and neither lacks any."""
    ends = [[stroke[at][:2] for stroke in ink.strokes for at in (0, -1)] for ink in (one, other)]
    return len(one.strokes) == len(other.strokes) and all(
        abs(a - b) <= by for first, second in zip(*ends, strict=True) for a, b in zip(first, second, strict=True)
    )


@pytest.mark.parametrize("draw", [with_mouse, with_finger])
def test_what_mouse_and_finger_draw_is_kept_in_units_of_the_pad(pad: Pad, draw: Callable[[Pad, Ink], None]) -> None:
    drawn = signature(height=HEIGHT)
    draw(pad, drawn)
    assert near(pad.ink, drawn, 40)
    assert {pressure for stroke in pad.ink.strokes for _, _, pressure in stroke} == {USUAL}
    assert (pad.ink.height, pad.ink.fits) == (HEIGHT, True)
    assert pad.ink.length >= LEAST


def test_a_pen_is_kept_with_its_pressure_and_finer_than_a_pixel(pad: Pad) -> None:
    drawn = signature(height=HEIGHT)
    with_pen(pad, drawn)
    assert near(pad.ink, drawn, 12)
    told = {pressure for _, _, pressure in pad.ink.strokes[0]}
    assert len(told) > 50
    assert (min(told), max(told)) == pytest.approx((150, 850), abs=10)


def test_the_mouse_that_a_pen_moves_along_with_it_adds_nothing(pad: Pad) -> None:
    drawn = Ink(height=HEIGHT, strokes=signature().strokes[:1])
    with_pen(pad, drawn)
    before = pad.ink
    pad._with_pen = True
    with_mouse(pad, signature(1))
    assert pad.ink == before


def test_what_leaves_the_pad_stays_on_its_edge(pad: Pad) -> None:
    with_mouse(pad, Ink(height=HEIGHT, strokes=(((5000, 1500, 500), (12_000, 1500, 500), (12_000, 9000, 500)),)))
    (stroke,) = pad.ink.strokes
    assert stroke[-1][:2] == (ACROSS, HEIGHT)
    assert pad.ink.fits


def test_a_tap_is_a_dot_and_no_signature(pad: Pad) -> None:
    tap(pad, QPoint(200, 60))
    tap(pad, QPoint(500, 60))
    assert [len(one) for one in pad.ink.strokes] == [1, 1]
    assert pad.ink.length < LEAST


def test_the_pad_keeps_its_shape_and_what_is_drawn_on_it(pad: Pad) -> None:
    with_mouse(pad, signature(height=HEIGHT))
    before = pad.ink
    for wide in (420, 760):
        pad.resize(wide, 10)
        QApplication.processEvents()
        assert (pad.width(), pad.height()) == (wide, round(wide * SHAPE))
        assert pad.ink == before


def test_pressure_is_seen_as_a_wider_stroke(pad: Pad) -> None:
    shown = []
    for pressure in (100, 900):
        pad.wipe()
        with_pen(pad, Ink(height=HEIGHT, strokes=(tuple((x, 800, pressure) for x in range(1000, 9000, 100)),)))
        image = pad.grab().toImage()
        column = [image.pixelColor(image.width() // 2, y).lightness() for y in range(image.height() // 2)]
        shown.append(sum(one < 128 for one in column))
    assert shown[1] > shown[0] > 0


def test_it_is_wiped_and_a_draft_has_nothing_of_it(qtbot: QtBot, qapp: QApplication) -> None:
    wear(qapp, look_of("light"))
    field = PadField(read_words("en"))
    qtbot.addWidget(field)
    field.show()
    with_mouse(field.pad, signature(height=HEIGHT))
    assert field.value().strokes
    assert field.text() == ""
    field.wipe.click()
    assert field.value() == Ink(height=HEIGHT)
