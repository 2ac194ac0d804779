"""A hand at the pad: with the mouse, a finger, or a pen that is pressed."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clinicdesk.model.ink import ACROSS, FULL, Ink, Stroke
from clinicdesk.ui.papers.sign_pad import Pad

_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
PEN = QPointingDevice(
    "pen",
    1,
    QInputDevice.DeviceType.Stylus,
    QPointingDevice.PointerType.Pen,
    QInputDevice.Capability.Position | QInputDevice.Capability.Pressure,
    1,
    1,
)


def with_mouse(pad: Pad, ink: Ink) -> None:
    """Draw with the mouse."""
    for stroke in ink.strokes:
        places = [_place(pad, x, y).toPoint() for x, y, _ in stroke]
        QTest.mousePress(pad, _LEFT, pos=places[0])
        for place in places[1:]:
            QTest.mouseMove(pad, place)
        QTest.mouseRelease(pad, _LEFT, pos=places[-1])


def with_pen(pad: Pad, ink: Ink) -> None:
    """Draw with a pen, pressed as the strokes say."""
    for stroke in ink.strokes:
        _pen(pad, QEvent.Type.TabletPress, stroke, 0)
        for at in range(1, len(stroke)):
            _pen(pad, QEvent.Type.TabletMove, stroke, at)
        _pen(pad, QEvent.Type.TabletRelease, stroke, -1)


def with_finger(pad: Pad, ink: Ink) -> None:
    """Draw with a finger on a touch screen."""
    screen = QTest.createTouchDevice()
    for stroke in ink.strokes:
        places = [_place(pad, x, y).toPoint() for x, y, _ in stroke]
        _touch(pad, screen, places)


def tap(pad: Pad, at: QPoint) -> None:
    """One tap with the mouse."""
    QTest.mouseClick(pad, _LEFT, pos=at)


def _place(pad: Pad, x: int, y: int) -> QPointF:
    return QPointF(x, y) * pad.width() / ACROSS


def _pen(pad: Pad, kind: QEvent.Type, stroke: Stroke, at: int) -> None:
    x, y, pressure = stroke[at]
    place = _place(pad, x, y)
    down = kind is not QEvent.Type.TabletRelease
    QApplication.sendEvent(
        pad,
        QTabletEvent(
            kind,
            PEN,
            place,
            pad.mapToGlobal(place),
            pressure / FULL if down else 0.0,
            0,
            0,
            0.0,
            0.0,
            0.0,
            _NONE,
            _LEFT,
            _LEFT if down else Qt.MouseButton.NoButton,
        ),
    )


def _touch(pad: Pad, screen: QPointingDevice, places: list[QPoint]) -> None:
    QTest.touchEvent(pad, screen).press(0, places[0]).commit()
    for place in places[1:]:
        QTest.touchEvent(pad, screen).move(0, place).commit()
    QTest.touchEvent(pad, screen).release(0, places[-1]).commit()
