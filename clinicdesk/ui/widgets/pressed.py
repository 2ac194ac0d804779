"""Which key was pressed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent


def is_enter(event: QKeyEvent) -> bool:
    """Whether the key is Enter, of either kind."""
    return event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
