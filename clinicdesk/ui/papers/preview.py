"""A paper on the screen: pages drawn on the desk's thread as they come into view, sharp at any zoom, kept in memory."""

from functools import partial

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QLabel, QWidget

from clinicdesk.desk.preview import PageSize, pages
from clinicdesk.errors import ClinicdeskError
from clinicdesk.ui.front import Front
from clinicdesk.ui.papers.drawing import Drawing
from clinicdesk.ui.papers.leaves import GAP, Leaves, fitting
from clinicdesk.ui.style import look

ZOOMS = (0.25, 0.33, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
"""What the keys of the zoom step through; 1.0 is the paper's own size."""

_REST = 60
"""Milliseconds for which a size has to last before pages that are there already are drawn anew for it."""

_INCH = 72
_RING = 2
_STEP = 40


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
        self._drawing = Drawing(front, self)
        self._drawing.came.connect(self._came)
        self._drawing.refused.connect(self._refused)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._ask)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._take_keys(QLabel())
        self.verticalScrollBar().setSingleStep(_STEP)
        self.horizontalScrollBar().setSingleStep(_STEP)
        self._tell()

    def _take_keys(self, seen: QLabel) -> None:
        """What takes the keyboard is a label, as a screen reader has a role for that; its keys come on to here."""
        self.setViewport(seen)
        seen.setFocusProxy(None)  # type: ignore[arg-type]
        seen.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(seen)

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
        return bool(self.sizes) and not any(self._drawing.lacking(one, *self._heights(one)) for one in self._in_sight())

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
        self._drawing.begin(b"", ())
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
        self._drawing.scale = self._zoom * self.devicePixelRatioF()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), QColor(colors["sunken"]))
        for number in self._in_sight():
            self._paint_page(painter, number, QColor(colors["line"]))
        if self.viewport().hasFocus():
            painter.setPen(QPen(QColor(colors["accent"]), _RING))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        if not self.sharp and not self._rest.isActive():
            self._ask()

    def _paint_page(self, painter: QPainter, number: int, line: QColor) -> None:
        """The page as it is drawn; what was drawn for another size is stretched meanwhile."""
        rect, dots = self._seen_at(number), self.devicePixelRatioF()
        painter.fillRect(rect, Qt.GlobalColor.white)
        for layer in self._drawing.layers(number):
            exact = layer.scale == self._drawing.scale
            across, down = (1 / dots,) * 2 if exact else (rect.width() / layer.width, rect.height() / layer.height)
            for at, image in layer.images.items():
                top = rect.top() + layer.rows(at).start * down
                painter.drawImage(QRectF(rect.left(), top, image.width() * across, image.height() * down), image)
        painter.setPen(QPen(line))
        painter.drawRect(rect.adjusted(-1, -1, 0, 0))

    def _seen_at(self, number: int) -> QRectF:
        """Where a page stands in what is seen, on whole dots of the screen."""
        dots = self.devicePixelRatioF()
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        rect = QRectF(self._leaves.rects[number].translated(-left, -top))
        rect.moveTo(round(rect.left() * dots) / dots, round(rect.top() * dots) / dots)
        return rect

    def _zoom_to(self, zoom: float) -> None:
        self.fits = False
        self._zoom = zoom * self.logicalDpiX() / _INCH
        self._lay_out()

    def _laid(self, pdf: bytes, sizes: tuple[PageSize, ...]) -> None:
        if pdf is not self._pdf:
            return
        self.sizes = sizes
        self._drawing.begin(pdf, sizes)
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
        self._drawing.scale = self._zoom * self.devicePixelRatioF()
        self._leaves = Leaves(self.sizes, self._zoom, room)
        down.setRange(0, max(0, self._leaves.height - self.viewport().height()))
        down.setPageStep(max(_STEP, self.viewport().height() - _STEP))
        across.setRange(0, 0 if self.fits else max(0, self._leaves.width - room))
        across.setPageStep(room)
        if not at_top:
            down.setValue(round(before * self._leaves.height - self.viewport().height() / 2))
        if self._drawing.now:
            self._rest.start()
        else:
            self._ask()
        self._tell()
        self.viewport().update()

    def _in_sight(self) -> range:
        top = self.verticalScrollBar().value()
        return self._leaves.between(top, top + self.viewport().height())

    def _heights(self, number: int, *, around: float = 0.0) -> tuple[float, float]:
        """From where to where a page is seen, in dots from its top; `around` adds so many heights of the view."""
        high, top = self.viewport().height(), self._seen_at(number).top()
        dots = self.devicePixelRatioF()
        return (-top - around * high) * dots, (high - top + around * high) * dots

    def _ask(self) -> None:
        """Have what is seen drawn, and then the start of the next page; what is far away is let go of."""
        if not self.isVisible() or not self.sizes:
            return
        seen = self._in_sight()
        for number in seen:
            self._drawing.keep_part(number, *self._heights(number, around=1))
            self._drawing.ask(number, *self._heights(number))
        for number in range(seen.stop, min(seen.stop + 1, len(self.sizes))):
            self._drawing.ask(number, *self._heights(number, around=1))
        self._drawing.keep(range(seen.start - 1, seen.stop + 1))

    def _came(self) -> None:
        for number in self._in_sight():
            if not self._drawing.lacking(number, *self._heights(number)):
                self._drawing.before.pop(number, None)
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
        if name != self.viewport().accessibleName():
            self.viewport().setAccessibleName(name)
        self.turned.emit()
