"""A clerk keeps plans, what was learned of them, and what the payer said on the telephone."""

from dataclasses import replace
from datetime import date

import pytest

from clinicdesk.desk.composing import composed
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.patient_view import view
from clinicdesk.desk.people import merge, register
from clinicdesk.desk.plans import add_coverage, change_coverage, check_by_phone, end_coverage, tell_benefits
from clinicdesk.errors import Conflict, EntryRefused, NotAllowed
from clinicdesk.model.coverage import Accumulators, Benefits, Coverage, PhoneCheck
from clinicdesk.model.payer import CoverageStatus
from clinicdesk.model.people import Patient
from clinicdesk.model.records import BenefitsRecord, CoverageRecord, PhoneCheckRecord
from clinicdesk.model.roles import Act

PLAN = Coverage(payer="bcbsnc", in_network=True, member_id="YPP123")
TOLD = Benefits(
    accumulators=Accumulators(deductible_remaining=30000, visits_remaining=12),
    coinsurance=2000,
    plan_year_ends=date(2026, 12, 31),
    as_of=date(2026, 11, 20),
    told_by="phone",
)
CHECK = PhoneCheck(
    status=CoverageStatus.COVERED, on=date(2026, 11, 23), by="Ana Ruiz", spoke_to="Agent 12", reference="REF-77"
)


@pytest.fixture
def patient(desk: Desk) -> str:
    return register(desk, Patient(given_name="Ana", family_name="Nuñez", birth_date=date(1990, 5, 1))).id


@pytest.fixture
def other(desk: Desk) -> str:
    return register(desk, Patient(given_name="Ben", family_name="Adeyemi", birth_date=date(1971, 2, 3))).id


def problems(refused: pytest.ExceptionInfo[EntryRefused]) -> dict[str, str]:
    return {one.place: one.text for one in refused.value.problems}


def test_a_plan_is_put_together_with_what_was_learned_last(desk: Desk, patient: str) -> None:
    kept = add_coverage(desk, patient, PLAN, 1)
    assert composed(desk.store, kept) == PLAN
    tell_benefits(desk, patient, kept.id, replace(TOLD, coinsurance=5000))
    tell_benefits(desk, patient, kept.id, TOLD)
    check_by_phone(desk, patient, kept.id, replace(CHECK, reference="REF-1"))
    check_by_phone(desk, patient, kept.id, CHECK)
    assert composed(desk.store, kept) == replace(PLAN, benefits=TOLD, phone_check=CHECK)
    (shown,) = view(desk, patient).plans
    assert shown.composed == replace(PLAN, benefits=TOLD, phone_check=CHECK)
    assert desk.store.count(BenefitsRecord, coverage=kept.id) == 2


def test_what_was_learned_is_kept_with_who_learned_it_and_when(desk: Desk, patient: str) -> None:
    kept = add_coverage(desk, patient, PLAN, 1)
    told = tell_benefits(desk, patient, kept.id, TOLD)
    assert (told.by, told.at, told.patient) == ("staff-ana", "2026-11-23T15:00:00.000Z", patient)
    assert desk.store.find(BenefitsRecord) == [told]


@pytest.mark.parametrize(
    ("plan", "field", "word"),
    [
        (replace(PLAN, payer="blue-cross"), "payer", "is no payer of the rule book"),
        (replace(PLAN, payer="Aetna Inc"), "payer", "write its id"),
        (replace(PLAN, member_id="1" * 81), "member_id", "at most 80"),
        (replace(PLAN, visits_used=-1), "visits_used", "from 0 to 999"),
        (replace(PLAN, benefits=TOLD), "benefits", "a step of their own"),
        (replace(PLAN, phone_check=CHECK), "benefits", "a step of their own"),
    ],
)
def test_a_plan_that_the_chain_could_not_take_is_refused(
    desk: Desk, patient: str, plan: Coverage, field: str, word: str
) -> None:
    with pytest.raises(EntryRefused) as refused:
        add_coverage(desk, patient, plan, 1)
    assert list(problems(refused)) == [field]
    assert word in problems(refused)[field]
    assert desk.store.count(CoverageRecord) == 0


def test_the_primary_plan_is_number_one(desk: Desk, patient: str) -> None:
    with pytest.raises(EntryRefused, match="the primary plan is 1"):
        add_coverage(desk, patient, PLAN, 0)


@pytest.mark.parametrize(
    ("benefits", "field"),
    [
        (replace(TOLD, told_by=""), "benefits.told_by"),
        (replace(TOLD, told_by="a friend"), "benefits.told_by"),
        (replace(TOLD, as_of=None), "benefits.as_of"),
        (replace(TOLD, as_of=date(2026, 11, 24)), "benefits.as_of"),
        (replace(TOLD, copay=-1), "benefits.copay"),
        (replace(TOLD, coinsurance=10001), "benefits.coinsurance"),
    ],
)
def test_benefits_say_from_whom_and_as_of_when(desk: Desk, patient: str, benefits: Benefits, field: str) -> None:
    kept = add_coverage(desk, patient, PLAN, 1)
    with pytest.raises(EntryRefused) as refused:
        tell_benefits(desk, patient, kept.id, benefits)
    assert list(problems(refused)) == [field]
    assert desk.store.count(BenefitsRecord) == 0


@pytest.mark.parametrize(
    ("check", "field"),
    [
        (replace(CHECK, by=""), "verified_by_phone.by"),
        (replace(CHECK, reference=""), "verified_by_phone.reference"),
        (replace(CHECK, on=date(2026, 11, 24)), "verified_by_phone.on"),
        (replace(CHECK, status=CoverageStatus.UNKNOWN), "verified_by_phone.status"),
    ],
)
def test_a_telephone_check_says_who_called_when_and_the_reference(
    desk: Desk, patient: str, check: PhoneCheck, field: str
) -> None:
    kept = add_coverage(desk, patient, PLAN, 1)
    with pytest.raises(EntryRefused) as refused:
        check_by_phone(desk, patient, kept.id, check)
    assert list(problems(refused)) == [field]
    assert desk.store.count(PhoneCheckRecord) == 0


def test_a_changed_plan_keeps_what_was_before_and_a_second_writer_is_told(desk: Desk, patient: str) -> None:
    seen = add_coverage(desk, patient, PLAN, 1)
    new = change_coverage(desk, replace(seen, plan=replace(PLAN, member_id="YPP999")))
    assert desk.store.history(CoverageRecord, seen.id) == [seen, new]
    with pytest.raises(Conflict) as conflict:
        change_coverage(desk, replace(seen, rank=2))
    assert "plan.member_id" in conflict.value.fields


def test_a_plan_ends_once_and_stays(desk: Desk, patient: str) -> None:
    kept = add_coverage(desk, patient, PLAN, 1)
    assert end_coverage(desk, patient, kept.id).ended
    assert [one.record.ended for one in view(desk, patient).plans] == [True]
    with pytest.raises(NotAllowed, match="ended already"):
        end_coverage(desk, patient, kept.id)


def test_nothing_is_written_to_a_plan_of_another_patient(desk: Desk, patient: str, other: str) -> None:
    kept = add_coverage(desk, patient, PLAN, 1)
    rows = sum(1 for _ in desk.store.trail())
    for attempt in (
        lambda: change_coverage(desk, replace(kept, patient=other, rank=2)),
        lambda: end_coverage(desk, other, kept.id),
        lambda: tell_benefits(desk, other, kept.id, TOLD),
        lambda: check_by_phone(desk, other, kept.id, CHECK),
    ):
        with pytest.raises(NotAllowed, match="belongs to another patient"):
            attempt()
    assert desk.store.find(CoverageRecord) == [kept]
    assert desk.store.count(BenefitsRecord) + desk.store.count(PhoneCheckRecord) == 0
    assert sum(1 for _ in desk.store.trail()) == rows


def test_after_a_merging_both_ids_are_the_patient_and_what_is_kept_stays_with_its_plan(
    desk: Desk, patient: str, other: str
) -> None:
    kept = add_coverage(desk, other, PLAN, 1)
    merge(desk, other, patient)
    assert tell_benefits(desk, patient, kept.id, TOLD).patient == other
    assert change_coverage(desk, replace(kept, patient=patient, rank=2)).patient == other
    assert add_coverage(desk, other, PLAN, 2).patient == patient


def test_each_act_leaves_one_row_that_names_patient_and_plan(desk: Desk, patient: str) -> None:
    kept = add_coverage(desk, patient, PLAN, 1)
    check_by_phone(desk, patient, kept.id, CHECK)
    one, two = [row.entry for row in desk.store.trail(patient=patient)][-2:]
    assert (one.act, two.act) == (Act.ADD_COVERAGE, Act.CHECK_BY_PHONE)
    assert one.told == {"coverage": kept.id, "payer": "bcbsnc"}
    assert two.told == {"coverage": kept.id, "status": "covered"}
