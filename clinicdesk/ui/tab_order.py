"""Tab goes through the window as it is read: what was built anew comes where it stands, and not last."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLayout,
    QScrollArea,
    QWidget,
)

from clinicdesk.ui.widgets.inside import parts


def tab(inside: QWidget, *, forward: bool) -> bool:
    """Give the keyboard to the next thing inside, or to the one before; False where nothing in there has it."""
    now, stops = QApplication.focusWidget(), [*_as_read(inside)]
    if now not in stops:
        return False
    following = stops[(stops.index(now) + (1 if forward else -1)) % len(stops)]
    following.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    around = following.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(following)
        around = around.parentWidget()
    return True


def _as_read(widget: QWidget) -> Iterator[QWidget]:
    """What shows and takes the keyboard by Tab: the widget itself, then what is inside, in the order of the layouts."""
    if not widget.isVisible() or not widget.isEnabled():
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    for one in _inside(widget):
        yield from _as_read(one)


def _inside(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QScrollArea):
        if (shown := widget.widget()) is not None:
            yield shown
    elif not isinstance(widget, QAbstractScrollArea | QAbstractSpinBox | QComboBox) and (layout := widget.layout()):
        yield from _of(layout)


def _of(layout: QLayout) -> Iterator[QWidget]:
    for one in parts(layout):
        if isinstance(one, QWidget):
            yield one
        else:
            yield from _of(one)
