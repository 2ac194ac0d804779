"""The pictures of a paper's pages: asked of the desk's thread slice by slice, kept while they are near what is seen."""

from functools import partial
from itertools import count

from PySide6.QtCore import QObject, Signal

from clinicdesk.desk.preview import PageSize, Picture, page_picture
from clinicdesk.ui.front import Front
from clinicdesk.ui.papers.slices import Slices

_drawings = count()


class Drawing(QObject):
    """Pictures of one paper at a time. `scale` is in dots a point; `came` says that one more slice is there.

    Heights are in dots from the top of a page. `refused` has what the desk said where a page cannot be drawn.
    """

    came = Signal()
    refused = Signal(object)

    def __init__(self, front: Front, parent: QObject) -> None:
        super().__init__(parent)
        self.front = front
        self.scale = 1.0
        self.now: dict[int, Slices] = {}
        self.before: dict[int, Slices] = {}
        self._pdf = b""
        self._sizes: tuple[PageSize, ...] = ()
        self._name = f"drawing {next(_drawings)}"

    def begin(self, pdf: bytes, sizes: tuple[PageSize, ...]) -> None:
        """Another paper, or none."""
        self._pdf, self._sizes = pdf, sizes
        self.now, self.before = {}, {}

    def layers(self, number: int) -> list[Slices]:
        """What there is of a page, to be painted one over the other: what was drawn at another size comes first."""
        return [one[number] for one in (self.before, self.now) if number in one]

    def lacking(self, number: int, top: float, bottom: float) -> list[int]:
        """The slices between two heights of a page that are not there yet."""
        slices = self._slices(number)
        return slices.lacks(slices.touching(top, bottom))

    def ask(self, number: int, top: float, bottom: float) -> None:
        """Have what is between two heights of a page drawn."""
        slices = self._slices(number)
        for at in self.lacking(number, top, bottom):
            if at not in slices.asked:
                slices.asked.add(at)
                self.front.ask(
                    self,
                    partial(self._picture, self._pdf, number, slices, slices.rows(at)),
                    partial(self._got, number, slices, at),
                    self.refused.emit,
                    instead_of=f"{self._name} {number} {at}",
                )

    def keep(self, pages: range) -> None:
        """Let go of all other pages."""
        for kept in (self.now, self.before):
            for number in [one for one in kept if one not in pages]:
                del kept[number]

    def keep_part(self, number: int, top: float, bottom: float) -> None:
        """Let go of what is not between two heights of a page."""
        slices = self._slices(number)
        slices.keep(slices.touching(top, bottom))

    def _slices(self, number: int) -> Slices:
        """The page's slices at the scale that holds now; those of the scale before stay until these are there."""
        there = self.now.get(number)
        if there is None or there.scale != self.scale:
            if there is not None and there.images:
                self.before[number] = there
            there = self.now[number] = Slices(self._sizes[number], self.scale)
        return there

    def _picture(self, pdf: bytes, number: int, slices: Slices, rows: range, _desk: object) -> Picture | None:
        """Called on the desk's thread; nothing where another paper or scale is wanted by then."""
        wanted = pdf is self._pdf and slices.scale == self.scale
        return page_picture(pdf, number, slices.scale, rows) if wanted else None

    def _got(self, number: int, slices: Slices, at: int, drawn: Picture | None) -> None:
        slices.asked.discard(at)
        if drawn is not None and self.now.get(number) is slices:
            slices.put(at, drawn)
            self.came.emit()
