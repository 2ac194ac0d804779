"""One's own password and PIN."""

from collections.abc import Callable

from PySide6.QtGui import QHideEvent

from clinicdesk.desk.session import change_password, set_pin
from clinicdesk.errors import ClinicdeskError
from clinicdesk.ui.form import Form, entered
from clinicdesk.ui.front import Front
from clinicdesk.ui.settings.section import WIDE, Section
from clinicdesk.ui.widgets.basic import add, button, card, label, row
from clinicdesk.ui.widgets.fields import TextField


class Own(Section):
    """Each of the two with a form and a button of its own."""

    manages = False

    def __init__(self, front: Front, name: str, reload: Callable[[], object]) -> None:
        super().__init__(front, name, reload)
        self.pin = Form()
        self.pin.add("pin", TextField(self.say("own.pin"), most=12, hidden=True, help_text=self.say("own.pin_help")))
        self.pin.add("again", TextField(self.say("own.pin_again"), most=12, hidden=True))
        self.password = Form()
        self.password.add("old", TextField(self.say("own.old"), most=1000, hidden=True))
        self.password.add(
            "new", TextField(self.say("own.new"), most=1000, hidden=True, help_text=self.say("manager.password_help"))
        )
        self.password.add("again", TextField(self.say("own.again"), most=1000, hidden=True))
        set_it = button(self.say("own.set_pin"), self._set_pin)
        change = button(self.say("own.change"), self._change, "primary")
        pins = card(label(self.say("own.pin_title"), "strong"), self.pin, row(1, set_it))
        words = card(label(self.say("own.password_title"), "strong"), self.password, row(1, change))
        for one in (pins, words):
            one.setMaximumWidth(WIDE)
        for form, press in ((self.pin, set_it), (self.password, change)):
            entered(form, press)
        add(self.body, pins, words, 1)

    def _set_pin(self) -> None:
        pin = self.pin.fields["pin"].text()
        if pin != self.pin.fields["again"].text():
            self.pin.fields["again"].tell_wrong(self.say("manager.not_alike"))
            return

        def refused(error: ClinicdeskError) -> None:
            self.pin.fields["pin"].tell_wrong(str(error))

        self.save(lambda desk: set_pin(desk, pin), self.say("own.pin_is_set"), refused, self._forget)

    def _change(self) -> None:
        told = {name: field.text() for name, field in self.password.fields.items()}
        if told["new"] != told["again"]:
            self.password.fields["again"].tell_wrong(self.say("manager.not_alike"))
            return
        self.save(
            lambda desk: change_password(desk, told["old"], told["new"]),
            self.say("own.changed"),
            self.password.refused,
            self._forget,
        )

    def _forget(self, _told: object) -> None:
        for field in (*self.pin.fields.values(), *self.password.fields.values()):
            field.set_text("")

    def hideEvent(self, event: QHideEvent) -> None:
        """What is typed here and not saved does not wait for somebody to come back."""
        self._forget(None)
        super().hideEvent(event)
