"""A whole day at the desk, by acts of staff only: what comes out is what the examples give, to the cent."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, TypeVar

import pytest

from clinicdesk.desk.costs import Option, compare, determine, estimate
from clinicdesk.desk.courses import move_visit, open_course, open_visit, standing
from clinicdesk.desk.deciding import decide
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.history import visit_history
from clinicdesk.desk.papers import due, issue, reprint
from clinicdesk.desk.people import find, likely_duplicates, register
from clinicdesk.desk.plans import add_coverage, check_by_phone, tell_benefits
from clinicdesk.desk.screening import answer, finish, progress
from clinicdesk.desk.signing import sign
from clinicdesk.desk.waiting import waiting
from clinicdesk.model.people import Signer
from clinicdesk.model.records import EstimateRecord, ScreeningRecord, VisitState
from clinicdesk.model.visit import Kind
from tests.conftest import expected
from tests.unit.desk.conftest import SetClock
from tests.unit.desk.visits import (
    ACME,
    ANA,
    CHECK,
    HARMLESS,
    MONDAY,
    SERVICE,
    SHORT,
    become,
    ruling,
    set_prices,
    told_benefits,
)

T = TypeVar("T")


@dataclass
class Clerk:
    """Does one act after the other at a desk, and looks that each leaves exactly one row in the trail."""

    desk: Desk
    done: list[str] = field(default_factory=list)

    def does(self, act: Callable[..., T], *told: Any, **named: Any) -> T:
        before = self.desk.store.last_row().number
        came_out = act(self.desk, *told, **named)
        rows = list(self.desk.store.trail(after=before))
        assert len(rows) == 1, act.__name__
        assert self.desk.staff
        assert rows[0].entry.by == self.desk.staff.id
        self.done.append(rows[0].entry.act)
        return came_out


@pytest.fixture
def clerk(desk: Desk) -> Clerk:
    set_prices(desk)
    return Clerk(desk)


def assert_as_expected(name: str, screening: ScreeningRecord, told: EstimateRecord) -> None:
    """The parts that the examples' expected results have."""
    wanted = expected(name)
    for result in (json.loads(screening.result), json.loads(told.result)["screening"]):
        found = [{key: one[key] for key in ("item", "severity", "scope")} for one in result["findings"]]
        assert found == wanted["screening"]["findings"]
        for key in ("outcome", "age", "unanswered"):
            assert result[key] == wanted["screening"][key]
    costs = json.loads(told.result)["estimate"]
    assert costs["lines"] == wanted["estimate"]["lines"]
    assert costs["total"] == wanted["estimate"]["total"]


def test_a_new_patient_from_the_first_word_to_the_signed_consent(clerk: Clerk) -> None:
    does = clerk.does
    assert does(find, "nunez") == []
    assert does(likely_duplicates, ANA) == []
    patient = does(register, ANA).id
    plan = does(add_coverage, patient, ACME, 1).id
    does(tell_benefits, patient, plan, told_benefits(MONDAY))
    does(check_by_phone, patient, plan, CHECK)
    course = does(open_course, patient, SERVICE, "staff-kim", [plan])
    visit = does(open_visit, patient, course.id, MONDAY, "10:40").id
    does(move_visit, patient, visit, VisitState.ARRIVED)
    for item in does(progress, patient, visit).unanswered:
        assert does(answer, patient, visit, item, HARMLESS[item]).findings == ()
    for item in HARMLESS.keys() - does(progress, patient, visit).answers.keys():
        does(answer, patient, visit, item, HARMLESS[item])
    screening = does(finish, patient, visit)
    does(determine, patient, visit)
    planned, alone = does(compare, patient, visit, [Option(name="plan"), Option(name="self", use_insurance=False)])
    assert planned.estimate.total["patient"] < alone.estimate.total["patient"]
    told = does(estimate, patient, visit)
    assert_as_expected("deductible-met-midway", screening, told)
    consent, _ = does(issue, patient, visit)
    assert sha256(does(reprint, consent.id)).hexdigest() == consent.sha256
    does(sign, patient, consent.id, Signer.PATIENT, "Ana Núñez", signed_on=MONDAY)
    assert all(one.settled for one in does(due, patient, visit).due)
    does(move_visit, patient, visit, VisitState.DONE)
    assert does(find, "nunez")[0].id == patient
    assert (
        len(does(visit_history, patient, visit)) == len(HARMLESS) + len(["screening", "determination", "estimate"]) + 3
    )
    clerk.desk.store.verify_trail()


def test_a_returning_patient_whose_implant_was_looked_at_in_september(clerk: Clerk, clock: SetClock) -> None:
    does = clerk.does
    clock.pass_by(days=-83)
    first_day = clock().date()
    patient = does(register, ANA).id
    plan = does(add_coverage, patient, ACME, 1).id
    does(tell_benefits, patient, plan, told_benefits(first_day))
    course = does(open_course, patient, SERVICE, "staff-kim", [plan])
    first = does(open_visit, patient, course.id, first_day).id
    for item, given in {**HARMLESS, "implants": "yes"}.items():
        does(answer, patient, first, item, given)
    does(finish, patient, first)
    become(clerk.desk, "staff-kim")
    assert [one.id for one in does(waiting).visits] == [first]
    does(decide, patient, first, ruling("implants"))
    become(clerk.desk, "staff-ana")
    does(determine, patient, first)
    does(estimate, patient, first)
    consent, _ = does(issue, patient, first)
    does(sign, patient, consent.id, Signer.PATIENT, "Ana Núñez", signed_on=first_day)
    does(move_visit, patient, first, VisitState.CANCELLED)

    clock.pass_by(days=83)
    does(standing, course.id)
    does(tell_benefits, patient, plan, told_benefits(MONDAY))
    does(check_by_phone, patient, plan, CHECK)
    visit = does(open_visit, patient, course.id, MONDAY)
    assert (visit.kind, visit.full_on) == (Kind.RETURN, first_day)
    for item in does(progress, patient, visit.id).unanswered:
        assert [one.item for one in does(answer, patient, visit.id, item, SHORT[item]).findings] == ["implants"]
    for item in ("eaten", "drive"):
        does(answer, patient, visit.id, item, SHORT[item])
    screening = does(finish, patient, visit.id)
    told = does(estimate, patient, visit.id)
    assert_as_expected("return-visit", screening, told)
    papers = does(due, patient, visit.id)
    assert papers.blockers == ()
    assert all(one.settled for one in papers.due)
    assert does(waiting).visits == ()
    does(move_visit, patient, visit.id, VisitState.DONE)
    clerk.desk.store.verify_trail()
