"""Labels, buttons, cards and rows. All text is plain text, whatever stands in it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from clinicdesk.ui.style import icon, look, picture

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QShortcut

_PLAIN = 0
_TOP_MIDDLE = 0x24
"""`Qt.TextFormat.PlainText`, and `AlignTop | AlignHCenter`: naming `Qt` makes all its enumerations first."""


def label(text: str = "", role: str = "", *, wrap: bool = True) -> QLabel:
    """A text. Roles: muted, heading, strong, field, display, error."""
    made = QLabel()
    made.setProperty("textFormat", _PLAIN)
    made.setText(text)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


def hint(widget: QWidget, text: str) -> None:
    """A tooltip that is plain text."""
    plain = text.replace("&", "&amp;").replace("<", "&lt;")
    widget.setToolTip(f"<span>{plain}</span>" if text else "")


class _Button(QPushButton):
    """A button that Enter presses too while it has the keyboard; held down, it presses once."""

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        from clinicdesk.ui.widgets.pressed import is_plain_enter

        if not is_plain_enter(event):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


def button(
    text: str, act: Callable[[], object], role: str = "", picture_name: str = "", shortcut: str = ""
) -> QPushButton:
    """A button. Roles: primary (one a page, at its lower right), flat, nav, step, answer."""
    made = _Button(text)
    made.setAutoDefault(False)
    if role:
        made.setProperty("role", role)
    if picture_name:
        made.setIcon(icon(picture_name, {"primary": "accent_ink", "flat": "accent"}.get(role, "ink")))
    made.clicked.connect(lambda _checked=False: act())
    if shortcut:
        from PySide6.QtGui import QKeySequence

        made.setShortcut(QKeySequence())  # keys that the text underlines too would be ambiguous, and slow
        keys(made, shortcut, made.click)
        hint(
            made, f"{text.replace('&', '')} ({QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)})"
        )
    return made


def keys(owner: QWidget, sequence: str, act: Callable[[], object], told: str = "") -> "QShortcut":
    """Keys that do something while the owner is shown anywhere in the window; held down, they do it once.

    `told` says what they do in the list of keys, where the owner is no button, which has its own words there.
    """
    from PySide6.QtGui import QKeySequence, QShortcut

    made = QShortcut(QKeySequence(sequence), owner)
    made.setAutoRepeat(False)
    made.setWhatsThis(told)
    made.activated.connect(act)
    return made


def card(*inside: QWidget | QBoxLayout, spacing: int = 8, margin: int = 16) -> QFrame:
    """A raised surface with its parts one below the other."""
    made = QFrame()
    made.setProperty("role", "card")
    layout = QVBoxLayout(made)
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(spacing)
    add(layout, *inside)
    return made


def add(layout: QBoxLayout, *parts: QWidget | QBoxLayout | int) -> None:
    """Put parts into a layout; a number is room that stretches."""
    for part in parts:
        if isinstance(part, int):
            layout.addStretch(part)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)


def row(*parts: QWidget | QBoxLayout | int, spacing: int = 8) -> QHBoxLayout:
    """Parts side by side; a number is room that stretches."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    add(made, *parts)
    return made


def stack(*parts: QWidget | QBoxLayout | int, spacing: int = 8) -> QVBoxLayout:
    """Parts one below the other; a number is room that stretches."""
    made = QVBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    add(made, *parts)
    return made


def rule() -> QFrame:
    """A thin line across."""
    made = QFrame()
    made.setProperty("role", "rule")
    return made


def glyph(name: str, color: str, pixels: int = 18) -> QLabel:
    """An icon beside words; a screen reader passes it over."""
    made = QLabel()
    drawn = picture(name, color, pixels * 2)
    drawn.setDevicePixelRatio(2)
    made.setPixmap(drawn)
    made.setFixedWidth(pixels)
    made.setProperty("alignment", _TOP_MIDDLE)
    return made


class Mark(QFrame):
    """A state with its icon and its word: stop, review, note, ok, open (nothing known or done yet)."""

    def __init__(self, state: str, text: str, detail: str = "") -> None:
        super().__init__()
        self.setProperty("state", state)
        self.setAccessibleName(f"{text} {detail}".strip())
        words = [self.title(text)] + ([label(detail)] if detail else [])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 5, 10, 5)
        layout.setSpacing(8)
        add(layout, glyph(state, f"{state}_ink"), stack(*words, spacing=2))
        layout.setStretch(1, 1)

    def title(self, text: str) -> QLabel:
        """What shows the word."""
        return label(text, "strong")


def chip(state: str, text: str) -> Mark:
    """A mark as small as its words."""
    made = Mark(state, text)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    for one in made.findChildren(QLabel):
        one.setWordWrap(False)
    return made


def empty(layout: QBoxLayout) -> None:
    """Take everything out of a layout and forget it."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        inner = item.layout()
        if isinstance(inner, QBoxLayout):
            empty(inner)
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()


def grid_step() -> int:
    """The step of the grid, in pixels."""
    return look().sizes["grid"]
