"""A list, and in its place now and then a form, until that is saved or left."""

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from clinicdesk.ui.form import Form
from clinicdesk.ui.settings.section import WIDE
from clinicdesk.ui.widgets.basic import add, button, card, keys, label, row
from clinicdesk.words import Words


class Over(QStackedWidget):
    """`home` is shown unless a form is. Only one form at a time."""

    def __init__(self, words: Words, home: QWidget) -> None:
        super().__init__()
        self.words, self.home = words, home
        self.addWidget(home)

    def put(self, title: str, save: Callable[[], object], *parts: QWidget, leave: bool = True) -> None:
        """Show a form; `leave` says that it may be left unsaved."""
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        ways = [button(self.words.say("ui.people.back"), self.back, "flat", "back")] if leave else []
        keep = button(self.words.say("ui.settings.save"), save, "primary", shortcut="Ctrl+Return")
        box = card(label(title, "strong"), *parts, row(*ways, 1, keep), spacing=16)
        box.setMaximumWidth(WIDE)
        add(layout, box, 1)
        if leave:
            keys(page, "Escape", self.back)
        self.addWidget(page)
        self.setCurrentWidget(page)
        if isinstance(parts[0], Form):
            next(iter(parts[0].fields.values())).setFocus()

    def back(self, _told: object = None) -> None:
        """The list again."""
        page = self.currentWidget()
        if page is not None and page is not self.home:
            self.removeWidget(page)
            page.deleteLater()
        self.setCurrentWidget(self.home)
        self.home.setFocus()
