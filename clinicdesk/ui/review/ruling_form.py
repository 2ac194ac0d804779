"""A clinician's decision as a form: made on the screen, or written down from a paper that was signed."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from clinicdesk.desk.deciding import OnPaper, Ruling
from clinicdesk.desk.visit_view import VisitView
from clinicdesk.model.questionnaire import Severity
from clinicdesk.model.records import REASONS, DecisionReason, DecisionRecord
from clinicdesk.model.visit import Decision
from clinicdesk.ui.form import Form
from clinicdesk.ui.front import Front
from clinicdesk.ui.questions.findings import gravest_first
from clinicdesk.ui.widgets.asked import ChosenField, GivenDayField
from clinicdesk.ui.widgets.fields import NoteField, TextField
from clinicdesk.ui.widgets.form_panel import Write
from clinicdesk.ui.widgets.pick import PickField, TicksField
from clinicdesk.ui.widgets.scan_field import ScanField

if TYPE_CHECKING:
    from clinicdesk.desk.desk import Desk


def decidable(front: Front, view: VisitView) -> list[tuple[str, str]]:
    """The items that a decision may be about, each with its words: a note needs none, nor does what is settled.

    What somebody was not to be treated for at this visit stays among them, though the answer has changed since.
    """
    assert view.progress is not None
    words, items = front.words, front.rules.questionnaire.by_id
    settled = {one.item for one in view.progress.settled}
    found: dict[str, str] = {}
    for one in gravest_first(view.progress.findings):
        if one.severity is not Severity.NOTE and one.item not in settled:
            told = words.say("ui.review.finding", severity=words.word(one.severity), label=items[one.item].label)
            found.setdefault(one.item, told)
    made = (one.decision for one in view.decisions if one.visit == view.visit.id)
    declined = (item for one in made if one.decision is Decision.NOT_TODAY for item in one.findings)
    return [*({item: items[item].label for item in declined} | found).items()]


class RulingForm(Form):
    """What is decided, about which findings, and why."""

    def __init__(self, front: Front, view: VisitView) -> None:
        super().__init__(spacing=16)
        self.front, self.view, say = front, view, front.words.say
        decisions = [(one.value, front.words.word(one)) for one in Decision]
        lacking = say("ui.review.decision_lacking")
        self.decision = self.add("decision", PickField(say("ui.review.decision"), decisions, lacking=lacking))
        about = TicksField(say("ui.review.about"), decidable(front, view), lacking=say("ui.review.about_lacking"))
        self.add("findings", about)
        choose, lacking = say("ui.review.choose"), say("ui.review.code_lacking")
        self.code = ChosenField(say("ui.review.code"), [], choose=choose, lacking=lacking)
        self.add("code", self.code)
        self.add("reason", NoteField(say("ui.review.reason"), help_text=say("ui.review.reason_help")))
        self.decision.changed.connect(self._decided)
        self._decided()

    def _decided(self) -> None:
        """Only the reasons of what is decided; those of both before that."""
        told, words = self.decision.text(), self.front.words
        decisions = [Decision(told)] if told else [*Decision]
        reasons = dict.fromkeys(one for decision in decisions for one in REASONS[decision])
        codes = [one.value for one in reasons]
        choose = ("", words.say("ui.review.choose"))
        if [self.code.box.itemData(at) for at in range(1, self.code.box.count())] != codes:
            self.code.set_choices([choose, *((one.value, words.word(one)) for one in reasons)])

    def write(self) -> Write | None:
        """The act that decides; None where something is lacking, which is told at its field."""
        from clinicdesk.desk.deciding import decide

        told = self.values()
        if told is None:
            return None
        here, ruling = (self.view.patient.id, self.view.visit.id), ruling_of(told)
        return lambda desk: decide(desk, *here, ruling)


class PaperForm(RulingForm):
    """The same, as somebody has signed it on paper."""

    def __init__(self, front: Front, view: VisitView) -> None:
        super().__init__(front, view)
        say = front.words.say
        self._scan = ""
        self.add("by", TextField(say("ui.review.by")))
        self.add("license", TextField(say("ui.review.license"), most=60))
        signed_on = GivenDayField(say("ui.review.signed_on"), lacking=say("ui.review.signed_on_lacking"))
        self.add("signed_on", signed_on)
        self.add("content", ScanField(front.words, say("ui.review.scan"), help_text=say("ui.review.scan_help")))
        signed_on.set_value(min(view.visit.day, front.now().astimezone().date()))
        if view.practitioner is not None:
            self.fill({"by": view.practitioner.name, "license": view.practitioner.license})
        self.fields["content"].changed.connect(self._another_scan)

    def write(self) -> Write | None:
        """The act that files the decision; None where something is lacking, which is told at its field."""
        told = self.values()
        return None if told is None else lambda desk: self._file(desk, told)

    def _file(self, desk: "Desk", told: dict[str, Any]) -> DecisionRecord:
        """A scan that is filed already is not filed again when the decision was refused."""
        from clinicdesk.desk.deciding import file_decision
        from clinicdesk.desk.files import add_file, read_scan

        patient, content = self.view.patient.id, told["content"]
        if isinstance(content, Path) and not self._scan:
            purpose = self.front.words.say("ui.review.scan_purpose")
            self._scan = add_file(desk, content.name, purpose, read_scan(content), patient).id
        paper = OnPaper(by=told["by"], license=told["license"], signed_on=told["signed_on"], scan=self._scan)
        return file_decision(desk, patient, self.view.visit.id, ruling_of(told), paper)

    def _another_scan(self) -> None:
        self._scan = ""


def ruling_of(told: dict[str, Any]) -> Ruling:
    """The ruling of what stands in the fields."""
    return Ruling(
        decision=Decision(told["decision"]),
        code=DecisionReason(told["code"]),
        reason=told["reason"],
        findings=told["findings"],
    )
