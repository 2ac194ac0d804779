"""Marks on paper as plain data: runs of text and a few shapes. `pen.py` puts them on a PDF page.

Lengths are points; x runs from the page's left edge, y downwards from the top of what the marks belong to. `tag` is the
part of the paper that a mark belongs to; a mark without one is there for the eye only.
"""

from typing import NamedTuple

from clinicdesk.documents.tags import Tag


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
    tag: Tag | None = None


class Rect(NamedTuple):
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    tag: Tag | None = None


class Tick(NamedTuple):
    """An empty square to tick. `place` names it in the PDF, so that it can be ticked later."""

    x: float
    y: float
    size: float
    place: str = ""
    tag: Tag | None = None


class WritingLine(NamedTuple):
    """A line to write or sign on. No other mark is drawn as a line, so that a test can see that a paper has none.

    `place` names it in the PDF, so that something can be written on it later.
    """

    x: float
    y: float
    width: float
    place: str = ""
    tag: Tag | None = None


class Polygon(NamedTuple):
    """A filled outline."""

    points: tuple[tuple[float, float], ...]
    fill: str
    tag: Tag | None = None


class Disc(NamedTuple):
    """A filled circle around (x, y)."""

    x: float
    y: float
    radius: float
    fill: str
    tag: Tag | None = None


class Image(NamedTuple):
    """A picture, PNG, stretched into a rectangle."""

    x: float
    y: float
    width: float
    height: float
    png: bytes
    tag: Tag | None = None


class Bars(NamedTuple):
    """Upright black bars of one height, each with its left edge and its width."""

    y: float
    height: float
    bars: tuple[tuple[float, float], ...]
    tag: Tag | None = None


Shape = Rect | Tick | WritingLine | Polygon | Disc | Image | Bars
Mark = Run | Shape


def moved(mark: Mark, down: float) -> Mark:
    """The mark, so much further down."""
    if isinstance(mark, Polygon):
        return mark._replace(points=tuple((x, y + down) for x, y in mark.points))
    return mark._replace(y=mark.y + down)


def tagged(mark: Mark, tag: Tag | None) -> Mark:
    """The mark as this part's."""
    return type(mark)._make((*mark[:-1], tag))
