"""A patient with plans at the desk of the window's tests: the clinic has its fees, and Sam treats."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from clinicdesk.desk.courses import open_course, open_visit
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.people import register
from clinicdesk.desk.plans import add_coverage, check_by_phone, tell_benefits
from clinicdesk.desk.settings import set_fee
from clinicdesk.model.coverage import Accumulators, Benefits, Coverage, PhoneCheck
from clinicdesk.model.payer import CoverageStatus, Indication, LineOfBusiness
from clinicdesk.model.people import Patient
from clinicdesk.model.records import Amount, CourseRecord, FeeRecord, StaffRecord
from clinicdesk.model.visit import Service
from tests.gui.seat import Seat
from tests.unit.desk.clinic import enter

TODAY = date.today()  # noqa: DTZ011 - the desk's day is the local one
SERVICE = Service(
    code="20561",
    sessions=4,
    first_session=TODAY,
    diagnoses=("M79.18",),
    indication=Indication.MYOFASCIAL_TRIGGER_POINTS,
)
ANA = Patient(given_name="Ana", family_name="Núñez", birth_date=date(1990, 5, 1))
ACME = Coverage(
    payer="unlisted",
    payer_name="Acme Employee Health",
    line_of_business=LineOfBusiness.COMMERCIAL,
    in_network=True,
    member_id="ZX10234567",
)
EXAMPLE = Coverage(payer="example-limited", in_network=True, line_of_business=LineOfBusiness.COMMERCIAL)
BCBSNC = Coverage(payer="bcbsnc", in_network=True, member_id="YPPW1234567")
MEDICAID = Coverage(payer="medicaid", in_network=True, member_id="900111222K")
BENEFITS = Benefits(
    accumulators=Accumulators(deductible_remaining=13000, out_of_pocket_remaining=300000),
    coinsurance=2000,
    as_of=TODAY,
    told_by="phone",
)
SAID = PhoneCheck(
    status=CoverageStatus.COVERED, on=TODAY - timedelta(days=3), by="Bea Holt", spoke_to="Agent 12", reference="REF-77"
)


@dataclass
class Case:
    """A patient's course, its plans, and today's visit."""

    patient: str
    course: CourseRecord
    visit: str
    plans: tuple[str, ...]

    @property
    def here(self) -> tuple[str, str]:
        return self.patient, self.visit


PRICES = {"20560": (7500, 4500, 4500), "20561": (9500, 6000, 6000), "97140": (5500, 4000, 4000)}


def set_prices(folder: Path) -> None:
    """The clinic's fees, entered by Ana, who manages."""
    desk = enter(folder, "ana", lambda: datetime.now(UTC))
    for code, (billed, own, contracted) in PRICES.items():
        for amount, cents in ((Amount.BILLED, billed), (Amount.SELF_PAY, own)):
            set_fee(desk, FeeRecord(id="", code=code, amount=amount, cents=cents, since=date(2026, 1, 1)))
        for payer in ("unlisted", "example-limited"):
            allowed = FeeRecord(
                id="", code=code, amount=Amount.ALLOWED, cents=contracted, since=date(2026, 1, 1), payer=payer
            )
            set_fee(desk, allowed)
    desk.close()


def end_fee(folder: Path, code: str) -> None:
    """What is billed for a code is known no more since the end of January."""
    desk = enter(folder, "ana", lambda: datetime.now(UTC))
    (fee,) = desk.store.find(FeeRecord, code=code, amount=Amount.BILLED)
    set_fee(desk, replace(fee, until=date(2026, 1, 31)))
    desk.close()


@dataclass(frozen=True)
class Told:
    """A plan with what was learned of it."""

    plan: Coverage
    benefits: Benefits | None = BENEFITS
    said: PhoneCheck | None = None


BY_PHONE = Told(ACME, said=SAID)


def bring(seat: Seat, *plans: Told, service: Service = SERVICE) -> Case:
    """Ana Núñez with these plans, her course with Sam, and today's visit."""

    def work(desk: Desk) -> Case:
        patient = register(desk, ANA).id
        ids = tuple(_keep(desk, patient, one, rank) for rank, one in enumerate(plans, 1))
        (sam,) = desk.store.find(StaffRecord, login="sam")
        course = open_course(desk, patient, service, sam.id, ids)
        return Case(patient, course, open_visit(desk, patient, course.id, TODAY).id, ids)

    return seat.desk(work)


def _keep(desk: Desk, patient: str, one: Told, rank: int) -> str:
    plan = add_coverage(desk, patient, one.plan, rank).id
    if one.benefits:
        tell_benefits(desk, patient, plan, one.benefits)
    if one.said:
        check_by_phone(desk, patient, plan, one.said)
    return plan
