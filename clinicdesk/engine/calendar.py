"""Ages, anniversaries and business days."""

from collections.abc import Container
from datetime import date, timedelta

SATURDAY = 5


def age_on(birth: date, day: date) -> int:
    """Whole years on `day`; a birthday on that day counts, and 29 February falls on 1 March in other years."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def business_days_after(day: date, count: int, holidays: Container[date]) -> date:
    """The day on which the `count`-th business day after `day` falls."""
    while count:
        day += timedelta(days=1)
        count -= _is_business_day(day, holidays)
    return day


def business_days_ahead(booked: date, first: date, enough: int, holidays: Container[date]) -> int:
    """Business days from the day after `booked` to `first`; counting stops at `enough`."""
    count = 0
    while booked < first and count < enough:
        booked += timedelta(days=1)
        count += _is_business_day(booked, holidays)
    return count


def _is_business_day(day: date, holidays: Container[date]) -> bool:
    return day.weekday() < SATURDAY and day not in holidays
