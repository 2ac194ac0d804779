"""The form of a person: two names that are never parsed, birth date, how to reach them, who may sign for them."""

from datetime import date

from PySide6.QtWidgets import QWidget

from clinicdesk.desk.whom import age_on
from clinicdesk.model.people import Party, Patient
from clinicdesk.ui.front import Front
from clinicdesk.ui.page import column
from clinicdesk.ui.patients.folded import FoldedForm
from clinicdesk.ui.widgets.basic import Mark
from clinicdesk.ui.widgets.fields import ChoiceField, DayField, PhoneField, TextField
from clinicdesk.ui.widgets.typed import NotTyped
from clinicdesk.words import languages

_NAME, _PHONE, _EMAIL, _ADDRESS, _PARTY, _RELATIONSHIP = 120, 40, 200, 400, 200, 60


class PersonForm(FoldedForm):
    """A person as typed. The guardian is asked for as soon as the birth date says that somebody else has to sign."""

    def __init__(self, front: Front, today: date, signs_from: int) -> None:
        super().__init__()
        self._today, self._signs_from, self._id = today, signs_from, ""
        say = front.words.say
        self._birth = DayField(say("ui.patients.person.birth_date"))
        self.body.addLayout(
            self.beside(
                given_name=TextField(say("ui.patients.person.given_name"), most=_NAME),
                family_name=TextField(say("ui.patients.person.family_name"), most=_NAME),
            )
        )
        self.body.addLayout(
            self.beside(birth_date=self._birth, phone=PhoneField(say("ui.patients.person.phone"), most=_PHONE))
        )
        self._guardian = QWidget()
        self._guardian.setObjectName("plain")
        inside = column(self._guardian)
        inside.addWidget(Mark("note", say("ui.patients.person.minor", age=signs_from)))
        inside.addLayout(
            self.beside(
                guardian__name=TextField(say("ui.patients.person.guardian"), most=_PARTY),
                guardian__relationship=TextField(say("ui.patients.person.relationship"), most=_RELATIONSHIP),
            )
        )
        self.body.addWidget(self._guardian)
        self._languages = ChoiceField(say("ui.patients.person.language"), languages().items())
        email = TextField(say("ui.patients.person.email"), most=_EMAIL)
        self.body.addLayout(self.beside(email=email, language=self._languages))
        self.add("address", TextField(say("ui.patients.person.address"), most=_ADDRESS))
        self.fold(
            say("ui.patients.person.represented"),
            self.beside(
                representative__name=TextField(say("ui.patients.person.representative"), most=_PARTY),
                representative__relationship=TextField(say("ui.patients.person.relationship"), most=_RELATIONSHIP),
            ),
        )
        for name in ("birth_date", "guardian.name", "guardian.relationship"):
            self.fields[name].changed.connect(self._look)
        self._look()

    @property
    def asks_for_guardian(self) -> bool:
        """Whether the birth date says that a parent or guardian signs."""
        try:
            born = self._birth.value()
        except NotTyped:
            return False
        return born is not None and born <= self._today and age_on(born, self._today) < self._signs_from

    def value(self) -> Patient | None:
        """The person as typed; None where something cannot be read, which is told at its field."""
        told = self.values()
        if told is None:
            return None
        return Patient(
            given_name=told["given_name"],
            family_name=told["family_name"],
            birth_date=told["birth_date"],
            id=self._id,
            phone=told["phone"],
            email=told["email"],
            address=told["address"],
            language=told["language"],
            guardian=_party(told["guardian.name"], told["guardian.relationship"]),
            representative=_party(told["representative.name"], told["representative.relationship"]),
        )

    def fill(self, person: Patient) -> None:  # type: ignore[override]
        """Put a person into the form. A language that has no papers here stays as it is."""
        if person.language not in languages():
            self._languages.set_choices([*languages().items(), (person.language, person.language)])
        guardian, representative = person.guardian or Party(""), person.representative or Party("")
        self._id = person.id
        super().fill(
            {
                "given_name": person.given_name,
                "family_name": person.family_name,
                "birth_date": person.birth_date,
                "phone": person.phone,
                "email": person.email,
                "address": person.address,
                "language": person.language,
                "guardian.name": guardian.name,
                "guardian.relationship": guardian.relationship,
                "representative.name": representative.name,
                "representative.relationship": representative.relationship,
            }
        )

    def _look(self) -> None:
        filled = any(self.fields[one].text() for one in ("guardian.name", "guardian.relationship"))
        self._guardian.setVisible(self.asks_for_guardian or filled)


def _party(name: str, relationship: str) -> Party | None:
    return Party(name, relationship) if name or relationship else None
