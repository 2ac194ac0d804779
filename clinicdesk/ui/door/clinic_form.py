"""The clinic itself: name, state, currency, letterhead, logo."""

from pathlib import Path
from typing import TYPE_CHECKING

from clinicdesk.model.clinic import ABROAD
from clinicdesk.model.records import ClinicRecord
from clinicdesk.ui.ask_file import ask_open
from clinicdesk.ui.form import Form
from clinicdesk.ui.widgets.basic import button, label, row
from clinicdesk.ui.widgets.fields import ChoiceField, NoteField, TextField
from clinicdesk.words import Words

if TYPE_CHECKING:
    from clinicdesk.desk.first_run import Choices

MOST_BYTES = 1 << 20


class ClinicForm(Form):
    """What stands at the top of every paper. `picture` has the logo's bytes, empty where there is none."""

    def __init__(self, words: Words, told: "Choices") -> None:
        super().__init__()
        self.words = words
        self.picture = b""
        say = words.say
        self.add("name", TextField(say("ui.clinic.name"), help_text=say("ui.clinic.name_help")))
        abroad = (ABROAD, say("ui.clinic.abroad"))
        choose = ("", say("ui.clinic.choose_state"))
        self.add("state", ChoiceField(say("ui.clinic.state"), [choose, *told.states, abroad]))
        self.add("currency", ChoiceField(say("ui.clinic.currency"), [(one, one) for one in told.currencies]))
        self.add("address", NoteField(say("ui.clinic.address"), lines=2))
        self.add("phone", TextField(say("ui.clinic.phone"), most=40))
        self.add("npi", TextField(say("ui.clinic.npi"), most=10, help_text=say("ui.clinic.npi_help")))
        self.add("tin", TextField(say("ui.clinic.tin"), most=10, help_text=say("ui.clinic.tin_help")))
        self._logo = label(say("ui.clinic.no_logo"), "muted")
        self.body.addLayout(row(button(say("ui.clinic.logo"), self._choose, "", "import"), self._logo, 1))
        self.fields["currency"].hide()
        self.fields["state"].changed.connect(self._state_chosen)

    def record(self) -> ClinicRecord:
        """The clinic as it was typed."""
        values = self.values() or {}
        return ClinicRecord(id="", **values)

    def _state_chosen(self) -> None:
        self.fields["currency"].setVisible(self.fields["state"].value() == ABROAD)
        if self.fields["state"].value() != ABROAD:
            self.fields["currency"].set_value("USD")

    def _choose(self) -> None:
        say = self.words.say
        ask_open(self, say("ui.clinic.logo"), say("ui.clinic.logo_files"), self.take_logo)

    def take_logo(self, path: Path) -> None:
        """Take a picture's bytes; what is no picture is refused when the clinic is made."""
        try:
            with path.open("rb") as file:
                self.picture = file.read(MOST_BYTES)
        except OSError as error:
            self._logo.setText(self.words.say("ui.clinic.logo_unread", why=error.strerror or ""))
            return
        self._logo.setText(path.name)
