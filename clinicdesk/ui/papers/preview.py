"""A paper on the screen: pages drawn on the desk's thread as they come into view, sharp at any zoom, kept in memory."""

from functools import partial
from itertools import count

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from clinicdesk.desk.preview import PageSize, Picture, page_picture, pages
from clinicdesk.errors import ClinicdeskError
from clinicdesk.ui.front import Front
from clinicdesk.ui.papers.leaves import GAP, Leaves, fitting
from clinicdesk.ui.style import look

ZOOMS = (0.25, 0.33, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
"""What the keys of the zoom step through; 1.0 is the paper's own size."""

_REST = 60
"""Milliseconds for which a size has to last before pages that are there already are drawn anew for it."""

_INCH = 72
_STEP = 40
_previews = count()


class Preview(QAbstractScrollArea):
    """The pages of one PDF. `turned` says that another page stands in the middle or the zoom is another.

    `failed` has a sentence where the file cannot be drawn.
    """

    turned = Signal()
    failed = Signal(str)

    def __init__(self, front: Front, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.front = front
        self.title = ""
        self.sizes: tuple[PageSize, ...] = ()
        self.fits = True
        self._pdf = b""
        self._zoom = 1.0
        self._leaves = Leaves((), 1.0, 0)
        self._drawn: dict[int, tuple[float, QImage]] = {}
        self._asked: dict[int, float] = {}
        self._own = f"preview {next(_previews)}"
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._ask)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().setSingleStep(_STEP)
        self.horizontalScrollBar().setSingleStep(_STEP)
        self._tell()

    @property
    def page(self) -> int:
        """The page in the middle, from 1; 0 where nothing is shown."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        return self._leaves.at(middle) + 1 if self.sizes else 0

    @property
    def percent(self) -> int:
        """The zoom against the paper's own size."""
        return round(100 * self._zoom * _INCH / self.logicalDpiX())

    @property
    def sharp(self) -> bool:
        """Whether every page in sight is drawn for this very size."""
        wanted = self._wanted()
        return bool(self.sizes) and all(self._has(one, wanted) for one in self._in_sight())

    def show_pdf(self, pdf: bytes, title: str) -> None:
        """Show a file from its first page on; `title` says what it is to a screen reader."""
        if pdf == self._pdf:
            return
        self.forget()
        self._pdf, self.title = pdf, title
        self.front.ask(self, lambda _desk: pages(pdf), partial(self._laid, pdf), self._refused)

    def forget(self) -> None:
        """Let go of the file and all its pictures."""
        self._pdf, self.title, self.sizes = b"", "", ()
        self._drawn, self._asked = {}, {}
        self._lay_out()

    def zoom_in(self) -> None:
        """The next larger size."""
        now = self.percent
        self._zoom_to(next((one for one in ZOOMS if 100 * one > now + 1), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """The next smaller size."""
        now = self.percent
        self._zoom_to(next((one for one in reversed(ZOOMS) if 100 * one < now - 1), ZOOMS[0]))

    def own_size(self) -> None:
        """As large as the paper is."""
        self._zoom_to(1.0)

    def fit_width(self) -> None:
        """As wide as there is room, now and when that changes."""
        self.fits = True
        self._lay_out()

    def turn_to(self, page: int) -> None:
        """Bring a page, from 1, to the top."""
        if self.sizes:
            at = min(max(page, 1), len(self.sizes)) - 1
            self.verticalScrollBar().setValue(self._leaves.rects[at].top() - GAP)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_Home:
            bar.setValue(0)
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif event.key() == Qt.Key.Key_Space:
            bar.triggerAction(bar.SliderAction.SliderPageStepAdd)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
            event.accept()
            return
        super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._ask()
        self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = look().colors
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), QColor(colors["sunken"]))
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        for number in self._in_sight():
            rect = self._leaves.rects[number].translated(-left, -top)
            painter.fillRect(rect, Qt.GlobalColor.white)
            if number in self._drawn:
                scale, image = self._drawn[number]
                painter.drawImage(self._target(QRectF(rect), scale, image), image)
            painter.setPen(QPen(QColor(colors["line"])))
            painter.drawRect(rect.adjusted(-1, -1, 0, 0))
        if any(not self._has(one, self._wanted()) for one in self._in_sight()) and not self._rest.isActive():
            self._ask()

    def _target(self, rect: QRectF, scale: float, image: QImage) -> QRectF:
        """A picture that was drawn for this very size is put pixel on pixel, any other is stretched meanwhile."""
        fitted = scale == self._wanted() and image.width() >= int(rect.width() * self.devicePixelRatioF())
        return QRectF(rect.topLeft(), image.deviceIndependentSize()) if fitted else rect

    def _zoom_to(self, zoom: float) -> None:
        self.fits = False
        self._zoom = zoom * self.logicalDpiX() / _INCH
        self._lay_out()

    def _laid(self, pdf: bytes, sizes: tuple[PageSize, ...]) -> None:
        if pdf is not self._pdf:
            return
        self.sizes = sizes
        self._lay_out()
        self.verticalScrollBar().setValue(0)

    def _lay_out(self) -> None:
        """Lay the pages out for the size that holds now; what stood in the middle stays there."""
        room = self.viewport().width()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        before = (down.value() + self.viewport().height() / 2) / self._leaves.height if self._leaves.height else 0.0
        at_top = down.value() == 0
        if self.fits:
            self._zoom = fitting(self.sizes, room)
        self._leaves = Leaves(self.sizes, self._zoom, room)
        down.setRange(0, max(0, self._leaves.height - self.viewport().height()))
        down.setPageStep(max(_STEP, self.viewport().height() - _STEP))
        across.setRange(0, 0 if self.fits else max(0, self._leaves.width - room))
        across.setPageStep(room)
        if not at_top:
            down.setValue(round(before * self._leaves.height - self.viewport().height() / 2))
        if self._drawn:
            self._rest.start()
        else:
            self._ask()
        self._tell()
        self.viewport().update()

    def _in_sight(self) -> range:
        top = self.verticalScrollBar().value()
        return self._leaves.between(top, top + self.viewport().height())

    def _wanted(self) -> float:
        return self._zoom * self.devicePixelRatioF()

    def _has(self, number: int, scale: float) -> bool:
        return number in self._drawn and self._drawn[number][0] == scale

    def _ask(self) -> None:
        """Have the pages in sight drawn, and then the next one; those far away are let go of."""
        if not self.isVisible():
            return
        seen, wanted = self._in_sight(), self._wanted()
        near = [*seen, *([seen.stop] if seen and seen.stop < len(self.sizes) else [])]
        self._drawn = {at: one for at, one in self._drawn.items() if not near or near[0] - 1 <= at <= near[-1] + 1}
        for number in near:
            if not self._has(number, wanted) and self._asked.get(number) != wanted:
                self._asked[number] = wanted
                self._draw(self._pdf, number, wanted)

    def _draw(self, pdf: bytes, number: int, scale: float) -> None:
        self.front.ask(
            self,
            lambda _desk: page_picture(pdf, number, scale),
            partial(self._got, pdf, number, scale),
            self._refused,
            instead_of=f"{self._own} {number}",
        )

    def _got(self, pdf: bytes, number: int, scale: float, drawn: Picture) -> None:
        if pdf is not self._pdf:
            return
        image = image_of(drawn)
        image.setDevicePixelRatio(self.devicePixelRatioF())
        if self._asked.get(number) == scale:
            del self._asked[number]
        self._drawn[number] = (scale, image)
        self.viewport().update()

    def _refused(self, error: ClinicdeskError) -> None:
        self.forget()
        self.failed.emit(str(error))

    def _tell(self) -> None:
        """Which page this is, for a screen reader and for whoever shows it beside."""
        say = self.front.words.say
        name = say("ui.papers.preview.nothing")
        if self.sizes:
            name = say("ui.papers.preview.name", title=self.title, page=self.page, of=len(self.sizes))
        if name != self.accessibleName():
            self.setAccessibleName(name)
        self.turned.emit()


def image_of(drawn: Picture) -> QImage:
    """A page's picture as Qt has it, with bytes of its own."""
    return QImage(drawn.data, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32).copy()
