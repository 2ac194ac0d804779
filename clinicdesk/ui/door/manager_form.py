"""The first manager: name, sign-in name, password twice, and whether they treat patients."""

from clinicdesk.model.people import Profession
from clinicdesk.model.records import StaffRecord
from clinicdesk.model.roles import Role
from clinicdesk.ui.form import Form
from clinicdesk.ui.widgets.fields import CheckField, ChoiceField, TextField
from clinicdesk.words import Words

_TREATS = ("profession", "license", "own_npi")


class ManagerForm(Form):
    """Whoever sets the clinic up looks after it; who also treats is a clinician too."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words
        say = words.say
        self.add("name", TextField(say("ui.manager.name")))
        self.add("login", TextField(say("ui.manager.login"), most=64, help_text=say("ui.manager.login_help")))
        self.add(
            "password",
            TextField(say("ui.manager.password"), most=1000, hidden=True, help_text=say("ui.manager.password_help")),
        )
        self.add("again", TextField(say("ui.manager.again"), most=1000, hidden=True))
        self.add("treats", CheckField(say("ui.manager.treats")))
        professions = [(one.value, words.word(one)) for one in Profession]
        self.add("profession", ChoiceField(say("ui.manager.profession"), professions))
        self.add("license", TextField(say("ui.manager.license"), most=60))
        self.add("own_npi", TextField(say("ui.manager.npi"), most=10))
        self.fields["treats"].changed.connect(self._treats)
        self._treats()

    def record(self) -> StaffRecord:
        """The person as it was typed."""
        values = self.values() or {}
        roles = (Role.MANAGER, Role.FRONT_DESK)
        if not values["treats"]:
            return StaffRecord(id="", login=values["login"], name=values["name"], roles=roles)
        return StaffRecord(
            id="",
            login=values["login"],
            name=values["name"],
            roles=(*roles, Role.CLINICIAN),
            profession=Profession(values["profession"]),
            license=values["license"],
            npi=values["own_npi"],
        )

    def password(self) -> str:
        """The password as it was typed, blanks and all."""
        return self.fields["password"].text()

    def same_passwords(self) -> bool:
        """Whether both were typed alike; else that is told."""
        same = self.fields["password"].text() == self.fields["again"].text()
        if not same:
            self.fields["again"].tell_wrong(self.words.say("ui.manager.not_alike"))
            self.fields["again"].setFocus()
        return same

    def _treats(self) -> None:
        for name in _TREATS:
            self.fields[name].setVisible(self.fields["treats"].value())
