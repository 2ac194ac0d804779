"""Whether the titles of PDFs name the patient; a manager may change it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.desk.settings import TITLE_NAMES, YES, Settings, change_setting
from clinicdesk.model.records import SettingRecord
from clinicdesk.ui.settings.section import WIDE, Section
from clinicdesk.ui.widgets.basic import card
from clinicdesk.ui.widgets.fields import CheckField


class Titles(QWidget):
    """One box to tick; ticking it saves."""

    def __init__(self, section: Section) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.setMaximumWidth(WIDE)
        say = section.say
        self.section, self._version = section, 0
        self.field = CheckField(say("titles.names"), help_text=say("titles.help"))
        self.field.setEnabled(section.may)
        self.field.box.clicked.connect(self._save)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(card(self.field))

    def fill(self, settings: Settings) -> None:
        """Show what is set now."""
        kept = next((one for one in settings.others if one.id == TITLE_NAMES), None)
        self._version = kept.version if kept else 0
        self.field.set_value(kept is not None and kept.value == YES)

    def _save(self) -> None:
        setting = SettingRecord(id=TITLE_NAMES, value=YES if self.field.value() else "", version=self._version)
        self.section.save(lambda desk: change_setting(desk, setting), self.section.say("settings.saved"))
