"""What is seldom done with a record: merged, taken apart, given out whole; and how long it has to be kept."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from clinicdesk.desk.patient_view import PatientView
from clinicdesk.desk.people import unmerge
from clinicdesk.desk.record_export import export_record
from clinicdesk.desk.retention import THE_REST, Kept, retention
from clinicdesk.desk.visit_files import save_visit
from clinicdesk.model.document import NoticeKind
from clinicdesk.model.records import DocumentRecord, PatientRecord
from clinicdesk.model.roles import Act
from clinicdesk.ui.ask_file import ask_open, ask_save
from clinicdesk.ui.patients.host import Host, Part
from clinicdesk.ui.patients.merge import MergePanel
from clinicdesk.ui.patients.visit_file import VisitFilePanel
from clinicdesk.ui.whom import who
from clinicdesk.ui.widgets.basic import Mark, button, card, empty, label, row
from clinicdesk.ui.widgets.fields import ChoiceField
from clinicdesk.ui.widgets.pairs import Pairs

if TYPE_CHECKING:
    from clinicdesk.desk.desk import Desk

RECORD, VISIT = "record.zip", "visit.json"
"""The names that are offered for files; they name nobody."""

_WHICH = 320


class MorePart(Part):
    """Cards for merging, for a copy of the whole record, and for how long it is kept."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._kept = QVBoxLayout()
        self._kept.setSpacing(8)

    def fill(self, view: PatientView) -> None:
        self.view = view
        empty(self.body)
        self.body.addWidget(self._merging(view))
        if self.can(Act.EXPORT_RECORD):
            self.body.addWidget(self._export())
        if self.can(Act.EXPORT_VISIT):
            self.body.addWidget(self._visit_files(view))
        self._kept = QVBoxLayout()
        self._kept.setSpacing(8)
        title = label(self.say("patients.keep.title"), "heading")
        self.body.addWidget(card(title, label(self.say("patients.keep.help"), "muted"), self._kept))
        patient = view.record.id
        self.front.ask(self, lambda desk: retention(desk, patient), self._tell_kept, instead_of="retention")

    def merge(self) -> None:
        """Look for another record of this patient's."""
        panel = MergePanel(self.host, self.known.record, self.host.swap.close_panel)
        self.host.swap.show_panel(panel, wide=True)

    def export_to(self, place: Path, patient: str) -> None:
        """Write a patient's whole record to a place that was chosen."""

        def act(desk: "Desk") -> object:
            return export_record(desk, patient, place)

        def told(_digest: object) -> None:
            self.front.told.emit("review", self.say("patients.export.done", name=place.name, folder=place.parent))

        self.front.ask(self, act, told)

    def _merging(self, view: PatientView) -> QFrame:
        parts: list[QWidget | QBoxLayout] = [label(self.say("patients.merge.heading"), "heading")]
        if not view.merged:
            parts.append(label(self.say("patients.merge.none"), "muted"))
        parts += [self._merged(one) for one in view.merged]
        if self.can(Act.MERGE):
            parts.append(row(button(self.say("patients.merge.find"), self.merge, "", "search"), 1))
        return card(*parts)

    def _merged(self, record: PatientRecord) -> QBoxLayout:
        told = who(self.front.words, record, self.host.today)
        line = row(label(told), 1)
        if self.can(Act.UNMERGE):
            apart = button(
                self.say("patients.merge.apart"),
                lambda: self.host.save(lambda desk: unmerge(desk, record.id)),
                "flat",
                "back",
            )
            apart.setAccessibleName(f"{apart.text()}: {told}")
            line.addWidget(apart)
        return line

    def _export(self) -> QFrame:
        choose = button(self.say("patients.export.choose"), self._ask_place, "", "save")
        warning = Mark("review", self.say("patients.export.open"))
        return card(
            label(self.say("patients.export.title"), "heading"),
            label(self.say("patients.export.help"), "muted"),
            warning,
            row(choose, 1),
            spacing=12,
        )

    def _visit_files(self, view: PatientView) -> QFrame:
        parts: list[QWidget | QBoxLayout] = [
            label(self.say("patients.file.heading"), "heading"),
            label(self.say("patients.file.help"), "muted"),
        ]
        visits = sorted((one for one in view.visits if one.course), key=lambda one: (one.day, one.time), reverse=True)
        if visits:
            named = [(one.id, f"{self.front.words.day(one.day)} {one.time}".strip()) for one in visits]
            which = ChoiceField(self.say("patients.file.which"), named)
            which.setMaximumWidth(_WHICH)
            save = button(self.say("patients.file.save"), lambda: self._ask_visit_place(which.value()), "", "save")
            parts += [which, row(save, 1)]
        else:
            parts.append(label(self.say("patients.file.none"), "muted"))
        if self.can(Act.IMPORT_VISIT):
            parts.append(row(button(self.say("patients.file.taken_from"), self._ask_file, "", "import"), 1))
        return card(*parts, spacing=12)

    def read_in(self, place: Path, record: PatientRecord) -> None:
        """Look through a visit file that was chosen for a patient."""
        panel = VisitFilePanel(self.front, record, self.host.today, self.host.swap.close_panel)
        self.host.swap.show_panel(panel, wide=True)
        panel.look(place)

    def save_visit(self, place: Path, patient: str, visit: str) -> None:
        """Write a patient's visit to a place that was chosen."""

        def told(_none: object) -> None:
            self.front.told.emit("review", self.say("patients.file.saved", name=place.name, folder=place.parent))

        self.front.ask(self, lambda desk: save_visit(desk, patient, visit, place), told)

    def _ask_file(self) -> None:
        record, kinds = self.known.record, self.say("patients.file.kinds")
        ask_open(self, self.say("patients.file.taken_from"), kinds, lambda place: self.read_in(place, record))

    def _ask_visit_place(self, visit: str) -> None:
        patient, kinds = self.patient, self.say("patients.file.kinds")
        ask_save(
            self,
            self.say("patients.file.save"),
            kinds,
            VISIT,
            lambda place: self.save_visit(place, patient, visit),
        )

    def _ask_place(self) -> None:
        patient, kinds = self.patient, self.say("patients.export.kinds")
        ask_save(
            self,
            self.say("patients.export.choose"),
            kinds,
            RECORD,
            lambda place: self.export_to(place, patient),
        )

    def _tell_kept(self, kept: list[Kept]) -> None:
        empty(self._kept)
        papers = {one.id: one for one in self.known.documents}
        self._kept.addWidget(Pairs([(self._what(one, papers), self._until(one)) for one in kept]))

    def _what(self, one: Kept, papers: dict[str, DocumentRecord]) -> str:
        if one.what == THE_REST:
            return self.say("patients.keep.rest")
        paper = papers.get(one.document)
        kind = self.front.words.word(NoticeKind(one.what))
        return f"{kind} {paper.label}" if paper else kind

    def _until(self, one: Kept) -> str:
        """Until when a paper is kept, by which rule; or why no day is told."""
        why = self.say(f"patients.keep.because.{one.because.value}")
        if one.not_before is None:
            return why
        day = self.say("patients.keep.until", day=one.not_before)
        return f"{day} {self.say('patients.keep.source', title=one.rule.source.title)}" if one.rule else day
