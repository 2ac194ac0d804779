"""Which backups may go."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.store.backup_folder import backups
from clinicdesk.store.backup_thinning import thin

NOW = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2017, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - by hypothesis


def ago(**told: float) -> datetime:
    return NOW - timedelta(**told)


def test_everything_of_two_days_stays() -> None:
    assert thin([ago(minutes=30 * number) for number in range(97)], NOW) == []


def test_then_the_last_of_each_day_stays_for_thirty_days() -> None:
    made = [ago(days=day, hours=hour) for day in range(3, 30) for hour in (1, 2, 3)]
    assert thin(made, NOW) == sorted(ago(days=day, hours=hour) for day in range(3, 30) for hour in (2, 3))


def test_then_the_last_of_each_week_stays_for_twelve_weeks() -> None:
    days = [NOW - timedelta(days=day) for day in range(31, 84)]
    kept = set(days) - set(thin([NOW, *days], NOW))
    assert len({at.isocalendar()[:2] for at in days}) == len(kept) == 8
    assert all(at.isocalendar()[2] == 7 for at in kept - {max(kept)})


def test_then_the_last_of_each_month_stays_for_seven_years() -> None:
    days = [NOW - timedelta(days=day) for day in range(85, 9 * 365)]
    kept = set(days) - set(thin([NOW, *days], NOW))
    assert {(at + timedelta(days=1)).day for at in kept - {max(kept)}} == {1}
    assert len(kept) == 82
    assert min(kept).year == 2019


def test_the_newest_is_never_dropped_however_old() -> None:
    assert thin([datetime(2001, 1, 1, tzinfo=UTC), datetime(2001, 1, 2, tzinfo=UTC)], NOW) == [
        datetime(2001, 1, 1, tzinfo=UTC)
    ]


def test_what_a_clock_made_in_the_future_stays() -> None:
    future = [NOW + timedelta(days=number) for number in range(1, 500)]
    assert thin(future, NOW) == []


@given(st.lists(MOMENTS, max_size=60), MOMENTS)
def test_thinning_again_drops_nothing_more_and_something_is_always_left(made: list[datetime], now: datetime) -> None:
    gone = thin(made, now)
    left = set(made) - set(gone)
    assert gone == sorted(set(gone))
    assert thin(left, now) == []
    assert bool(left) == bool(made)
    assert not made or max(made) in left


def test_thinned_every_half_hour_a_year_keeps_what_thinning_once_would_have() -> None:
    """Each day of 9 hours, for a year: nobody has to look far for an old state, and there are never many."""
    kept: set[datetime] = set()
    now = datetime(2025, 11, 24, 8, 0, tzinfo=UTC)
    for number in range(1, 365 * 18):
        kept.add(now)
        kept -= set(thin(kept, now))
        now += timedelta(minutes=30 if number % 18 else 15 * 60 + 30)
    ages = sorted((now - at).days for at in kept)
    assert len(kept) < 100
    assert [age for age in range(2, 29) if age not in ages] == []
    assert max(later - earlier for earlier, later in pairwise(ages)) <= 38
    assert ages[-1] > 330


def test_a_folder_named_for_a_day_that_there_is_not_is_no_backup(tmp_path: Path) -> None:
    (tmp_path / "9999-12-45T00-00-00.000Z").mkdir()
    (tmp_path / "2026-11-24T15-00-00.000Z").mkdir()
    assert [one.name for one in backups(tmp_path)] == ["2026-11-24T15-00-00.000Z"]
