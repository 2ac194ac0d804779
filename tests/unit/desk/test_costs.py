"""What a visit costs, told and kept, and compared with what else could be done."""

import json
from dataclasses import replace
from datetime import date

import pytest

from clinicdesk.desk.chain import NotReady, fees_on
from clinicdesk.desk.costs import Option, compare, determine, estimate, look_up, tell
from clinicdesk.desk.courses import open_visit
from clinicdesk.desk.day import Choice, book
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.people import merge, register
from clinicdesk.desk.plans import check_by_phone
from clinicdesk.desk.settings import set_fee
from clinicdesk.engine.visit import work as through_the_chain
from clinicdesk.errors import Conflict, EntryRefused, NotAllowed, VisitRefused
from clinicdesk.exchange.visit_file import read_visit
from clinicdesk.model.estimate import Basis
from clinicdesk.model.fees import Fee
from clinicdesk.model.payer import CoverageStatus
from clinicdesk.model.people import Patient, Profession
from clinicdesk.model.records import (
    Amount,
    CourseRecord,
    DeterminationRecord,
    EstimateRecord,
    FeeRecord,
    StaffRecord,
)
from clinicdesk.model.roles import Act
from clinicdesk.model.visit import OtherService
from tests.unit.desk.conftest import SetClock
from tests.unit.desk.visits import ANA, CHECK, MONDAY, SERVICE, Case, at_the_desk, become, screened, set_prices


@pytest.fixture
def case(desk: Desk) -> Case:
    return at_the_desk(desk)


def test_a_determination_is_kept_with_the_rules_that_made_it(desk: Desk, case: Case) -> None:
    kept = determine(desk, *case.here)
    assert desk.store.find(DeterminationRecord) == [kept]
    assert kept.rulebook == desk.rules.version
    told = json.loads(kept.result)
    assert list(told) == ["practice", "coverage"]
    assert [one["status"] for one in told["coverage"]] == ["covered"]


def test_an_estimate_is_kept_with_the_visit_file_that_makes_it_again(desk: Desk, case: Case) -> None:
    screened(desk, case, implants="yes")
    kept = estimate(desk, *case.here)
    assert kept.patient_total == 15200
    told = json.loads(kept.result)
    assert told["estimate"]["total"]["patient"] == "152.00"
    visit = read_visit(kept.inputs.encode(), desk.rules)
    assert visit.answers["implants"] == "yes"
    assert through_the_chain(visit, desk.rules).estimate.total["patient"] == 15200


def test_what_is_lacking_is_named_in_one_go(desk: Desk) -> None:
    patient = register(desk, ANA).id
    (visit,) = book(desk, MONDAY, [Choice("09:00", patient)])
    with pytest.raises(NotReady, match="belongs to no course"):
        estimate(desk, patient, visit.id)
    service = replace(SERVICE, also=(OtherService("97140"),))
    case = at_the_desk(desk, service=service)
    become(desk, "staff-max")
    for fee in desk.store.find(FeeRecord, amount=Amount.BILLED):
        set_fee(desk, replace(fee, until=date(2026, 1, 31)))
    desk.store.put(replace(desk.store.get(StaffRecord, "staff-kim"), profession=None))
    with pytest.raises(NotReady) as refused:
        estimate(desk, *case.here)
    _, nobody, first, second = (one.text for one in refused.value.problems)
    assert "Nobody who treats" in nobody
    assert "no fee for 20561 on November 23, 2026" in first
    assert "no fee for 97140 on November 23, 2026" in second
    assert desk.store.count(EstimateRecord) == 0


def test_the_fee_in_force_on_the_day_of_the_visit_counts(desk: Desk) -> None:
    set_prices(desk)
    become(desk, "staff-max")
    (old,) = desk.store.find(FeeRecord, code="20560", amount=Amount.BILLED)
    set_fee(desk, replace(old, until=date(2026, 11, 22)))
    set_fee(desk, FeeRecord(id="", code="20560", amount=Amount.BILLED, cents=8000, since=MONDAY))
    with desk.work(Act.VIEW_SETTINGS) as work:
        assert fees_on(work, date(2026, 11, 22))["20560"] == Fee(billed=7500, self_pay=4500)
        assert fees_on(work, MONDAY)["20560"] == Fee(billed=8000, self_pay=4500)
        assert fees_on(work, MONDAY)["20561"] == Fee(billed=9500, self_pay=6000, allowed={"unlisted": 6000})
        assert fees_on(work, date(2025, 12, 31)) == {}


def test_options_stand_side_by_side_and_nothing_of_them_is_kept(desk: Desk, case: Case) -> None:
    options = [
        Option(name="as planned"),
        Option(name="self-pay", use_insurance=False),
        Option(name="one muscle", code="20560"),
        Option(name="six sessions", sessions=6),
    ]
    planned, alone, muscle, longer = compare(desk, *case.here, options)
    assert [one.estimate.total["patient"] for one in (planned, alone)] == [15200, 24000]
    assert (alone.option.name, alone.estimate.basis) == ("self-pay", Basis.SELF_PAY)
    assert {line.code for line in muscle.estimate.lines} == {"20560"}
    assert [line.session for line in longer.estimate.lines] == [1, 2, 3, 4, 5, 6]
    assert longer.estimate.total["patient"] > planned.estimate.total["patient"]
    assert planned.determination
    assert planned.determination.status is CoverageStatus.COVERED
    assert desk.store.count(EstimateRecord) == desk.store.count(DeterminationRecord) == 0
    assert desk.store.get(CourseRecord, case.course.id).service == SERVICE


def test_an_option_can_have_a_range_of_sessions(desk: Desk, case: Case) -> None:
    (one,) = compare(desk, *case.here, [Option(name="3 to 6", sessions=4, sessions_range=(3, 6))])
    assert one.estimate.range
    assert one.estimate.range.sessions == (3, 6)
    assert one.costs.range == one.estimate.range.patient


def test_telling_an_option_changes_the_course_and_keeps_the_estimate(desk: Desk, case: Case) -> None:
    kept = tell(desk, *case.here, case.course, Option(name="", sessions=6, use_insurance=False))
    assert desk.store.get(CourseRecord, case.course.id).service == replace(SERVICE, sessions=6, use_insurance=False)
    assert kept.patient_total == 6 * 6000
    assert desk.store.find(EstimateRecord) == [kept]


def test_telling_the_course_as_it_is_changes_nothing_but_keeps_the_estimate(desk: Desk, case: Case) -> None:
    kept = tell(desk, *case.here, case.course, Option(name=""))
    assert kept.patient_total == 15200
    assert desk.store.get(CourseRecord, case.course.id) == case.course


def test_what_cannot_be_told_changes_no_course(desk: Desk, case: Case) -> None:
    become(desk, "staff-max")
    (fee,) = desk.store.find(FeeRecord, code="20560", amount=Amount.BILLED)
    set_fee(desk, replace(fee, until=date(2026, 1, 31)))
    with pytest.raises(NotReady, match="no fee for 20560"):
        tell(desk, *case.here, case.course, Option(name="", code="20560"))
    assert desk.store.get(CourseRecord, case.course.id) == case.course
    assert list(desk.store.trail(act=Act.CHANGE_COURSE)) == []


def test_a_course_that_somebody_else_has_changed_is_not_told_over(desk: Desk, case: Case) -> None:
    tell(desk, *case.here, case.course, Option(name="", sessions=5))
    with pytest.raises(Conflict):
        tell(desk, *case.here, case.course, Option(name="", sessions=6))
    assert desk.store.count(EstimateRecord) == 1


@pytest.mark.parametrize(("option", "said"), [(Option(name="x", code="20552"), "20552 is not the service"),
    (Option(name="x", sessions=0), "whole number from 1 to 60")])  # fmt: skip
def test_an_option_that_cannot_be_is_refused(desk: Desk, case: Case, option: Option, said: str) -> None:
    with pytest.raises(EntryRefused, match=said):
        compare(desk, *case.here, [option])


def test_an_option_without_a_fee_says_which(desk: Desk, case: Case) -> None:
    become(desk, "staff-max")
    (fee,) = desk.store.find(FeeRecord, code="20560", amount=Amount.BILLED)
    set_fee(desk, replace(fee, until=date(2026, 1, 31)))
    with pytest.raises(NotReady, match="no fee for 20560"):
        compare(desk, *case.here, [Option(name="one muscle", code="20560")])


def test_a_telephone_check_of_a_later_day_makes_no_paper_of_an_earlier_visit(
    desk: Desk, clock: SetClock, case: Case
) -> None:
    clock.pass_by(days=3)
    check_by_phone(desk, case.patient, case.course.coverages[0], replace(CHECK, on=date(2026, 11, 25)))
    with pytest.raises(VisitRefused, match="after the day of the visit"):
        estimate(desk, *case.here)


def test_an_estimate_for_another_patient_than_the_one_shown_is_refused(desk: Desk, case: Case) -> None:
    other = register(desk, Patient(given_name="Ben", family_name="Adeyemi", birth_date=date(1971, 2, 3))).id
    for act in (determine, estimate):
        with pytest.raises(NotAllowed, match="another patient"):
            act(desk, other, case.visit)
    with pytest.raises(NotAllowed, match="another patient"):
        compare(desk, other, case.visit, [Option(name="as planned")])
    with pytest.raises(NotAllowed, match="another patient"):
        tell(desk, other, case.visit, case.course, Option(name="", sessions=6))


def test_a_payer_is_looked_up_for_the_telephone_without_any_patient(desk: Desk) -> None:
    told = look_up(desk, "bcbsnc", "20561", state="NC", profession=Profession.PT, diagnoses=("M54.50",))
    assert told.payer == "bcbsnc"
    assert told.status is CoverageStatus.INVESTIGATIONAL
    assert told.reasons
    (row,) = desk.store.trail(act=Act.LOOK_UP)
    assert row.entry.patient == ""
    assert row.entry.told == {"payer": "bcbsnc", "code": "20561", "on": "2026-11-23"}


@pytest.mark.parametrize(
    ("payer", "code", "state", "said"),
    [
        ("acme", "20561", None, "no payer of the rule book"),
        ("bcbsnc", "97140", None, "20560 and 20561"),
        ("bcbsnc", "20561", "ZZ", "no US state"),
    ],
)
def test_what_cannot_be_looked_up_is_said(desk: Desk, payer: str, code: str, state: str | None, said: str) -> None:
    with pytest.raises(EntryRefused, match=said):
        look_up(desk, payer, code, state=state)


def test_a_diagnosis_is_looked_up_in_capitals_and_refused_in_another_form(desk: Desk) -> None:
    told = look_up(desk, "bcbsnc", "20561", diagnoses=("m54.50",))
    assert told == look_up(desk, "bcbsnc", "20561", diagnoses=("M54.50",))
    with pytest.raises(EntryRefused, match="not the form of a diagnosis"):
        look_up(desk, "bcbsnc", "20561", diagnoses=("back pain",))


def test_a_visit_of_a_merged_patient_is_worked_under_the_name_that_stays(desk: Desk, case: Case) -> None:
    other = register(desk, replace(ANA, given_name="Ana María"))
    merge(desk, case.patient, other.id)
    kept = estimate(desk, other.id, case.visit)
    assert read_visit(kept.inputs.encode(), desk.rules).patient.given_name == "Ana María"
    assert open_visit(desk, other.id, case.course.id, MONDAY).course == case.course.id
