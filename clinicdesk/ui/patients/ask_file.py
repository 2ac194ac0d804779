"""A file is chosen, or a place for one; nothing waits meanwhile, and a lock closes the question."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_open(owner: QWidget, title: str, kinds: str, then: Callable[[Path], object]) -> QFileDialog:
    """Ask for a file that is there."""
    asks = _dialog(owner, title, kinds, then)
    asks.setFileMode(QFileDialog.FileMode.ExistingFile)
    asks.open()
    return asks


def ask_save(owner: QWidget, title: str, kinds: str, name: str, then: Callable[[Path], object]) -> QFileDialog:
    """Ask for a place; `name` is what is offered, and names no patient."""
    asks = _dialog(owner, title, kinds, then)
    asks.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    asks.setDefaultSuffix(Path(name).suffix.removeprefix("."))
    asks.selectFile(name)
    asks.open()
    return asks


def _dialog(owner: QWidget, title: str, kinds: str, then: Callable[[Path], object]) -> QFileDialog:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    asks = QFileDialog(owner.window(), title, documents, kinds)
    asks.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    asks.fileSelected.connect(lambda name: then(Path(name)))
    return asks
