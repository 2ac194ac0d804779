"""What an estimate is made for: which code, how many sessions, with or without insurance. A form, so it has a draft."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from clinicdesk.desk.costs import Option
from clinicdesk.model.visit import Service
from clinicdesk.ui.estimate.sessions import RangeField, SessionsField
from clinicdesk.ui.form import Form
from clinicdesk.ui.front import Front
from clinicdesk.ui.widgets.basic import row
from clinicdesk.ui.widgets.pick import PickField

INSURED, ALONE = "insured", "alone"


class Choices(Form):
    """Begins with a course's service; `option` is what is chosen now, `base` the service that it differs from."""

    def __init__(self, front: Front, service: Service, *, has_plan: bool) -> None:
        super().__init__(spacing=8)
        say = front.words.say
        self.base = service
        codes: Sequence[tuple[str, str]] = [(one, _named(front, one)) for one in front.rules.service_codes]
        payers = [(INSURED, say("ui.estimate.insured")), (ALONE, say("ui.estimate.alone"))]
        self.code = PickField(say("ui.estimate.code"), codes, lacking="")
        self.payer = PickField(say("ui.estimate.payer"), payers, lacking="")
        self.sessions = SessionsField(say("ui.estimate.sessions"))
        self.range = RangeField(
            say("ui.estimate.range"), say("ui.estimate.range_least"), say("ui.estimate.range_most"), self.sessions
        )
        self.add("code", self.code)
        for one in (self.code, self.payer):
            one.title.hide()  # what there is to choose says it, and the room is the table's
        beside = row(spacing=24)
        beside.addWidget(self.keep("use_insurance", self.payer), 0, Qt.AlignmentFlag.AlignTop)
        beside.addWidget(self.keep("sessions", self.sessions), 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(beside)
        self.add("sessions_range", self.range)
        self.payer.setVisible(has_plan)
        self.put(service)

    def put(self, service: Service) -> None:
        """Choose what a service has."""
        self.code.set_value(service.code)
        self.payer.set_value(INSURED if service.use_insurance else ALONE)
        self.sessions.set_value(service.sessions)
        self.range.set_value(service.sessions_range)

    def take(self, option: Option) -> None:
        """Choose what an option has."""
        self.put(option.of(self.base))

    def rebase(self, service: Service) -> None:
        """The course has another service now; what differs from it stays chosen only where something did before."""
        changed, self.base = self.changed, service
        if not changed:
            self.put(service)

    def option(self, name: str = "") -> Option:
        """What is chosen now, in full."""
        return Option(
            name=name,
            use_insurance=self.payer.value() == INSURED,
            code=self.code.value(),
            sessions=self.sessions.value(),
            sessions_range=self.range.value(),
        )

    @property
    def changed(self) -> bool:
        """Whether anything is chosen that the course does not have."""
        return self.option().of(self.base) != self.base


def _named(front: Front, code: str) -> str:
    text = front.rules.codes[code].text
    return front.words.say("ui.estimate.code_named", code=code, text=text)
