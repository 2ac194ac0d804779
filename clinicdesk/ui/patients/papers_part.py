"""A patient's papers: each with where it stands; Enter opens one on the page of papers."""

from PySide6.QtWidgets import QWidget

from clinicdesk.desk.clock import day_of, moment
from clinicdesk.desk.paper_list import PaperLine, PaperState, patient_papers
from clinicdesk.desk.patient_view import PatientView
from clinicdesk.model.document import NoticeKind
from clinicdesk.ui.patients.host import Host, Part
from clinicdesk.ui.widgets.basic import button, label, row
from clinicdesk.ui.widgets.painted import Cell, Chip
from clinicdesk.ui.widgets.rows import RowsModel, RowsView
from clinicdesk.words import Words

_STATES = {
    PaperState.WAITING: "open",
    PaperState.SIGNED: "ok",
    PaperState.TO_GIVE: "open",
    PaperState.HANDED_OVER: "ok",
    PaperState.LAPSED: "note",
    PaperState.BLOCKED: "stop",
}
_WIDTHS = (-3, 200, 160, -2)


class _Papers(RowsModel):
    """A row a paper: kind, number, day of issue, where it stands."""

    def __init__(self, owner: QWidget, words: Words) -> None:
        super().__init__(owner)
        self._words = words
        self.lines: tuple[PaperLine, ...] = ()
        say = words.say
        self.titles = (
            say("ui.patients.papers.kind"),
            say("ui.patients.papers.number"),
            say("ui.patients.papers.issued"),
            say("ui.patients.papers.state"),
        )

    def make(self, row: int) -> tuple[Cell, ...]:
        line, words = self.lines[row], self._words
        state = words.say(f"ui.patients.papers.is.{line.state.value}")
        return (
            Cell(words.word(NoticeKind(line.document.kind)), strong=True),
            Cell(line.document.label),
            Cell(words.day(day_of(moment(line.document.at)))),
            Cell(chips=(Chip(_STATES[line.state], state),)),
        )


class PapersPart(Part):
    """The papers are looked up when the part is first seen."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._model = _Papers(self, self.front.words)
        self.table = RowsView(self._model, self.say("patients.papers.table"))
        self.table.set_widths(*_WIDTHS)
        self.table.activated.connect(lambda _index: self._open())
        self._none = label(self.say("patients.papers.none"), "muted")
        self._show = button(self.say("patients.papers.open"), self._open, "", "papers")
        self.body.addWidget(self._none)
        self.body.addWidget(self.table, 1)
        self._gap = QWidget()
        self._gap.setObjectName("plain")
        self.body.addWidget(self._gap, 1)
        self.body.addLayout(row(self._show, 1))
        self._show_lines(())

    def fill(self, view: PatientView) -> None:
        self.view = view
        patient = view.record.id
        self.front.ask(self, lambda desk: patient_papers(desk, patient), self._show_lines, instead_of="patient papers")

    def _show_lines(self, lines: tuple[PaperLine, ...]) -> None:
        self._model.lines = lines
        self.table.show_keys([one.document.id for one in lines])
        for one in (self._none, self._gap):
            one.setVisible(not lines)
        self.table.setVisible(bool(lines))
        self._show.setVisible(bool(lines))

    def _open(self) -> None:
        if self.table.chosen:
            self.front.go("papers", patient=self.patient, part=self.table.chosen)
