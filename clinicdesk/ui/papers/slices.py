"""One page as it is drawn for the screen: in slices of some rows, none of which takes long."""

from collections.abc import Iterable

from PySide6.QtGui import QImage

from clinicdesk.desk.preview import PageSize, Picture, pixels

MOST = 1_000_000
"""Pixels of a slice."""


class Slices:
    """The slices of a page at one scale, those that are there and those that were asked for."""

    def __init__(self, size: PageSize, scale: float) -> None:
        self.scale = scale
        self.width, self.height = pixels(size, scale)
        self.step = max(1, MOST // self.width)
        self.images: dict[int, QImage] = {}
        self.asked: set[int] = set()

    def touching(self, top: float, bottom: float) -> range:
        """The numbers of the slices that have one of the rows from `top` to `bottom`, as far as the page goes."""
        first, last = max(0, int(top)), min(self.height, int(bottom) + 1)
        return range(first // self.step, -(-last // self.step)) if first < last else range(0)

    @property
    def count(self) -> int:
        """How many slices the whole page has."""
        return -(-self.height // self.step)

    def rows(self, number: int) -> range:
        """The rows of a slice."""
        return range(number * self.step, min(self.height, (number + 1) * self.step))

    def lacks(self, numbers: Iterable[int]) -> list[int]:
        """Those that are not there yet."""
        return [one for one in numbers if one not in self.images]

    def put(self, number: int, drawn: Picture) -> None:
        """Keep a slice that was drawn."""
        self.asked.discard(number)
        self.images[number] = image_of(drawn)

    def keep(self, numbers: range) -> None:
        """Let go of all others."""
        self.images = {at: one for at, one in self.images.items() if at in numbers}


def image_of(drawn: Picture) -> QImage:
    """A picture as Qt has it, with bytes of its own."""
    return QImage(drawn.data, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32).copy()
