"""What this computer is called on papers that are signed on its screen."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.desk.signing_device import device, name_device
from clinicdesk.ui.form import Form
from clinicdesk.ui.settings.section import WIDE, Section
from clinicdesk.ui.widgets.basic import button, card, row
from clinicdesk.ui.widgets.fields import TextField


class ThisComputer(QWidget):
    """One field; a manager may change it."""

    def __init__(self, section: Section) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.setMaximumWidth(WIDE)
        say = section.say
        self.section, self.form = section, Form()
        field = TextField(say("signing.device_name"), most=60, help_text=say("signing.device_help"))
        self.form.add("device", field)
        self.form.setEnabled(section.may)
        ways = [row(1, button(say("settings.save"), self._save))] if section.may else []
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(card(self.form, *ways))
        section.front.ask(self, device, field.set_value)

    def _save(self) -> None:
        name = self.form.fields["device"].value()
        done = self.section.say("signing.device_set")
        self.section.save(lambda desk: name_device(desk, name), done, self.form.refused)
