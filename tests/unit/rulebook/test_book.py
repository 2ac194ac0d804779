"""The rule book as a whole: its sha256, its dated look-ups, its calendar, and the shipped files themselves."""

import random
from datetime import date, timedelta
from hashlib import sha256

import holidays
import pytest

from clinicdesk.model.dated import Dated, Source
from clinicdesk.model.rulebook import EVERY_STATE, Rulebook
from clinicdesk.resources import rule_files
from clinicdesk.rulebook.reader import load, version_of
from clinicdesk.rulebook.stale import every_rule, stale
from tests.unit.rulebook.small import FILES, pairs

DAY = timedelta(days=1)
PAYERS = (
    "medicare bcbsnc bcbsvt bcbs-al credence bcbssc bcbsms wellmark triple-s paramount anthem cigna aetna uhc humana "
    "tricare va medicaid workers-comp workers-comp-wa ibx bcbsri unlisted example-limited"
)
STATES = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR "
    "PA RI SC SD TN TX UT VT VA WA WV WI WY"
)


def rule(since: str | None, until: str | None, checked: str) -> Dated:
    """A dated rule."""
    return Dated(
        source=Source("title", "", date.fromisoformat(checked)),
        since=date.fromisoformat(since) if since else None,
        until=date.fromisoformat(until) if until else None,
    )


@pytest.mark.parametrize(
    ("since", "until", "checked", "first", "last"),
    [
        ("2021-07-02", "2024-12-31", "2025-06-22", "2021-07-02", "2024-12-31"),
        ("2021-07-02", None, "2025-06-22", "2021-07-02", "9999-12-31"),
        (None, None, "2025-06-22", "2025-06-22", "9999-12-31"),
        (None, "2025-08-06", "2026-11-23", "0001-01-01", "2025-08-06"),
        (None, "2027-01-31", "2026-11-23", "2026-11-23", "2027-01-31"),
        (None, "2026-11-23", "2026-11-23", "2026-11-23", "2026-11-23"),
        ("2026-11-23", "2026-11-23", "2026-11-23", "2026-11-23", "2026-11-23"),
    ],
)
def test_a_rule_holds_from_its_first_to_its_last_day_both_inside(
    since: str | None, until: str | None, checked: str, first: str, last: str
) -> None:
    one = rule(since, until, checked)
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    assert one.holds_on(start)
    assert one.holds_on(end)
    assert start == date.min or not one.holds_on(start - DAY)
    assert end == date.max or not one.holds_on(end + DAY)


def test_a_rule_is_stale_after_a_year() -> None:
    one = rule("2020-01-01", None, "2025-06-22")
    assert not one.stale_on(date(2026, 6, 22))
    assert one.stale_on(date(2026, 6, 23))


def test_the_version_changes_with_any_byte_and_any_name_and_not_with_the_order() -> None:
    files = rule_files()
    version = version_of(files)
    assert version == load(files).version
    shuffled = list(files)
    random.Random(1).shuffle(shuffled)
    assert version_of(shuffled) == load(shuffled).version == version
    seen = {version}
    for place, (name, data) in enumerate(files):
        for changed in ((name, data + b"\n"), (name, data[:-1]), (name, b"#" + data), (name + "x", data)):
            seen.add(version_of([*files[:place], changed, *files[place + 1 :]]))
    assert len(seen) == 1 + 4 * len(files)
    assert version_of(files[1:]) not in seen


def test_the_version_tells_names_from_bytes() -> None:
    assert version_of([("a", b"b"), ("c", b"")]) != version_of([("a", b""), ("c", b"b")])
    assert version_of([("a", b"1\0c\x001\0d")]) != version_of([("a", b""), ("c", b"d")])
    assert version_of([("ab", b"c")]) != version_of([("a", b"bc")])


def test_the_version_can_be_worked_out_by_anybody() -> None:
    digest = sha256()
    for name, data in sorted(rule_files()):
        digest.update(name.encode() + b"\0" + str(len(data)).encode() + b"\0" + data)
    assert version_of(rule_files()) == digest.hexdigest()


def test_the_calendar_is_that_of_the_package_holidays(rules: Rulebook) -> None:
    """Every week day that is a federal holiday as observed, and none else, in every year of the calendar."""
    years = range(min(rules.holidays).year, rules.calendar_until.year + 1)
    federal = holidays.country_holidays("US", years=[*years, years[-1] + 1])
    observed = {day for day in federal if day.weekday() < 5 and day.year in years}
    assert set(rules.holidays) == observed
    assert len(years) >= 7


def test_every_fixed_payer_and_every_state_is_there(rules: Rulebook) -> None:
    assert set(PAYERS.split()) <= set(rules.payers)
    assert set(rules.states) == {*STATES.split(), EVERY_STATE}


def test_every_state_has_a_row_for_physical_therapists(rules: Rulebook) -> None:
    for state in rules.states.values():
        if state.id != EVERY_STATE:
            assert any(row.profession == "PT" for row in state.practice), state.id


def test_the_example_plan_is_the_only_one_that_is_made_up(rules: Rulebook) -> None:
    assert [payer.id for payer in rules.payers.values() if payer.example] == ["example-limited"]


def test_every_rule_has_a_source_that_was_checked_and_none_in_the_future(rules: Rulebook) -> None:
    found = list(every_rule(rules))
    assert len(found) > 100
    for place, one in found:
        assert one.source.title.strip(), place
        assert date(2020, 1, 1) <= one.source.checked <= date(2026, 12, 31), place


def test_the_questions_are_those_of_the_clinical_list(rules: Rulebook) -> None:
    assert len(rules.questionnaire.items) == 47
    assert not rules.questionnaire.verified


def test_every_stale_rule_is_told_by_its_place() -> None:
    rules = load(pairs(FILES))
    assert stale(rules, date(2027, 11, 23)) == []
    told = [place for place, _ in stale(rules, date(2027, 11, 24))]
    assert told == [place for place, _ in every_rule(rules)]
    assert "payers/acme: policy[2]" in told
    assert "states/NC: age_of_consent[0]" in told
