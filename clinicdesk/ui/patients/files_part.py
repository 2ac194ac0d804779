"""A patient's files: what was scanned or came from elsewhere, added and looked at."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from clinicdesk.desk.clock import day_of, moment
from clinicdesk.desk.files import FileLine, add_file, files_of, read_scan
from clinicdesk.desk.patient_view import PatientView
from clinicdesk.errors import ClinicdeskError
from clinicdesk.model.roles import Act
from clinicdesk.ui.ask_file import ask_open
from clinicdesk.ui.patients.file_view import FileView
from clinicdesk.ui.patients.folded import FoldedForm
from clinicdesk.ui.patients.host import Host, Part
from clinicdesk.ui.widgets.basic import button, card, label, row
from clinicdesk.ui.widgets.fields import TextField
from clinicdesk.ui.widgets.painted import Cell
from clinicdesk.ui.widgets.rows import RowsModel, RowsView
from clinicdesk.words import Words

if TYPE_CHECKING:
    from clinicdesk.desk.desk import Desk

_WIDTHS = (-3, -3, 160, -2)
_KB = 1024


class _Files(RowsModel):
    """A row a file: name, what for, when, by whom."""

    def __init__(self, owner: QWidget, words: Words) -> None:
        super().__init__(owner)
        self._words = words
        self.lines: tuple[FileLine, ...] = ()
        say = words.say
        self.titles = (
            say("ui.patients.files.name"),
            say("ui.patients.files.purpose"),
            say("ui.patients.files.added"),
            say("ui.patients.files.by"),
        )

    def make(self, row: int) -> tuple[Cell, ...]:
        line, words = self.lines[row], self._words
        size = words.say("ui.patients.files.size", size=f"{max(1, line.size // _KB):,}")
        return (
            Cell(line.name, size, strong=True),
            Cell(line.purpose),
            Cell(words.day(day_of(moment(line.at)))),
            Cell(line.by),
        )


class FilesPart(Part):
    """The files are looked up when the part is first seen; one is added with a word on what it is."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._model = _Files(self, self.front.words)
        self.table = RowsView(self._model, self.say("patients.files.table"))
        self.table.set_widths(*_WIDTHS)
        self.table.activated.connect(lambda _index: self._open())
        self._none = label(self.say("patients.files.none"), "muted")
        self._show = button(self.say("patients.files.open"), self._open, "", "eye")
        self._purpose = TextField(self.say("patients.files.what"), most=200, hint=self.say("patients.files.hint"))
        self._form = FoldedForm()
        self._form.add("purpose", self._purpose)
        choose = button(self.say("patients.files.choose"), self._choose, "", "import")
        self._adding = card(label(self.say("patients.files.adding"), "strong"), self._form, row(choose, 1))
        self._gap = QWidget()
        self._gap.setObjectName("plain")
        for one in (self._none, self.table):
            self.body.addWidget(one)
        self.body.setStretch(1, 1)
        self.body.addLayout(row(self._show, 1))
        self.body.addWidget(self._adding)
        self.body.addWidget(self._gap, 1)
        self._show_lines(())

    def fill(self, view: PatientView) -> None:
        if self.view is not None and self.patient != view.record.id:
            self._purpose.set_value("")
        self.view = view
        self._adding.setVisible(self.can(Act.FILE_SCAN))
        patient = view.record.id
        self.front.ask(self, lambda desk: files_of(desk, patient), self._show_lines, instead_of="patient files")

    def add(self, place: Path, patient: str, purpose: str) -> None:
        """Keep a file that was chosen for a patient."""

        def act(desk: "Desk") -> object:
            return add_file(desk, place.name, purpose, read_scan(place), patient)

        def kept() -> None:
            self._purpose.set_value("")

        def refused(error: ClinicdeskError) -> None:
            self._form.refused(error)

        self.host.save(act, kept, refused)

    def _choose(self) -> None:
        purpose, patient = self._purpose.value(), self.patient
        if not purpose:
            self._purpose.tell_wrong(self.say("patients.files.what_none"))
            self._purpose.setFocus()
            return
        title, kinds = self.say("patients.files.choose"), self.say("patients.files.kinds")
        ask_open(self, title, kinds, lambda place: self.add(place, patient, purpose))

    def _open(self) -> None:
        if self.table.chosen:
            shown = FileView(self.front, self.host.swap.close_panel)
            self.host.swap.show_panel(shown, wide=True)
            shown.show_file(self.table.chosen)

    def _show_lines(self, lines: tuple[FileLine, ...]) -> None:
        self._model.lines = lines
        self.table.show_keys([one.id for one in lines])
        for one in (self._none, self._gap):
            one.setVisible(not lines)
        self.table.setVisible(bool(lines))
        self._show.setVisible(bool(lines))
