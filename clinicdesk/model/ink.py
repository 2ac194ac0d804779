"""What a hand drew on a pad: strokes of dots in whole numbers, whatever the size of the screen."""

from dataclasses import dataclass

ACROSS = 10_000
"""The pad is so many units wide; all lengths are in these."""

FULL = 1_000
"""The pressure of a pen that is pressed as hard as it takes; `USUAL` is that of what knows no pressure."""

USUAL = 500
LEAST = 600
"""A mark is at least so long, in all of its strokes: a tap is none."""

MOST_DOTS = 20_000
_THIN, _MORE = 24, 56

Dot = tuple[int, int, int]
"""Units from the left edge, from the top, and the pressure."""

Stroke = tuple[Dot, ...]
"""From where the pen comes down until it goes up."""


@dataclass(frozen=True, slots=True)
class Ink:
    """Everything drawn on one pad, which is `height` units high."""

    height: int
    strokes: tuple[Stroke, ...] = ()

    @property
    def length(self) -> int:
        """How far the strokes reach, each by the longer side of what it covers: trembling on one spot adds nothing."""
        return sum(max(map(_reach, _sides(stroke)), default=0) for stroke in self.strokes)

    @property
    def fits(self) -> bool:
        """Whether every dot lies on the pad, and there are no more than can be kept."""
        dots = [dot for stroke in self.strokes for dot in stroke]
        return len(dots) <= MOST_DOTS and all(
            0 <= x <= ACROSS and 0 <= y <= self.height and 0 <= pressure <= FULL for x, y, pressure in dots
        )


def breadth(pressure: int) -> int:
    """How wide a stroke is where it is pressed so hard, in units."""
    return _THIN + _MORE * pressure // FULL


def _sides(stroke: Stroke) -> tuple[list[int], list[int]]:
    return [x for x, _, _ in stroke], [y for _, y, _ in stroke]


def _reach(side: list[int]) -> int:
    return max(side) - min(side) if side else 0
