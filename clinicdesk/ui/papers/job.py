"""One printing under way: every page is made ready first, then all are handed over; until then it can be called off."""

import os
from collections.abc import MutableMapping, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrinter

from clinicdesk.desk.preview import PageSize, Picture, page_picture
from clinicdesk.errors import ClinicdeskError
from clinicdesk.ui.front import Front
from clinicdesk.ui.hands import Hands
from clinicdesk.ui.papers.onto import Band, Leaf, order_of, paint, squeezed, with_overlap
from clinicdesk.ui.papers.slices import Slices

MOST_DOTS = 600
"""Dots an inch, at most: a printer that has more makes several of each."""

_INCH = 72


def spool_in_memory(environment: MutableMapping[str, str]) -> None:
    """Have what Qt keeps in a file until the print system has taken it stand in memory, where the session offers that.

    CUPS puts that file where TMPDIR says. Who has set it is left alone.
    """
    memory = environment.get("XDG_RUNTIME_DIR", "")
    if memory and "TMPDIR" not in environment and Path(memory).is_dir():
        environment["TMPDIR"] = memory


class Job(QObject):
    """Pages are drawn by the desk's thread, part by part, and put on the printer by a thread of the job's own.

    `moved` says how many parts are ready, `handed_over` that it cannot be called off any more, `over` how it ended:
    an empty text where the printer took it, else what went wrong in words.
    """

    moved = Signal(int)
    handed_over = Signal()
    over = Signal(str)

    running: ClassVar[set["Job"]] = set()
    """Those under way; a job lives until it is over, whatever becomes of the screen that began it."""

    def __init__(self, front: Front, pdf: bytes, sizes: Sequence[PageSize], printer: QPrinter) -> None:
        super().__init__()
        self.front, self.printer, self.sizes = front, printer, sizes
        self.order = order_of(printer, len(sizes))
        self._pdf = pdf
        scale = min(printer.resolution(), MOST_DOTS) / _INCH
        self._pages = {number: Slices(sizes[number], scale) for number in sorted(set(self.order))}
        self._left = [(number, at) for number, page in self._pages.items() for at in range(page.count)]
        self._made = {number: Leaf(page.width, page.height, []) for number, page in self._pages.items()}
        self.parts = len(self._left)
        self._hands = Hands()
        self._off = self._given = False
        Job.running.add(self)

    @property
    def called_off(self) -> bool:
        """Whether nothing was printed, as somebody called it off in time."""
        return self._off and not self._given

    def begin(self) -> None:
        """Make the next part ready; after the last one, hand everything over."""
        self.moved.emit(self.parts - len(self._left))
        if self._off:
            self._end("")
        elif self._left:
            self._draw(*self._left.pop(0))
        else:
            self._hand_over()

    def call_off(self) -> None:
        """Print nothing, unless everything was handed over already."""
        self._off = True

    def _draw(self, number: int, at: int) -> None:
        pdf, page = self._pdf, self._pages[number]
        rows = with_overlap(page.rows(at), page.height)

        def drawn(picture: Picture) -> None:
            self._hands.do(lambda: squeezed(picture, rows.start), partial(self._keep, number), self._wrong)

        self.front.ask(self, lambda _desk: page_picture(pdf, number, page.scale, rows), drawn, self._refused)

    def _keep(self, number: int, bands: list[Band]) -> None:
        self._made[number].bands.extend(bands)
        self.begin()

    def _hand_over(self) -> None:
        spool_in_memory(os.environ)
        self._given = True
        self.handed_over.emit()
        self._hands.do(lambda: paint(self.printer, self.order, self._made, self.sizes), self._taken, self._wrong)

    def _taken(self, well: bool) -> None:
        self._end("" if well else self.front.words.say("ui.papers.print.not_taken"))

    def _refused(self, error: ClinicdeskError) -> None:
        self._end(str(error))

    def _wrong(self, error: BaseException) -> None:
        self.front.crashed.emit(error)
        self._end(self.front.words.say("ui.papers.print.not_taken"))

    def _end(self, why: str) -> None:
        self._made = {}
        self._hands.stop()
        Job.running.discard(self)
        self.over.emit(why)
