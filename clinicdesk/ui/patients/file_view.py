"""A file of a patient's as it is looked at: a PDF page by page, a picture as wide as there is room."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from clinicdesk.desk.files import view_file
from clinicdesk.model.records import FileRecord
from clinicdesk.ui.front import Front
from clinicdesk.ui.page import column, scrolled
from clinicdesk.ui.papers.viewer import Viewer
from clinicdesk.ui.widgets.basic import button, keys, label, row

if TYPE_CHECKING:
    from clinicdesk.desk.desk import Desk

PDF = b"%PDF-"
_WIDEST = 1600
_SHOWN = 900


class FileView(QWidget):
    """The file with its name above it, and the way back."""

    def __init__(self, front: Front, leave: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.front = front
        self._name = label("", "heading", wrap=False)
        self._told = label("", "muted")
        self._viewer = Viewer(front)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._area = scrolled(self._picture)
        back = button(front.words.say("ui.patients.files.back"), leave, "", "back")
        keys(self, "Escape", leave)
        whole = column(self)
        whole.addLayout(row(self._name, 1, back))
        for one in (self._told, self._viewer, self._area):
            whole.addWidget(one)
            one.hide()
        whole.setStretch(2, 1)
        whole.setStretch(3, 1)
        self.first = back

    def show_file(self, file: str) -> None:
        """Have a file given out and shown; that is an act, and its patient's trail learns of it."""

        def looked_at(desk: "Desk") -> tuple[FileRecord, QImage | None]:
            record = view_file(desk, file)
            return record, None if record.content.startswith(PDF) else _drawn(record.content)

        self.front.ask(self, looked_at, lambda found: self._show(*found))

    def _show(self, record: FileRecord, picture: QImage | None) -> None:
        self._name.setText(record.name)
        self._told.setText(record.purpose)
        self._told.show()
        if picture is None:
            self._viewer.show()
            self._viewer.show_pdf(record.content, record.name)
            return
        self._area.show()
        if picture.isNull():
            self._picture.setText(self.front.words.say("ui.patients.files.broken"))
            return
        drawn = QPixmap.fromImage(picture)
        drawn.setDevicePixelRatio(max(1.0, drawn.width() / _SHOWN))
        self._picture.setPixmap(drawn)
        self._picture.setAccessibleName(record.purpose)


def _drawn(content: bytes) -> QImage:
    """A picture, upright and no wider than it can be shown; an empty one where the file is broken."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.width() > _WIDEST:
        reader.setScaledSize(QSize(_WIDEST, max(1, size.height() * _WIDEST // size.width())))
    return reader.read()
