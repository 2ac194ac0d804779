"""One printing under way: every page is made ready first, then all are handed over; until then it can be called off."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrinter

from clinicdesk.desk.preview import PageSize, Picture, page_picture
from clinicdesk.errors import ClinicdeskError
from clinicdesk.ui.front import Front
from clinicdesk.ui.hands import Hands
from clinicdesk.ui.papers.onto import Squeezed, order_of, paint, squeezed

_INCH = 72


class Job(QObject):
    """Pages are drawn by the desk's thread and put on the printer by a thread of the job's own.

    `moved` says how many pages are ready, `handed_over` that it cannot be called off any more, `over` how it ended:
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
        self._left = sorted(set(self.order))
        self._made: dict[int, Squeezed] = {}
        self._hands = Hands()
        self._off = self._given = False
        Job.running.add(self)

    @property
    def pages(self) -> int:
        """How many pages have to be made ready."""
        return len(self._left) + len(self._made)

    @property
    def called_off(self) -> bool:
        """Whether nothing was printed, as somebody called it off in time."""
        return self._off and not self._given

    def begin(self) -> None:
        """Make the next page ready; after the last one, hand all of them over."""
        if self._off:
            self._end("")
        elif self._left:
            self._draw(self._left[0])
        else:
            self._hand_over()

    def call_off(self) -> None:
        """Print nothing, unless everything was handed over already."""
        self._off = True

    def _draw(self, number: int) -> None:
        pdf, scale = self._pdf, self.printer.resolution() / _INCH
        drawn = partial(self._squeeze, number)
        self.front.ask(self, lambda _desk: page_picture(pdf, number, scale), drawn, self._refused)

    def _squeeze(self, number: int, drawn: Picture) -> None:
        self._hands.do(lambda: squeezed(drawn), partial(self._keep, number), self._wrong)

    def _keep(self, number: int, page: Squeezed) -> None:
        self._made[number] = page
        self._left.remove(number)
        self.moved.emit(len(self._made))
        self.begin()

    def _hand_over(self) -> None:
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
