"""One person of the staff, and a new password for one."""

from dataclasses import replace

from clinicdesk.model.people import Profession
from clinicdesk.model.records import StaffRecord
from clinicdesk.model.roles import Role
from clinicdesk.ui.form import Form
from clinicdesk.ui.widgets.fields import CheckField, ChoiceField, TextField
from clinicdesk.words import Words

_TREATS = ("license", "npi", "hours", "endorsed")
_MOST_HOURS = 5000


class PersonForm(Form):
    """Name, sign-in name, roles, and what makes somebody one who treats."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words
        say = words.say
        self.add("name", TextField(say("ui.person.name")))
        self.add("login", TextField(say("ui.manager.login"), most=64, help_text=say("ui.manager.login_help")))
        for role in Role:
            self.add(role.value, CheckField(say("ui.person.role", role=role)))
        none = ("", say("ui.person.no_profession"))
        professions = [none, *((one.value, words.word(one)) for one in Profession)]
        self.add("profession", ChoiceField(say("ui.person.profession"), professions))
        self.add("license", TextField(say("ui.manager.license"), most=60))
        self.add("npi", TextField(say("ui.person.npi"), most=10))
        self.add("hours", TextField(say("ui.person.hours"), most=4, help_text=say("ui.person.hours_help")))
        self.add("endorsed", CheckField(say("ui.person.endorsed")))
        self.fields["profession"].changed.connect(self._treats)
        self.fields[Role.CLINICIAN.value].changed.connect(self._clinician)
        self._treats()

    def show_person(self, one: StaffRecord) -> None:
        """Fill in somebody who is kept; the sign-in name stays."""
        self.fill(
            {
                "name": one.name,
                "login": one.login,
                "profession": one.profession.value if one.profession else "",
                "license": one.license,
                "npi": one.npi,
                "hours": "" if one.dry_needling_hours is None else str(one.dry_needling_hours),
                "endorsed": one.endorsed,
                **{role.value: role in one.roles for role in Role},
            }
        )
        self.fields["login"].setEnabled(False)
        self._treats()

    def record(self, kept: StaffRecord | None = None) -> StaffRecord | None:
        """The person as typed, on top of the one who is kept; None where hours are no number, which is told."""
        values = self.values() or {}
        hours = values["hours"]
        if hours and not (hours.isascii() and hours.isdecimal() and int(hours) <= _MOST_HOURS):
            self.fields["hours"].tell_wrong(self.words.say("ui.person.hours_wrong", most=_MOST_HOURS))
            self.fields["hours"].setFocus()
            return None
        blank = StaffRecord(id="", login=values["login"], name="", roles=())
        return replace(
            kept or blank,
            name=values["name"],
            roles=tuple(role for role in Role if values[role.value]),
            profession=Profession(values["profession"]) if values["profession"] else None,
            license=values["license"],
            npi=values["npi"],
            dry_needling_hours=int(hours) if hours else None,
            endorsed=values["endorsed"],
        )

    def _clinician(self) -> None:
        """A clinician treats: the fields for it are shown at once."""
        if self.fields[Role.CLINICIAN.value].value() and not self.fields["profession"].value():
            self.fields["profession"].set_value(Profession.PT.value)

    def _treats(self) -> None:
        for name in _TREATS:
            self.fields[name].setVisible(bool(self.fields["profession"].value()))


class PasswordForm(Form):
    """A new password, typed twice."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words
        say = words.say
        self.add(
            "password",
            TextField(say("ui.person.password"), most=1000, hidden=True, help_text=say("ui.manager.password_help")),
        )
        self.add("again", TextField(say("ui.manager.again"), most=1000, hidden=True))

    def password(self) -> str | None:
        """The password; None where the two are not alike, which is told."""
        first, again = (self.fields[name].text() for name in ("password", "again"))
        if first == again:
            return first
        self.fields["again"].tell_wrong(self.words.say("ui.manager.not_alike"))
        self.fields["again"].setFocus()
        return None
