"""Corners of the contract that a first reading gets wrong."""

from typing import Any

import pytest

from clinicdesk.engine.explain import explain
from clinicdesk.engine.visit import work
from clinicdesk.model.estimate import AMOUNTS, Assumption
from clinicdesk.model.payer import Billable
from clinicdesk.model.result import Result
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.words import Words
from tests.conftest import EXAMPLES, as_visit, example_json


def worked(value: dict[str, Any], rules: Rulebook) -> Result:
    """Through the reader and the chain."""
    return work(as_visit(value, rules), rules)


def test_visits_left_are_those_of_the_first_sessions_plan_year(rules: Rulebook) -> None:
    value = example_json("deductible-met-midway")
    benefits = value["coverage"][0]["benefits"]
    benefits["accumulators"]["visits_remaining"] = 5
    benefits |= {"plan_year_ends": "2026-11-30", "next_year": {"visits_remaining": 1}}
    found = worked(value, rules).coverage[0]
    assert (found.visits_left, found.patient_may_be_billed) == (1, Billable.WITH_NOTICE)


def test_a_new_plan_year_in_mid_course_brings_its_visits(rules: Rulebook) -> None:
    value = example_json("deductible-met-midway")
    benefits = value["coverage"][0]["benefits"]
    benefits["accumulators"]["visits_remaining"] = 2
    benefits |= {"plan_year_ends": "2026-12-10", "next_year": {"visits_remaining": 10, "deductible_remaining": "0.00"}}
    result = worked(value, rules)
    assert result.coverage[0].patient_may_be_billed is Billable.YES
    assert all(line.covered for line in result.estimate.lines)


def test_an_old_decision_changes_nothing_and_says_so(rules: Rulebook, words: Words) -> None:
    value = example_json("clinician-decided")
    value["clinician_decision"]["on"] = "2025-11-22"
    blockers = worked(value, rules).blockers
    assert [one.kind for one in blockers] == ["clinician_review"]
    assert "more than twelve months old" in words.tell(blockers[0].reason)
    value["clinician_decision"]["on"] = "2025-11-23"
    assert worked(value, rules).blockers == ()


def test_a_decision_that_misses_a_finding_changes_nothing_and_says_so(rules: Rulebook, words: Words) -> None:
    value = example_json("clinician-decided")
    value["clinician_decision"]["findings"] = ["blood_thinner"]
    blockers = worked(value, rules).blockers
    assert [one.kind for one in blockers] == ["clinician_review"]
    assert "does not name every finding (blood_thinner_kind)" in words.tell(blockers[0].reason)


def test_not_today_declines_and_lifts_nothing(rules: Rulebook) -> None:
    value = example_json("clinician-decided")
    value["clinician_decision"]["decision"] = "not_today"
    assert [one.kind for one in worked(value, rules).blockers] == ["clinician_review", "clinician_declined"]


@pytest.mark.parametrize("name", ["", "   "])
def test_a_guardian_without_a_name_is_none(name: str, rules: Rulebook) -> None:
    value = example_json("twelve-today")
    value["patient"]["guardian"]["name"] = name or " "
    assert "signer_missing" in [one.kind for one in worked(value, rules).blockers]


def test_a_copay_of_nothing_is_not_one_that_has_been_counted(rules: Rulebook, words: Words) -> None:
    value = example_json("deductible-met-midway")
    value["coverage"][0]["benefits"] = {"accumulators": {"deductible_remaining": "0.00"}, "copay": "0.00"}
    line = worked(value, rules).estimate.lines[0]
    assert "counted already" not in words.tell(explain(line, "patient", "USD"))
    assert "asks for no copay" in words.tell(explain(line, "copay", "USD"))


def test_a_second_plan_whose_coordination_is_not_known_asks_for_nothing(rules: Rulebook) -> None:
    value = example_json("deductible-met-midway")
    phone = value["coverage"][0]["verified_by_phone"]
    second = {"payer": "va", "network": "in", "verified_by_phone": phone, "benefits": {"copay": "0.00"}}
    value["coverage"].append(second)
    estimate = worked(value, rules).estimate
    assert Assumption.COORDINATION_NOT_KNOWN in estimate.assumptions
    assert Assumption.NEEDS_ASSUMED_MET not in estimate.assumptions
    assert estimate.if_not_obtained is None


def test_a_contradiction_of_a_later_session_is_told(rules: Rulebook) -> None:
    value = example_json("deductible-met-midway")
    value["date"] = "2021-06-20"
    value["coverage"][0]["payer"] = "bcbs-al"
    value["coverage"][0]["verified_by_phone"]["on"] = "2021-06-18"
    value["service"]["first_session"] = "2021-06-24"
    codes = [reason.code for reason in worked(value, rules).coverage[0].reasons]
    assert "coverage.phone_contradicts" in codes


def test_the_end_of_the_calendar_is_said(rules: Rulebook) -> None:
    value = example_json("self-pay-three-to-six")
    value["date"] = value["service"]["scheduled_on"] = "2019-07-03"
    value["service"]["first_session"] = "2019-07-29"
    notice = worked(value, rules).notices[1]
    assert "notice.calendar_ends" in [reason.code for reason in notice.reasons]


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_amount_explains_itself_in_one_sentence(name: str, rules: Rulebook, words: Words) -> None:
    for line in worked(example_json(name), rules).estimate.lines:
        for amount in AMOUNTS:
            sentence = words.tell(explain(line, amount, "USD"))
            assert sentence.startswith("$")
            assert sentence.endswith(".")


def test_the_third_session_says_why_it_costs_twenty_dollars(rules: Rulebook, words: Words) -> None:
    why = worked(example_json("deductible-met-midway"), rules).estimate.why[2]
    assert words.tell(why) == "$20.00: $10.00 is the rest of the deductible and $10.00 is 20 % of the remaining $50.00."
