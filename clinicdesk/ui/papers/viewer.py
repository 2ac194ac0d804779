"""A paper with its zoom above it, or a sentence in its place."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from clinicdesk.ui.front import Front
from clinicdesk.ui.page import column
from clinicdesk.ui.papers.preview import Preview
from clinicdesk.ui.widgets.basic import button, keys, label
from clinicdesk.ui.widgets.flow import Flow


class Viewer(QWidget):
    """Preview and zoom. What is not there to be shown is told by `tell`; to `head` more can be added."""

    def __init__(self, front: Front) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.front = front
        self.preview = Preview(front)
        self.place = label("", "muted", wrap=False)
        self.words = label("", "muted")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._zoom = self._buttons()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.words)
        self._stack.addWidget(self.preview)
        self.head = Flow(self.place, *self._zoom, spacing=4)
        whole = column(self)
        whole.addLayout(self.head)
        whole.addWidget(self._stack, 1)
        self.preview.turned.connect(self._turned)
        self.preview.failed.connect(self.tell)
        self.tell("")

    def show_pdf(self, pdf: bytes, title: str) -> None:
        """Show a file; `title` says what it is to a screen reader."""
        self._stack.setCurrentWidget(self.preview)
        self.preview.show_pdf(pdf, title)
        self._turned()

    def tell(self, text: str) -> None:
        """Show no file, but a sentence."""
        self.preview.forget()
        self.words.setText(text)
        self._stack.setCurrentWidget(self.words)
        self._turned()

    @property
    def pages(self) -> int:
        """How many pages the shown file has; 0 where none is shown."""
        return len(self.preview.sizes)

    def _turned(self) -> None:
        say, shown = self.front.words.say, self.preview
        there = bool(shown.sizes)
        self.place.setText(say("ui.papers.preview.page", page=shown.page, of=self.pages) if there else "")
        self._zoom[1].setText(say("ui.papers.preview.percent", percent=shown.percent))
        for one in self._zoom:
            one.setEnabled(there)

    def _buttons(self) -> list[QPushButton]:
        say, shown = self.front.words.say, self.preview
        smaller = button("−", shown.zoom_out, "flat", shortcut="Ctrl+-")
        own = button("", shown.own_size, "flat", shortcut="Ctrl+0")
        larger = button("+", shown.zoom_in, "flat", shortcut="Ctrl++")
        fit = button(say("ui.papers.preview.fit"), shown.fit_width, "flat")
        keys(self, "Ctrl+=", shown.zoom_in)
        smaller.setAccessibleName(say("ui.papers.preview.smaller"))
        own.setAccessibleName(say("ui.papers.preview.own"))
        larger.setAccessibleName(say("ui.papers.preview.larger"))
        return [smaller, own, larger, fit]
