"""The one sentence of a determination rests on the right thing."""

from dataclasses import replace
from datetime import date

import pytest

from clinicdesk.desk.verdict import Rest, Verdict, billable_above, verdict_of
from clinicdesk.engine.coverage import determine
from clinicdesk.model.coverage import Coverage, Determination, Inquiry, PhoneCheck
from clinicdesk.model.payer import Billable, CoverageStatus, Indication, LineOfBusiness
from clinicdesk.model.people import Profession
from clinicdesk.model.rulebook import Rulebook

DAY = date(2026, 11, 23)
CALLED = date(2026, 11, 20)
BCBSNC = Coverage(payer="bcbsnc", in_network=True)
CHECK = PhoneCheck(status=CoverageStatus.COVERED, on=CALLED, by="desk", reference="R1")


def asked(
    coverage: Coverage, rules: Rulebook, indication: Indication | None = None, profession: Profession = Profession.PT
) -> Determination:
    inquiry = Inquiry(day=DAY, dates=(DAY,), code="20561", state="NC", profession=profession, indication=indication)
    return determine(coverage, inquiry, rules)


def test_a_policy_speaks_with_the_day_it_was_checked(rules: Rulebook) -> None:
    told = asked(BCBSNC, rules)
    assert verdict_of(told) == Verdict(Rest.POLICY, rules.payers["bcbsnc"].policies[0].source.checked)


def test_a_condition_that_fails_is_the_policy_speaking(rules: Rulebook) -> None:
    told = asked(Coverage(payer="example-limited", in_network=True), rules, Indication.HEADACHE)
    assert told.status is CoverageStatus.NOT_COVERED
    assert verdict_of(told).rest is Rest.POLICY


def test_a_made_up_plan_is_told_as_one(rules: Rulebook) -> None:
    told = asked(Coverage(payer="example-limited", in_network=True), rules, Indication.MYOFASCIAL_TRIGGER_POINTS)
    assert verdict_of(told).rest is Rest.EXAMPLE


@pytest.mark.parametrize("spoke_to", ["", "Agent 12"])
def test_the_telephone_speaks_with_its_day(rules: Rulebook, spoke_to: str) -> None:
    told = asked(replace(BCBSNC, phone_check=replace(CHECK, spoke_to=spoke_to)), rules)
    assert verdict_of(told) == Verdict(Rest.PHONE, CALLED)


def test_what_is_not_known_rests_on_nothing_whoever_said_so(rules: Rulebook) -> None:
    for coverage in (
        Coverage(payer="unlisted", in_network=True),
        Coverage(payer="medicaid", in_network=True),
        replace(BCBSNC, phone_check=replace(CHECK, status=CoverageStatus.UNKNOWN)),
    ):
        assert verdict_of(asked(coverage, rules)) == Verdict(Rest.UNKNOWN)


def test_a_plan_that_has_not_begun_is_inactive(rules: Rulebook) -> None:
    told = asked(replace(BCBSNC, effective_from=date(2027, 1, 1), phone_check=CHECK), rules)
    assert verdict_of(told) == Verdict(Rest.INACTIVE)


def test_every_payer_of_the_rule_book_has_a_verdict(rules: Rulebook) -> None:
    for payer in rules.payers:
        for profession in Profession:
            for indication in (None, *Indication):
                told = asked(Coverage(payer=payer, in_network=True), rules, indication, profession)
                assert (verdict_of(told).rest is Rest.UNKNOWN) is (told.status is CoverageStatus.UNKNOWN)


def test_above_the_limit_another_rule_holds_than_for_what_is_covered(rules: Rulebook) -> None:
    limited = Coverage(
        payer="example-limited",
        in_network=True,
        line_of_business=LineOfBusiness.COMMERCIAL,
        phone_check=replace(CHECK, visits_allowed=3),
    )
    assert billable_above(asked(limited, rules), rules) is rules.billing[LineOfBusiness.COMMERCIAL].not_covered
    forbidden = replace(limited, phone_check=replace(CHECK, visits_allowed=3, may_bill_patient=False))
    assert billable_above(asked(forbidden, rules), rules) is Billable.NO
    for coverage in (BCBSNC, replace(BCBSNC, phone_check=CHECK)):
        assert billable_above(asked(coverage, rules), rules) is None
