"""The page Today: the day's visits as a live queue, and the acts that move them on."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from clinicdesk.desk.board import BoardLine
from clinicdesk.desk.courses import move_visit
from clinicdesk.desk.day_board import DayBoard, is_old, look
from clinicdesk.desk.settings import view_settings
from clinicdesk.errors import ClinicdeskError
from clinicdesk.model.records import VisitRecord, VisitState
from clinicdesk.ui.front import Front, Place
from clinicdesk.ui.page import Page, column
from clinicdesk.ui.today.acts import Acts
from clinicdesk.ui.today.board_model import FILTERS, BoardModel
from clinicdesk.ui.today.due import Due
from clinicdesk.ui.today.head import Head
from clinicdesk.ui.today.lines import Lines, minutes_here
from clinicdesk.ui.today.strip import Strip
from clinicdesk.ui.whom import who
from clinicdesk.ui.widgets.basic import add, card, label
from clinicdesk.ui.widgets.rows import RowsView

EVERY = 30_000
"""Milliseconds between two looks at a day that is shown."""

_COLUMNS = ("time", "patient", "state", "lacks", "collect")
_WIDTHS = (72, -5, 182, -7, 112)
_STATES = {"arrived": VisitState.ARRIVED, "done": VisitState.DONE}


class Today(Page):
    """The board of a day. Its place's `part` is the day as `2026-11-23`, or empty for today whatever day that is."""

    def __init__(self, front: Front) -> None:
        super().__init__(front)
        self.seen: DayBoard | None = None
        self._today = front.now().astimezone().date()
        self._day, self._follows = self._today, True
        self._currency = "USD"
        self.head, self.due, self.strip, self.acts = Head(front), Due(front), Strip(front), Acts(front)
        titles = tuple(self.say(f"today.column.{name}") for name in _COLUMNS)
        self._lines = Lines(front.words, self._currency, self._today)
        self._model = BoardModel(self, titles, self._lines, front.now)
        self.table = RowsView(self._model, self.say("today.name"))
        self._empty = label("", "muted")
        self._board = QStackedWidget()
        self._lay_out()
        self._connect()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.tick)

    def show_place(self, place: Place) -> None:
        day = date.fromisoformat(place.part) if place.part else self.front.now().astimezone().date()
        self._follows = not place.part
        if day != self._day:
            self._day, self.seen = day, None
            self._model.fill(())
            self.table.show_keys([])
        self.strip.forget()
        self._timer.start()
        self.front.ask(self, view_settings, lambda told: self._set_currency(told.clinic.currency))
        self.load()
        self.due.look()

    def load(self) -> None:
        """Look at the day anew."""
        day = self._day
        self.front.ask(self, lambda desk: look(desk, day), self._fill, self._refused, instead_of="board")

    def tick(self) -> None:
        """The minutes go on; the day is looked at anew only where something was done since."""
        if not self.isVisible():
            return
        today = self.front.now().astimezone().date()
        if self._follows and today != self._day:
            self.show_place(Place("today"))
        elif (seen := self.seen) is not None:
            self._model.renew()
            self._tell_wait()
            self.front.ask(
                self,
                lambda desk: look(desk, seen.day) if is_old(desk, seen) else None,
                lambda board: self._fill(board) if board else None,
                self._refused,
                instead_of="board again",
            )

    def leave(self) -> None:
        self._timer.stop()

    @property
    def line(self) -> BoardLine | None:
        """The visit that is chosen."""
        return self._model.by_id.get(self.table.chosen)

    def _lay_out(self) -> None:
        self.table.set_widths(*_WIDTHS)
        empty = QWidget()
        empty.setObjectName("plain")
        self._empty_title = label("", "heading")
        inside = card(self._empty_title, self._empty, margin=32)
        down = column(empty)
        add(down, inside, 1)
        self._board.addWidget(self.table)
        self._board.addWidget(empty)
        whole = column(self, spacing=12)
        add(whole, self.head, self.due, self._board, self.strip, self.acts)
        whole.setStretch(2, 1)

    def _connect(self) -> None:
        self.head.went.connect(lambda day: self.front.go("today", part=day.isoformat()))
        self.head.filtered.connect(lambda _part: self._show_part())
        self.table.activated.connect(lambda _index: self._act("open"))
        self.table.selectionModel().currentChanged.connect(lambda *_rows: self._chosen())
        self._model.modelReset.connect(self._chosen)
        self.acts.chosen.connect(self._act)
        self.front.wrote.connect(self._saved)

    def _set_currency(self, currency: str) -> None:
        self._lines.currency = currency

    def _saved(self) -> None:
        if self.isVisible():
            self.load()

    def _fill(self, board: DayBoard) -> None:
        if board.day != self._day:
            return
        first = self.seen is None
        self.seen = board
        self._lines.today = self.front.now().astimezone().date()
        self._model.fill(board.lines)
        counts = {name: len(self._model.keys_of(name)) for name in FILTERS}
        self.head.fill(board.day, counts, self._longest())
        self._show_part()
        if first:
            (self.table if self._model.keys else self.head).setFocus()

    def _longest(self) -> int | None:
        now = self.front.now()
        minutes = (minutes_here(one, now) for one in self._model.by_id.values())
        return max((one for one in minutes if one is not None), default=None)

    def _tell_wait(self) -> None:
        self.head.tell_wait(len(self._model.keys_of("here")), self._longest())

    def _show_part(self) -> None:
        keys = self._model.keys_of(self.head.part)
        self.table.show_keys(keys)
        self._board.setCurrentIndex(0 if keys else 1)
        filtered = bool(self._model.by_id)
        self._empty_title.setText(self.say("today.empty.filtered" if filtered else "today.empty.title"))
        self._empty.setText("" if filtered else self.say("today.empty.text"))
        self._chosen()

    def _chosen(self) -> None:
        self.acts.allow(self.line)

    def _refused(self, error: ClinicdeskError) -> None:
        self.strip.tell("stop", str(error))

    def _act(self, name: str) -> None:
        line = self.line
        if line is None:
            return
        if name in _STATES:
            self._move(line, _STATES[name])
        elif name == "cancel":
            self._ask_to_cancel(line)
        else:
            part = "patient" if name == "course" else ""
            self.front.go("visit", line.patient.id, line.visit.id, part)

    def _ask_to_cancel(self, line: BoardLine) -> None:
        key = "today.cancel.ask" if line.visit.time else "today.cancel.ask_no_time"
        asked = self.say(key, who=self._who(line), time=line.visit.time)
        self.strip.ask(asked, lambda: self._move(line, VisitState.CANCELLED), self.table.setFocus)

    def _move(self, line: BoardLine, state: VisitState, *, undoes: bool = False) -> None:
        """Move a visit on, and offer to take that back."""
        patient, visit, before = line.patient.id, line.visit.id, line.visit.state

        def moved(_record: VisitRecord) -> None:
            told = self.say(f"today.moved.{state}", who=self._who(line))
            back = None if undoes else lambda: self._undo(line, state, before)
            self.strip.tell("open" if state is VisitState.CANCELLED else "ok", told, back)
            self.table.setFocus()

        self.table.setFocus()
        self.front.ask(self, lambda desk: move_visit(desk, patient, visit, state), moved, self._refused, writes=True)

    def _undo(self, line: BoardLine, now: VisitState, before: VisitState) -> None:
        self._move(replace(line, visit=replace(line.visit, state=now)), before, undoes=True)

    def _who(self, line: BoardLine) -> str:
        return who(self.front.words, line.patient, self._lines.today)
