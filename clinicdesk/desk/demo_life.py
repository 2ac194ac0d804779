"""The demo clinic's past and its day today, lived through by the acts of the desk under a clock that is set."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from clinicdesk.desk.clock import day_of
from clinicdesk.desk.day import Choice, book
from clinicdesk.desk.demo_data import Demo, Stage
from clinicdesk.desk.demo_patient import DemoPatient
from clinicdesk.desk.desk import Desk

_PACE = timedelta(seconds=7)
_MORNING = timedelta(minutes=90)
_ACTS = 100
"""No visit takes so many acts."""

_OPENING = time(7, 30)


class DemoClock:
    """A clock that is set: it never goes back and never past the present, and each act takes its time."""

    def __init__(self, now: datetime) -> None:
        """Begin long ago."""
        self.now = now
        self._moment, self._pace = datetime.min.replace(tzinfo=UTC), _PACE

    @property
    def today(self) -> date:
        """The day that the demo is made for."""
        return day_of(self.now)

    def set(self, moment: datetime, pace: timedelta = _PACE) -> None:
        """Go on to a moment, where that is not past already."""
        self._moment, self._pace = max(self._moment, min(moment, self.now)), pace

    def __call__(self) -> datetime:
        """The moment; the next act begins a little later."""
        moment = self._moment
        self._moment = min(moment + self._pace, self.now)
        return moment


@dataclass(frozen=True)
class Event:
    """Something that is done on a day at a time."""

    day: date
    time: time
    happens: Callable[[], object]


def live(clock: DemoClock, events: list[Event], step: Callable[[int, int], object]) -> None:
    """Everything, in the order of time. After each part `step` is told how many are done, of how many."""
    ordered = sorted(events, key=lambda one: (one.day, one.time))
    before = sum(one.day < clock.today for one in ordered)
    for number, one in enumerate(ordered, 1):
        clock.set(*_when(clock, one, number - before, len(ordered) - before))
        one.happens()
        step(number, len(ordered))


def events_of(demo: Demo, front: Desk, desks: Mapping[str, Desk], today: date) -> Iterator[Event]:
    """What happens at the front desk until now; `desks` has the clinicians' own, by sign-in name."""
    patients = [DemoPatient(story, front, desks) for story in demo.stories]
    for patient in patients:
        yield from _life(patient)
    listed = [one for one in patients if not one.story.service and one.story.visits]
    yield Event(today, _OPENING, partial(_book_list, front, today, listed))


def founded(day: date) -> datetime:
    """When the clinic opens for the first time."""
    return datetime.combine(day, _OPENING).astimezone()


def _life(patient: DemoPatient) -> Iterator[Event]:
    story = patient.story
    if not story.new:
        yield Event(story.opened, _OPENING, patient.come_first)
    for place, told in enumerate(story.visits if story.service else ()):
        if told.until is not Stage.BOOKED:
            at = time.fromisoformat(told.time)
            yield Event(told.day, at, partial(patient.go_through, place))
    if story.closed:
        yield Event(story.closed, _OPENING, patient.close)


def _book_list(front: Desk, today: date, listed: list[DemoPatient]) -> None:
    """The day's list of the other system: those without a course, and who is new."""
    book(front, today, [Choice(one.story.visits[0].time, one.id or one.story.person) for one in listed])


def _when(clock: DemoClock, event: Event, number: int, of: int) -> tuple[datetime, timedelta]:
    """When a part happens, and its pace: today's are spread over the hours before now, whatever the hour is."""
    if event.day < clock.today:
        return datetime.combine(event.day, event.time).astimezone(), _PACE
    since = max(clock.now - _MORNING, datetime.combine(clock.today, time.min).astimezone())
    gap = (clock.now - since) / (of + 1)
    return since + gap * number, gap / _ACTS
