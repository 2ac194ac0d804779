"""One mistake in a shipped file makes one sentence, with the right file, line and key, and no echo elsewhere."""

import re

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
     "payers/medicare.toml:@: policy[2].source.title: this is missing"),
    ("payers/medicare.toml", 'title = "APTA: dry needling and the ABN, 2022-02-02"', 'title = " "',
     "payers/medicare.toml:@: policy[2].source.title: this is empty"),
    ("payers/uhc.toml", ", checked = 2026-11-23", "", "payers/uhc.toml:@: policy[0].source.checked: this is missing"),
    ("payers/uhc.toml", "checked = 2026-11-23", 'checked = "2026-11-23"',
     "payers/uhc.toml:@: policy[0].source.checked: this must be a date such as 2026-11-23"),
    ("payers/uhc.toml", "checked = 2026-11-23", "checked = 2026-11-23T10:00:00Z",
     "payers/uhc.toml:@: policy[0].source.checked: this has a time; write a date such as 2026-11-23"),
    ("payers/uhc.toml", 'href = ""', 'href = "www.uhc.com"',
     'payers/uhc.toml:@: policy[0].source.href: "www.uhc.com" is not a web address'),
    ("payers/uhc.toml", "source = { ", 'source = "seen" # { ',
     "payers/uhc.toml:@: policy[0].source: this must be a table"),
    ("payers/uhc.toml", "[[policy]]", "[policy]", "payers/uhc.toml:@: policy: this must be a list of tables"),
    ("payers/uhc.toml", 'status = "unknown"', '"status" = "maybe"',
     ('payers/uhc.toml:@: policy[0].status: "maybe" is not one of covered, covered_with_conditions, not_covered,'
     " investigational, excluded, inactive, unknown")),
    ("payers/uhc.toml", 'name = "UnitedHealthcare"\n', "", "payers/uhc.toml: name: this is missing"),
    ("payers/uhc.toml", '"UnitedHealth"', '"HUMANA, Inc", "Humana  Insurance"',
     'payers/uhc.toml:@: aliases: "Humana  Insurance" also leads to the payer humana'),
    ("payers/bcbs-al.toml", "since = 2021-07-02", 'since = "2021-07-02"',
     "payers/bcbs-al.toml:@: policy[1].since: this must be a date such as 2026-11-23"),
    ("payers/bcbs-al.toml", "since = 2021-07-02", "sinse = 2021-07-02",
     "payers/bcbs-al.toml:@: policy[1].sinse: this key is not known here"),
    ("payers/bcbs-al.toml", "since = 2021-07-02", "since = 2021-06-30",
     f"payers/bcbs-al.toml:@-1: policy[1]: {OVERLAPS.format(0)}"),
    ("payers/medicare.toml", 'professions = ["OT", "AT", "DC", "DDS"]', 'professions = ["OT", "AT", "DC", "DDS", "PT"]',
     f"payers/medicare.toml:@-5: policy[3]: {OVERLAPS.format(2)}"),
    ("payers/medicare.toml", "otherwise = true\n", "",
     "\n".join(f"payers/medicare.toml:@-4: policy[4]: {OVERLAPS.format(other)}" for other in range(4))),
    ("payers/tricare.toml", "[[policy]]", f"{A_BLOCK}\n[[policy]]",
     f"payers/tricare.toml:@+7: policy[1]: {OVERLAPS.format(0)}"),
    ("states/AK.toml", '"OT"', '"OTR"',
     'states/AK.toml:@: practice[1].profession: "OTR" is not one of PT, PTA, OT, AT, DC, LAc, MD, DO, NP, PA, DDS'),
    ("states/AK.toml", '"OT"', '"PT"',
     ("states/AK.toml:@-1: practice[1]: this row of PT begins before practice[0] has ended;"
     " give that one an end, and keep the order of time")),
    ("states/CO.toml", "until = 2027-08-31", "until = 2027-09-01",
     ("states/CO.toml:@+7: practice[2]: this row of OT begins before practice[1] has ended;"
     " give that one an end, and keep the order of time")),
    ("states/CO.toml", 'status = "not_yet_effective"', 'status = "conditional"',
     "states/CO.toml:@+1: practice[1].effective: only a law that is not yet effective has this day"),
    ("states/AL.toml", "age = 19", "age = 19.0", 'states/AL.toml:@: age: 19.0 is a float; write it as text: "19.0"'),
    ("states/AL.toml", "age = 19", f"age = {'9' * 5000}",
     "states/AL.toml: a number in this file has thousands of digits"),
    ("states/AL.toml", "age = 19", "age = 19\nage = 18",
     "states/AL.toml:@+1: age_of_consent.age: this stands twice"),
    ("notices/notices.toml", 'kind = "abn"', 'kind = "cost_estimate"',
     ("notices/notices.toml: notice: abn is missing\n"
      "notices/notices.toml:@: notice[3].kind: cost_estimate stands twice")),
    ("notices/notices.toml", 'kind = "abn"', 'kind = "abm"',
     ("notices/notices.toml: notice: abn is missing\n"
     'notices/notices.toml:@: notice[3].kind: "abm" is not one of consent, good_faith_estimate, cost_estimate, abn,'
     " organization_determination, non_covered_waiver")),
    ("lines/lines.toml", 'line_of_business = "auto"', 'line_of_business = "car"',
     ("lines/lines.toml: line: auto is missing\n"
     'lines/lines.toml:@: line[7].line_of_business: "car" is not one of commercial, medicare, medicare_advantage,'
     " medicaid, tricare, va, workers_comp, auto, other")),
    (SET, 'id = "referral"\n', "",
     f"{WORDS}:*: item.referral: this key is not known here\n{SET}:@-1: item[45].id: this is missing"),
    (SET, 'id = "referral"\n', 'id = "referal"\n',
     f"{WORDS}: item.referal: this is missing\n{WORDS}:*: item.referral: this key is not known here"),
    (SET, "range = [1, 45]", "range = [true, 45]",
     f"{SET}:@: item[38].range: this must be two whole numbers, the least and the most"),
    (SET, "range = [1, 45]", "range = [1, 45, 50]",
     f"{SET}:@: item[38].range: this must be two whole numbers, the least and the most"),
    (SET, 'section = "admin"\n', "", f"{SET}:@-2: item[45].section: this is missing"),
    (SET, "answered = true", "answered = false", f"{SET}:@: item[43].trigger[0].answered: this can only be true"),
    (SET, "answered = true", "at_most = 3",
     f"{SET}:@-1: item[43].trigger[0]: this trigger has no condition that fits its item"),
    (SET, "answered = true\n", "", f"{SET}:@-1: item[43].trigger[0]: this trigger has no condition that fits its item"),
    (SET, 'question = "seizures", answer = "yes"', 'question = "seizures", operator = "!=", answer = "no"',
     f"{SET}:@: item[34].enable_when.conditions[0].operator: this key is not known here"),
    (SET, 'behavior = "any", ', "", f"{SET}:@: item[18].enable_when.behavior: this is missing"),
    (SET, 'question = "seizures", answer', 'question = "fainted", answer',
     f'{SET}:@: item[34].enable_when: "fainted" is not an item before this one'),
    (SET, 'unsourced = { title = "Our own', 'own = { title = "Our own',
     (f'{SET}:*: item[14].sources: "unsourced" is not one of this set\'s sources\n'
     f'{SET}:*: item[41].sources: "unsourced" is not one of this set\'s sources\n'
     f'{SET}:*: item[44].sources: "unsourced" is not one of this set\'s sources')),
    (WORDS, "[item.referral]", "[item.referal]",
     f"{WORDS}: item.referral: this is missing\n{WORDS}:@: item.referal: this key is not known here"),
]  # fmt: skip


def line_of(name: str, passage: str) -> int:
    """The line of a passage, which must stand there once."""
    assert SHIPPED[name].count(passage) == 1, (name, passage)
    return SHIPPED[name].split(passage)[0].count("\n") + 1


def pattern_of(said: str, line: int) -> str:
    """A sentence as a pattern: `@` is the line of the passage, `*` any."""
    pattern = re.escape(said).replace(r":\*:", r":[0-9]+:")
    return re.sub(r":@(\\[+-][0-9]+)?:", lambda at: f":{line + int((at[1] or '0').removeprefix(chr(92)))}:", pattern)


@pytest.mark.parametrize(("name", "old", "new", "said"), MISTAKES, ids=range(len(MISTAKES)))
def test_one_mistake_is_told_once(name: str, old: str, new: str, said: str) -> None:
    line = line_of(name, old)
    told = "\n".join(map(str, faults_of(SHIPPED | {name: SHIPPED[name].replace(old, new)})))
    assert re.fullmatch(pattern_of(said, line), told), told


def broken(*names: str) -> list[str]:
    """What is said where these files are no TOML at all."""
    return [str(one) for one in faults_of(SHIPPED | dict.fromkeys(names, "a"))]


@pytest.mark.parametrize("name", [*{name.partition("/")[0]: name for name in SHIPPED}.values(), WORDS])
def test_a_file_that_is_no_toml_makes_no_echo_elsewhere(name: str) -> None:
    assert [one.partition(": ")[0] for one in broken(name)] == [f"{name}:1"]


def test_every_file_that_is_no_toml_is_told_once_in_the_order_of_names() -> None:
    assert [one.partition(": ")[0] for one in broken(*SHIPPED)] == [f"{name}:1" for name in sorted(SHIPPED)]


@pytest.mark.parametrize(
    "block",
    [
        A_BLOCK + "until = 2020-02-25\n",
        A_BLOCK.replace('"20560"', '"97140"'),
        A_BLOCK + "otherwise = true\n",
        A_BLOCK.replace("checked = 2026-11-23", "checked = 2026-11-22") + "until = 2020-02-25\n",
    ],
)
def test_a_policy_beside_another_is_read_where_they_never_meet(block: str) -> None:
    assert faults_of(SHIPPED | {"payers/tricare.toml": SHIPPED["payers/tricare.toml"] + block}) == []


def test_a_policy_without_since_begins_on_the_day_on_which_it_was_checked() -> None:
    """So it may follow on one that ends the day before, and on none that ends on that day."""
    text = SHIPPED["payers/tricare.toml"]
    for until, faults in (("2026-11-22", 0), ("2026-11-23", 1)):
        ended = text.replace("since = 2020-02-26", f"since = 2020-02-26\nuntil = {until}")
        assert len(faults_of(SHIPPED | {"payers/tricare.toml": ended + A_BLOCK})) == faults


def test_a_payer_may_have_only_one_block_for_all_other_cases() -> None:
    text = SHIPPED["payers/ibx.toml"] + A_BLOCK + "otherwise = true\n"
    assert [one.key for one in faults_of(SHIPPED | {"payers/ibx.toml": text})] == ["policy[3]"]


def test_the_lines_of_texts_over_several_lines_are_not_taken_for_keys() -> None:
    text = SHIPPED["payers/uhc.toml"].replace('note = "', "note = '''\nstatus = 1\n[[policy]]\n'''\nnotes = \"")
    line = text.split("notes = ")[0].count("\n") + 1
    assert [str(one) for one in faults_of(SHIPPED | {"payers/uhc.toml": text})] == [
        f"payers/uhc.toml:{line}: policy[0].notes: this key is not known here"
    ]


def test_a_line_ends_where_an_editor_ends_it() -> None:
    text = SHIPPED["payers/uhc.toml"].replace("Call the payer", "Call\u2028the\x85payer").replace("codes", "code")
    line = text.split("code = ")[0].count("\n") + 1
    for ended in (text, text.replace("\n", "\r\n")):
        unknown = [one for one in faults_of(SHIPPED | {"payers/uhc.toml": ended}) if one.key.endswith("code")]
        assert [one.line for one in unknown] == [line]


def test_what_never_closes_is_told_at_the_last_line() -> None:
    text = 'id = "uhc"\nname = "UnitedHealthcare"\naliases = [\n'
    assert [str(one) for one in faults_of(SHIPPED | {"payers/uhc.toml": text})] == [
        "payers/uhc.toml:3: aliases: the file ends where a value should stand"
    ]


def test_the_age_is_never_left_out() -> None:
    """Without it no line would be drawn at twelve years."""
    text = SHIPPED[SET].replace('id = "age_years"', 'id = "age"')
    words = SHIPPED[WORDS].replace("[item.age_years]", "[item.age]")
    assert [str(one) for one in faults_of(SHIPPED | {SET: text, WORDS: words})] == [
        f"{SET}: item: age_years is missing"
    ]


def test_a_number_is_a_float_only_where_it_stands_as_one() -> None:
    """`54.5` also stands in a diagnosis above."""
    block = A_BLOCK.replace(
        "codes", 'diagnoses = ["M54.5"] # 54.5\nvisits = [{ count = 54.5, period = "year" }]\ncodes'
    )
    text = SHIPPED["payers/uhc.toml"] + block
    line = text.split("visits = ")[0].count("\n") + 1
    assert [str(one) for one in faults_of(SHIPPED | {"payers/uhc.toml": text})] == [
        f'payers/uhc.toml:{line}: visits: 54.5 is a float; write it as text: "54.5"'
    ]
