"""The day's list, looked through row by row before anything of it is booked."""

from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from clinicdesk.desk.day import MatchedList, book
from clinicdesk.desk.day_choices import NEW, OUT, Choices, to_text
from clinicdesk.desk.drafts import drop_draft, keep_draft
from clinicdesk.errors import ClinicdeskError, EntryRefused
from clinicdesk.model.records import VisitRecord
from clinicdesk.ui.front import Front
from clinicdesk.ui.page import column
from clinicdesk.ui.today.choosing import Choosing
from clinicdesk.ui.today.head import day_words
from clinicdesk.ui.today.list_model import WIDTHS, ListModel
from clinicdesk.ui.today.strip import Strip
from clinicdesk.ui.widgets.basic import add, button, keys, label, row
from clinicdesk.ui.widgets.progress import Progress
from clinicdesk.ui.widgets.rows import RowsView

DRAFT = "today.list"
"""The place of the draft of a list that is looked through."""

_KEEP_AFTER = 700


class ListView(QWidget):
    """`booked` tells how many visits are new and how many were there; `left` that nothing is to be booked now."""

    booked = Signal(int, int)
    left = Signal()
    refused = Signal(object)

    def __init__(self, front: Front) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.front, self._say = front, front.words.say
        self._day, self._data = front.now().astimezone().date(), b""
        self._title, self._told = label("", "heading"), label("", "muted")
        self._model = ListModel(self, front.words, self._day)
        self.table = RowsView(self._model, self._say("ui.today.list.rows"))
        self.table.set_widths(*WIDTHS)
        self.choosing = Choosing(front, self._day)
        self.strip, self._progress = Strip(front), Progress(front)
        self._book = button("", self.book, "primary", shortcut="Ctrl+Return")
        back = button(self._say("ui.today.list.back"), self.leave, "flat", "back")
        keys(back, "Escape", back.click)
        whole = column(self, spacing=12)
        add(
            whole,
            self._title,
            self._told,
            self.table,
            self.choosing,
            self.strip,
            self._progress,
            row(back, 1, self._book),
        )
        whole.setStretch(2, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_KEEP_AFTER)
        self._timer.timeout.connect(self.keep)
        self.choosing.taken.connect(self._take)
        self.table.selectionModel().currentChanged.connect(lambda *_rows: self._chosen())
        self.table.activated.connect(lambda _index: self._next())

    def begin(self, day: date, data: bytes, told: MatchedList, taken: dict[int, str]) -> None:
        """Show a list of a day, with what was chosen before."""
        self._day, self._data = day, data
        choices = Choices(told.rows)
        choices.restore(taken)
        self._model.fill(choices)
        self._title.setText(self._say("ui.today.list.title", day=day_words(self.front, day)))
        self._left_out = self._say("ui.today.list.not_used", columns=told.left_out) if told.left_out else ""
        self.strip.forget()
        self.table.show_keys([str(one.row.row) for one in told.rows])
        self.table.choose(0)
        self._tell()
        self._next()
        self.keep()

    def book(self) -> None:
        """Book what was chosen; where something is still to choose, go there instead."""
        choices = self._model.choices
        chosen = choices.to_book()
        if choices.undecided:
            self.strip.tell("review", self._say("ui.today.list.choose_first", count=len(choices.undecided)))
            self._next()
        elif not chosen:
            self.strip.tell("review", self._say("ui.today.list.nothing_left"))
        elif self._book.isEnabled():
            self._rest(True)
            day = self._day
            self.front.ask(
                self,
                lambda desk: book(desk, day, chosen),
                lambda made: self._done(made, len(chosen)),
                self._wrong,
                writes=True,
            )

    def keep(self) -> None:
        """Keep the list and what was chosen as a draft."""
        self._timer.stop()
        text = to_text(self._day, self._data, self._model.choices)
        self.front.ask(self, lambda desk: keep_draft(desk, DRAFT, text), _nothing, self._not_kept)

    def leave(self) -> None:
        """Back to the board; the draft stays."""
        if self._book.isEnabled():
            self.keep()
            self.left.emit()

    def drop(self) -> None:
        """The draft is not needed any more."""
        self._timer.stop()
        self.front.ask(self, lambda desk: drop_draft(desk, DRAFT), _nothing)

    def _take(self, what: str) -> None:
        told = self._model.row_of(self.table.chosen)
        if told is None:
            return
        self._model.choices.take(told.row.row, what)
        self._model.renew()
        self._timer.start()
        self.strip.forget()
        self._tell()
        self._next()

    def _next(self) -> None:
        """On to the next row that is still to choose, from the chosen one on; the keyboard stays in the table."""
        open_rows = {str(one) for one in self._model.choices.undecided}
        rows, at = self._model.keys, self.table.currentIndex().row()
        order = [*range(max(0, at), len(rows)), *range(max(0, at))]
        found = next((one for one in order if rows[one] in open_rows), None)
        if found is not None:
            self.table.choose(found)
        self.table.setFocus()
        self._chosen()

    def _chosen(self) -> None:
        self.choosing.fill(self._model.row_of(self.table.chosen))

    def _tell(self) -> None:
        choices = self._model.choices
        counts = {"known": choices.count(""), "new": choices.count(NEW), "out": choices.count(OUT)}
        told = self._say("ui.today.list.told", count=len(choices.rows), left=len(choices.undecided), **counts)
        self._told.setText(f"{told} {self._left_out}".strip())
        self._book.setText(self._say("ui.today.list.book", count=len(choices.to_book())))

    def _rest(self, on: bool) -> None:
        self._book.setEnabled(not on)
        if on:
            self._progress.begin(self._say("ui.today.list.booking"), stops=False)
        else:
            self._progress.end()

    def _done(self, made: list[VisitRecord], chosen: int) -> None:
        self._rest(False)
        self.drop()
        self.booked.emit(len(made), chosen - len(made))

    def _wrong(self, error: ClinicdeskError) -> None:
        self._rest(False)
        if isinstance(error, EntryRefused):
            self.refused.emit(error)
        else:
            self.strip.tell("stop", str(error))

    def _not_kept(self, error: ClinicdeskError) -> None:
        told = self._say("ui.today.list.too_long") if isinstance(error, EntryRefused) else str(error)
        self.strip.tell("note", told)


def _nothing(_none: None) -> None:
    """There is nothing to show."""
