"""Every fault that the reader must refuse, each by file, key and line; and all of them at once."""

import random
import re

import pytest

from clinicdesk.errors import RulesRefused
from clinicdesk.rulebook.reader import load
from tests.unit.rulebook.small import DATED, FILES, SOURCE, faults_of, pairs, spoilt
from tests.unit.rulebook.spoilt import PAYER, SPOILT, STATE, WORDS

ELSEWHERE = {"this is missing", "this trigger has no message in the file of words", 'the option "maybe" has no words'}
"""What has no line of its own, or one in another file than the passage."""


ROWS = [(name, *row) for name, rows in SPOILT.items() for row in rows]


@pytest.mark.parametrize(("name", "old", "new", "further", "key", "text"), ROWS)
def test_a_fault_is_told_by_file_key_and_line(name: str, old: str, new: str, further: int, key: str, text: str) -> None:
    files, line = spoilt(name, old, new)
    faults = faults_of(files)
    found = [fault for fault in faults if (fault.key, fault.text) == (key, text)]
    assert len(found) == 1, [str(fault) for fault in faults]
    if text.partition(":")[0] not in ELSEWHERE:
        assert (found[0].file, found[0].line) == (name, line + further)
    assert not any("None" in fault.text for fault in faults)


def test_a_name_that_leads_to_two_payers_is_told_at_the_second() -> None:
    for old, new in (('name = "Acme Health"', 'name = "Bolt"'), ('"AH"]', '"B-O-L-T"]')):
        files, _ = spoilt(PAYER, old, new)
        assert [str(fault) for fault in faults_of(files)] == [
            'payers/bolt.toml:1: id: "bolt" also leads to the payer acme',
            'payers/bolt.toml:2: name: "Bolt" also leads to the payer acme',
        ]


def test_names_of_one_payer_may_say_the_same() -> None:
    files, _ = spoilt(PAYER, '"AH"]', '"acme health", "ACME-HEALTH"]')
    assert faults_of(files) == []


NO_TOML = [
    "verified = yes",
    "status = covered",
    "payer: 00621",
    "number = 00621",
    'name = "Acme"\nname = "Acme"',
    "[a]\n[a]",
    "since = 2026-02-30",
    'name = "Acme',
]


@pytest.mark.parametrize("lines", NO_TOML)
def test_what_is_no_toml_is_told_by_its_line(lines: str) -> None:
    text = f'id = "acme"\n\n{lines}\n# the end\n'
    (fault,) = faults_of(FILES | {PAYER: text})
    assert fault.file == PAYER
    assert fault.line == 2 + len(lines.splitlines())
    assert fault.text in {
        "this value cannot be read; a text stands in quotes",
        "this line cannot be read as TOML",
        "this stands twice",
        "this table stands twice, or has the name of a key",
        "this is no day that exists; write a day as 2026-11-23",
        "a text begins here and does not end",
    }


def test_a_float_is_found_where_it_stands_and_not_in_a_text_or_a_comment() -> None:
    text = 'id = "acme"\nname = "1.5 and inf"\n# 1.5 inf\nnote = \'1.5\'\nshare = 1.5\n'
    assert [str(one) for one in faults_of(FILES | {PAYER: text})] == [
        'payers/acme.toml:5: share: 1.5 is a float; write it as text: "1.5"'
    ]
    text = text.replace("share = 1.5", "limits = [1, { count = inf }]")
    assert [str(one) for one in faults_of(FILES | {PAYER: text})] == [
        'payers/acme.toml:5: limits: inf is a float; write it as text: "inf"'
    ]


def test_what_is_no_text_is_told() -> None:
    for data, said in [
        (b'id = "acme"\n\xff', "payers/acme.toml:2: this is not UTF-8 text"),
        (b"a = " + b"[" * 5000, "payers/acme.toml: this nests too deeply"),
    ]:
        files = [*pairs({name: text for name, text in FILES.items() if name != PAYER}), (PAYER, data)]
        with pytest.raises(RulesRefused) as refused:
            load(files)
        assert said in [str(one) for one in refused.value.faults]


@pytest.mark.parametrize("old", [SOURCE, "checked = 2026-11-23 }", "verified = true"])
@pytest.mark.parametrize("name", FILES)
def test_every_record_needs_a_source_a_day_and_a_word_on_verification(name: str, old: str) -> None:
    """Whichever record it is, in whichever file."""
    text, start = FILES[name], 0
    while (start := text.find(old, start)) >= 0:
        line = text[:start].count("\n") + 1
        new = {SOURCE: "", "checked = 2026-11-23 }": "}", "verified = true": ""}[old]
        spoiled = (text[:start] + new + text[start + len(old) :]).replace('/", }', '/" }').replace('"", }', '"" }')
        faults = faults_of(FILES | {name: spoiled})
        missing = [one for one in faults if one.text == "this is missing" and one.file == name]
        assert missing, (name, line)
        assert all(one.line == 0 or line - 12 <= one.line <= line for one in missing)
        start += 1


def test_a_misspelt_key_is_a_fault_in_every_table_of_every_file() -> None:
    """One key after the other, wherever it stands: dropped in silence it would freeze a rule."""
    for name, text in FILES.items():
        lines = text.splitlines()
        for number, line in enumerate(lines):
            key = re.match(r"([a-z_]+) = ", line)
            if key:
                changed = [*lines[:number], "x" + line, *lines[number + 1 :]]
                faults = faults_of(FILES | {name: "\n".join(changed)})
                unknown = [one for one in faults if one.key.endswith("x" + key[1])]
                assert faults, (name, line)
                assert all((one.file, one.line) == (name, number + 1) for one in unknown), (name, line)
                assert unknown or key[1] in {"yes", "no", "unsure", "faq"}, (name, line)  # names that were given


def test_all_faults_are_told_at_once_in_the_order_of_files_and_lines() -> None:
    files = dict(FILES)
    told = []
    for name, old, new, *_ in ROWS:
        if files[name] == FILES[name]:
            files[name] = spoilt(name, old, new)[0][name]
            told.append(name)
    faults = faults_of(files)
    assert {fault.file for fault in faults} >= set(told) - {WORDS}
    assert [(one.file, one.line) for one in faults] == sorted((one.file, one.line) for one in faults)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_missing_is_told(name: str) -> None:
    files = {one: text for one, text in FILES.items() if one != name}
    told = [str(fault) for fault in faults_of(files)]
    if name.startswith("payers/"):
        assert told == (
            ['faq/faq.toml:9: statement[0].place: there is no rule file "payers/acme"'] if "acme" in name else []
        )
    elif name == STATE:
        assert told == []
    elif name.startswith(("fees/", "faq/")):
        assert told == [f"{name.partition('/')[0]}/: there is no rule file in this folder"]
    else:
        assert f"{name}: this file is missing" in told


def test_a_file_that_is_not_known_is_told() -> None:
    for name in ("codes/more.toml", "lines/other.toml", "notices/x.toml", "calendars/uk.toml", "screening/other.toml"):
        assert [str(fault) for fault in faults_of(FILES | {name: 'id = "x"\n'})] == [
            f"{name}: this file is not known here"
        ]


def test_a_state_is_two_capital_letters() -> None:
    text = FILES[STATE].replace('id = "NC"', 'id = "nc"')
    assert [str(fault) for fault in faults_of(FILES | {"states/nc.toml": text})] == [
        'states/nc.toml:1: id: "nc" is neither two capital letters nor "every"'
    ]


def test_a_fee_has_one_amount_a_day() -> None:
    name = "fees/medicare-2026.toml"
    text = FILES[name] + FILES[name].split("\n\n", 1)[1]
    assert [str(fault) for fault in faults_of(FILES | {name: text})] == [
        f"{name}:11: fee[1]: 20560 has another amount on the same day in fee[0]"
    ]


def test_policies_that_differ_in_one_condition_do_not_overlap() -> None:
    for condition, other in [
        ('lines_of_business = ["commercial"]', 'lines_of_business = ["medicaid"]'),
        ('states = ["NC"]', 'states = ["every"]'),
        ('professions = ["PT"]', 'professions = ["OT"]'),
        ('indications = ["headache"]', 'indications = ["spinal"]'),
        ('diagnoses = ["M54.5"]', 'diagnoses = ["M79.18"]'),
        ("until = 2020-12-31", "since = 2021-01-01"),
    ]:
        assert len(overlaps(condition, other)) == 0, condition
        assert len(overlaps(condition, condition)) == 1
        assert len(overlaps(condition, "")) == 1
    assert len(overlaps('diagnoses = ["M54"]', 'diagnoses = ["M54.50"]')) == 1
    assert len(overlaps("until = 2021-01-01", "since = 2021-01-01")) == 1


def overlaps(one: str, other: str) -> list[str]:
    """What is said of two policies with these lines of their own."""
    text = 'id = "acme"\nname = "Acme"\n'
    for line in (one, other):
        since = "" if "since" in line else "since = 2020-01-01\n"
        text += f'\n[[policy]]\nstatus = "covered"\ncodes = ["20561"]\n{since}{line}\n{DATED}\n'
    return [str(fault) for fault in faults_of(FILES | {PAYER: text})]


def test_spoilt_files_never_end_in_anything_but_faults() -> None:
    """Lines dropped, doubled, swapped and cut at random."""
    chance = random.Random(3)
    for _ in range(400):
        files = dict(FILES)
        for _ in range(chance.randint(1, 4)):
            name = chance.choice(sorted(files))
            lines = files[name].splitlines()
            here, there = chance.randrange(len(lines)), chance.randrange(len(lines))
            match chance.randrange(4):
                case 0:
                    del lines[here]
                case 1:
                    lines.insert(there, lines[here])
                case 2:
                    lines[here], lines[there] = lines[there], lines[here]
                case _:
                    lines[here] = lines[here][: chance.randrange(len(lines[here]) + 1)]
            files[name] = "\n".join(lines) or "\n"
        for fault in faults_of(files):
            assert fault.text
            assert not re.search(r"\bNone\b|Error|Traceback", fault.text), fault
