"""A patient of the examples at the desk of the tests, as the acts of staff bring her there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from clinicdesk.desk.courses import open_course, open_visit
from clinicdesk.desk.deciding import Ruling, decide
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.people import register
from clinicdesk.desk.plans import add_coverage, check_by_phone, tell_benefits
from clinicdesk.desk.screening import answer, finish
from clinicdesk.desk.settings import set_fee
from clinicdesk.model.coverage import Accumulators, Benefits, Coverage, PhoneCheck
from clinicdesk.model.payer import CoverageStatus, Indication, LineOfBusiness
from clinicdesk.model.people import Patient
from clinicdesk.model.questionnaire import Answer
from clinicdesk.model.records import (
    Amount,
    CourseRecord,
    DecisionReason,
    DecisionRecord,
    FeeRecord,
    StaffRecord,
    VisitRecord,
)
from clinicdesk.model.visit import Decision, Service
from tests.conftest import example_json

MONDAY = date(2026, 11, 23)
"""The day of the tests' clock, and of the examples."""

ANA = Patient(given_name="Ana", family_name="Núñez", birth_date=date(1990, 5, 1))
ACME = Coverage(
    payer="unlisted",
    payer_name="Acme Employee Health",
    line_of_business=LineOfBusiness.COMMERCIAL,
    in_network=True,
    member_id="A1",
)
BENEFITS = Benefits(
    accumulators=Accumulators(deductible_remaining=13000, out_of_pocket_remaining=300000), coinsurance=2000
)
CHECK = PhoneCheck(
    status=CoverageStatus.COVERED, on=date(2026, 11, 20), by="desk", spoke_to="Agent 12", reference="REF-77"
)
SERVICE = Service(
    code="20561",
    sessions=4,
    first_session=date(2026, 12, 1),
    diagnoses=("M79.18",),
    indication=Indication.MYOFASCIAL_TRIGGER_POINTS,
)
MAY_GO_ON = Decision.MAY_GO_ON


@dataclass
class Case:
    """A patient's course and the visit that is worked on."""

    patient: str
    course: CourseRecord
    visit: str

    @property
    def here(self) -> tuple[str, str]:
        """What most acts are told first: whom the screen shows, and which visit."""
        return self.patient, self.visit


def become(desk: Desk, person: str) -> None:
    """Somebody else sits down at the desk: `staff-ana`, `staff-kim`, `staff-max`, `staff-ida`."""
    desk.staff = desk.store.get(StaffRecord, person)


def set_prices(desk: Desk) -> None:
    """The fees of the examples, entered by the manager; then Ana is back at the desk."""
    become(desk, "staff-max")
    for code, billed, self_pay in (("20560", 7500, 4500), ("20561", 9500, 6000), ("97140", 5500, 4000)):
        for amount, cents in ((Amount.BILLED, billed), (Amount.SELF_PAY, self_pay)):
            set_fee(desk, FeeRecord(id="", code=code, amount=amount, cents=cents, since=date(2026, 1, 1)))
    contracted = FeeRecord(
        id="", code="20561", amount=Amount.ALLOWED, cents=6000, since=date(2026, 1, 1), payer="unlisted"
    )
    set_fee(desk, contracted)
    become(desk, "staff-ana")


def told_benefits(as_of: date) -> Benefits:
    return Benefits(accumulators=BENEFITS.accumulators, coinsurance=BENEFITS.coinsurance, as_of=as_of, told_by="phone")


def at_the_desk(desk: Desk, *, service: Service = SERVICE, insured: bool = True, checked: bool = True) -> Case:
    """Ana Núñez with her plan, her course with Dr. Osei, and today's visit; the clinic has its fees."""
    set_prices(desk)
    today = desk.clock().date()
    patient = register(desk, ANA).id
    plans = []
    if insured:
        plans = [add_coverage(desk, patient, ACME, 1).id]
        tell_benefits(desk, patient, plans[0], told_benefits(today))
        if checked:
            check_by_phone(desk, patient, plans[0], CHECK)
    course = open_course(desk, patient, service, "staff-kim", plans)
    return Case(patient, course, open_visit(desk, patient, course.id, today).id)


def answers_of(example: str) -> dict[str, Any]:
    """The answers of an example visit."""
    told: dict[str, Any] = example_json(example)["answers"]
    return {item: tuple(given) if isinstance(given, list) else given for item, given in told.items()}


HARMLESS: Mapping[str, Answer] = answers_of("deductible-met-midway")


def answer_all(desk: Desk, case: Case, answers: Mapping[str, Answer]) -> None:
    for item, given in answers.items():
        answer(desk, *case.here, item, given)


def screened(desk: Desk, case: Case, **others: Answer) -> Case:
    """Everything answered without a flag but for `others`, and finished."""
    answer_all(desk, case, {**HARMLESS, **others})
    finish(desk, *case.here)
    return case


def return_visit(desk: Desk, case: Case) -> Case:
    """The next visit of the course, today."""
    visit = open_visit(desk, case.patient, case.course.id, desk.clock().date())
    return Case(case.patient, case.course, visit.id)


SHORT: Mapping[str, Answer] = {item: given for item, given in answers_of("return-visit").items() if item != "implants"}
"""A return's answers: nothing is new."""


def ruling(*findings: str, decision: Decision = MAY_GO_ON, reason: str = "Superficial muscles only.") -> Ruling:
    code = DecisionReason.TECHNIQUE_ADAPTED if decision is MAY_GO_ON else DecisionReason.RISK_TOO_HIGH
    return Ruling(decision=decision, code=code, reason=reason, findings=findings)


def decided(desk: Desk, case: Case, *findings: str, decision: Decision = MAY_GO_ON) -> DecisionRecord:
    """Dr. Osei decides; then Ana is back at the desk."""
    become(desk, "staff-kim")
    made = decide(desk, *case.here, ruling(*findings, decision=decision))
    become(desk, "staff-ana")
    return made


def stored(desk: Desk, case: Case) -> VisitRecord:
    return desk.store.get(VisitRecord, case.visit)
