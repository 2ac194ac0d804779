"""The number of sessions: slid or typed; and the range in which it may come to lie."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSlider, QWidget

from clinicdesk.ui.style import look
from clinicdesk.ui.widgets.basic import add, label
from clinicdesk.ui.widgets.fields import Field, keep_wheel, spin_box
from clinicdesk.ui.widgets.flow import Flow

MOST = 60
"""A course has so many sessions at most."""

MOST_OF_RANGE = 999
_STEP, _HANDLE, _TALL = 4, 22, 34


class RangedSlider(QSlider):
    """A slider that shows a range below its groove."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._range: tuple[int, int] | None = None

    def show_range(self, told: tuple[int, int] | None) -> None:
        """Show another range, or none."""
        self._range = told
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._range is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look().colors["accent"]))
        left, right = map(self._at, self._range)
        painter.drawRoundedRect(QRectF(left - 2, self.height() - 4, right - left + 4, 4), 2, 2)
        painter.end()

    def _at(self, value: int) -> float:
        """Where the handle's middle stands for a value."""
        part = (min(value, self.maximum()) - self.minimum()) / (self.maximum() - self.minimum())
        return _HANDLE / 2 + part * (self.width() - _HANDLE)


class SessionsField(Field[int]):
    """Its name, a slider and the number to type, all in one line."""

    def __init__(self, name: str) -> None:
        self.slider = RangedSlider()
        self.box = spin_box(1, MOST)
        row = QWidget()
        row.setObjectName("plain")
        super().__init__(name, row)
        self.setFocusProxy(self.slider)
        self.slider.setRange(1, MOST)
        self.slider.setPageStep(_STEP)
        self.slider.setMinimumHeight(_TALL)
        keep_wheel(self.slider)
        for one in (self.slider, self.box):
            one.setAccessibleName(name.replace("&", ""))
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self.title)
        layout.addWidget(self.slider, 1)
        layout.addWidget(self.box)
        self.slider.valueChanged.connect(self.box.setValue)
        self.box.valueChanged.connect(self.slider.setValue)
        self.box.valueChanged.connect(lambda _value: self.changed.emit())

    def value(self) -> int:
        return self.box.value()

    def set_value(self, value: int) -> None:
        self.box.setValue(value)

    def text(self) -> str:
        return str(self.value())

    def set_text(self, text: str) -> None:
        self.box.setValue(int(text))


class RangeField(Field[tuple[int, int] | None]):
    """The least and the most sessions, where a range is told too. The number of sessions always lies inside."""

    def __init__(self, name: str, least: str, most: str, sessions: SessionsField) -> None:
        self.box = QCheckBox(name)
        self.least, self.most = spin_box(1, MOST_OF_RANGE), spin_box(1, MOST_OF_RANGE)
        row = QWidget()
        row.setObjectName("plain")
        super().__init__("", row)
        self.setFocusProxy(self.box)
        self.title.hide()
        self._sessions = sessions
        self._wished = (1, 1)
        self._ends = QWidget()
        self._ends.setObjectName("plain")
        ends = QHBoxLayout(self._ends)
        ends.setContentsMargins(0, 0, 0, 0)
        ends.setSpacing(8)
        for one, told in ((self.least, least), (self.most, most)):
            one.setAccessibleName(f"{name}: {told}")
            one.valueChanged.connect(lambda _value: self._moved())
            add(ends, label(told, "muted", wrap=False), one)
        row.setLayout(Flow(self.box, self._ends, spacing=16))
        self.box.setAccessibleName(name)
        self.box.toggled.connect(self._turned)
        sessions.changed.connect(self._follow)
        self.changed.connect(self._show)
        self._turned(False)

    def value(self) -> tuple[int, int] | None:
        return (self.least.value(), self.most.value()) if self.box.isChecked() else None

    def set_value(self, value: tuple[int, int] | None) -> None:
        self.box.setChecked(value is not None)
        if value is not None:
            self._wish(*value)
            self.changed.emit()

    def text(self) -> str:
        told = self.value()
        return f"{told[0]} {told[1]}" if told else ""

    def set_text(self, text: str) -> None:
        least, _, most = text.partition(" ")
        self.set_value((int(least), int(most)) if most else None)

    def _turned(self, on: bool) -> None:
        """A range begins as the number itself; its ends cannot cross the number."""
        self._ends.setVisible(on)
        if on:
            self._wish(self._sessions.value(), self._sessions.value())
        self.changed.emit()

    def _follow(self) -> None:
        """The number has moved: the range is as wide as it was wished, and wider where the number lies outside."""
        number, (least, most) = self._sessions.value(), self._wished
        for one, value in ((self.least, min(least, number)), (self.most, max(most, number))):
            one.blockSignals(True)
            one.setValue(value)
            one.blockSignals(False)
        self._show()

    def _wish(self, least: int, most: int) -> None:
        self._wished = (least, most)
        self._follow()

    def _moved(self) -> None:
        """An end was moved: it stops at the number."""
        number = self._sessions.value()
        self._wish(min(self.least.value(), number), max(self.most.value(), number))
        self.changed.emit()

    def _show(self) -> None:
        self._sessions.slider.show_range(self.value())
