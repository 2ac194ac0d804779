"""Puts the window together: Qt, the look, the door. The store opens on its own thread after the first paint."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QLibraryInfo, QObject, QTimer, QTranslator, Signal
from PySide6.QtWidgets import QApplication, QWidget

from clinicdesk.errors import ClinicdeskError
from clinicdesk.ui.front import Front
from clinicdesk.ui.hands import Hands
from clinicdesk.ui.remembered import keep_qt_inside, language_of, remembered, theme_of
from clinicdesk.ui.style import look_of, wear
from clinicdesk.ui.window import Waiting, Window
from clinicdesk.words import read_words

KEYRING = "keys.json"
DEMO = "DEMO"
"""The mark of a demo: its window says so however it is opened."""

DOOR = "ui.toml"
"""The words of the door and of the frame; all others are read after the first paint."""

STYLE = ("-style", "Fusion")
"""What Qt draws with under our style sheet. Set by a word of the command, it costs a start none of QStyle's names."""


def run(folder: Path, *, demo: bool = False) -> int:
    """Open the window on a data folder, and stay until it is closed. The exit status."""
    scale = remembered(folder, "scale")
    if scale:
        os.environ.setdefault("QT_SCALE_FACTOR", scale)
    app = QApplication([*sys.argv[:1], *STYLE])
    app.setApplicationName("clinicdesk")
    app.setDesktopFileName("clinicdesk")
    wear(app, look_of(theme_of(remembered(folder, "theme"))))
    language = language_of(folder)
    _speak(app, language)
    front = Front(Hands(app), read_words(language, DOOR), folder, app)
    window = Window(front, folder, demo=demo or (folder / DEMO).exists())
    opening = _Opening(window, folder, demo=demo)
    window.show()
    QTimer.singleShot(0, opening.after_first_paint)
    status = app.exec()
    front.hands.stop()
    opening.let_go()
    return status


def _speak(app: QApplication, language: str) -> None:
    """Qt's own words, such as those of its dialogs, in the language of the screens; English is built in."""
    translator = QTranslator(app)
    if translator.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)


class _Opening(QObject):
    """What happens between the first paint and the door; `made` says how far the demo is."""

    made = Signal(int, int)

    def __init__(self, window: Window, folder: Path, *, demo: bool) -> None:
        super().__init__(window)
        self.window, self.folder, self.demo = window, folder, demo
        self.held: object = None
        if demo:
            wait = Waiting(window.front.words.say("ui.demo.making"))
            self.made.connect(wait.tell)
            window.begin(wait)
        elif (folder / KEYRING).exists():
            window.begin(window.sign_in_page())

    def after_first_paint(self) -> None:
        """Take the folder for this window; the rest of the program is imported on the desk's own thread."""
        from clinicdesk.ui.crash import Watch

        self.watch = Watch(self.window.front, self.folder, self.window)
        self.window.front.do(self._take, self._taken, self._refused)

    def let_go(self) -> None:
        """Another window may have the folder now."""
        if hasattr(self.held, "close"):
            self.held.close()

    def _take(self) -> object:
        from clinicdesk.desk.door import make_folder
        from clinicdesk.desk.one_window import only_one

        self.window.front.words = read_words(self.window.front.words.language)
        if self.demo:
            _make_demo(self.folder, self.made.emit)
        make_folder(self.folder)
        return only_one(self.folder)

    def _taken(self, held: object) -> None:
        if held is None:
            QApplication.exit(0)
            return
        self.held = held
        keep_qt_inside(self.folder)
        self._listen()
        if self.demo:
            self.window.begin(self.window.sign_in_page())
        elif not (self.folder / KEYRING).exists():
            self.window.begin(self._first_run())
        self.window.front.do(_warm, self._import, self.window.front.crashed.emit)

    def _import(self, modules: Iterator[str]) -> None:
        """Import the next of the modules, and go on when nothing else is to be done."""
        from importlib import import_module

        name = next(modules, None)
        if name is not None:
            import_module(name)
            QTimer.singleShot(0, self, lambda: self._import(modules))

    def _refused(self, error: BaseException) -> None:
        if not isinstance(error, ClinicdeskError):
            self.window.front.crashed.emit(error)
            return
        from clinicdesk.ui.door.refused import Refused

        self.window.begin(Refused(self.window.front.words, str(error)))

    def _first_run(self) -> QWidget:
        from clinicdesk.ui.door.first_run import FirstRun

        made = FirstRun(self.window.front, self.folder)
        made.entered.connect(self.window.enter)
        return made

    def _listen(self) -> None:
        """Come to the front when another window was asked for."""
        from clinicdesk.desk.one_window import CALL

        self.calls = QFileSystemWatcher([str(self.folder / CALL)], self)
        self.calls.fileChanged.connect(self._called)

    def _called(self) -> None:
        self.window.setWindowState(self.window.windowState() & ~self.window.windowState().WindowMinimized)
        self.window.raise_()
        self.window.activateWindow()


def _make_demo(folder: Path, step: Callable[[int, int], object]) -> None:
    """The demo of today; where a window has it open already, that one is called next."""
    from clinicdesk.desk.clock import now
    from clinicdesk.desk.demo import demo_day, open_demo
    from clinicdesk.errors import StoreRefused

    try:
        open_demo(folder, now(), step)
    except StoreRefused:
        if demo_day(folder) is None:
            raise


def _warm() -> Iterator[str]:
    """Import what has nothing to do with Qt; the modules that the window's own thread imports after it."""
    from clinicdesk.ui.pages import page_modules, warm

    warm()
    return page_modules()
