"""The clinic: name, state, letterhead, logo."""

from collections.abc import Callable
from dataclasses import replace

from clinicdesk.desk.desk import Desk
from clinicdesk.desk.first_run import Choices, choices
from clinicdesk.desk.logo import set_logo
from clinicdesk.desk.settings import Settings, change_clinic
from clinicdesk.model.records import ClinicRecord
from clinicdesk.ui.door.clinic_form import ClinicForm
from clinicdesk.ui.front import Front
from clinicdesk.ui.settings.section import WIDE, Section
from clinicdesk.ui.widgets.basic import add, button, row


class ClinicSection(Section):
    """The same form as in the first run."""

    def __init__(self, front: Front, name: str, reload: Callable[[], object]) -> None:
        super().__init__(front, name, reload)
        self.form: ClinicForm | None = None
        self._kept: ClinicRecord | None = None
        front.ask(self, lambda _desk: choices(), self._build)

    def fill(self, settings: Settings) -> None:
        self._kept = settings.clinic
        self._show()

    def _build(self, told: Choices) -> None:
        self.form = ClinicForm(self.front.words, told)
        self.form.setMaximumWidth(WIDE)
        self.form.setEnabled(self.may)
        add(self.body, self.form)
        if self.may:
            keep = button(self.say("settings.save"), self._save, "primary", shortcut="Ctrl+Return")
            forget = button(self.say("clinic.drop_logo"), self._drop_logo, "flat")
            add(self.body, row(forget, 1, keep))
        add(self.body, 1)
        self._show()

    def _show(self) -> None:
        if self.form is not None and self._kept is not None:
            self.form.fill({name: getattr(self._kept, name) for name in self.form.fields})

    def _save(self) -> None:
        if self.form is None or self._kept is None or self.form.values() is None:
            return
        picture = self.form.picture
        clinic = replace(self.form.record(), id=self._kept.id, version=self._kept.version)

        def act(desk: Desk) -> None:
            change_clinic(desk, clinic)
            if picture:
                set_logo(desk, picture)

        self.save(act, self.say("settings.saved"), self.form.refused)

    def _drop_logo(self) -> None:
        self.save(lambda desk: set_logo(desk, None), self.say("clinic.logo_dropped"))
