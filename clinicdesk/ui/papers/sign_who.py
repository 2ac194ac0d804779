"""Who signs now, as what, and what has to be told of them; then the screen is handed over, or they sign right here."""

from collections.abc import Callable

from clinicdesk.desk.signing_screen import ToSign
from clinicdesk.desk.signing_who import FIELDS, Who
from clinicdesk.model.people import Signer
from clinicdesk.ui.form import Form
from clinicdesk.ui.front import Front
from clinicdesk.ui.widgets.basic import button, label, row, stack
from clinicdesk.ui.widgets.fields import ChoiceField, TextField


class WhoForm(Form):
    """The fields follow who is chosen. `hand` is called for the screen to be handed over."""

    def __init__(self, front: Front, told: ToSign, hand: Callable[[], object]) -> None:
        super().__init__(spacing=16)
        words, say = front.words, front.words.say
        self.known = {one.signer: one for one in told.may}
        self.body.addWidget(label(say("ui.signing.which", number=told.paper.label), "muted"))
        people = [(one.value, words.word(one).capitalize()) for one in self.known]
        self.add("signer", ChoiceField(say("ui.signing.who"), people))
        self.add("name", TextField(say("ui.signing.name")))
        self.add("relationship", TextField(say("ui.signing.relationship")))
        self.add("seen", TextField(say("ui.signing.seen"), help_text=say("ui.signing.seen_help")))
        self.add("number", TextField(say("ui.signing.interpreter_id")))
        self._own = label("", "strong")
        self.body.addWidget(self._own)
        self.hand = button(say("ui.signing.hand"), hand, picture_name="hand_over")
        self._why = label(say("ui.signing.hand_help"), "muted")
        self.body.addLayout(stack(row(self.hand, 1), self._why, spacing=4))
        self.body.addWidget(label(say("ui.signing.device", device=told.device), "muted"))
        self.body.addStretch(1)
        self._say = say
        self.fields["signer"].changed.connect(self._chosen)
        self._chosen()

    @property
    def signer(self) -> Signer:
        """Who is chosen."""
        return Signer(self.fields["signer"].value())

    @property
    def who(self) -> Who:
        """Who signs, as it was typed."""
        told = {field: self.fields[field].value() for field in FIELDS[self.signer]}
        own = self.known[self.signer]
        return Who(signer=self.signer, **({"name": own.name, "number": own.number} | told))

    def _chosen(self) -> None:
        """Only the fields that this one needs, with what is known already."""
        own, needed = self.known[self.signer], FIELDS[self.signer]
        for name in ("name", "relationship", "seen", "number"):
            self.fields[name].setVisible(name in needed)
            self.fields[name].set_value(getattr(own, name))
        is_clinician = self.signer is Signer.CLINICIAN
        self._own.setText(self._say("ui.signing.license", name=own.name, number=own.number) if is_clinician else "")
        for one in (self.hand, self._why):
            one.setVisible(not is_clinician)
        self._own.setVisible(is_clinician)
