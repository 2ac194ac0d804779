"""What was copied here must not be pasted elsewhere once nobody sits at the desk."""

from PySide6.QtGui import QClipboard, QGuiApplication


def clear_clipboards() -> None:
    """Also the one of the middle mouse button, where the system has one: it has whatever was selected last."""
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    if clipboard.supportsSelection():
        clipboard.clear(QClipboard.Mode.Selection)
