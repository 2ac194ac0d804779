"""Whether somebody has shown that the recovery key is written down."""

from clinicdesk.desk.desk import Desk, Work, act
from clinicdesk.model.records import SettingRecord
from clinicdesk.model.roles import Act
from clinicdesk.store.recovery import is_copy

SEEN = "recovery.seen"
"""The setting: `no` from the moment a key is shown until its end was typed. A clinic without it was made by command."""

_NO, _YES = "no", "yes"


def has_key(shown: str, typed: str) -> bool:
    """Whether somebody has the recovery key before them: they typed its last two groups, or all of it."""
    return is_copy(shown, typed)


def is_unseen(desk: Desk) -> bool:
    """Whether a key was shown in the window and nobody has shown that they have it."""
    return any(one.value == _NO for one in desk.store.find(SettingRecord, id=SEEN))


def mark_shown(work: Work) -> None:
    """As part of an act: a new key is about to be shown."""
    _put(work, _NO)


@act(Act.CHANGE_SETTINGS)
def expect_key(work: Work) -> None:
    """The key of a new clinic is about to be shown."""
    mark_shown(work)
    work.about(setting=SEEN)


@act(Act.CHANGE_SETTINGS)
def mark_seen(work: Work) -> None:
    """Somebody has typed the end of the key that was shown."""
    _put(work, _YES)
    work.about(setting=SEEN)


def _put(work: Work, value: str) -> None:
    kept = next(iter(work.store.find(SettingRecord, id=SEEN)), None)
    work.store.put(SettingRecord(id=SEEN, value=value, version=kept.version if kept else 0))
