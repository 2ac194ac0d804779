"""The clock: the one place that reads it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

Clock = Callable[[], datetime]
"""Gives the present instant, in UTC."""


def now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


def instant(moment: datetime) -> str:
    """An instant as the records keep it: UTC with milliseconds, `2026-11-24T15:04:05.123Z`."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"


def moment(text: str) -> datetime:
    """The instant that such a text stands for."""
    return datetime.fromisoformat(text)


def day_of(moment: datetime) -> date:
    """The day that the clinic's wall calendar shows then."""
    return moment.astimezone().date()


def midnight(day: date) -> datetime:
    """The instant at which a day begins on the clinic's wall calendar."""
    return datetime.combine(day, time.min).astimezone()
