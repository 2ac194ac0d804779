"""Strokes on paper: where they were drawn, as wide as the pen was pressed, and as large as there is room."""

import pytest

from clinicdesk.documents.signed_ink import Box, Outline, fitted, whole
from clinicdesk.model.ink import ACROSS, Ink, breadth
from tests.unit.desk.drawn import HEIGHT, signature

BOX = Box(100, 200, 240, 240 * HEIGHT / ACROSS)
PLACE = Box(56, 300, 150, 22)


def edges(outlines: list[Outline]) -> tuple[float, float, float, float]:
    points = [point for one in outlines for point in one]
    across, down = zip(*points, strict=True)
    return min(across), min(down), max(across), max(down)


def straight(pressure: int) -> Ink:
    return Ink(height=HEIGHT, strokes=(tuple((x, 1500, pressure) for x in range(1000, 9000, 50)),))


def test_the_whole_pad_keeps_every_stroke_at_its_place() -> None:
    drawn = whole(signature(), BOX)
    assert len(drawn) == 3
    for stroke, outline in zip(signature().strokes, drawn, strict=True):
        left, top, right, bottom = edges([outline])
        xs, ys = [100 + x * 0.024 for x, _, _ in stroke], [200 + y * 0.024 for _, y, _ in stroke]
        assert (left, top, right, bottom) == pytest.approx((min(xs), min(ys), max(xs), max(ys)), abs=2.5)


@pytest.mark.parametrize("ink", [signature(), signature(2), straight(500), straight(1)])
def test_what_is_fitted_fills_its_place_and_never_leaves_it(ink: Ink) -> None:
    left, top, right, bottom = edges(fitted(ink, PLACE))
    assert left >= PLACE.left - 0.5
    assert right <= PLACE.left + PLACE.width + 0.5
    assert top >= PLACE.top - 0.5
    assert bottom == pytest.approx(PLACE.top + PLACE.height, abs=0.7)


@pytest.mark.parametrize("pressure", [0, 250, 500, 1000])
def test_a_stroke_is_as_wide_as_the_pen_was_pressed(pressure: int) -> None:
    _, top, _, bottom = edges(whole(straight(pressure), BOX))
    assert bottom - top == pytest.approx(max(0.8, breadth(pressure) * 0.024), abs=0.01)


def test_a_dot_is_a_small_disc() -> None:
    ((left, top, right, bottom),) = [edges(whole(Ink(height=HEIGHT, strokes=(((5000, 1500, 500),),)), BOX))]
    assert (right - left, bottom - top) == pytest.approx((1.25, 1.25), abs=0.05)


def test_a_stroke_that_comes_back_on_itself_is_whole() -> None:
    there = [(x, 1500, 500) for x in range(1000, 5000, 50)]
    (outline,) = whole(Ink(height=HEIGHT, strokes=((*there, *reversed(there)),)), BOX)
    assert edges([outline])[2] == pytest.approx(100 + 4950 * 0.024, abs=1)
