"""Who may sign in to the demo, with one press: everything about them is shown, as nobody there is real."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.desk.demo import DemoPerson, demo_people
from clinicdesk.ui.door.sign_in import SignIn
from clinicdesk.ui.widgets.basic import button, label
from clinicdesk.words import Words


def people(door: SignIn, words: Words) -> QWidget:
    """A button for each person of the demo; it fills the fields in and signs in."""
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    everyone = demo_people()
    layout.addWidget(label(words.say("ui.demo.who", pin=everyone[0].pin), "muted"))
    for one in everyone:
        told = words.say("ui.demo.person", name=one.name, roles=one.roles)
        layout.addWidget(button(told, lambda one=one: _enter(door, one), "flat"))  # type: ignore[misc]
    return made


def _enter(door: SignIn, person: DemoPerson) -> None:
    door.login.set_value(person.login)
    door.password.set_value(person.password)
    door.try_in()
