"""Ages and business days, with 29 February and the federal holidays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis.strategies import dates, integers

from clinicdesk.engine.calendar import age_on, business_days_after, business_days_ahead
from clinicdesk.model.rulebook import Rulebook

LEAP = date(2012, 2, 29)
THANKSGIVING = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(2014, 11, 24), date(2026, 11, 23), 11),
        (date(2014, 11, 23), date(2026, 11, 23), 12),
        (date(2014, 11, 22), date(2026, 11, 23), 12),
        (date(2026, 11, 23), date(2026, 11, 23), 0),
        (LEAP, date(2024, 2, 28), 11),
        (LEAP, date(2024, 2, 29), 12),
        (LEAP, date(2026, 2, 28), 13),
        (LEAP, date(2026, 3, 1), 14),
        (date(2013, 2, 28), date(2024, 2, 29), 11),
        (date(2013, 3, 1), date(2024, 2, 29), 10),
    ],
)
def test_an_age_counts_the_birthday_and_29_february_falls_on_1_march(birth: date, day: date, age: int) -> None:
    assert age_on(birth, day) == age


@given(dates(date(1900, 1, 1), date(2100, 12, 31)), integers(0, 50_000))
def test_an_age_grows_by_one_on_one_day_a_year(birth: date, days: int) -> None:
    day = birth + timedelta(days=days)
    grown = age_on(birth, day + timedelta(days=1)) - age_on(birth, day)
    after = day + timedelta(days=1)
    on_birthday = (after.month, after.day) == (birth.month, birth.day)
    first_of_march = (birth.month, birth.day) == (2, 29) and (after.month, after.day) == (3, 1) and day.day == 28
    assert grown == (on_birthday or first_of_march)


@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
        (date(2026, 11, 23), 1, date(2026, 11, 24)),
        (date(2026, 11, 23), 3, date(2026, 11, 27)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (date(2026, 12, 24), 1, date(2026, 12, 28)),
    ],
)
def test_business_days_leave_out_weekends_and_holidays(day: date, count: int, due: date, rules: Rulebook) -> None:
    assert THANKSGIVING in rules.holidays
    assert business_days_after(day, count, rules.holidays) == due


@pytest.mark.parametrize(
    ("booked", "first", "ahead"),
    [
        (date(2026, 11, 23), date(2026, 11, 23), 0),
        (date(2026, 11, 23), date(2026, 11, 20), 0),
        (date(2026, 11, 23), date(2026, 11, 24), 1),
        (date(2026, 11, 23), date(2026, 11, 27), 3),
        (date(2026, 11, 25), date(2026, 11, 29), 1),
        (date(2026, 11, 27), date(2026, 11, 30), 1),
        (date(2026, 11, 1), date(2027, 11, 1), 10),
    ],
)
def test_days_ahead_count_the_first_session_and_not_the_booking(
    booked: date, first: date, ahead: int, rules: Rulebook
) -> None:
    assert business_days_ahead(booked, first, 10, rules.holidays) == ahead


@given(dates(date(2026, 1, 1), date(2027, 6, 1)), integers(1, 30))
def test_the_two_counts_are_each_others_reverse(day: date, count: int) -> None:
    due = business_days_after(day, count, {THANKSGIVING})
    assert business_days_ahead(day, due, 1_000, {THANKSGIVING}) == count
    assert business_days_ahead(day, due - timedelta(days=1), 1_000, {THANKSGIVING}) == count - 1
    assert due.weekday() < 5
    assert due != THANKSGIVING
