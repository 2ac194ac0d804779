"""What a patient answers alone: the desk is handed over, and locked for all but the answers of one visit."""

from clinicdesk.desk.clock import instant
from clinicdesk.desk.desk import Work
from clinicdesk.errors import NotAllowed
from clinicdesk.model.records import DraftRecord, VisitRecord
from clinicdesk.store.protocol import Store

_PLACE = "alone"


def alone(store: Store, visit: str) -> tuple[str, ...]:
    """The items that the patient answered alone and that no staff have looked through yet, in no order that counts."""
    return tuple(item for one in store.find(DraftRecord, id=_id(visit)) for item in one.text.split())


def note_alone(work: Work, visit: str, item: str) -> None:
    """Note that the patient has answered an item, or taken the answer back, without staff."""
    items = sorted({*alone(work.store, visit), item})
    work.store.hold(DraftRecord(id=_id(visit), by="", place=_PLACE, at=instant(work.now), text=" ".join(items)))


def forget_alone(work: Work, visit: str) -> tuple[str, ...]:
    """Everything was looked through: the items that this was about."""
    items = alone(work.store, visit)
    work.store.drop(DraftRecord, _id(visit))
    return items


def check_looked_through(work: Work, visit: VisitRecord) -> None:
    """NotAllowed while nobody has looked through what the patient answered alone."""
    if alone(work.store, visit.id):
        raise NotAllowed("The patient answered questions alone. Look the answers through first, then finish.")


def _id(visit: str) -> str:
    return f"{_PLACE} {visit}"
