"""The result file: the contract's keys exactly, amounts as text, reasons with sentence and source."""

import json
import re
from typing import Any

import pytest
from hypothesis import given

from clinicdesk.engine.visit import work
from clinicdesk.exchange.result_file import as_json, result_text
from clinicdesk.model.estimate import Assumption
from clinicdesk.resources import rule_files
from clinicdesk.rulebook.reader import load
from clinicdesk.words import read_words
from tests.conftest import EXAMPLES, as_visit, example_json
from tests.property.reference.estimate import AMOUNTS
from tests.property.strategies import visit_files

RULES = load(rule_files())
WORDS = read_words("en")
MONEY = re.compile(r"(0|[1-9][0-9]*)\.[0-9]{2}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
TOP = ["clinicdesk", "rulebook", "visit", "practice", "coverage", "screening", "estimate", "notices", "blockers"]
DETERMINATION = ["payer", "status", "changes", "visits_allowed", "visits_left", "needs", "unmet",
                 "patient_may_be_billed", "verified", "reasons"]  # fmt: skip
ESTIMATE = ["currency", "basis", "lines", "total", "range", "if_covered", "if_not_obtained", "assumptions"]
LINE = ["session", "date", "code", "units", *AMOUNTS[:3], "covered", *AMOUNTS[3:]]
WORDS_OF_THE_CONTRACT = {
    "practice.status": "allowed conditional prohibited not_yet_effective silent unknown",
    "needs": "training_hours endorsement written_consent referral prior_authorization",
    "status": "covered covered_with_conditions not_covered investigational excluded inactive unknown",
    "billed": "yes with_notice no unknown",
    "outcome": "stop incomplete review no_flags",
    "basis": "insured self_pay not_covered unknown",
    "notice": "consent good_faith_estimate cost_estimate abn organization_determination non_covered_waiver",
    "signer": "patient guardian representative",
    "blocker": "screening_stop screening_incomplete clinician_review clinician_declined practice_prohibited "
               "practitioner_not_qualified signer_missing",
}  # fmt: skip


def is_word(value: Any, key: str) -> bool:
    """Whether a value is one of the contract's words."""
    return value in WORDS_OF_THE_CONTRACT[key].split()


def result_of(value: dict[str, Any]) -> dict[str, Any]:
    """The result of a visit file's values, read again."""
    written = result_text(work(as_visit(value, RULES), RULES), WORDS, rulebook="a" * 64, visit="b" * 64)
    told: dict[str, Any] = json.loads(written)
    assert as_json(told) == written
    return told


def check_reasons(reasons: list[dict[str, Any]]) -> None:
    """Each has a sentence, and a full source or none."""
    for one in reasons:
        assert list(one) == ["code", "text", "source", "since", "verified"]
        assert one["text"].strip()
        assert "{" not in one["text"]
        assert one["since"] is None or DAY.fullmatch(one["since"])
        if one["source"] is None:
            assert one["verified"] is None
        else:
            assert list(one["source"]) == ["title", "href", "checked"]
            assert one["source"]["title"]
            assert DAY.fullmatch(one["source"]["checked"])
            assert one["verified"] in (True, False)


def check_result(told: dict[str, Any]) -> None:
    """The whole form."""
    assert list(told) == TOP
    assert (told["clinicdesk"], told["rulebook"], told["visit"]) == ("result/1", "a" * 64, "b" * 64)
    check_practice_and_coverage(told)
    check_screening(told["screening"])
    check_estimate(told["estimate"])
    for notice in told["notices"]:
        assert list(notice) == ["kind", "due", "signer", "missing", "reasons"]
        assert is_word(notice["kind"], "notice")
        assert notice["signer"] is None or is_word(notice["signer"], "signer")
        assert notice["reasons"]
        check_reasons(notice["reasons"])
    for blocker in told["blockers"]:
        assert list(blocker) == ["kind", "text"]
        assert is_word(blocker["kind"], "blocker")
        assert blocker["text"].strip()


def check_practice_and_coverage(told: dict[str, Any]) -> None:
    """Statuses, needs, reasons."""
    assert list(told["practice"]) == ["status", "needs", "unmet", "reasons"]
    assert is_word(told["practice"]["status"], "practice.status")
    for one in [told["practice"], *told["coverage"]]:
        assert all(is_word(need, "needs") for need in one["needs"])
        assert set(one["unmet"]) <= set(one["needs"])
        assert one["reasons"]
        check_reasons(one["reasons"])
    for one in told["coverage"]:
        assert list(one) == DETERMINATION
        assert is_word(one["status"], "status")
        assert is_word(one["patient_may_be_billed"], "billed")
        assert one["verified"] in (True, False)
        for change in one["changes"]:
            assert list(change) == ["session", "status"]
            assert is_word(change["status"], "status")


def check_screening(screening: dict[str, Any]) -> None:
    """Findings with message and sources."""
    assert list(screening) == ["outcome", "findings", "unanswered", "age"]
    assert is_word(screening["outcome"], "outcome")
    for finding in screening["findings"]:
        assert list(finding) == ["item", "severity", "scope", "message", "sources"]
        assert finding["message"].strip()
        assert all(isinstance(source, str) and source for source in finding["sources"])


def check_estimate(estimate: dict[str, Any]) -> None:
    """Every amount is text with two digits; nothing is left out."""
    assert list(estimate) == ESTIMATE
    assert is_word(estimate["basis"], "basis")
    assert list(estimate["total"]) == AMOUNTS
    amounts = [*estimate["total"].values()]
    for line in estimate["lines"]:
        assert list(line) == LINE
        assert DAY.fullmatch(line["date"])
        amounts += [line[name] for name in AMOUNTS]
    if estimate["range"]:
        assert list(estimate["range"]) == ["sessions", "patient"]
        amounts += estimate["range"]["patient"]
    amounts += [estimate[key] for key in ("if_covered", "if_not_obtained") if estimate[key] is not None]
    assert all(isinstance(one, str) and MONEY.fullmatch(one) for one in amounts)
    for assumption in estimate["assumptions"]:
        assert list(assumption) == ["code", "text"]
        assert assumption["code"] in set(Assumption)
        assert assumption["text"].strip()


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_has_the_contracts_form(name: str) -> None:
    check_result(result_of(example_json(name)))


@given(visit_files(RULES))
def test_made_up_visits_have_the_contracts_form(value: dict[str, Any]) -> None:
    check_result(result_of(value))


def test_texts_stay_as_they_are_and_the_file_ends_its_line() -> None:
    written = as_json({"text": 'Núñez ₹ " \\ 😀', "none": None})
    assert written.endswith(b"}\n")
    assert "Núñez ₹".encode() in written


def test_the_patient_is_not_in_the_result() -> None:
    value = example_json("clinician-decided")
    value["patient"] |= {"given_name": "Zq1xVw", "family_name": "Zq2xVw", "phone": "Zq3xVw", "email": "Zq4xVw"}
    value["patient"] |= {"address": "Zq5xVw", "id": "Zq6xVw"}
    value["answers"]["medicines"] = "Zq7xVw"
    assert "xVw" not in json.dumps(result_of(value))
