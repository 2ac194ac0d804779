"""`clinicdesk lookup`: which payer is meant, what it says, and what is refused."""

import json
from datetime import date
from typing import Any

import pytest

from clinicdesk.cli.payers import find_payer
from clinicdesk.model.rulebook import Rulebook
from tests.unit.cli.helpers import PYTHON, SCRIPT, clinicdesk, process

DAY = ("--on", "2026-12-01")
DETERMINATION = [
    "payer",
    "status",
    "changes",
    "visits_allowed",
    "visits_left",
    "needs",
    "unmet",
    "patient_may_be_billed",
    "verified",
    "reasons",
]
REASON = ["code", "text", "source", "since", "verified"]


def told(*args: str) -> dict[str, Any]:
    """The answer as JSON."""
    result = clinicdesk("lookup", *args, *DAY, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    value: dict[str, Any] = json.loads(result.stdout)
    return value


@pytest.mark.parametrize(
    "typed",
    [
        "bcbsnc",
        "BCBSNC",
        "Blue Cross and Blue Shield of North Carolina",
        "blue cross nc",
        "BLUE-CROSS  N.C.",
        "Blue Cross of N. C.",
    ],
)
def test_a_payer_is_found_by_id_name_and_alias_in_any_case_and_punctuation(typed: str) -> None:
    assert told(typed)["payer"] == "bcbsnc"


def test_every_payer_is_found_by_each_of_its_names(rules: Rulebook, capsys: pytest.CaptureFixture[str]) -> None:
    for payer in rules.payers.values():
        for name in (payer.id, payer.name, *payer.aliases):
            assert find_payer(name, rules) is payer
    assert capsys.readouterr() == ("", "")


def test_a_made_up_plan_says_that_it_is_one() -> None:
    assert clinicdesk("lookup", "example-limited", *DAY).stdout.startswith("Made-up example plan")


@pytest.mark.parametrize(("typed", "meant"), [("tricar", "TRICARE"), ("signa", "Cigna Healthcare")])
def test_a_typing_error_is_forgiven_and_said_on_standard_error(typed: str, meant: str) -> None:
    result = clinicdesk("lookup", typed, *DAY)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{meant}, code")
    assert result.stderr == f'"{typed}" is not in the rule book. Did you mean {meant}? This is its answer.\n'


@pytest.mark.parametrize(
    ("typed", "among"),
    [
        ("blue", ["bcbsnc", "wellmark"]),
        ("medicade", ["medicaid", "medicare"]),
        ("bcbstx", ["bcbsvt"]),
        ("Blue Cross of Illinois", ["bcbsnc"]),
        ("wellcare", ["wellmark"]),
    ],
)
def test_what_is_like_several_payers_is_asked_back_and_never_answered(typed: str, among: list[str]) -> None:
    result = clinicdesk("lookup", typed, *DAY)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f'There is no payer "{typed}" in the rule book. Did you mean one of these? ')
    assert all(f"({payer})" in result.stderr for payer in among)


@pytest.mark.parametrize("typed", ["zzzzzzz", "", "!?", "x", "ü" * 5000, "a\nb"])
def test_a_payer_that_nothing_is_like_is_told_with_what_to_use_instead(typed: str) -> None:
    result = clinicdesk("lookup", typed, *DAY)
    assert (result.exit_code, result.stdout) == (1, "")
    assert 'For any other payer use "unlisted".' in result.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["97810"], "CODE: the codes of dry needling are 20560 and 20561. 97810 is acupuncture."),
        (["20552"], "20552 is trigger point injection"),
        (["99999"], "CODE: the codes of dry needling are 20560 and 20561."),
        (["--state", "North Carolina"], '--state: "North Carolina" is no US state'),
        (["--state", "ZZ"], '--state: "ZZ" is no US state'),
        (["--state", "every"], '--state: "every" is no US state'),
        (["--profession", "Dr"], '--profession: "Dr" is not one of PT, PTA'),
        (["--indication", "pain"], '--indication: "pain" is not one of myofascial_trigger_points'),
        (["--line", "gold"], '--line: "gold" is not one of commercial'),
        (["--on", "2026-02-30"], '--on: "2026-02-30" is not a day; write it as 2026-12-01'),
        (["--on", "12/01/2026"], '--on: "12/01/2026" is not a day'),
        (["--on", "\ud800"], "is not a day"),
        (["--diagnosis", "back pain"], '--diagnosis: "back pain" has not the form'),
        (["--diagnosis", "M54.50", "--diagnosis", "54"], '--diagnosis: "54" has not the form'),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(args: list[str], said: str) -> None:
    result = clinicdesk("lookup", "cigna", *args)
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr


def test_rules_that_are_not_there_are_told() -> None:
    result = clinicdesk("lookup", "cigna", "--rules", "nothing")
    assert (result.exit_code, result.output) == (1, "nothing: there is no such folder\n")


def test_wrong_usage_is_status_2() -> None:
    assert clinicdesk("lookup").exit_code == 2
    assert clinicdesk("lookup", "blue", "cross", "nc").exit_code == 2


def test_the_answer_in_words_has_status_limits_needs_reasons_and_sources() -> None:
    said = clinicdesk("lookup", "medicare", "--profession", "md", "--indication", "Chronic low back pain", *DAY).stdout
    assert said.splitlines()[1:6] == [
        "The policy we have says: covered with conditions. Not a promise of payment.",
        "This rule has been verified against its source.",
        "Limit: 12 visits.",
        "Needed: nothing is stated.",
        "May the patient be billed for what a covered visit leaves, such as a copay: yes.",
    ]
    assert "    Source: Medicare NCD 30.3.3, acupuncture for chronic low back pain, version 1; since January 21" in said
    assert "    https://www.cms.gov/" in said


MEDICARE = ("medicare", "--profession", "MD", "--indication", "chronic_low_back_pain", *DAY)
IBX = ("ibx", "--profession", "DO", "--indication", "chronic_low_back_pain", *DAY)
ALABAMA = ("bcbs-al", "--profession", "PT", "--on", "2021-06-30")
LEAVES = "May the patient be billed for what a covered visit leaves, such as a copay: yes."
ABOVE = "And for a visit above the limit: with a written notice."


@pytest.mark.parametrize(("args", "told"), [(MEDICARE, [LEAVES, ABOVE]), (IBX, [LEAVES, ABOVE]), (ALABAMA, [LEAVES])])
def test_who_may_be_billed_is_about_what_a_covered_plan_leaves(args: tuple[str, ...], told: list[str]) -> None:
    said = clinicdesk("lookup", *args).stdout.splitlines()
    assert [line for line in said if "billed" in line or "above the limit" in line] == told


def test_a_plan_that_does_not_pay_is_asked_about_what_is_not_covered() -> None:
    said = clinicdesk("lookup", "medicare", "--profession", "PT", *DAY).stdout
    assert "May the patient be billed for what is not covered: with a written notice.\n" in said
    assert "above the limit" not in said


@pytest.mark.parametrize(
    "args",
    [
        ["x" * 80_000],
        ["cigna", "--on", "x" * 80_000],
        ["cigna", "--state", "x" * 80_000],
        ["cigna", "--profession", "x" * 80_000],
        ["cigna", "--diagnosis", "x" * 80_000],
        ["cigna", "x" * 80_000],
    ],
)
def test_what_was_typed_is_cut_short_where_it_is_repeated(args: list[str]) -> None:
    result = clinicdesk("lookup", *args)
    assert result.exit_code == 1
    assert 20 < len(result.stderr) < 400
    assert "x" * 61 not in result.stderr


def test_what_is_needed_is_told() -> None:
    said = clinicdesk("lookup", "workers-comp", *DAY).stdout
    assert "Needed: prior authorization.\n" in said


@pytest.mark.parametrize("payer", ["unlisted", "medicaid"])
def test_unknown_is_told_as_not_known_and_never_as_not_covered(payer: str) -> None:
    said = clinicdesk("lookup", payer, *DAY).stdout
    assert said.splitlines()[1] == "Not known. That is not the same as not covered: call the payer."
    assert "not covered." not in said
    assert "$0" not in said
    assert told(payer)["status"] == "unknown"


def test_the_reference_fee_of_the_year_is_shown_for_reference_only(rules: Rulebook) -> None:
    amounts = {fee.code: fee.amount for fee in rules.reference_fees if fee.holds_on(date(2026, 12, 1))}
    for code in rules.service_codes:
        shown = f"${amounts[code] // 100}.{amounts[code] % 100:02d}. It is never used in an estimate."
        assert shown in clinicdesk("lookup", "cigna", code, *DAY).stdout
    assert "For reference only" not in clinicdesk("lookup", "cigna", "--on", "2019-12-01").stdout


def test_the_day_decides_and_a_code_before_its_time_is_not_known() -> None:
    said = clinicdesk("lookup", "cigna", "--on", "2019-12-31").stdout
    assert "The code 20561 did not exist on December 31, 2019." in said


def test_without_a_day_it_is_today() -> None:
    value = json.loads(clinicdesk("lookup", "cigna", "--json").stdout)
    assert value["on"] == date.today().isoformat()  # noqa: DTZ011 (the desk's day is the local one)


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ([], "unknown"),
        (["--profession", "MD"], "unknown"),
        (["--profession", "MD", "--indication", "chronic_low_back_pain"], "covered_with_conditions"),
        (["--profession", "NP", "--indication", "chronic_low_back_pain"], "unknown"),
        (["--profession", "PT", "--indication", "chronic_low_back_pain"], "excluded"),
        (["--profession", "MD", "--indication", "headache"], "excluded"),
    ],
)
def test_facts_change_what_medicare_says(facts: list[str], status: str) -> None:
    assert told("medicare", *facts)["status"] == status


@pytest.mark.parametrize("payer", ["cigna", "medicare", "workers-comp", "example-limited", "unlisted"])
def test_json_has_the_keys_of_the_result_files_coverage(payer: str) -> None:
    value = told(payer)
    assert list(value) == ["payer_name", "code", "on", *DETERMINATION]
    assert (value["payer"], value["code"], value["on"]) == (payer, "20561", "2026-12-01")
    for reason in value["reasons"]:
        assert list(reason) == REASON
        assert reason["text"]
        assert reason["source"] is None or list(reason["source"]) == ["title", "href", "checked"]


def test_a_lower_case_diagnosis_is_the_same_diagnosis() -> None:
    for payer in ("bcbssc", "medicare", "example-limited"):
        assert told(payer, "--diagnosis", "m54.50") == told(payer, "--diagnosis", "M54.50")


def test_script_and_module_say_the_same() -> None:
    args = ("lookup", "cigna", "20560", "--state", "nc", *DAY)
    script, module = process(SCRIPT, *args), process(PYTHON, "-m", "clinicdesk", *args)
    assert (script.returncode, script.stdout, script.stderr) == (module.returncode, module.stdout, "")
    assert script.stdout == clinicdesk(*args).stdout
