"""The rules are looked at: each in words, with its source, and what is the clinic's own or has gone stale shows."""

from collections.abc import Callable
from datetime import date

import pytest

from clinicdesk.desk.desk import Desk
from clinicdesk.desk.rule_list import RuleGroup, RuleRow, rule_list
from clinicdesk.desk.screening_set import approve_set
from clinicdesk.desk.settings import save_rules
from clinicdesk.model.records import RuleFileRecord
from clinicdesk.model.roles import Act, Role
from clinicdesk.resources import rule_files
from clinicdesk.rulebook.stale import every_rule, stale
from tests.health.test_punctuation import doubled
from tests.health.test_words import FORBIDDEN
from tests.unit.desk.conftest import SetClock
from tests.unit.desk.visits import MONDAY, become

BASE = 'verified = true\nsource = { title = "Acme, letter of May", href = "", checked = 2026-11-01 }\n'
ACME = f"""id = "acme"
name = "Acme Health"

[[policy]]
since = 2026-05-01
until = 2027-04-30
status = "covered_with_conditions"
codes = ["20560", "20561"]
lines_of_business = ["commercial"]
states = ["NC"]
professions = ["PT", "MD"]
indications = ["headache"]
diagnoses = ["M54.2"]
visits = [{{ count = 1, period = "day" }}, {{ count = 20, period = "year", documented_improvement = true }}]
prior_authorization = true
referral = true
patient_may_be_billed = "with_notice"
note = "Ask for the form"
{BASE}"""


def shipped(name: str) -> str:
    return dict(rule_files())[name].decode()


def own(desk: Desk, name: str, text: str) -> None:
    become(desk, "staff-max")
    kept = desk.store.find(RuleFileRecord, id=name)
    save_rules(desk, RuleFileRecord(id=name, text=text, version=kept[0].version if kept else 0))
    become(desk, "staff-ana")


def rows(desk: Desk, group: RuleGroup, name: str) -> list[RuleRow]:
    return [one for one in rule_list(desk).rows if (one.group, one.name) == (group, name)]


def test_every_rule_of_the_book_has_its_row_with_its_source_and_what_it_says(desk: Desk) -> None:
    told = rule_list(desk).rows
    book = [rule for _, rule in every_rule(desk.rules)]
    assert [(one.source, one.since, one.until, one.verified) for one in told] == [
        (rule.source, rule.since, rule.until, rule.verified) for rule in book
    ]
    assert {one.group for one in told} == set(RuleGroup)
    assert all(one.name and one.about.endswith((".", '."', "!", "?", ".)")) for one in told)
    assert doubled(one.about for one in told) == []
    assert [one for one in told if FORBIDDEN.search(one.about)] == []


def test_a_policy_says_all_that_its_block_says(desk: Desk) -> None:
    own(desk, "payers/acme.toml", ACME)
    (row,) = rows(desk, RuleGroup.PAYER, "Acme Health")
    assert row.about == (
        "Covered with conditions: 20560 and 20561. Plans: commercial. States: NC. "
        "Done by: physical therapist and physician (MD). For: headache. Diagnoses: M54.2. "
        "At most 1 visit (period: day). At most 20 where the record shows improvement (period: year). "
        "Prior authorization is asked for. Another provider must be asked first. "
        "May the patient be billed: with a written notice. Ask for the form."
    )
    assert (row.since, row.until, row.verified, row.own) == (date(2026, 5, 1), date(2027, 4, 30), True, True)
    assert row.source.title.startswith("Acme, letter of May")


def test_a_state_says_what_it_asks_for(desk: Desk) -> None:
    text = f"""id = "NC"
name = "North Carolina"

[[practice]]
profession = "PT"
status = "not_yet_effective"
effective = 2027-07-01
training_hours = 54
training = "A course with a test"
endorsement = true
written_consent = true
referral = true
delegation = false
{BASE}
[age_of_consent]
age = 19
{BASE}
[[consent]]
professions = ["PT"]
gist = "That it is no acupuncture."
text = "This is not acupuncture."
{BASE}"""
    own(desk, "states/NC.toml", text)
    practice, consent, age = rows(desk, RuleGroup.STATE, "North Carolina")
    assert practice.about == (
        "Physical therapist: enacted, not yet in force. In force from July 1, 2027. 54 hours of training. "
        "Training: A course with a test. The state's registration or endorsement is asked for. "
        "Written consent is asked for. Another provider must be asked first. No assistant may do it."
    )
    assert consent.about == (
        "Done by: physical therapist. The consent says: That it is no acupuncture. The words of it are on file."
    )
    assert age.about == "From 19 years on a person consents alone."


@pytest.mark.parametrize(
    ("group", "name", "said"),
    [
        (RuleGroup.CODE, "20561", "Dry needling, 3 or more muscles. The service itself."),
        (RuleGroup.CODE, "20561", "$38.08 in the Medicare physician fee schedule 2026"),
        (RuleGroup.CODE, "20560 and 20561", "never with 97810, 97811, 97813 and 97814"),
        (RuleGroup.NOTICE, "Good Faith Estimate", "Booked 10 or more business days ahead: handed over within 3."),
        (RuleGroup.NOTICE, "Good Faith Estimate", "On request: within 3 business days."),
        (RuleGroup.BILLING, "Medicaid", "not known where the plan covers all"),
        (RuleGroup.RETENTION, "Good Faith Estimate", "Keep it for 6 years from the day of issue."),
        (RuleGroup.RETENTION, "Advance Beneficiary Notice (CMS-R-131)", "5 years from the end of the course"),
        (RuleGroup.CALENDAR, "Federal holidays", "days that are no business days"),
        (RuleGroup.SCREENING, "Health questions before dry needling", "46 questions"),
        (RuleGroup.PAYER, "Blue Cross and Blue Shield of Vermont", "Not known: 20560 and 20561."),
    ],
)
def test_each_kind_of_rule_has_its_words(desk: Desk, group: RuleGroup, name: str, said: str) -> None:
    assert any(said in row.about for row in rows(desk, group, name))


def test_a_made_up_plan_is_labelled(desk: Desk) -> None:
    (row,) = [one for one in rule_list(desk).rows if "Made-up" in one.name]
    assert row.name.endswith(": a made-up example")


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("screening/dry-needling.en.toml", RuleGroup.SCREENING),
        ("notices/notices.toml", RuleGroup.NOTICE),
        ("calendars/us-federal.toml", RuleGroup.CALENDAR),
        ("fees/medicare-2026.toml", RuleGroup.CODE),
    ],
)
def test_what_comes_from_a_file_of_the_clinics_own_shows_it(desk: Desk, name: str, group: RuleGroup) -> None:
    assert not any(one.own for one in rule_list(desk).rows)
    own(desk, name, shipped(name) + "\n")
    marked = [one for one in rule_list(desk).rows if one.own]
    assert {one.group for one in marked} == {group}
    assert all("$" in one.about for one in marked) == (group is RuleGroup.CODE)
    own(desk, name, "")
    assert not any(one.own for one in rule_list(desk).rows)


def test_what_nobody_has_checked_for_a_year_is_counted(desk: Desk, clock: SetClock) -> None:
    told = rule_list(desk)
    assert told.needs_checking == len(stale(desk.rules, MONDAY)) == sum(one.stale for one in told.rows) > 0
    assert told.newest_check == date(2026, 11, 23)
    clock.pass_by(days=366)
    assert rule_list(desk).needs_checking == len(told.rows)


def test_a_day_of_checking_that_is_still_to_come_makes_nothing_look_newer(desk: Desk) -> None:
    own(desk, "payers/acme.toml", ACME.replace("checked = 2026-11-01", "checked = 2031-11-01"))
    assert rule_list(desk).newest_check == MONDAY


def test_who_approved_the_very_set_is_told_and_no_approval_of_another(desk: Desk) -> None:
    assert rule_list(desk).approved == ()
    become(desk, "staff-kim")
    kept = approve_set(desk)
    become(desk, "staff-ida")
    told = rule_list(desk)
    assert told.approved == (kept,)
    assert (told.set_id, told.set_version) == (kept.set_id, kept.set_version)
    words = shipped("screening/dry-needling.en.toml")
    own(desk, "screening/dry-needling.en.toml", words.replace("?", " ?", 1))
    assert rule_list(desk).approved == ()


def test_everybody_may_look_and_it_leaves_a_row(desk: Desk, as_role: Callable[[Role], Desk]) -> None:
    for role in Role:
        rule_list(as_role(role))
    assert [row.entry.act for row in desk.store.trail()] == [Act.VIEW_RULES] * len(Role)
