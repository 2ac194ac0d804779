"""Every example visit through the whole chain, to the cent."""

import json
from typing import Any

import pytest

from clinicdesk.engine.visit import work
from clinicdesk.exchange.result_file import result_text
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.words import Words
from tests.conftest import EXAMPLES, as_visit, example_json, expected


def result_of(name: str, rules: Rulebook, words: Words) -> dict[str, Any]:
    """The result file of an example."""
    visit = as_visit(example_json(name), rules)
    told: dict[str, Any] = json.loads(result_text(work(visit, rules), words, rulebook=rules.version, visit="0" * 64))
    return told


@pytest.mark.parametrize("name", EXAMPLES)
def test_screening_is_as_expected(name: str, rules: Rulebook, words: Words) -> None:
    told, wanted = result_of(name, rules, words)["screening"], expected(name)["screening"]
    found = [{key: one[key] for key in ("item", "severity", "scope")} for one in told["findings"]]
    assert sorted(found, key=str) == sorted(wanted["findings"], key=str)
    assert {key: told[key] for key in ("outcome", "age", "unanswered")} == {
        key: wanted[key] for key in ("outcome", "age", "unanswered")
    }


@pytest.mark.parametrize("name", EXAMPLES)
def test_estimate_is_as_expected(name: str, rules: Rulebook, words: Words) -> None:
    told, wanted = result_of(name, rules, words)["estimate"], expected(name)["estimate"]
    assert told["lines"] == wanted["lines"]
    assert told["total"] == wanted["total"]


def kinds(told: list[dict[str, Any]]) -> list[str]:
    """The kinds of notices or blockers."""
    return [one["kind"] for one in told]


def test_self_pay_has_a_range_and_a_good_faith_estimate_with_its_deadline(rules: Rulebook, words: Words) -> None:
    told = result_of("self-pay-three-to-six", rules, words)
    assert told["estimate"]["range"] == {"sessions": [3, 6], "patient": ["180.00", "360.00"]}
    assert [(one["kind"], one["due"]) for one in told["notices"]] == [
        ("consent", None),
        ("good_faith_estimate", "2026-11-27"),
    ]
    assert told["blockers"] == []


def test_investigational_plan_is_not_verified_and_asks_for_waiver_and_estimate(rules: Rulebook, words: Words) -> None:
    told = result_of("investigational-bcbsnc", rules, words)
    assert (told["coverage"][0]["status"], told["coverage"][0]["verified"]) == ("investigational", False)
    assert kinds(told["notices"]) == ["consent", "good_faith_estimate", "non_covered_waiver"]
    assert "Confirm" in told["notices"][1]["reasons"][0]["text"]


def test_medicare_excludes_a_physical_therapist(rules: Rulebook, words: Words) -> None:
    told = result_of("medicare-by-physical-therapist", rules, words)
    assert (told["coverage"][0]["status"], told["coverage"][0]["verified"]) == ("excluded", True)
    assert kinds(told["notices"]) == ["consent", "cost_estimate", "abn"]


def test_a_stop_blocks(rules: Rulebook, words: Words) -> None:
    assert kinds(result_of("unmanaged-bleeding-disorder", rules, words)["blockers"]) == ["screening_stop"]


@pytest.mark.parametrize(
    ("name", "blockers"), [("eleven-until-tomorrow", ["screening_stop"]), ("twelve-today", ["clinician_review"])]
)
def test_the_line_of_twelve_years(name: str, blockers: list[str], rules: Rulebook, words: Words) -> None:
    told = result_of(name, rules, words)
    assert kinds(told["blockers"]) == blockers
    assert {one["signer"] for one in told["notices"]} == {"guardian"}


def test_the_telephone_outranks_a_payer_that_is_not_listed(rules: Rulebook, words: Words) -> None:
    told = result_of("deductible-met-midway", rules, words)
    assert told["coverage"][0]["status"] == "covered"
    assert kinds(told["notices"]) == ["consent", "cost_estimate"]
    assert told["estimate"]["basis"] == "insured"


def test_oregon_is_enacted_and_not_in_force(rules: Rulebook, words: Words) -> None:
    told = result_of("oregon-not-yet-effective", rules, words)
    assert told["practice"]["status"] == "not_yet_effective"
    assert kinds(told["blockers"]) == ["practice_prohibited"]
    assert "consent" not in kinds(told["notices"])


def test_abroad_has_no_good_faith_estimate(rules: Rulebook, words: Words) -> None:
    told = result_of("rupees", rules, words)
    assert told["estimate"]["currency"] == "INR"
    assert told["practice"]["status"] == "unknown"
    assert kinds(told["notices"]) == ["consent", "cost_estimate"]


def test_unknown_stays_unknown_and_says_what_it_would_be_if_covered(rules: Rulebook, words: Words) -> None:
    told = result_of("unknown-payer-rule", rules, words)
    assert told["coverage"][0]["status"] == "unknown"
    assert (told["estimate"]["basis"], told["estimate"]["if_covered"]) == ("unknown", "120.00")


def test_a_return_visit_still_has_its_finding(rules: Rulebook, words: Words) -> None:
    assert kinds(result_of("return-visit", rules, words)["blockers"]) == ["clinician_review"]


def test_a_decision_that_names_every_finding_leaves_no_blocker(rules: Rulebook, words: Words) -> None:
    assert result_of("clinician-decided", rules, words)["blockers"] == []


def test_manual_therapy_beside_excluded_needling(rules: Rulebook, words: Words) -> None:
    told = result_of("tricare-with-manual-therapy", rules, words)
    assert "other_service_assumed_covered" in [one["code"] for one in told["estimate"]["assumptions"]]
    assert told["estimate"]["basis"] == "not_covered"


def test_incomplete_names_the_birth_date_first(rules: Rulebook, words: Words) -> None:
    told = result_of("incomplete", rules, words)
    assert kinds(told["blockers"]) == ["screening_incomplete"]
    assert told["screening"]["unanswered"][0] == "birth_date"
    assert {one["signer"] for one in told["notices"]} == {None}


def test_three_sessions_and_no_more(rules: Rulebook, words: Words) -> None:
    told = result_of("three-session-limit", rules, words)
    assert (told["coverage"][0]["visits_allowed"], told["coverage"][0]["visits_left"]) == (3, 3)
    assert "made-up example" in told["coverage"][0]["reasons"][0]["text"]
