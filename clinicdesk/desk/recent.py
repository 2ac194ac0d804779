"""Who was worked with last, so that nobody is searched for twice; and who may go on with the shift."""

from collections.abc import Iterable
from dataclasses import replace

from clinicdesk.desk.board import kept_patients
from clinicdesk.desk.desk import Desk, Work, act
from clinicdesk.model.records import PatientRecord, StaffRecord
from clinicdesk.model.roles import Act

LOOKED_THROUGH = 10_000
"""So many of the trail's newest rows are looked through: some days of a busy clinic."""


@act(Act.FIND)
def recent(work: Work, most: int = 20) -> list[PatientRecord]:
    """The patients that this person looked at, registered or worked with last, the newest first, each once.

    A record that was merged stands for the one that it was merged into.
    """
    before = work.store.last_row().number - LOOKED_THROUGH
    rows = work.store.trail(after=max(0, before), by=work.by.id, newest_first=True)
    told = _first_ones((row.entry.patient for row in rows if row.entry.patient), 2 * most)
    kept = kept_patients(work, told)
    found = list({kept[one].id: kept[one] for one in told}.values())[:most]
    work.about(hits=len(found), recent=True)
    return found


def _first_ones(patients: Iterable[str], most: int) -> list[str]:
    """So many different ones; twice as many as are shown, since some may be one patient by now."""
    found: dict[str, None] = {}
    for one in patients:
        found.setdefault(one)
        if len(found) == most:
            break
    return list(found)


def shift_people(desk: Desk) -> tuple[StaffRecord, ...]:
    """Those of this shift who may unlock the desk with a PIN, by name, without their PINs. No act: nobody is there."""
    staff = desk.store.find(StaffRecord, active=True)
    found = [replace(one, pin="") for one in staff if one.id in desk.shift and one.pin]
    return tuple(sorted(found, key=lambda one: (one.name, one.id)))
