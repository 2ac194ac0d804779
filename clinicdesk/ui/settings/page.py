"""Settings: sections at the left, the chosen one at the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget

from clinicdesk.desk.settings import Settings, view_settings
from clinicdesk.ui.front import Front, Place
from clinicdesk.ui.page import Page, column, scrolled
from clinicdesk.ui.settings.backups import Backups
from clinicdesk.ui.settings.clinic import ClinicSection
from clinicdesk.ui.settings.look import LookSection
from clinicdesk.ui.settings.own import Own
from clinicdesk.ui.settings.papers import PapersSection
from clinicdesk.ui.settings.people import People
from clinicdesk.ui.settings.prices import Prices
from clinicdesk.ui.settings.section import Section
from clinicdesk.ui.settings.trail import TrailSection
from clinicdesk.ui.widgets.basic import label

SECTIONS: dict[str, type[Section]] = {
    "own": Own,
    "clinic": ClinicSection,
    "people": People,
    "prices": Prices,
    "papers": PapersSection,
    "backups": Backups,
    "look": LookSection,
    "trail": TrailSection,
}
_SIDE = 200


class SettingsPage(Page):
    """A section is built when it is first shown."""

    def __init__(self, front: Front) -> None:
        super().__init__(front)
        self.sections: dict[str, Section] = {}
        self.list = QListWidget()
        self.list.setAccessibleName(self.say("settings.sections"))
        self.list.setFixedWidth(_SIDE)
        self.list.setSizeAdjustPolicy(QListWidget.SizeAdjustPolicy.AdjustToContents)
        for name in SECTIONS:
            item = QListWidgetItem(self.say(f"settings.section.{name}"))
            item.setData(Qt.ItemDataRole.UserRole, name)
            self.list.addItem(item)
        self.list.currentItemChanged.connect(lambda now, _before: self._show(str(now.data(Qt.ItemDataRole.UserRole))))
        self._stack = QStackedWidget()
        beside = QHBoxLayout()
        beside.addWidget(self.list, 0, Qt.AlignmentFlag.AlignTop)
        beside.addWidget(self._stack, 1)
        whole = column(self, spacing=12)
        whole.addWidget(label(self.say("menu.settings").replace("&", ""), "heading", wrap=False))
        whole.addLayout(beside, 1)
        self._told: Settings | None = None

    def show_place(self, place: Place) -> None:
        names = list(SECTIONS)
        self.list.setCurrentRow(names.index(place.part) if place.part in names else max(0, self.list.currentRow()))
        self.list.setFocus()
        self.reload()

    def reload(self) -> None:
        """Look at the settings anew, and fill what is shown."""
        self.front.ask(self, view_settings, self._fill)

    def _fill(self, told: Settings) -> None:
        self._told = told
        for one in self.sections.values():
            one.fill(told)

    def _show(self, name: str) -> None:
        if name not in self.sections:
            made = SECTIONS[name](self.front, name, self.reload)
            self.sections[name] = made
            self._stack.addWidget(scrolled(made))
            if self._told is not None:
                made.fill(self._told)
        self._stack.setCurrentIndex(list(self.sections).index(name))
