"""The board of a day on the screen: the queue, kept up to date, and the acts that move its visits on."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from clinicdesk.desk.board import BoardLine
from clinicdesk.desk.courses import move_visit
from clinicdesk.desk.day_board import DayBoard, is_old, look
from clinicdesk.errors import ClinicdeskError
from clinicdesk.model.records import VisitRecord, VisitState
from clinicdesk.ui.front import Front
from clinicdesk.ui.page import column
from clinicdesk.ui.today.acts import Acts
from clinicdesk.ui.today.board_model import FILTERS, BoardModel
from clinicdesk.ui.today.due import Due
from clinicdesk.ui.today.head import Head
from clinicdesk.ui.today.lines import Lines, minutes_here
from clinicdesk.ui.today.strip import Strip
from clinicdesk.ui.whom import who
from clinicdesk.ui.widgets.basic import add, card, label
from clinicdesk.ui.widgets.progress import Progress
from clinicdesk.ui.widgets.rows import RowsView

EVERY = 30_000
"""Milliseconds between two looks at a day that is shown."""

_COLUMNS = ("time", "patient", "state", "lacks", "collect")
_WIDTHS = (72, -1, 182, -1, 112)
_STATES = {"arrived": VisitState.ARRIVED, "done": VisitState.DONE}


class BoardView(QWidget):
    """One day. `turned` says that the day at the desk has changed while today was shown."""

    turned = Signal()

    def __init__(self, front: Front) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.front, self._say = front, front.words.say
        self.seen: DayBoard | None = None
        self.day, self._follows, self._arrives = self._today, True, True
        self.head, self.due, self.strip, self.acts = Head(front), Due(front), Strip(front), Acts(front)
        self.progress = Progress(front)
        titles = tuple(self._say(f"ui.today.column.{name}") for name in _COLUMNS)
        self.lines = Lines(front.words, "USD", self.day)
        self._model = BoardModel(self, titles, self.lines, front.now)
        self.table = RowsView(self._model, self._say("ui.today.name"))
        self._empty_title, self._empty = label("", "heading"), label("", "muted")
        self._board = QStackedWidget()
        self._lay_out()
        self._connect()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.tick)

    def show_day(self, day: date, *, follows: bool) -> None:
        """Show a day; where it `follows`, it is today whatever day that is."""
        self._follows, self._arrives = follows, True
        if day != self.day:
            self.day, self.seen = day, None
            self._model.fill(())
            self.table.show_keys([])
        self.strip.forget()
        self._timer.start()
        self.due.look()
        self.load()

    def load(self) -> None:
        """Look at the day anew."""
        day = self.day
        self.front.ask(self, lambda desk: look(desk, day), self._fill, self.tell_refusal, instead_of="board")

    def tick(self) -> None:
        """The minutes go on; the day is looked at anew only where something was done since."""
        if not self.isVisible():
            return
        if self._follows and self._today != self.day:
            self.turned.emit()
        elif (seen := self.seen) is not None:
            self._model.renew()
            self.head.tell_wait(len(self._model.keys_of("here")), self._longest())
            self.front.ask(
                self,
                lambda desk: look(desk, seen.day) if is_old(desk, seen) else None,
                lambda board: self._fill(board) if board else None,
                self.tell_refusal,
                instead_of="board again",
            )

    def rest(self) -> None:
        """Nobody looks at it."""
        self._timer.stop()

    def take_keyboard(self) -> None:
        """The queue has the keyboard; where it is empty, what there is to do instead."""
        if self._model.keys:
            self.table.setFocus()
        else:
            self.head.take_keyboard()

    @property
    def line(self) -> BoardLine | None:
        """The visit that is chosen."""
        return self._model.by_id.get(self.table.chosen)

    def tell_refusal(self, error: ClinicdeskError) -> None:
        """Tell what was refused, above the acts."""
        self.strip.tell("stop", str(error))

    @property
    def _today(self) -> date:
        return self.front.now().astimezone().date()

    def _lay_out(self) -> None:
        self.table.set_widths(*_WIDTHS)
        empty = QWidget()
        empty.setObjectName("plain")
        add(column(empty), card(self._empty_title, self._empty, margin=32), 1)
        self._board.addWidget(self.table)
        self._board.addWidget(empty)
        whole = column(self, spacing=12)
        add(whole, self.head, self.due, self._board, self.progress, self.strip, self.acts)
        whole.setStretch(2, 1)

    def _connect(self) -> None:
        self.head.went.connect(lambda day: self.front.go("today", part=day.isoformat()))
        self.head.filtered.connect(lambda _part: self._show_part())
        self.table.activated.connect(lambda _index: self._act("open"))
        self.table.selectionModel().currentChanged.connect(lambda *_rows: self._chosen())
        self._model.modelReset.connect(self._chosen)
        self.acts.chosen.connect(self._act)
        self.front.wrote.connect(self._saved)

    def _saved(self) -> None:
        if self.isVisible():
            self.load()

    def _fill(self, board: DayBoard) -> None:
        if board.day != self.day:
            return
        arrives, self._arrives, self.seen = self._arrives, False, board
        self.lines.today = self._today
        self._model.fill(board.lines)
        self.head.fill(board.day, {name: len(self._model.keys_of(name)) for name in FILTERS}, self._longest())
        self._show_part()
        if arrives and self.isVisible():
            self.take_keyboard()

    def _longest(self) -> int | None:
        now = self.front.now()
        minutes = (minutes_here(one, now) for one in self._model.by_id.values())
        return max((one for one in minutes if one is not None), default=None)

    def _show_part(self) -> None:
        keys, had = self._model.keys_of(self.head.part), self.table.hasFocus()
        self.table.show_keys(keys)
        self._board.setCurrentIndex(0 if keys else 1)
        filtered = bool(self._model.by_id)
        self._empty_title.setText(self._say(f"ui.today.empty.{'filtered' if filtered else 'title'}"))
        self._empty.setText("" if filtered else self._say("ui.today.empty.text"))
        if had and not keys:
            self.take_keyboard()
        self._chosen()

    def _chosen(self) -> None:
        self.acts.allow(self.line)

    def _act(self, name: str) -> None:
        line = self.line
        if line is None:
            return
        if name in _STATES:
            self._move(line, _STATES[name])
        elif name == "cancel":
            key = "ask" if line.visit.time else "ask_no_time"
            asked = self._say(f"ui.today.cancel.{key}", who=self._who(line), time=line.visit.time)
            self.strip.ask(asked, lambda: self._move(line, VisitState.CANCELLED), self.take_keyboard)
        else:
            self.front.go("visit", line.patient.id, line.visit.id, "patient" if name == "course" else "")

    def _move(self, line: BoardLine, state: VisitState, *, undoes: bool = False) -> None:
        """Move a visit on, and offer to take that back."""
        patient, visit, before = line.patient.id, line.visit.id, line.visit.state

        def moved(_record: VisitRecord) -> None:
            told = self._say(f"ui.today.moved.{state}", who=self._who(line))
            now = replace(line, visit=replace(line.visit, state=state))
            back = None if undoes else lambda: self._move(now, before, undoes=True)
            self.strip.tell("open" if state is VisitState.CANCELLED else "ok", told, back)

        self.take_keyboard()
        self.front.ask(
            self, lambda desk: move_visit(desk, patient, visit, state), moved, self.tell_refusal, writes=True
        )

    def _who(self, line: BoardLine) -> str:
        return who(self.front.words, line.patient, self.lines.today)
