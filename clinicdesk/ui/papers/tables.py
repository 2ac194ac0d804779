"""The lists of the page Papers: every paper that was issued, and the estimates that have to be handed over yet."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from clinicdesk.desk.clock import day_of, moment
from clinicdesk.desk.estimate_deadlines import EstimateDue
from clinicdesk.desk.paper_list import PaperLine, PaperState
from clinicdesk.desk.whom import name_of
from clinicdesk.model.document import NoticeKind
from clinicdesk.ui.whom import born
from clinicdesk.ui.widgets.painted import Cell, Chip
from clinicdesk.ui.widgets.rows import RowsModel
from clinicdesk.words import Words

MARKS = {
    PaperState.WAITING: "open",
    PaperState.SIGNED: "ok",
    PaperState.TO_GIVE: "open",
    PaperState.HANDED_OVER: "ok",
    PaperState.LAPSED: "note",
    PaperState.BLOCKED: "stop",
}
"""How a paper's state is marked."""

_SOON = 1
"""Days that are so few that a deadline is marked."""


class PapersModel(RowsModel):
    """One row a paper; a row's key is the document's id."""

    def __init__(self, parent: QWidget, words: Words, today: date) -> None:
        super().__init__(parent)
        self.words, self.today = words, today
        self.titles = tuple(words.say(f"ui.papers.column.{one}") for one in ("paper", "patient", "issued", "state"))
        self.lines: dict[str, PaperLine] = {}

    def fill(self, lines: Sequence[PaperLine]) -> list[str]:
        """Keep the papers; their keys in their order."""
        self.lines = {one.document.id: one for one in lines}
        return [*self.lines]

    def make(self, row: int) -> tuple[Cell, ...]:
        line = self.lines[self.keys[row]]
        paper = line.document
        return (
            Cell(self.words.word(NoticeKind(paper.kind)), paper.label, strong=True),
            Cell(name_of(line.patient), born(self.words, line.patient, self.today)),
            Cell(self.words.day(day_of(moment(paper.at)))),
            Cell(chips=(Chip(MARKS[line.state], state_words(self.words, line.state)),)),
        )


class DueModel(RowsModel):
    """One row an estimate that is owed; a row's key is the visit's id."""

    def __init__(self, parent: QWidget, words: Words, today: date) -> None:
        super().__init__(parent)
        self.words, self.today = words, today
        self.titles = tuple(words.say(f"ui.papers.column.{one}") for one in ("patient", "visit", "due"))
        self.owed: dict[str, EstimateDue] = {}

    def fill(self, owed: Sequence[EstimateDue]) -> list[str]:
        """Keep the estimates; their keys in their order."""
        self.owed = {one.visit.id: one for one in owed}
        return [*self.owed]

    def make(self, row: int) -> tuple[Cell, ...]:
        one = self.owed[self.keys[row]]
        return (
            Cell(name_of(one.patient), born(self.words, one.patient, self.today), strong=True),
            Cell(self.words.day(one.visit.day), one.visit.time),
            Cell(self.words.day(one.due), chips=(self._chip(one.due),)),
        )

    def _chip(self, day: date) -> Chip:
        say, left = self.words.say, (day - self.today).days
        if left < 0:
            return Chip("stop", say("ui.papers.owed.overdue"))
        told = say("ui.papers.owed.left", count=left) if left else say("ui.papers.owed.today")
        return Chip("review" if left <= _SOON else "open", told, "clock")


def state_words(words: Words, state: PaperState) -> str:
    """Where a paper stands."""
    return words.say(f"ui.papers.state.{state.value}")
