"""Which backups may go: everything of two days stays, then one a day, one a week, one a month, for seven years."""

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime, timedelta

_BANDS: tuple[tuple[timedelta, Callable[[datetime], Hashable]], ...] = (
    (timedelta(hours=48), lambda at: at),
    (timedelta(days=30), lambda at: at.date()),
    (timedelta(weeks=12), lambda at: at.isocalendar()[:2]),
    (timedelta(days=7 * 366), lambda at: (at.year, at.month)),
)
"""Up to which age how many are kept: the newest of each group."""


def thin(backups: Iterable[datetime], now: datetime) -> list[datetime]:
    """The instants (UTC) of the backups to drop, oldest first. Never the newest, and none from the future."""
    kept: set[Hashable] = set()
    gone: list[datetime] = []
    for number, at in enumerate(sorted(set(backups), reverse=True)):
        place = _place(at, now)
        if number and (place is None or place in kept):
            gone.append(at)
        kept.add(place)
    return gone[::-1]


def _place(at: datetime, now: datetime) -> Hashable | None:
    """The group that a backup is in; None for one that is too old for any."""
    for number, (age, group) in enumerate(_BANDS):
        if now - at <= age:
            return number, group(at)
    return None
