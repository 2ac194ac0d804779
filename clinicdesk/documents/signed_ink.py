"""Strokes of a pen on paper: filled outlines, smoothed, as wide as the pen was pressed, in points of the page."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import atan2, cos, dist, hypot, pi, sin
from typing import NamedTuple

from clinicdesk.documents import style
from clinicdesk.documents.blocks import Drawn
from clinicdesk.documents.marks import Polygon, Rect
from clinicdesk.documents.pieces import Piece, Room
from clinicdesk.documents.tags import Role
from clinicdesk.model.ink import ACROSS, Ink, Stroke, breadth

Outline = tuple[tuple[float, float], ...]

_NEAREST = 0.35
"""Points that are nearer to each other than this are one."""

_STEP, _MOST_STEPS = 1.5, 12
"""Between two dots of a stroke the curve has a point so often, in points, and no more than so many."""

_THINNEST = 0.4
_CAP = 6
_LARGEST = 240 / ACROSS
"""A pad is never drawn wider than 240 points."""


class Box(NamedTuple):
    """A part of a page: left edge, upper edge measured downwards, width and height."""

    left: float
    top: float
    width: float
    height: float


class _Dot(NamedTuple):
    x: float
    y: float
    half: float


def drawn(block: Drawn, room: Room) -> list[Piece]:
    """The pad with what was drawn on it, as one piece."""
    wide = min(room.width, _LARGEST * ACROSS)
    high = wide * block.ink.height / ACROSS
    figure = room.under(Role.FIGURE, block.told).tag
    shapes = [Polygon(one, style.INK, figure) for one in whole(block.ink, Box(room.left, 0, wide, high))]
    return [Piece(high, [Rect(room.left, 0, wide, high, style.PALE), *shapes], space=style.GRID)]


def whole(ink: Ink, box: Box) -> list[Outline]:
    """The pad as it was, in a box that has its shape."""
    return [
        _outline(dots) for stroke in ink.strokes if (dots := _placed(stroke, box.width / ACROSS, box.left, box.top))
    ]


def fitted(ink: Ink, box: Box) -> list[Outline]:
    """What was drawn, without the empty pad around it, as large as it fits; it stands on the box's lower edge."""
    left, top, right, bottom = _edges(ink)
    scale = min(box.width / max(right - left, 1), box.height / max(bottom - top, 1), _LARGEST)
    across, down = box.left - left * scale, box.top + box.height - bottom * scale
    return [_outline(dots) for stroke in ink.strokes if (dots := _placed(stroke, scale, across, down))]


def _edges(ink: Ink) -> tuple[float, float, float, float]:
    dots = [(x, y, breadth(pressure) / 2) for stroke in ink.strokes for x, y, pressure in stroke]
    return (
        min(x - half for x, _, half in dots),
        min(y - half for _, y, half in dots),
        max(x + half for x, _, half in dots),
        max(y + half for _, y, half in dots),
    )


def _placed(stroke: Stroke, scale: float, across: float, down: float) -> list[_Dot]:
    dots = [
        _Dot(across + x * scale, down + y * scale, max(_THINNEST, breadth(pressure) * scale / 2))
        for x, y, pressure in stroke
    ]
    return [*_apart([*_curved([*_apart(dots)])])]


def _curved(dots: Sequence[_Dot]) -> Iterator[_Dot]:
    """A curve through every dot; between two that are close it is a line."""
    ways = [_way(dots, at) for at in range(len(dots))]
    for at, (one, other) in enumerate(pairwise(dots)):
        steps = min(_MOST_STEPS, int(dist(one[:2], other[:2]) / _STEP) + 1)
        for step in range(steps):
            yield _between((one, other), (ways[at], ways[at + 1]), step / steps)
    yield dots[-1]


def _way(dots: Sequence[_Dot], at: int) -> tuple[float, float]:
    """Where the curve heads at a dot: as its neighbours lie, and no further than a third of the way to the nearer.

    The sharper the turn the less it is rounded: a corner stays one.
    """
    if at in {0, len(dots) - 1}:
        return 0.0, 0.0
    before, here, after = dots[at - 1 : at + 2]
    come, go = (here.x - before.x, here.y - before.y), (after.x - here.x, after.y - here.y)
    straight = max(0.0, come[0] * go[0] + come[1] * go[1]) / (hypot(*come) * hypot(*go))
    across, down = after.x - before.x, after.y - before.y
    near = straight * min(hypot(*come), hypot(*go)) / 3 / max(hypot(across, down), _NEAREST)
    return across * near, down * near


def _between(ends: tuple[_Dot, _Dot], ways: tuple[tuple[float, float], tuple[float, float]], part: float) -> _Dot:
    """A point of Bézier's curve between two dots."""
    one, other = ends
    rest = 1 - part
    shares = rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3
    stops = (
        one[:2],
        (one.x + ways[0][0], one.y + ways[0][1]),
        (other.x - ways[1][0], other.y - ways[1][1]),
        other[:2],
    )
    x, y = (sum(share * stop[side] for share, stop in zip(shares, stops, strict=True)) for side in (0, 1))
    return _Dot(x, y, one.half + part * (other.half - one.half))


def _apart(dots: Sequence[_Dot]) -> Iterator[_Dot]:
    last: _Dot | None = None
    for dot in dots:
        if last is None or dist(dot[:2], last[:2]) >= _NEAREST:
            yield dot
            last = dot


def _outline(dots: Sequence[_Dot]) -> Outline:
    """Along one side, round the end, back along the other side, and round the start."""
    if len(dots) == 1:
        return tuple(_beside(dots[0], pi * part / _CAP) for part in range(2 * _CAP))
    angles = [*_angles(dots)]
    there = [_beside(dot, angle - pi / 2) for dot, angle in zip(dots, angles, strict=True)]
    back = [_beside(dot, angle + pi / 2) for dot, angle in zip(dots, angles, strict=True)]
    end = _arc(dots[-1], angles[-1] - pi / 2, pi, _CAP)
    start = _arc(dots[0], angles[0] + pi / 2, pi, _CAP)
    return (*there, *end, *reversed(back), *start)


def _angles(dots: Sequence[_Dot]) -> Iterator[float]:
    """The direction at each point: from the one before it to the one after it."""
    angle = 0.0
    for at in range(len(dots)):
        before, after = dots[max(at - 1, 0)], dots[min(at + 1, len(dots) - 1)]
        across, down = after.x - before.x, after.y - before.y
        angle = atan2(down, across) if hypot(across, down) > _NEAREST / 2 else angle
        yield angle


def _beside(dot: _Dot, angle: float) -> tuple[float, float]:
    return dot.x + dot.half * cos(angle), dot.y + dot.half * sin(angle)


def _arc(dot: _Dot, first: float, turn: float, parts: int) -> Iterator[tuple[float, float]]:
    return (_beside(dot, first + turn * part / parts) for part in range(1, parts))
