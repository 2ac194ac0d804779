"""How papers look: one typeface in three sizes, two weights and one large figure; colours; an 8 point grid."""

from functools import cache

from clinicdesk.documents.marks import Face

REGULAR = "NotoSans-Regular"
BOLD = "NotoSans-Bold"

GRID = 8.0
MARGIN = 7 * GRID
TOP = 6 * GRID
BOTTOM = 7.25 * GRID

LETTER = (612.0, 792.0)
A4 = (595.28, 841.89)

INK = "#16202a"
MUTED = "#53606c"
RULE = "#cfd6dc"
PALE = "#f2f5f7"
BLACK = "#000000"
WHITE = "#ffffff"
ACCENT = "#0d5768"
ACCENT_PALE = "#e7f1f3"
STOP = "#9c1c1c"
STOP_PALE = "#fbeceb"
REVIEW = "#774a00"
REVIEW_PALE = "#fcf2de"

SMALL_SIZE = 8.0
BODY_SIZE = 9.5
HEAD_SIZE = 14.0
BIG_SIZE = 32.0

LEADING = {SMALL_SIZE: 11.0, BODY_SIZE: 13.0, HEAD_SIZE: 19.0, BIG_SIZE: 36.0}
"""From baseline to baseline, by size."""

SMALL = Face(REGULAR, SMALL_SIZE, INK)
SMALL_BOLD = Face(BOLD, SMALL_SIZE, INK)
SMALL_MUTED = Face(REGULAR, SMALL_SIZE, MUTED)
LABEL = Face(BOLD, SMALL_SIZE, MUTED)
BODY = Face(REGULAR, BODY_SIZE, INK)
BODY_BOLD = Face(BOLD, BODY_SIZE, INK)
BODY_MUTED = Face(REGULAR, BODY_SIZE, MUTED)
SUBHEAD = Face(BOLD, BODY_SIZE, ACCENT)
HEAD = Face(BOLD, HEAD_SIZE, ACCENT)
HEAD_INK = Face(BOLD, HEAD_SIZE, INK)
BIG = Face(BOLD, BIG_SIZE, ACCENT)


def leading(face: Face) -> float:
    """The height of one line of a face."""
    return LEADING.get(face.size) or face.size * 1.36


@cache
def fill(color: str) -> str:
    """PDF's operator that fills what follows with a colour."""
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return f"{red:.4g} {green:.4g} {blue:.4g} rg"
