"""Where the pages of a paper lie below each other at a zoom: plain reckoning in the screen's pixels."""

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QRect

from clinicdesk.desk.preview import PageSize

GAP = 12
"""Pixels between two pages, and around them."""


class Leaves:
    """Pages in one column. `zoom` is in pixels a point; a page is as wide as it is, and stands in the middle."""

    def __init__(self, sizes: Sequence[PageSize], zoom: float, room: int) -> None:
        self.zoom = zoom
        whole = [(max(1, round(one.width * zoom)), max(1, round(one.height * zoom))) for one in sizes]
        self.width = max((wide for wide, _ in whole), default=0) + 2 * GAP
        self.rects: list[QRect] = []
        top = GAP
        for wide, high in whole:
            self.rects.append(QRect((max(room, self.width) - wide) // 2, top, wide, high))
            top += high + GAP
        self.height = top if whole else 0

    def between(self, top: int, bottom: int) -> range:
        """The numbers of the pages of which something stands between two heights."""
        seen = [at for at, rect in enumerate(self.rects) if rect.top() < bottom and rect.bottom() >= top]
        return range(seen[0], seen[-1] + 1) if seen else range(0)

    def at(self, height: int) -> int:
        """The page that stands at a height, from 0."""
        tops = [rect.top() - GAP for rect in self.rects]
        return max(0, bisect_right(tops, height) - 1)


def fitting(sizes: Sequence[PageSize], room: int) -> float:
    """The zoom at which the widest page just fits."""
    widest = max((one.width for one in sizes), default=1.0)
    return max(0.05, (room - 2 * GAP) / widest)
