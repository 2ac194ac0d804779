"""Dated rules: when they hold, when they are stale, and a year after a day."""

from datetime import date, timedelta

import pytest

from clinicdesk.model.dated import Dated, Source, year_after

CHECKED = date(2026, 11, 23)
A_DAY = timedelta(days=1)


def rule(since: date | None = None, until: date | None = None) -> Dated:
    """A rule that was checked on one fixed day."""
    return Dated(source=Source("a source", "", CHECKED), since=since, until=until)


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2025, 11, 23), date(2026, 11, 23)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2027, 2, 28), date(2028, 2, 28)),
        (date(9998, 12, 31), date(9999, 12, 31)),
        (date(9999, 1, 1), date.max),
    ],
)
def test_a_year_after(day: date, later: date) -> None:
    assert year_after(day) == later


def test_a_rule_holds_from_its_first_day_to_its_last() -> None:
    first, last = date(2020, 1, 1), date(2021, 6, 30)
    found = rule(first, last)
    days = (first - A_DAY, first, last, last + A_DAY)
    assert [found.holds_on(day) for day in days] == [False, True, True, False]


def test_a_rule_without_a_first_day_holds_from_the_day_it_was_checked() -> None:
    assert [rule().holds_on(day) for day in (CHECKED - A_DAY, CHECKED, date.max)] == [False, True, True]


def test_a_rule_without_a_first_day_that_ended_before_it_was_checked_held_on_every_day_before() -> None:
    found = rule(until=date(2020, 12, 31))
    assert [found.holds_on(day) for day in (date.min, date(2020, 12, 31), date(2021, 1, 1))] == [True, True, False]


def test_a_rule_without_a_first_day_that_ends_on_the_day_it_was_checked_held_on_that_day_alone() -> None:
    found = rule(until=CHECKED)
    assert [found.holds_on(CHECKED + A_DAY * shift) for shift in (-1, 0, 1)] == [False, True, False]


def test_a_rule_is_stale_when_it_was_checked_more_than_a_year_ago() -> None:
    assert not rule().stale_on(date(2027, 11, 23))
    assert rule().stale_on(date(2027, 11, 24))
