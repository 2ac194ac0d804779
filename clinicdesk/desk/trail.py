"""The trail at the desk: to look at, to check, to take elsewhere."""

from collections.abc import Callable

from clinicdesk.desk.desk import Desk, Work, act
from clinicdesk.errors import TrailBroken
from clinicdesk.model.roles import Act
from clinicdesk.model.trail import Head, TrailRow


@act(Act.VIEW_TRAIL)
def view_trail(
    work: Work, /, *, patient: str = "", by: str = "", code: str = "", since: str = "", until: str = "", most: int = 200
) -> list[TrailRow]:
    """The newest rows first: about a patient, by a staff id, of an act's code, between two instants as text."""
    work.about(patient, by=by, code=code, since=since, until=until)
    found = work.store.trail(patient=patient, by=by, act=code, since=since, until=until, newest_first=True, limit=most)
    return list(found)


@act(Act.EXPORT_TRAIL)
def export_trail(work: Work, write: Callable[[TrailRow], object]) -> Head:
    """Every row, oldest first, handed to `write`; the row that was the last one then."""
    head = work.store.last_row()
    for row in work.store.trail():
        write(row)
    work.about(rows=head.number, mac=head.mac)
    return head


def verify_trail(desk: Desk) -> Head:
    """Check every row and this computer's head. TrailBroken names the first bad row; the trail learns of either."""
    broken: TrailBroken | None = None
    with desk.work(Act.VERIFY_TRAIL) as work:
        head = work.store.last_row()
        try:
            work.store.verify_trail()
        except TrailBroken as error:
            broken = error
        work.about(rows=head.number, broken_at=broken.row if broken else None)
    if broken:
        raise broken
    return head
