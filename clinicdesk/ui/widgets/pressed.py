"""Which key was pressed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent


def is_enter(event: QKeyEvent) -> bool:
    """Whether the key is Enter, of either kind."""
    return event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}


def is_plain_enter(event: QKeyEvent) -> bool:
    """Whether the key is Enter, and nothing is held down beside it."""
    return is_enter(event) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
