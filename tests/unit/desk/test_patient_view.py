"""Everything about one patient as one value."""

from clinicdesk.desk.desk import Desk
from clinicdesk.desk.papers import issue
from clinicdesk.desk.patient_view import view
from clinicdesk.desk.people import merge, register
from clinicdesk.desk.plans import add_coverage, tell_benefits
from clinicdesk.desk.signing import sign
from clinicdesk.model.people import Signer
from tests.unit.desk.visits import ACME, ANA, MONDAY, at_the_desk, screened, told_benefits


def test_what_was_learned_of_the_plans_is_told_with_who_noted_it(desk: Desk) -> None:
    case = at_the_desk(desk)
    found = view(desk, case.patient)
    assert [one.benefits.told_by for one in found.benefits] == ["phone"]
    assert [one.check.reference for one in found.checks] == ["REF-77"]
    assert {found.staff[one.by] for one in (*found.benefits, *found.checks)} == {"Ana Ruiz"}


def test_signatures_stand_beside_the_papers(desk: Desk) -> None:
    case = screened(desk, at_the_desk(desk))
    consent = next(one for one in issue(desk, *case.here) if one.signers)
    sign(desk, case.patient, consent.id, Signer.PATIENT, "Ana Núñez", signed_on=MONDAY)
    found = view(desk, case.patient)
    assert [one.document for one in found.signatures] == [consent.id]
    assert consent.id in {one.id for one in found.documents}


def test_only_those_who_treat_may_be_chosen_and_their_pins_stay_out(desk: Desk) -> None:
    found = view(desk, register(desk, ANA).id)
    assert [one.login for one in found.treating] == ["kim"]
    assert {one.pin for one in found.treating} == {""}
    assert set(found.staff.values()) == {"Ana Ruiz", "Dr. Kim Osei", "Max Okafor", "Ida Lund"}
    assert found.signs_from == 18


def test_what_was_learned_under_a_merged_record_is_the_patients_too(desk: Desk) -> None:
    goes, stays = register(desk, ANA).id, register(desk, ANA).id
    plan = add_coverage(desk, goes, ACME, 1)
    tell_benefits(desk, goes, plan.id, told_benefits(MONDAY))
    merge(desk, goes, stays)
    assert [one.coverage for one in view(desk, stays).benefits] == [plan.id]
