"""What every page is given: the words, the desk behind its thread, who is signed in, and the way to other pages."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from clinicdesk.errors import ClinicdeskError
from clinicdesk.ui.hands import Hands
from clinicdesk.words import Words

if TYPE_CHECKING:
    from datetime import datetime

    from clinicdesk.desk.desk import Desk
    from clinicdesk.model.records import StaffRecord
    from clinicdesk.model.rulebook import Rulebook

T = TypeVar("T")


class Place(NamedTuple):
    """Where the window is: a page by its name, whom it shows, and which part of it. Ids only, never a name."""

    page: str
    patient: str = ""
    visit: str = ""
    part: str = ""


class Front(QObject):
    """The desk as the screens have it.

    `moved` asks the window for another page, `went_back` for the one before, `told` for a line of a state (stop,
    review, note, ok) and its words, `locked` and `leaving` to lock the desk and to sign out, `handing_over` to hand the
    questions of a place's visit to the patient, `paper_handed` to show a paper that is handed over to be signed,
    `changed_look` for light, dark or system, `back_up` for a backup now; `wrote` says that something was saved just
    now, `crashed` that we made a mistake.
    """

    moved = Signal(object)
    went_back = Signal()
    told = Signal(str, str)
    wrote = Signal()
    crashed = Signal(object)
    locked = Signal()
    leaving = Signal()
    handing_over = Signal(object)
    paper_handed = Signal(object)
    back_up = Signal()
    changed_look = Signal(str)

    def __init__(self, hands: Hands, words: Words, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hands = hands
        self.words = words
        self.folder = folder
        self.staff: StaffRecord | None = None
        self._desk: Desk | None = None
        self.here = Place("")
        """The place that is shown; the window's frame sets it. Another part of it is the same place still."""
        self._stays = False

    @property
    def rules(self) -> "Rulebook":
        """The rules that hold here, as they are read now; there are none before somebody has signed in."""
        return self._at_desk().shown_rules

    def open(self, desk: "Desk") -> None:
        """The desk is there, and somebody is signed in."""
        desk.language = self.words.language
        self._desk = desk
        self.staff = desk.staff

    def speaking(self, words: Words) -> "Front":
        """The same desk in other words: for a patient to whom it is handed over. What it tells is told here too."""
        made = Front(self.hands, words, self.folder, self)
        made._desk, made.staff = self._desk, self.staff
        made.told.connect(self.told)
        made.wrote.connect(self.wrote)
        made.crashed.connect(self.crashed)
        return made

    def refresh(self) -> None:
        """Somebody else may sit at the desk now."""
        self.staff = self._at_desk().staff

    def close(self, work: Callable[["Desk"], None], after: Callable[[BaseException | None], object]) -> None:
        """Have the desk closed; `after` is called come what may, with what went wrong, so that nobody is kept here."""
        self.hands.do(lambda: work(self._at_desk()), after, after)

    def gone(self) -> None:
        """The desk was closed."""
        self._desk = None
        self.staff = None

    def has_desk(self) -> bool:
        """Whether somebody has signed in."""
        return self._desk is not None

    def do(
        self,
        work: Callable[[], T],
        then: Callable[[T], object],
        wrong: Callable[[BaseException], object],
        instead_of: str = "",
    ) -> None:
        """Have work done on the desk's thread, also before there is a desk; what is refused comes in our words."""

        def reworded(error: BaseException) -> None:
            self.words.reword(error)
            wrong(error)

        self.hands.do(work, then, reworded, instead_of)

    def ask(
        self,
        owner: QObject,
        act: Callable[["Desk"], T],
        then: Callable[[T], object],
        refused: Callable[[ClinicdeskError], object] | None = None,
        *,
        writes: bool = False,
        instead_of: str = "",
    ) -> None:
        """Have an act of the desk done, and hand what it gives to `then`, unless `owner` is gone by then.

        Where somebody has moved on meanwhile, `then` brings nobody to another page.
        What is refused goes to `refused`, in the words of the screens, or is told in the window's own line. `writes`
        says that it is a save.
        """
        asked_at = self.here

        def well(value: T) -> None:
            if writes:
                self.wrote.emit()
            if not isValid(owner):
                return
            self._stays = self.here._replace(part="") != asked_at._replace(part="")
            try:
                then(value)
            finally:
                self._stays = False

        def wrong(error: BaseException) -> None:
            if not isinstance(error, ClinicdeskError):
                self.crashed.emit(error)
            elif isValid(owner):
                (refused or self.tell_refusal)(error)

        self.do(lambda: act(self._at_desk()), well, wrong, instead_of)

    def go(self, page: str, patient: str = "", visit: str = "", part: str = "") -> None:
        """Show another page."""
        if not self._stays:
            self.moved.emit(Place(page, patient, visit, part))

    def tell_refusal(self, error: ClinicdeskError) -> None:
        """Tell what was refused, in the window's own line."""
        self.told.emit("stop", str(error))

    def now(self) -> "datetime":
        """The present instant, by the desk's clock."""
        return self._at_desk().clock()

    def may(self, *roles: str) -> bool:
        """Whether who is signed in has one of the roles."""
        return self.staff is not None and any(one in roles for one in self.staff.roles)

    def _at_desk(self) -> "Desk":
        if self._desk is None:
            raise RuntimeError("nobody is signed in")
        return self._desk
