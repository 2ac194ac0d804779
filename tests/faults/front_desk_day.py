"""A scripted day at the front desk, in a process of its own: `python -m tests.faults.front_desk_day FOLDER COUNT`.

It prints the memory in KiB and the open descriptors after each tenth of the patients.
"""

import gc
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from clinicdesk.desk.board import board
from clinicdesk.desk.costs import determine, estimate
from clinicdesk.desk.courses import open_course, open_visit
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.papers import issue, reprint
from clinicdesk.desk.people import find, register
from clinicdesk.desk.plans import add_coverage, tell_benefits
from clinicdesk.desk.screening import answer, finish
from clinicdesk.desk.settings import set_fee
from clinicdesk.model.coverage import Accumulators, Benefits, Coverage
from clinicdesk.model.payer import LineOfBusiness
from clinicdesk.model.people import Patient
from clinicdesk.model.records import Amount, FeeRecord, StaffRecord
from clinicdesk.model.visit import Service
from tests.conftest import example_json
from tests.unit.desk.clinic import enter, make

DAY = date(2026, 11, 24)
ANSWERS = example_json("deductible-met-midway")["answers"]
PAPERS_OF = 5
"""Of so many patients three get as far as their papers."""


def clock() -> datetime:
    return datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


def opened(folder: Path) -> tuple[Desk, str]:
    """A clinic with fees; Ana, who manages, is at the desk. Also the practitioner's staff id."""
    make(folder)
    desk = enter(folder, "ana", clock)
    set_fee(desk, FeeRecord(id="", code="20561", amount=Amount.BILLED, cents=9500, since=date(2026, 1, 1)))
    sam = next(one for one in desk.store.find(StaffRecord) if one.login == "sam")
    return desk, sam.id


def served(desk: Desk, practitioner: str, number: int) -> int:
    """One patient from the door to the papers, or to the booking only; the papers issued."""
    kept = register(
        desk, Patient(given_name=f"Ana{number}", family_name=f"Made{number % 97}", birth_date=DAY.replace(1980))
    )
    plan = Coverage(payer="aetna", in_network=True, line_of_business=LineOfBusiness.COMMERCIAL)
    coverage = add_coverage(desk, kept.id, plan, 1)
    left = Accumulators(deductible_remaining=5000, out_of_pocket_remaining=100_000)
    told = Benefits(accumulators=left, coinsurance=2000, as_of=DAY, told_by="phone")
    tell_benefits(desk, kept.id, coverage.id, told)
    service = Service(code="20561", sessions=4, first_session=DAY)
    course = open_course(desk, kept.id, service, practitioner, [coverage.id])
    visit = open_visit(desk, kept.id, course.id, DAY, "09:30")
    assert find(desk, f"ana{number}")[0].id == kept.id
    if number % PAPERS_OF > 2:
        return 0
    for item, given in ANSWERS.items():
        answer(desk, kept.id, visit.id, item, given)
    finish(desk, kept.id, visit.id)
    determine(desk, kept.id, visit.id)
    estimate(desk, kept.id, visit.id)
    papers = issue(desk, kept.id, visit.id)
    assert reprint(desk, papers[0].id).startswith(b"%PDF-")
    return len(papers)


def used() -> tuple[int, int]:
    """Memory that is really held, in KiB, and open descriptors."""
    gc.collect()
    status = Path("/proc/self/status").read_text()
    resident = int(status.split("VmRSS:")[1].split()[0])
    return resident, sum(1 for _ in Path("/proc/self/fd").iterdir())


def day(folder: Path, patients: int) -> None:
    """So many patients, and what the process uses after each tenth of them."""
    desk, practitioner = opened(folder)
    papers = 0
    for number in range(patients):
        papers += served(desk, practitioner, number)
        if (number + 1) % max(1, patients // 10) == 0:
            print(*used(), flush=True)
    assert len(board(desk, DAY)) == patients
    assert papers
    assert desk.store.verify_trail().number > patients
    assert desk.store.check() == []
    desk.close()


if __name__ == "__main__":
    day(Path(sys.argv[1]), int(sys.argv[2]))
