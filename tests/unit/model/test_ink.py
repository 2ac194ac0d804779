"""Strokes as numbers: how far they reach, what a tap is, what can be kept."""

import pytest

from clinicdesk.model.ink import ACROSS, FULL, LEAST, MOST_DOTS, Ink, breadth
from tests.unit.desk.drawn import EMPTY, TAP, TREMBLING, signature


def test_a_signature_reaches_far_a_tap_and_trembling_do_not() -> None:
    assert signature().length > 10 * LEAST
    assert (EMPTY.length, TREMBLING.length) == (0, 30)
    assert 0 < TAP.length < LEAST


def test_two_taps_far_apart_are_no_signature() -> None:
    assert Ink(height=3000, strokes=(((0, 0, 1),), ((ACROSS, 3000, 1),))).length == 0


def test_a_short_cross_is_one() -> None:
    cross = Ink(height=3000, strokes=(((0, 0, 500), (400, 400, 500)), ((400, 0, 500), (0, 400, 500))))
    assert cross.length >= LEAST


@pytest.mark.parametrize(
    "dot", [(-1, 0, 0), (ACROSS + 1, 0, 0), (0, 3001, 0), (0, -1, 0), (0, 0, FULL + 1), (0, 0, -1)]
)
def test_what_lies_beside_the_pad_does_not_fit(dot: tuple[int, int, int]) -> None:
    assert not Ink(height=3000, strokes=((dot,),)).fits


def test_so_many_dots_can_be_kept_and_no_more() -> None:
    whole = ((0, 0, 0),) * MOST_DOTS
    assert Ink(height=3000, strokes=(whole,)).fits
    assert not Ink(height=3000, strokes=(whole, ((1, 1, 1),))).fits


def test_pressure_widens_a_stroke() -> None:
    wide = [breadth(pressure) for pressure in range(0, FULL + 1, 100)]
    assert wide == sorted(set(wide))
    assert wide[0] > 0
