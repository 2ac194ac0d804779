"""The window: the door, the desk behind it, and the lock between them."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from clinicdesk.errors import ClinicdeskError
from clinicdesk.ui.clipboards import clear_clipboards
from clinicdesk.ui.door.sign_in import SignIn
from clinicdesk.ui.front import Front, Place
from clinicdesk.ui.style import look_of, wear
from clinicdesk.ui.sweep import spare
from clinicdesk.ui.widgets.basic import add, label, row
from clinicdesk.ui.widgets.fields import speak

if TYPE_CHECKING:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QCloseEvent

    from clinicdesk.desk.desk import Desk
    from clinicdesk.desk.handing_over import HandedOver
    from clinicdesk.desk.signing_over import Signable
    from clinicdesk.ui.backing_up import BackingUp
    from clinicdesk.ui.door.lock import Lock
    from clinicdesk.ui.hand_over import HandOver
    from clinicdesk.ui.idle import Idle
    from clinicdesk.ui.papers.sign_over import SignOver
    from clinicdesk.ui.shell import Shell

EVERY_MINUTE = 60_000
_SIZE = (1280, 720)
_BAR = 320


class Window(QMainWindow):
    """The title is the program's name, always: no patient's name stands in it."""

    _shape: "Qt.WindowState"

    def __init__(self, front: Front, folder: Path, *, demo: bool = False) -> None:
        super().__init__()
        self.front, self.folder, self.demo = front, folder, demo
        self.setWindowTitle(front.words.say("ui.title_demo" if demo else "ui.title"))
        self.resize(*_SIZE)
        self._root = QStackedWidget()
        whole = QWidget()
        down = QVBoxLayout(whole)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        if demo:
            down.addWidget(_demo_strip(front.words.say("ui.demo.strip")))
        down.addWidget(self._root)
        self.setCentralWidget(whole)
        self.shell: Shell | None = None
        self.lock_page: Lock | None = None
        self.handed: HandOver | SignOver | None = None
        self.idle: Idle | None = None
        self.backing_up: BackingUp | None = None
        self._upkeep = QTimer(self)
        self._upkeep.setInterval(EVERY_MINUTE)
        self._upkeep.timeout.connect(self._look_after)
        self._closing = False
        front.locked.connect(self.lock)
        front.leaving.connect(self.sign_out)
        front.changed_look.connect(self.wear)
        front.crashed.connect(self._after_mistake)
        self._handing = False
        front.handing_over.connect(self.hand_over)
        front.paper_handed.connect(self.hand_paper)

    def begin(self, door: QWidget) -> None:
        """Show the door: the sign-in, or the first run."""
        speak(self.front.words)
        self._show(door)
        start: Callable[[], object] | None = getattr(door, "begin", None)
        if start:
            start()

    def sign_in_page(self) -> SignIn:
        """The sign-in, connected."""
        door = SignIn(self.front, self.folder)
        door.entered.connect(self.enter)
        if self.demo:
            from clinicdesk.ui.door.demo import people

            door.offer(people(door, self.front.words))
        return door

    def enter(self, desk: "Desk") -> None:
        """The desk is open: show the first page."""
        from clinicdesk.ui.shell import Shell

        self.front.open(desk)
        speak(self.front.words)
        door = self._root.currentWidget()
        self.front.ask(self, _clinic_name, lambda name: self._show_desk(Shell(self.front, name), door))

    def lock(self) -> None:
        """Blank everything and ask for a PIN. What is half filled in is kept first."""
        shell = self._at_pages()
        if shell is None:
            return
        from clinicdesk.desk.session import lock
        from clinicdesk.ui.door.lock import Lock

        self._blank(shell)
        self.lock_page = Lock(self.front)
        self.lock_page.entered.connect(self._unlocked)
        self.lock_page.left.connect(self.sign_out)
        self._show(self.lock_page)
        page = self.lock_page
        self.front.ask(page, lock, lambda _none: page.begin(), lambda _error: page.begin())

    def hand_over(self, place: Place) -> None:
        """Give the questions of a visit to the patient: the whole screen is theirs, all else is let go of."""
        shell = self._at_pages()
        if shell is None:
            return
        from clinicdesk.desk.handing_over import hand_over

        self._blank(shell)
        self._handing = True
        self._show(Waiting(self.front.words.say("ui.hand_over.begins")))
        self.front.ask(
            self, lambda desk: hand_over(desk, place.patient, place.visit), self._hand_over, self._not_handed_over
        )

    def hand_paper(self, handed: "Signable") -> None:
        """Give a paper to who signs it, on the whole screen; the desk is locked already, and all else is let go of."""
        if (shell := self._at_pages()) is not None:
            from clinicdesk.ui.papers.sign_over import SignOver

            self._blank(shell)
            self._give(SignOver(self.front, handed))

    def sign_out(self) -> None:
        """End the work of all who are signed in here, and show the door."""
        if not self.front.has_desk():
            return
        self._put_away(lambda: self.begin(self.sign_in_page()))

    def wear(self, theme: str) -> None:
        """Change the look, and remember it for this computer."""
        from clinicdesk.ui.remembered import remember, theme_of

        remember(self.folder, "theme", theme)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            wear(app, look_of(theme_of(theme)))
        if (shell := self._at_pages()) is not None:
            place = shell.place
            shell.forget()
            shell.go(place)
            shell.foot.look()

    def closeEvent(self, event: "QCloseEvent") -> None:
        """Closing waits until what was begun is saved, a backup is made, and the store is closed."""
        if self._closing or not self.front.has_desk():
            self.front.hands.stop()
            event.accept()
            return
        event.ignore()
        if self.handed is not None:
            self.handed.ask_staff()
            return
        self._put_away(self._close_now)

    def _at_pages(self) -> "Shell | None":
        """The pages, where they are what is shown."""
        return self.shell if self._root.currentWidget() is self.shell else None

    def _blank(self, shell: "Shell") -> None:
        """Nothing of a patient is left on the screen or on the clipboard."""
        _close_dialogs(self)
        shell.forget()
        clear_clipboards()
        self._rest()

    def _hand_over(self, handed: "HandedOver") -> None:
        from clinicdesk.ui.hand_over import HandOver

        self._give(HandOver(self.front, handed))

    def _give(self, page: "HandOver | SignOver") -> None:
        self._handing = False
        self.handed = page
        speak(page.front.words)
        page.entered.connect(self._handed_back)
        self._shape = self.windowState()
        self._show(page)
        self.showFullScreen()
        page.begin()

    def _after_mistake(self, _error: object) -> None:
        """A mistake of ours while the questions were got ready: the desk may be locked by now, so ask who is there."""
        if self._handing and self.shell is not None:
            self._handing = False
            self._show(self.shell)
            self.lock()

    def _not_handed_over(self, error: ClinicdeskError) -> None:
        self._handing = False
        self._show_again()
        self.front.tell_refusal(error)

    def _handed_back(self) -> None:
        """Staff are back at the desk, at the visit that was handed over."""
        page, self.handed = self.handed, None
        speak(self.front.words)
        self.setWindowState(self._shape)
        self._show_again()
        if page is not None:
            page.deleteLater()

    def _show_again(self) -> None:
        """The pages, anew, for whoever is at the desk now."""
        if self.shell is not None:
            self.front.refresh()
            self._show(self.shell)
            self.shell.welcome()
            self._watch()

    def _close_now(self) -> None:
        self._closing = True
        self.close()

    def _put_away(self, after: Callable[[], object]) -> None:
        from clinicdesk.desk.upkeep import close_desk

        if self.shell is not None:
            self.shell.forget()
        clear_clipboards()
        self._rest()
        self._upkeep.stop()
        self._show(Waiting(self.front.words.say("ui.closing")))

        def done(mistake: BaseException | None) -> None:
            if mistake is not None and not isinstance(mistake, ClinicdeskError):
                self.front.crashed.emit(mistake)
            self.front.gone()
            shell, self.shell = self.shell, None
            if shell is not None:
                self._root.removeWidget(shell)
                shell.deleteLater()
            after()

        def close() -> None:
            self.front.close(close_desk, done)

        backing_up, self.backing_up = self.backing_up, None
        if backing_up is None:
            close()
        else:
            backing_up.finish(close)

    def _show_desk(self, shell: "Shell", door: QWidget | None) -> None:
        from clinicdesk.ui.backing_up import BackingUp

        self.shell = shell
        self.backing_up = BackingUp(self.front, self)
        self.backing_up.made.connect(self._backed_up)
        self.backing_up.failed.connect(self._not_backed_up)
        self.front.back_up.connect(self.backing_up.now)
        spare()
        self._show(shell)
        if door is not None:
            door.deleteLater()
        shell.welcome()
        self._watch()
        self._upkeep.start()
        QTimer.singleShot(EVERY_MINUTE, self._look_after)

    def _unlocked(self) -> None:
        page, self.lock_page = self.lock_page, None
        self._show_again()
        if page is not None:
            page.deleteLater()

    def _look_after(self) -> None:
        """A backup when one is due; while the desk is locked it waits."""
        if self.backing_up is not None and self.front.has_desk():
            self.backing_up.when_due()

    def _backed_up(self, trouble: str) -> None:
        if trouble:
            self.front.told.emit("review", trouble)
        if (shell := self._at_pages()) is not None:
            shell.foot.look()

    def _not_backed_up(self, why: str) -> None:
        self.front.told.emit("review", self.front.words.say("ui.backup_failed", why=why))

    def _watch(self) -> None:
        """Lock the desk after a while in which nobody touches it."""
        from clinicdesk.ui.idle import Idle

        if self.idle is None:
            self.idle = Idle(self)
            self.idle.over.connect(self.lock)
        self.idle.begin()

    def _rest(self) -> None:
        if self.idle is not None:
            self.idle.rest()

    def _show(self, widget: QWidget) -> None:
        if self._root.indexOf(widget) < 0:
            self._root.addWidget(widget)
        before = self._root.currentWidget()
        self._root.setCurrentWidget(widget)
        if before is not None and before is not widget and before is not self.shell:
            self._root.removeWidget(before)


def _clinic_name(desk: "Desk") -> str:
    from clinicdesk.model.records import CLINIC, ClinicRecord

    return desk.store.get(ClinicRecord, CLINIC).name


def _close_dialogs(window: QWidget) -> None:
    """Whatever stands before the window, menus too, is closed."""
    for one in QApplication.topLevelWidgets():
        if one is not window and one.isVisible():
            one.close()


class Waiting(QWidget):
    """A page that says what is being waited for, and how far it is where that is told."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._bar = QProgressBar()
        self._bar.setFixedWidth(_BAR)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(text)
        self._bar.hide()
        whole = QVBoxLayout(self)
        whole.setSpacing(16)
        add(whole, 1, row(1, label(text, "heading", wrap=False), 1), row(1, self._bar, 1), 1)

    def tell(self, done: int, of: int) -> None:
        """So much is done, of so much."""
        self._bar.setRange(0, of)
        self._bar.setValue(done)
        self._bar.show()


def _demo_strip(text: str) -> QFrame:
    made = QFrame()
    made.setProperty("role", "demo")
    layout = QHBoxLayout(made)
    layout.setContentsMargins(8, 3, 8, 3)
    add(layout, 1, label(text, "strong", wrap=False), 1)
    return made
