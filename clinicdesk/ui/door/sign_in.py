"""Signing in with name and password."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from clinicdesk.errors import ClinicdeskError, SignInRefused
from clinicdesk.ui.door.doorway import Doorway
from clinicdesk.ui.front import Front
from clinicdesk.ui.widgets.basic import add, button, label, row
from clinicdesk.ui.widgets.fields import TextField

if TYPE_CHECKING:
    from clinicdesk.desk.desk import Desk


class SignIn(Doorway):
    """Name and password. `entered` hands over the desk."""

    entered = Signal(object)

    def __init__(self, front: Front, folder: Path) -> None:
        say = front.words.say
        super().__init__("clinicdesk")
        self.front, self.folder = front, folder
        self.login = TextField(say("ui.door.login"))
        self.password = TextField(say("ui.door.password"), hidden=True, most=1000)
        self.wrong = label("", "error")
        self.wrong.hide()
        self.enter = button(say("ui.door.enter"), self.try_in, "primary")
        add(
            self.inside, label(say("ui.door.intro"), "muted"), self.login, self.password, self.wrong, row(1, self.enter)
        )
        self.login.line.returnPressed.connect(self.password.setFocus)
        self.password.line.returnPressed.connect(self.try_in)
        self._wait = QTimer(self)
        self._wait.setInterval(1000)
        self._wait.timeout.connect(self._tick)
        self._left = 0
        self._words = ""

    def begin(self) -> None:
        """Take the keyboard."""
        self.login.setFocus()

    def offer(self, *parts: QWidget) -> None:
        """More below the fields, such as who may sign in to the demo."""
        add(self.inside, *parts)

    def try_in(self) -> None:
        """Try the name and the password; the fields rest meanwhile."""
        if self._left or not self.enter.isEnabled():
            return
        name, password = self.login.value(), self.password.text()
        if not name or not password:
            self.tell(self.front.words.say("ui.door.both"))
            return
        self.rest(True)
        self.tell("")

        def work() -> "Desk":
            from clinicdesk.desk.signin import sign_in

            return sign_in(self.folder, name, password)

        self.front.do(work, self._in, self._refused)

    def rest(self, on: bool) -> None:
        """Take no keys while a try is under way."""
        self.enter.setEnabled(not on)
        self.password.setEnabled(not on)
        self.login.setEnabled(not on)

    def tell(self, text: str) -> None:
        """Say what was refused."""
        self.wrong.setText(text)
        self.wrong.setVisible(bool(text))

    def _in(self, desk: "Desk") -> None:
        self.password.set_value("")
        self.rest(False)
        self.entered.emit(desk)

    def _refused(self, error: BaseException) -> None:
        self.rest(False)
        self.password.set_value("")
        self.password.setFocus()
        if not isinstance(error, ClinicdeskError):
            self.front.crashed.emit(error)
            return
        self._words = str(error)
        self._left = error.wait if isinstance(error, SignInRefused) else 0
        if self._left:
            self._wait.start()
        self._tell_wait()

    def _tick(self) -> None:
        self._left = max(0, self._left - 1)
        if not self._left:
            self._wait.stop()
        self._tell_wait()

    def _tell_wait(self) -> None:
        wait = self.front.words.say("ui.door.wait", count=self._left) if self._left else ""
        self.tell(f"{self._words} {wait}".strip())
        self.enter.setEnabled(not self._left)
