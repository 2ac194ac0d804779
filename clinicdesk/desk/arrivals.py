"""Since when each patient of a day has been here: read from the trail, which alone keeps the instant."""

from datetime import date, datetime, timedelta

from clinicdesk.desk.clock import instant, midnight, moment
from clinicdesk.desk.desk import Work
from clinicdesk.errors import TrailBroken
from clinicdesk.model.records import VisitState
from clinicdesk.model.roles import Act


def arrivals(work: Work, day: date) -> dict[str, datetime]:
    """When each visit was said to have arrived on a day, by its id; a slip that was set right counts for nothing.

    Nobody is known to have arrived where the trail cannot be read: that is told at sign-in, and the day goes on.
    """
    since, until = instant(midnight(day)), instant(midnight(day + timedelta(days=1)))
    found: dict[str, datetime] = {}
    try:
        for row in work.store.trail(act=Act.MOVE_VISIT, since=since, until=until):
            entry = row.entry
            came = entry.told.get("state") == VisitState.ARRIVED
            if came and (entry.visit not in found or entry.told.get("was") == VisitState.BOOKED):
                found[entry.visit] = moment(entry.at)
    except TrailBroken:
        return {}
    return found
