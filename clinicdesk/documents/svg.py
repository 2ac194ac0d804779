"""Marks as a picture for the screen: SVG text (SVG Tiny 1.2) of the same drawing that the pen puts on paper."""

import re
from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from clinicdesk.documents import style
from clinicdesk.documents.marks import Disc, Mark, Polygon, Rect, Run

FAMILY = "Noto Sans"
"""The typeface by the name that whoever shows the picture has to know it under."""

_WEIGHTS = {style.REGULAR: 400, style.BOLD: 700}
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def svg(marks: Iterable[Mark], width: float, height: float) -> str:
    """The marks in a picture of that size in points. KeyError for what is ticked or written on: that is for paper."""
    size = f'width="{_number(width)}" height="{_number(height)}" viewBox="0 0 {_number(width)} {_number(height)}"'
    drawn = "".join(_DRAW[type(mark)](mark) for mark in marks)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" version="1.2" baseProfile="tiny" {size} '
        f'font-family="{FAMILY}">{drawn}</svg>'
    )


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _run(mark: Run) -> str:
    face = mark.face
    text = escape(_NO_XML.sub("\ufffd", mark.text))
    return (
        f'<text x="{_number(mark.x)}" y="{_number(mark.y)}" font-size="{_number(face.size)}" '
        f'font-weight="{_WEIGHTS[face.font]}" fill="{face.color}">{text}</text>'
    )


def _rect(mark: Rect) -> str:
    return (
        f'<rect x="{_number(mark.x)}" y="{_number(mark.y)}" width="{_number(mark.width)}" '
        f'height="{_number(mark.height)}" fill="{mark.fill}"/>'
    )


def _polygon(mark: Polygon) -> str:
    points = " ".join(f"{_number(x)},{_number(y)}" for x, y in mark.points)
    return f'<polygon points="{points}" fill="{mark.fill}"/>'


def _disc(mark: Disc) -> str:
    return f'<circle cx="{_number(mark.x)}" cy="{_number(mark.y)}" r="{_number(mark.radius)}" fill="{mark.fill}"/>'


_DRAW: dict[type, Callable[[Any], str]] = {Run: _run, Rect: _rect, Polygon: _polygon, Disc: _disc}
