"""Marks on paper as plain data: runs of text and a few shapes. `pen.py` puts them on a PDF page.

Lengths are points; x runs from the page's left edge, y downwards from the top of what the marks belong to.
"""

from typing import NamedTuple


class Face(NamedTuple):
    """A weight, a size and a colour of the one typeface."""

    font: str
    size: float
    color: str


class Run(NamedTuple):
    """Text on one baseline, all of one face."""

    x: float
    y: float
    text: str
    face: Face


class Rect(NamedTuple):
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    fill: str


class Tick(NamedTuple):
    """An empty square to tick."""

    x: float
    y: float
    size: float


class WritingLine(NamedTuple):
    """A line to write or sign on. No other mark is drawn as a line, so that a test can see that a paper has none."""

    x: float
    y: float
    width: float


class Polygon(NamedTuple):
    """A filled outline."""

    points: tuple[tuple[float, float], ...]
    fill: str


class Disc(NamedTuple):
    """A filled circle around (x, y)."""

    x: float
    y: float
    radius: float
    fill: str


class Image(NamedTuple):
    """A picture, PNG, stretched into a rectangle."""

    x: float
    y: float
    width: float
    height: float
    png: bytes


Shape = Rect | Tick | WritingLine | Polygon | Disc | Image
Mark = Run | Shape


def moved(mark: Mark, down: float) -> Mark:
    """The mark, so much further down."""
    if isinstance(mark, Polygon):
        return Polygon(tuple((x, y + down) for x, y in mark.points), mark.fill)
    return mark._replace(y=mark.y + down)
