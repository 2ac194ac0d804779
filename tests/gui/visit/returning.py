"""A patient who comes back: the first visit of the course went through a week ago, with everything signed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

from clinicdesk.desk.costs import estimate
from clinicdesk.desk.courses import move_visit, open_course, open_visit
from clinicdesk.desk.deciding import Ruling, decide
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.papers import issue
from clinicdesk.desk.people import register
from clinicdesk.desk.plans import add_coverage, check_by_phone, tell_benefits
from clinicdesk.desk.screening import answer, finish
from clinicdesk.desk.signing import sign
from clinicdesk.model.questionnaire import Answer
from clinicdesk.model.records import REASONS, StaffRecord, VisitState
from clinicdesk.model.visit import Decision
from tests.gui.seat import Seat
from tests.gui.visit.insured import ACME, ANA, BENEFITS, SAID, SERVICE, TODAY, Case
from tests.unit.desk.visits import HARMLESS

WEEK = timedelta(days=7)


def come_back(
    seat: Seat,
    *,
    first: date = TODAY - WEEK,
    asked_on: date = TODAY - WEEK,
    plan_year_ends: date | None = None,
    **others: Answer,
) -> Case:
    """The second visit of a course of four, today. `others` are answers of the first one that a clinician let pass.

    The payer was asked, and its benefits told, on `asked_on`.
    """

    def work(desk: Desk) -> Case:
        patient = register(desk, ANA).id
        plan = add_coverage(desk, patient, ACME, 1).id
        told = replace(BENEFITS, as_of=asked_on, plan_year_ends=plan_year_ends)
        tell_benefits(desk, patient, plan, told)
        check_by_phone(desk, patient, plan, replace(SAID, on=asked_on))
        (sam,) = desk.store.find(StaffRecord, login="sam")
        service = replace(SERVICE, first_session=first)
        course = open_course(desk, patient, service, sam.id, (plan,))
        with _on(desk, first):
            visit = open_visit(desk, patient, course.id, first).id
            _go_through(desk, patient, visit, others)
        return Case(patient, course, open_visit(desk, patient, course.id, TODAY, "09:00").id, (plan,))

    return seat.desk(work)


@contextmanager
def _on(desk: Desk, day: date) -> Iterator[None]:
    """The desk's clock shows an earlier day."""
    now = desk.clock
    desk.clock = lambda: now() - (TODAY - day)
    yield
    desk.clock = now


def _go_through(desk: Desk, patient: str, visit: str, others: dict[str, Answer]) -> None:
    move_visit(desk, patient, visit, VisitState.ARRIVED)
    for item, given in {**HARMLESS, **others}.items():
        answer(desk, patient, visit, item, given)
    finish(desk, patient, visit)
    if others:
        let_pass(desk, patient, visit, *others)
    estimate(desk, patient, visit)
    for paper in issue(desk, patient, visit):
        for signer in paper.signers:
            sign(desk, patient, paper.id, signer, ANA.full_name, signed_on=desk.clock().astimezone().date())
    move_visit(desk, patient, visit, VisitState.DONE)


def let_pass(desk: Desk, patient: str, visit: str, *findings: str, decision: Decision = Decision.MAY_GO_ON) -> None:
    """Sam decides; whoever sat at the desk goes on."""
    ruling = Ruling(decision=decision, code=REASONS[decision][1], reason="Not near it.", findings=findings)
    before = desk.staff
    (desk.staff,) = desk.store.find(StaffRecord, login="sam")
    try:
        decide(desk, patient, visit, ruling)
    finally:
        desk.staff = before
