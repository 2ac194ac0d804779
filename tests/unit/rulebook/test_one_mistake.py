"""One mistake in a shipped file makes one sentence, with the right file, line and key, and no echo elsewhere."""

import pytest

from clinicdesk.resources import rule_files
from tests.unit.rulebook.small import faults_of

SHIPPED = {name: data.decode() for name, data in rule_files()}
SET, WORDS = "screening/dry-needling.toml", "screening/dry-needling.en.toml"
OVERLAPS = "this policy answers the same question on the same day as policy[{}]"
OVERLAPS += "; give one of them an end, other conditions, or otherwise = true"
A_BLOCK = """
[[policy]]
status = "not_covered"
codes = ["20560"]
verified = false
source = { title = "A page", href = "", checked = 2026-11-23 }
"""

MISTAKES = [
    ("payers/medicare.toml", 'title = "APTA: dry needling and the ABN, 2022-02-02", ', "",
     "payers/medicare.toml:39: policy[2].source.title: this is missing"),
    ("payers/medicare.toml", 'title = "APTA: dry needling and the ABN, 2022-02-02"', 'title = " "',
     "payers/medicare.toml:39: policy[2].source.title: this is empty"),
    ("payers/uhc.toml", ", checked = 2026-11-23", "", "payers/uhc.toml:11: policy[0].source.checked: this is missing"),
    ("payers/uhc.toml", "checked = 2026-11-23", 'checked = "2026-11-23"',
     "payers/uhc.toml:11: policy[0].source.checked: this must be a date such as 2026-11-23"),
    ("payers/uhc.toml", "checked = 2026-11-23", "checked = 2026-11-23T10:00:00Z",
     "payers/uhc.toml:11: policy[0].source.checked: this has a time; write a date such as 2026-11-23"),
    ("payers/uhc.toml", 'href = ""', 'href = "www.uhc.com"',
     'payers/uhc.toml:11: policy[0].source.href: "www.uhc.com" is not a web address'),
    ("payers/uhc.toml", "source = { ", 'source = "seen" # { ',
     "payers/uhc.toml:11: policy[0].source: this must be a table"),
    ("payers/uhc.toml", "[[policy]]", "[policy]", "payers/uhc.toml:6: policy: this must be a list of tables"),
    ("payers/uhc.toml", 'status = "unknown"', '"status" = "maybe"',
     'payers/uhc.toml:7: policy[0].status: "maybe" is not one of covered, covered_with_conditions, not_covered,'
     " investigational, excluded, inactive, unknown"),
    ("payers/uhc.toml", 'name = "UnitedHealthcare"\n', "", "payers/uhc.toml: name: this is missing"),
    ("payers/uhc.toml", '"UnitedHealth"', '"HUMANA, Inc", "Humana  Insurance"',
     'payers/uhc.toml:3: aliases: "Humana  Insurance" also leads to the payer humana'),
    ("payers/bcbs-al.toml", "since = 2021-07-02", 'since = "2021-07-02"',
     "payers/bcbs-al.toml:17: policy[1].since: this must be a date such as 2026-11-23"),
    ("payers/bcbs-al.toml", "since = 2021-07-02", "sinse = 2021-07-02",
     "payers/bcbs-al.toml:17: policy[1].sinse: this key is not known here"),
    ("payers/bcbs-al.toml", "since = 2021-07-02", "since = 2021-06-30",
     f"payers/bcbs-al.toml:16: policy[1]: {OVERLAPS.format(0)}"),
    ("payers/medicare.toml", 'professions = ["OT", "AT", "DC", "DDS"]', 'professions = ["OT", "AT", "DC", "DDS", "PT"]',
     f"payers/medicare.toml:41: policy[3]: {OVERLAPS.format(2)}"),
    ("payers/medicare.toml", "otherwise = true\n", "", None),
    ("payers/tricare.toml", "[[policy]]", f"{A_BLOCK}\n[[policy]]",
     f"payers/tricare.toml:13: policy[1]: {OVERLAPS.format(0)}"),
    ("states/AK.toml", '"OT"', '"OTR"',
     'states/AK.toml:11: practice[1].profession: "OTR" is not one of PT, PTA, OT, AT, DC, LAc, MD, DO, NP, PA, DDS'),
    ("states/AK.toml", '"OT"', '"PT"',
     "states/AK.toml:10: practice[1]: this row of PT begins before practice[0] has ended;"
     " give that one an end, and keep the order of time"),
    ("states/CO.toml", "until = 2027-08-31", "until = 2027-09-01",
     "states/CO.toml:22: practice[2]: this row of OT begins before practice[1] has ended;"
     " give that one an end, and keep the order of time"),
    ("states/CO.toml", 'status = "not_yet_effective"', 'status = "conditional"',
     "states/CO.toml:18: practice[1].effective: only a law that is not yet effective has this day"),
    ("states/AL.toml", "age = 19", "age = 19.0", 'states/AL.toml:19: age: 19.0 is a float; write it as text: "19.0"'),
    ("states/AL.toml", "age = 19", f"age = {'9' * 5000}", "states/AL.toml: a number in this file has thousands of digits"),
    ("states/AL.toml", "age = 19", "age = 19\nage = 18",
     "states/AL.toml:20: this is not TOML: cannot overwrite a value"),
    ("notices/notices.toml", 'kind = "abn"', 'kind = "cost_estimate"',
     "notices/notices.toml: notice: abn is missing\nnotices/notices.toml:25: notice[3].kind: cost_estimate stands twice"),
    ("notices/notices.toml", 'kind = "abn"', 'kind = "abm"',
     "notices/notices.toml: notice: abn is missing\n"
     'notices/notices.toml:25: notice[3].kind: "abm" is not one of consent, good_faith_estimate, cost_estimate, abn,'
     " organization_determination, non_covered_waiver"),
    ("lines/lines.toml", 'line_of_business = "auto"', 'line_of_business = "car"',
     "lines/lines.toml: line: auto is missing\n"
     'lines/lines.toml:54: line[7].line_of_business: "car" is not one of commercial, medicare, medicare_advantage,'
     " medicaid, tricare, va, workers_comp, auto, other"),
    (SET, 'id = "referral"\n', "", f"{WORDS}:{{}}: item.referral: this key is not known here\n{SET}:{{}}: item[45].id: this is missing"),
    (SET, 'id = "referral"\n', 'id = "referal"\n',
     f"{WORDS}: item.referal: this is missing\n{WORDS}:{{}}: item.referral: this key is not known here"),
    (SET, "range = [1, 45]", "range = [true, 45]",
     f"{SET}:{{}}: item[38].range: this must be two whole numbers, the least and the most"),
    (SET, "range = [1, 45]", "range = [1, 45, 50]",
     f"{SET}:{{}}: item[38].range: this must be two whole numbers, the least and the most"),
    (SET, 'section = "admin"\n', "", f"{SET}:{{}}: item[45].section: this is missing"),
    (SET, "answered = true", "answered = false", f"{SET}:{{}}: item[43].trigger[0].answered: this can only be true"),
    (SET, "answered = true", "at_most = 3", f"{SET}:{{}}: item[43].trigger[0]: this trigger has no condition that fits its item"),
    (SET, "answered = true\n", "", f"{SET}:{{}}: item[43].trigger[0]: this trigger has no condition that fits its item"),
    (SET, 'question = "seizures", answer = "yes"', 'question = "seizures", operator = "!=", answer = "no"',
     f"{SET}:{{}}: item[34].enable_when.conditions[0].operator: this key is not known here"),
    (SET, 'behavior = "any", ', "", f"{SET}:{{}}: item[18].enable_when.behavior: this is missing"),
    (SET, 'question = "seizures", answer', 'question = "fainted", answer',
     f'{SET}:{{}}: item[34].enable_when: "fainted" is not an item before this one'),
    (SET, 'unsourced = { title = "Our own', 'own = { title = "Our own',
     f'{SET}:{{}}: item[14].sources: "unsourced" is not one of this set\'s sources\n'
     f'{SET}:{{}}: item[41].sources: "unsourced" is not one of this set\'s sources\n'
     f'{SET}:{{}}: item[44].sources: "unsourced" is not one of this set\'s sources'),
    (WORDS, "[item.referral]", "[item.referal]",
     f"{WORDS}: item.referral: this is missing\n{WORDS}:{{}}: item.referal: this key is not known here"),
]  # fmt: skip


def changed(name: str, old: str, new: str) -> dict[str, str]:
    """The shipped files with one passage replaced, which must stand there once."""
    assert SHIPPED[name].count(old) == 1, (name, old, SHIPPED[name].count(old))
    return SHIPPED | {name: SHIPPED[name].replace(old, new)}


def without_lines(said: str) -> str:
    """The line between two colons left open, for the files that grow."""
    head, _, rest = said.partition(":")
    line, _, text = rest.partition(":")
    return f"{head}:{{}}:{text}" if line.isdigit() and head in {SET, WORDS} else said


@pytest.mark.parametrize(("name", "old", "new", "said"), MISTAKES)
def test_one_mistake_is_told_once(name: str, old: str, new: str, said: str | None) -> None:
    faults = faults_of(changed(name, old, new))
    assert [without_lines(str(one)) for one in faults] == (said.split("\n") if said else [])
