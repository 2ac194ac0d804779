"""The lock: nothing of a patient is shown; a PIN or the password lets one in again, or somebody else."""

from PySide6.QtCore import Signal

from clinicdesk.errors import ClinicdeskError
from clinicdesk.model.records import StaffRecord
from clinicdesk.ui.door.doorway import Doorway
from clinicdesk.ui.front import Front
from clinicdesk.ui.widgets.basic import add, button, label, row
from clinicdesk.ui.widgets.fields import ChoiceField, TextField

LONGEST_PIN = 12


class Lock(Doorway):
    """Who is it, and the PIN or password. `entered` says that the desk is open again, `left` that all sign out."""

    entered = Signal()
    left = Signal()

    def __init__(self, front: Front, title: str = "") -> None:
        say = front.words.say
        super().__init__(title or say("ui.lock.title"))
        self.front = front
        self.person = ChoiceField(say("ui.lock.person"), [])
        self.other = TextField(say("ui.door.login"))
        self.secret = TextField(say("ui.lock.secret"), hidden=True, most=1000, help_text=say("ui.lock.help"))
        self.wrong = label("", "error")
        self.wrong.hide()
        self.enter = button(say("ui.lock.enter"), self.try_in, "primary")
        self.leave = button(say("ui.menu.sign_out"), self.left.emit, "flat")
        add(self.inside, self.person, self.other, self.secret, self.wrong, row(self.leave, 1, self.enter))
        self.setTabOrder(self.enter, self.leave)
        self.secret.line.returnPressed.connect(self.try_in)
        self.other.line.returnPressed.connect(self.secret.setFocus)
        self.person.changed.connect(self._show_other)
        self.person.box.picked.connect(self._chosen)
        front.crashed.connect(self._mistaken)

    def begin(self) -> None:
        """Ask who is of this shift, and take the keyboard."""
        from clinicdesk.desk.recent import shift_people

        self.secret.set_value("")
        self._tell("")
        self.front.ask(self, shift_people, self._fill)

    def try_in(self) -> None:
        """Try the PIN, or the password where somebody has none or is not of this shift."""
        from clinicdesk.desk.session import unlock, unlock_with_password

        login, secret = self.person.value() or self.other.value(), self.secret.text()
        if not self.enter.isEnabled():
            return
        if not login or not secret:
            self._tell(self.front.words.say("ui.lock.empty"))
            return
        self.enter.setEnabled(False)
        with_pin = secret.isdecimal() and len(secret) <= LONGEST_PIN and bool(self.person.value())
        way = unlock if with_pin else unlock_with_password
        self.front.ask(self, lambda desk: way(desk, login, secret), self._in, self._refused)

    def _fill(self, people: tuple[StaffRecord, ...]) -> None:
        here = [(one.login, one.name) for one in people]
        last = self.front.staff
        if last is not None and last.login not in dict(here):
            here.insert(0, (last.login, last.name))
        self.person.set_choices([*here, ("", self.front.words.say("ui.lock.somebody_else"))])
        own = self.front.staff.login if self.front.staff else ""
        self.person.set_value(own if own in dict(here) else "")
        self._chosen()

    def _show_other(self) -> None:
        self.other.setVisible(not self.person.value())

    def _chosen(self) -> None:
        """Who it is was picked: what they type comes next. Arrows through the names leave the keyboard where it is."""
        self._show_other()
        (self.secret if self.person.value() else self.other).setFocus()

    def _in(self, _none: None) -> None:
        self.enter.setEnabled(True)
        self.secret.set_value("")
        self.entered.emit()

    def _refused(self, error: ClinicdeskError) -> None:
        self.enter.setEnabled(True)
        self.secret.set_value("")
        self._tell(str(error))
        self.secret.setFocus()

    def _mistaken(self, _error: object) -> None:
        """A mistake of ours is told in a window of its own; here one can try again."""
        self.enter.setEnabled(True)

    def _tell(self, text: str) -> None:
        self.wrong.setText(text)
        self.wrong.setVisible(bool(text))
