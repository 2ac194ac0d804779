"""The page Today: the board of a day, and the list of the other system that fills it."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QWidget

from clinicdesk.desk.day import MatchedList, import_day, list_file
from clinicdesk.desk.day_choices import from_text
from clinicdesk.desk.drafts import read_drafts
from clinicdesk.desk.settings import view_settings
from clinicdesk.errors import ClinicdeskError, EntryRefused, ListRefused
from clinicdesk.ui.ask_file import ask_open
from clinicdesk.ui.front import Front, Place
from clinicdesk.ui.page import Page, column
from clinicdesk.ui.today.board_view import BoardView
from clinicdesk.ui.today.list_view import DRAFT, ListView
from clinicdesk.ui.today.problems import Problems
from clinicdesk.ui.widgets.basic import add, button
from clinicdesk.ui.widgets.progress import Stopped

_MOST = 1 << 20
"""Letters of a pasted list that are looked at; one more is refused in words."""


class Today(Page):
    """A day's board, a list that is looked through, or what is wrong with one. A place's `part` is a day, or empty."""

    def __init__(self, front: Front) -> None:
        super().__init__(front)
        self.board, self.list, self.problems = BoardView(front), ListView(front), Problems(front)
        self._views = QStackedWidget()
        for one in (self.board, self.list, self.problems):
            self._views.addWidget(one)
        add(column(self), self._views)
        self.board.turned.connect(lambda: self.show_place(Place("today")))
        self.board.head.pasted.connect(self.paste)
        self.board.head.opened.connect(self.open_file)
        self.problems.pasted.connect(self.paste)
        self.problems.left.connect(self._back)
        self.list.left.connect(self._back_to_board)
        self.list.booked.connect(self._booked)
        self.list.refused.connect(self._not_booked)
        self._leads_back: QWidget = self.board

    def show_place(self, place: Place) -> None:
        day = date.fromisoformat(place.part) if place.part else self.front.now().astimezone().date()
        self._views.setCurrentWidget(self.board)
        self.front.ask(self, view_settings, lambda told: self._set_currency(told.clinic.currency))
        self.board.show_day(day, follows=not place.part)
        self._offer_draft()

    def leave(self) -> None:
        self.board.rest()
        if self._views.currentWidget() is self.list:
            self.list.keep()

    def paste(self) -> None:
        """Read the list that was copied elsewhere."""
        text = QGuiApplication.clipboard().text()[: _MOST + 1]
        if text.strip():
            self._read(lambda: text.encode("utf-8", "replace"))
        else:
            self._back_to_board()
            self.board.strip.tell("review", self.say("today.nothing_to_paste"))

    def open_file(self) -> None:
        """Choose a file with the list."""
        day = self.board.day
        ask_open(
            self,
            self.say("today.list.file"),
            self.say("today.list.kinds"),
            lambda place: self._read(lambda: list_file(place), day),
        )

    def _read(
        self, bring: Callable[[], bytes], day: date | None = None, taken: Mapping[int, str] | None = None
    ) -> None:
        """Match a list to the patients, with its progress told, and show it."""
        board, meant = self.board, day or self.board.day
        board.strip.forget()
        board.progress.begin(self.say("today.list.reading"))

        def read(told: tuple[bytes, MatchedList]) -> None:
            board.progress.end()
            self._views.setCurrentWidget(self.list)
            self.list.begin(meant, *told, dict(taken or {}))

        self.front.ask(
            self,
            lambda desk: _with_bytes(bring(), lambda data: import_day(desk, data, meant, board.progress.step)),
            read,
            self._refused,
        )

    def _refused(self, error: ClinicdeskError) -> None:
        self.board.progress.end()
        if isinstance(error, ListRefused):
            self._leads_back = self.board
            self._views.setCurrentWidget(self.problems)
            self.problems.fill(self.say("today.refused.title"), error.problems)
        elif isinstance(error, Stopped):
            self.board.strip.tell("note", str(error))
            self.board.take_keyboard()
        else:
            self.board.tell_refusal(error)

    def _not_booked(self, error: EntryRefused) -> None:
        self._leads_back = self.list
        self._views.setCurrentWidget(self.problems)
        self.problems.fill(self.say("today.refused.book_title"), error.problems)

    def _back(self) -> None:
        if self._leads_back is self.list:
            self._views.setCurrentWidget(self.list)
            self.list.table.setFocus()
        else:
            self._back_to_board()

    def _back_to_board(self) -> None:
        self._views.setCurrentWidget(self.board)
        self.board.load()
        self.board.take_keyboard()
        self._offer_draft()

    def _booked(self, new: int, there: int) -> None:
        self._views.setCurrentWidget(self.board)
        self.board.load()
        self.board.take_keyboard()
        self.board.strip.tell("ok", self.say("today.list.booked", count=new, there=there))

    def _offer_draft(self) -> None:
        """A list that was not booked before a lock or a kill can be gone on with."""

        def offer(drafts: Mapping[str, str]) -> None:
            if DRAFT not in drafts or self._views.currentWidget() is not self.board:
                return
            day, data, taken = from_text(drafts[DRAFT])
            go_on = button(self.say("today.kept.go_on"), lambda: self._read(lambda: data, day, taken), shortcut="R")
            drop = button(self.say("today.kept.drop"), self._drop, "flat")
            self.board.strip.offer(self.say("today.kept.text", day=day), go_on, drop)

        self.front.ask(self, read_drafts, offer)

    def _drop(self) -> None:
        self.board.strip.forget()
        self.list.drop()
        self.board.take_keyboard()

    def _set_currency(self, currency: str) -> None:
        self.board.lines.currency = currency


def _with_bytes(data: bytes, match: Callable[[bytes], MatchedList]) -> tuple[bytes, MatchedList]:
    """The list's bytes with what came of them."""
    return data, match(data)
