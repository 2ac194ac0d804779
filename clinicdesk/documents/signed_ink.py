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

_ROUNDS = 2
_NEAREST = 0.35
"""So often corners are cut; and points that are nearer to each other than this, in points, are one."""

_THINNEST = 0.4
_CAP = 4
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
    for _ in range(_ROUNDS if len(dots) > 2 else 0):
        dots = [dots[0], *_cut(dots), dots[-1]]
    return [*_apart(dots)]


def _cut(dots: Sequence[_Dot]) -> Iterator[_Dot]:
    """Chaikin's way: each corner makes room for two points on the lines to its neighbours."""
    for one, other in pairwise(dots):
        for part in (0.25, 0.75):
            yield _Dot(*(a + part * (b - a) for a, b in zip(one, other, strict=True)))


def _apart(dots: Sequence[_Dot]) -> Iterator[_Dot]:
    last: _Dot | None = None
    for dot in dots:
        if last is None or dist(dot[:2], last[:2]) >= _NEAREST:
            yield dot
            last = dot


def _outline(dots: Sequence[_Dot]) -> Outline:
    """Along one side, round the end, back along the other side, and round the start."""
    if len(dots) == 1:
        return tuple(_arc(dots[0], 0, 2 * pi, 3 * _CAP))
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
