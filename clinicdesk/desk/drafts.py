"""Drafts: what somebody has typed and not saved yet outlasts a kill and a lock. They are no acts and leave no row."""

from clinicdesk.desk.clock import instant
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.entry import refuse
from clinicdesk.model.records import DraftRecord
from clinicdesk.words import said

MOST_BYTES = 64 << 10
_LONGEST_PLACE = 200


def keep_draft(desk: Desk, place: str, text: str) -> None:
    """Keep what the person at the desk has typed at a place so far, in place of what was kept there; also while locked.

    EntryRefused for a text of more than 64 KiB; NotAllowed where nobody is signed in.
    """
    by = desk.present(locked=True).id
    if len(text.encode()) > MOST_BYTES:
        raise refuse("text", said("this has more than {most} KiB; save a part of it first", most=MOST_BYTES >> 10))
    desk.store.hold(DraftRecord(id=_id(by, place), by=by, place=place, at=instant(desk.clock()), text=text))


def read_drafts(desk: Desk) -> dict[str, str]:
    """The texts that the person at the desk has not saved yet, by place. NotAllowed while the desk is locked."""
    return {one.place: one.text for one in desk.store.find(DraftRecord, by=desk.present().id)}


def drop_draft(desk: Desk, place: str) -> None:
    """Delete a draft for good: it was saved, or given up. Nothing happens where there is none."""
    desk.store.drop(DraftRecord, _id(desk.present().id, place))


def _id(by: str, place: str) -> str:
    assert 0 < len(place) <= _LONGEST_PLACE, place
    return f"{by} {place}"
