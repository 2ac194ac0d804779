"""A file is chosen, or a place for one; nothing waits meanwhile, and a lock closes the question.

Whom the answer is for is settled when the question is put: the page may show somebody else by the time it is answered.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

Then = Callable[[Path], object]


def ask_open(owner: QWidget, title: str, kinds: str, then: Then) -> QFileDialog:
    """Ask for a file that is there. `then` is not called once `owner` is gone."""
    asks = _dialog(owner, title, kinds, then)
    asks.setFileMode(QFileDialog.FileMode.ExistingFile)
    asks.open()
    return asks


def ask_save(owner: QWidget, title: str, kinds: str, name: str, then: Then) -> QFileDialog:
    """Ask for a place; `name` is what is offered, and names no patient."""
    asks = _dialog(owner, title, kinds, then)
    asks.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    asks.setDefaultSuffix(Path(name).suffix.removeprefix("."))
    asks.selectFile(name)
    asks.open()
    return asks


def ask_folder(owner: QWidget, title: str, then: Then) -> QFileDialog:
    """Ask for a folder that is there."""
    asks = _dialog(owner, title, "", then)
    asks.setFileMode(QFileDialog.FileMode.Directory)
    asks.setOption(QFileDialog.Option.ShowDirsOnly)
    asks.open()
    return asks


def _dialog(owner: QWidget, title: str, kinds: str, then: Then) -> QFileDialog:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    asks = QFileDialog(owner.window(), title, documents, kinds)
    asks.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def chosen(name: str) -> None:
        if isValid(owner):
            then(Path(name))

    asks.fileSelected.connect(chosen)
    return asks
