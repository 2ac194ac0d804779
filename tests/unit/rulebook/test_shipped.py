"""What holds of every rule file that ships, whatever rules it has."""

import re
from datetime import date

import pytest

from clinicdesk.model.payer import CoverageStatus, LineOfBusiness
from clinicdesk.model.rulebook import EVERY_STATE, Rulebook
from clinicdesk.resources import rule_files
from clinicdesk.rulebook.stale import every_rule

CHECKED_FROM, CHECKED_TO = date(2025, 6, 22), date(2026, 11, 23)
"""The day of the FAQ, and the day on which the sources were read."""

COMMERCIAL = LineOfBusiness.COMMERCIAL
ADVANTAGE = LineOfBusiness.MEDICARE_ADVANTAGE
LINES = {
    **dict.fromkeys(("aetna", "anthem", "bcbs-al", "bcbsms", "bcbsnc", "bcbssc", "bcbsvt", "cigna"), (COMMERCIAL,)),
    **dict.fromkeys(("credence", "paramount", "triple-s", "wellmark"), (COMMERCIAL,)),
    **dict.fromkeys(("humana", "uhc"), (COMMERCIAL, ADVANTAGE)),
    **dict.fromkeys(("bcbsri", "ibx"), (ADVANTAGE,)),
    **dict.fromkeys(("workers-comp", "workers-comp-wa"), (LineOfBusiness.WORKERS_COMP,)),
    "medicaid": (LineOfBusiness.MEDICAID,),
    "medicare": (LineOfBusiness.MEDICARE,),
    "tricare": (LineOfBusiness.TRICARE,),
    "va": (LineOfBusiness.VA,),
    "example-limited": (),
    "unlisted": (),
}


def test_each_payer_stands_for_its_kinds_of_plan(rules: Rulebook) -> None:
    assert {payer.id: payer.lines_of_business for payer in rules.payers.values()} == LINES


def test_a_known_status_names_the_kind_of_plan_that_it_was_read_for(rules: Rulebook) -> None:
    unnamed = {
        payer.id
        for payer in rules.payers.values()
        for policy in payer.policies
        if policy.status is not CoverageStatus.UNKNOWN and not policy.lines_of_business
    }
    assert unnamed == {"tricare", "example-limited"}


def test_no_policy_gives_advice_on_modifiers(rules: Rulebook) -> None:
    assert [payer.id for payer in rules.payers.values() for policy in payer.policies if policy.modifiers] == []


def test_every_policy_speaks_of_both_codes_of_the_service(rules: Rulebook) -> None:
    for payer in rules.payers.values():
        assert {policy.codes for policy in payer.policies} <= {rules.service_codes}, payer.id


def test_the_made_up_plan_says_so_in_its_name(rules: Rulebook) -> None:
    assert {payer.id: payer.name for payer in rules.payers.values() if payer.example} == {
        "example-limited": "Made-up example plan with three sessions"
    }


def test_every_rule_has_a_plausible_source(rules: Rulebook) -> None:
    for place, one in every_rule(rules):
        assert one.source.title.strip(), place
        assert re.fullmatch(r"(https?://\S+)?", one.source.href), place
        assert CHECKED_FROM <= one.source.checked <= CHECKED_TO, place


def test_every_source_of_the_screening_set_is_plausible(rules: Rulebook) -> None:
    for item in rules.questionnaire.items:
        assert item.sources, item.link_id
        for source in item.sources:
            assert source.title.strip()
            assert re.fullmatch(r"(https?://\S+)?", source.href)
            assert CHECKED_FROM <= source.checked <= CHECKED_TO


def test_nothing_is_verified_by_a_source_that_cannot_be_opened(rules: Rulebook) -> None:
    blind = [place for place, one in every_rule(rules) if one.verified and not one.source.href]
    assert blind == ["states/MD: consent[1]"]


def test_only_every_state_speaks_of_assistants(rules: Rulebook) -> None:
    speaking = {state.id for state in rules.states.values() for row in state.practice if row.profession == "PTA"}
    assert speaking == {EVERY_STATE}


@pytest.mark.parametrize(("name", "data"), rule_files(), ids=[name for name, _ in rule_files()])
def test_a_file_is_plain_text_with_an_end(name: str, data: bytes) -> None:
    text = data.decode("utf-8")
    assert text.endswith("\n"), name
    assert not text.endswith("\n\n"), name
    assert not re.search(r"[\t\r\x85\ufeff\u2028\u2029]", text), name
