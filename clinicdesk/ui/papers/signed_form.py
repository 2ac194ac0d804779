"""A paper that was signed by hand: who, when, and a scan of it if wished."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from clinicdesk.desk.signing import CHOICES
from clinicdesk.desk.whom import signer_name
from clinicdesk.model.document import NoticeKind
from clinicdesk.model.people import Signer
from clinicdesk.model.records import DocumentRecord, PatientRecord
from clinicdesk.ui.form import Form
from clinicdesk.ui.front import Front
from clinicdesk.ui.widgets.asked import ChosenField, GivenDayField
from clinicdesk.ui.widgets.basic import label
from clinicdesk.ui.widgets.fields import TextField
from clinicdesk.ui.widgets.form_panel import Write
from clinicdesk.ui.widgets.scan_field import ScanField

if TYPE_CHECKING:
    from clinicdesk.desk.desk import Desk


class SignedForm(Form):
    """The name as it stands on the paper, the day, a scan. `write` is the act of what was typed."""

    def __init__(self, front: Front, paper: DocumentRecord, signer: Signer, patient: PatientRecord, day: date) -> None:
        super().__init__(spacing=16)
        say = front.words.say
        self.front, self.paper, self.signer, self.patient = front, paper, signer, patient
        self._scan = ""
        self.body.addWidget(label(say("ui.papers.sign.which", number=paper.label, signer=signer), "muted"))
        name = self.add("name", TextField(say("ui.papers.sign.name"), help_text=say("ui.papers.sign.name_help")))
        signed_on = self.add(
            "signed_on", GivenDayField(say("ui.papers.sign.day"), lacking=say("ui.papers.sign.day_lacking"))
        )
        if paper.kind in CHOICES:
            self.add("choice", self._option())
        self.scan = self.add(
            "content", ScanField(front.words, say("ui.papers.sign.scan"), help_text=say("ui.papers.sign.scan_help"))
        )
        self.body.addStretch(1)
        name.set_value(signer_name(patient, signer))
        signed_on.set_value(day)
        self.scan.changed.connect(self._another_scan)

    def _option(self) -> ChosenField:
        """What is ticked on the paper: the patient's choice, none before it is read there."""
        say = self.front.words.say
        abn = [say("ui.official.option.one"), say("ui.official.option.two"), say("ui.official.option.three")]
        waiver = [say("ui.official.option.wants"), say("ui.official.option.declines")]
        told = abn if self.paper.kind == NoticeKind.ABN else waiver
        options = [(f"{number}", one) for number, one in enumerate(told, 1)]
        choose, lacking = say("ui.official.option.choose"), say("ui.official.option.lacking")
        return ChosenField(say("ui.official.option.name"), options, choose=choose, lacking=lacking)

    def write(self) -> Write | None:
        """The act that files the signature; None where something cannot be read, which is told at its field."""
        typed = self.values()
        return None if typed is None else lambda desk: self._sign(desk, **typed)

    def _sign(self, desk: "Desk", *, name: str, signed_on: date, content: Path | None, choice: str = "0") -> object:
        """A scan that is filed already is not filed again when the signature was refused."""
        from clinicdesk.desk.files import add_file, read_scan
        from clinicdesk.desk.signing import sign

        if content and not self._scan:
            purpose = self.front.words.say("ui.papers.sign.purpose", number=self.paper.label)
            self._scan = add_file(desk, content.name, purpose, read_scan(content), self.patient.id).id
        here, ticked = (self.patient.id, self.paper.id), int(choice)
        return sign(desk, *here, self.signer, name, signed_on=signed_on, scan=self._scan, choice=ticked)

    def _another_scan(self) -> None:
        self._scan = ""
