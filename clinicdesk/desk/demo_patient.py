"""One patient of the demo clinic: comes first, and goes through visits as far as they are told to go."""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace

from clinicdesk.desk.costs import determine, estimate
from clinicdesk.desk.courses import close_course, move_visit, open_course, open_visit
from clinicdesk.desk.deciding import OnPaper, Ruling, decide, file_decision
from clinicdesk.desk.demo_data import Stage, Story, ToldVisit
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.files import add_file
from clinicdesk.desk.papers import issue, reprint
from clinicdesk.desk.people import register
from clinicdesk.desk.plans import add_coverage, check_by_phone, tell_benefits
from clinicdesk.desk.screening import answer, finish, progress
from clinicdesk.desk.signing import CHOICES, sign
from clinicdesk.model.coverage import Benefits, Coverage
from clinicdesk.model.people import Signer
from clinicdesk.model.records import DocumentRecord, StaffRecord, VisitState
from clinicdesk.model.visit import Kind

_Step = Callable[[ToldVisit], object]


@dataclass
class DemoPatient:
    """A patient at the front desk. `treating` has the desks of those who decide, by sign-in name."""

    story: Story
    front: Desk
    treating: Mapping[str, Desk]
    id: str = ""
    course: str = ""
    visit: str = ""
    kind: Kind = Kind.FULL
    papers: tuple[DocumentRecord, ...] = ()

    def come_first(self) -> None:
        """Registered, with the plans and the course, and the first visit booked."""
        with self.front.store.transaction():
            self.id = register(self.front, self.story.person).id
            plans = [self._add(plan, rank) for rank, plan in enumerate(self.story.coverage, 1)]
            if self.story.service:
                treats = _staff(self.treating[self.story.practitioner])
                self.course = open_course(self.front, self.id, self.story.service, treats.id, plans).id
                self._book(0)

    def go_through(self, place: int) -> None:
        """The visit at that place of the story, as far as it goes; then the next one is booked."""
        told = self.story.visits[place]
        for stage, step in self._stages(told):
            with nullcontext() if stage is Stage.DECIDED else self.front.store.transaction():
                step(told)
            if stage is told.until:
                break
        self._book(place + 1)

    def close(self) -> None:
        """The course has ended."""
        close_course(self.front, self.id, self.course)

    def _add(self, plan: Coverage, rank: int) -> str:
        plain = replace(plan, benefits=Benefits(), phone_check=None)
        kept = add_coverage(self.front, self.id, plain, rank)
        if plan.benefits.told_by:
            tell_benefits(self.front, self.id, kept.id, plan.benefits)
        if plan.phone_check:
            check_by_phone(self.front, self.id, kept.id, plan.phone_check)
        return kept.id

    def _book(self, place: int) -> None:
        """Book the visit at that place, if there is one, and ask what the plans say. It is spoken of from now on."""
        for told in self.story.visits[place : place + 1]:
            record = open_visit(self.front, self.id, self.course, told.day, told.time)
            self.visit, self.kind = record.id, record.kind
            if record.kind is Kind.FULL:
                determine(self.front, self.id, self.visit)

    def _stages(self, told: ToldVisit) -> tuple[tuple[Stage, _Step], ...]:
        """What is done at a visit, in the order of the work; a return has its papers already."""
        if told.until is Stage.CANCELLED:
            return ((Stage.CANCELLED, self._cancel),)
        full = self.kind is Kind.FULL
        return (
            (Stage.ARRIVED, self._arrive),
            (Stage.ANSWERING, self._answer),
            (Stage.SCREENED, self._finish),
            (Stage.DECIDED, self._decide if told.decision else _nothing),
            (Stage.ESTIMATED, self._estimate if full else _nothing),
            (Stage.ISSUED, self._issue if full else _nothing),
            (Stage.SIGNED, self._sign if full else _nothing),
            (Stage.DONE, self._go_home),
        )

    def _cancel(self, _: ToldVisit) -> None:
        move_visit(self.front, self.id, self.visit, VisitState.CANCELLED)

    def _arrive(self, _: ToldVisit) -> None:
        move_visit(self.front, self.id, self.visit, VisitState.ARRIVED)

    def _answer(self, told: ToldVisit) -> None:
        """One question after the other, as they are asked, until enough are answered or none is left."""
        stands = progress(self.front, self.id, self.visit)
        for _ in range(told.answered):
            open_items = (one.link_id for one in stands.asked if one.link_id not in stands.answers)
            item = next((one for one in open_items if one in told.answers), "")
            if not item:
                break
            stands = answer(self.front, self.id, self.visit, item, told.answers[item])

    def _finish(self, _: ToldVisit) -> None:
        finish(self.front, self.id, self.visit)

    def _decide(self, told: ToldVisit) -> None:
        assert told.decision
        ruling = Ruling(
            decision=told.decision.decision,
            code=told.decision.code,
            reason=told.decision.reason,
            findings=told.decision.findings,
        )
        treats = self.treating[told.decision.by]
        if told.decision.on_paper:
            self._file(told, ruling, _staff(treats))
        else:
            decide(treats, self.id, self.visit, ruling)

    def _file(self, told: ToldVisit, ruling: Ruling, signed: StaffRecord) -> None:
        """A decision that was written into the box of the printed sheet; the sheet, scanned, is filed with it."""
        printed = issue(self.front, self.id, self.visit)[0]
        sheet = reprint(self.front, printed.id)
        scan = add_file(self.front, f"{printed.label}.pdf", "Review box, signed by hand", sheet, self.id)
        paper = OnPaper(by=signed.name, license=signed.license, signed_on=told.day, scan=scan.id)
        file_decision(self.front, self.id, self.visit, ruling, paper)

    def _estimate(self, _: ToldVisit) -> None:
        estimate(self.front, self.id, self.visit)

    def _issue(self, _: ToldVisit) -> None:
        self.papers = issue(self.front, self.id, self.visit)

    def _sign(self, told: ToldVisit) -> None:
        for paper in self.papers:
            for signer in paper.signers:
                name, wanted = self._name(signer), 1 if paper.kind in CHOICES else 0
                sign(self.front, self.id, paper.id, signer, name, signed_on=told.day, choice=wanted)

    def _name(self, signer: Signer) -> str:
        person = self.story.person
        named = {Signer.GUARDIAN: person.guardian, Signer.REPRESENTATIVE: person.representative}.get(signer)
        return named.name if named else person.full_name

    def _go_home(self, _: ToldVisit) -> None:
        move_visit(self.front, self.id, self.visit, VisitState.DONE)


def _nothing(_: ToldVisit) -> None:
    """A stage at which there is nothing to do."""


def _staff(desk: Desk) -> StaffRecord:
    assert desk.staff
    return desk.staff
