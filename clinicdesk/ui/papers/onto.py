"""Pages onto a printer: each is kept small until all are ready, and is painted in bands, so that nothing else waits."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from zlib import compress, decompress

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter

from clinicdesk.desk.preview import PageSize, Picture

_BAND = 250_000
"""So many pixels are painted at a time: Qt holds on to the interpreter for as long as that takes."""

_OVERLAP = 2
"""Rows that a band has in common with the next one, so that no line of white shows between them."""

_INCH = 72
_SAME = 0.01


class Band(NamedTuple):
    """Some rows of a page from `top` on, squeezed."""

    top: int
    width: int
    rows: int
    stride: int
    data: bytes

    def image(self) -> QImage:
        """The rows as a picture."""
        return QImage(decompress(self.data), self.width, self.rows, self.stride, QImage.Format.Format_RGB32)


class Leaf(NamedTuple):
    """A page that is ready: how large its whole picture is, and all of it in bands."""

    width: int
    height: int
    bands: list[Band]


def with_overlap(rows: range, height: int) -> range:
    """Rows of a page of so many, and some more that they have in common with the next ones."""
    return range(rows.start, min(height, rows.stop + _OVERLAP))


def squeezed(drawn: Picture, top: int) -> list[Band]:
    """A picture of the rows from `top` on, as small as it gets in little time."""
    step, data = max(1, _BAND // drawn.width), memoryview(drawn.data)
    bands = []
    for start in range(0, drawn.height, step):
        rows = len(with_overlap(range(start, start + step), drawn.height))
        part = compress(data[start * drawn.stride : (start + rows) * drawn.stride], 1)
        bands.append(Band(top + start, drawn.width, rows, drawn.stride, part))
    return bands


def order_of(printer: QPrinter, count: int) -> list[int]:
    """The pages that are printed, from 0, each as often and in the order that the printer was told."""
    first, last = 1, count
    if printer.printRange() is QPrinter.PrintRange.PageRange and printer.fromPage():
        first, last = max(1, printer.fromPage()), min(count, printer.toPage() or count)
    numbers = list(range(first - 1, last))
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        numbers.reverse()
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    if printer.collateCopies():
        return numbers * copies
    return [number for number in numbers for _ in range(copies)]


def paint(printer: QPrinter, order: Sequence[int], made: Mapping[int, Leaf], sizes: Sequence[PageSize]) -> bool:
    """Put pages on the printer, one after the other; whether it took them."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    taken = True
    for at, number in enumerate(order):
        taken = taken and (at == 0 or printer.newPage())
        if taken:
            _put(painter, made[number], place_on(printer, sizes[number]))
    return painter.end() and taken and printer.printerState() is not QPrinter.PrinterState.Error


def place_on(printer: QPrinter, size: PageSize) -> QRectF:
    """Where a page lies on the printer's paper, in its dots: as large as it is, or smaller where it would not fit."""
    paper = printer.paperRect(QPrinter.Unit.DevicePixel)
    dots = printer.resolution() / _INCH
    wide, high = size.width * dots, size.height * dots
    fits = min(paper.width() / wide, paper.height() / high)
    scale = 1.0 if fits > 1 - _SAME else fits
    left, top = (paper.width() - wide * scale) / 2, (paper.height() - high * scale) / 2
    return QRectF(left, top, wide * scale, high * scale)


def _put(painter: QPainter, leaf: Leaf, place: QRectF) -> None:
    high = place.height() / leaf.height
    for band in leaf.bands:
        painter.drawImage(
            QRectF(place.left(), place.top() + band.top * high, place.width(), band.rows * high), band.image()
        )
