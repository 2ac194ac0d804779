"""The three icons of a box, as vectors: an octagon with a bar, a triangle with a stroke and a dot, a disc with an i."""

from math import cos, pi, sin

from clinicdesk.documents import style
from clinicdesk.documents.blocks import Tone
from clinicdesk.documents.marks import Disc, Mark, Polygon, Rect

SIZE = 14.0


def icon(tone: Tone, x: float, y: float) -> list[Mark]:
    """The icon of a tone, its top left corner at (x, y)."""
    if tone is Tone.STOP:
        return [_octagon(x, y), Rect(x + 3.4, y + 5.9, SIZE - 6.8, 2.4, style.WHITE)]
    if tone is Tone.REVIEW:
        top, base = y + 0.4, y + SIZE - 0.6
        triangle = Polygon(((x + SIZE / 2, top), (x + SIZE + 0.4, base), (x - 0.4, base)), style.REVIEW)
        return [triangle, Rect(x + 6.2, y + 4.8, 1.6, 4.4, style.WHITE), Disc(x + 7.0, y + 11.1, 0.95, style.WHITE)]
    middle = SIZE / 2
    disc = Disc(x + middle, y + middle, middle, style.ACCENT)
    return [disc, Disc(x + middle, y + 4.0, 1.1, style.WHITE), Rect(x + middle - 0.9, y + 6.2, 1.8, 4.8, style.WHITE)]


def _octagon(x: float, y: float) -> Polygon:
    middle, radius = SIZE / 2, SIZE / 2 / cos(pi / 8)
    turns = [pi / 8 + pi / 4 * corner for corner in range(8)]
    return Polygon(
        tuple((x + middle + radius * cos(turn), y + middle + radius * sin(turn)) for turn in turns), style.STOP
    )
