"""A paper that nobody signs: on which day it was handed over, how, and by whom."""

from datetime import date
from typing import TYPE_CHECKING, Any

from clinicdesk.model.records import DocumentRecord, HandedOver
from clinicdesk.ui.form import Form
from clinicdesk.ui.front import Front
from clinicdesk.ui.widgets.asked import GivenDayField
from clinicdesk.ui.widgets.basic import Mark, label
from clinicdesk.ui.widgets.fields import ChoiceField, TextField
from clinicdesk.ui.widgets.form_panel import Write

if TYPE_CHECKING:
    from clinicdesk.desk.desk import Desk


class GivenForm(Form):
    """How it came to the patient. `write` is the act of what was typed; `changed` is other than on the one before."""

    def __init__(self, front: Front, paper: DocumentRecord, patient: str, day: date, changed: tuple[str, ...]) -> None:
        super().__init__(spacing=16)
        say, words = front.words.say, front.words
        self.paper, self.patient = paper, patient
        self.body.addWidget(label(say("ui.official.given.which", number=paper.label), "muted"))
        if changed:
            told = say("ui.official.given.changed", what="; ".join(map(words.told, changed)))
            self.body.addWidget(Mark("review", say("ui.official.given.new"), told))
        ways = [(one.value, words.word(one)) for one in HandedOver]
        self.add("how", ChoiceField(say("ui.official.given.how"), ways))
        given_on = self.add(
            "given_on", GivenDayField(say("ui.official.given.day"), lacking=say("ui.official.given.day_lacking"))
        )
        given_by = self.add("given_by", TextField(say("ui.official.given.by")))
        self.body.addStretch(1)
        given_on.set_value(day)
        given_by.set_value(front.staff.name if front.staff else "")

    def write(self) -> Write | None:
        """The act that keeps it; None where something cannot be read, which is told at its field."""
        typed = self.values()
        return None if typed is None else lambda desk: self._give(desk, **typed)

    def _give(self, desk: "Desk", **typed: Any) -> object:
        from clinicdesk.desk.handed_over import hand_over_paper

        how = HandedOver(typed.pop("how"))
        return hand_over_paper(desk, self.patient, self.paper.id, how, **typed)
