"""What the clinic calls this computer: that stands beside a signature, never a path or an address."""

from platform import node

from clinicdesk.desk.desk import Desk, Work, act
from clinicdesk.desk.entry import refuse
from clinicdesk.desk.typed import typed
from clinicdesk.documents.glyphs import unprintable
from clinicdesk.model.records import SettingRecord
from clinicdesk.model.roles import Act
from clinicdesk.words import read_words

_SETTING = "device"
_LONGEST = 60


def device(at: Work | Desk) -> str:
    """The name that the clinic gave this computer, else the computer's own. No act: it tells of no patient."""
    kept = at.store.find(SettingRecord, id=_setting())
    return kept[0].value if kept and kept[0].value else _own_name()


@act(Act.CHANGE_SETTINGS)
def name_device(work: Work, name: str) -> None:
    """Call this computer something. EntryRefused for an empty name, a path, one of more than 60 characters.

    And for one that no paper can show.
    """
    told = typed("device", name, _LONGEST)
    if "/" in told or "\\" in told:
        raise refuse("device", "write a name here and no path, such as Front desk 1")
    if why := unprintable("device", told, read_words(work.desk.language)):
        raise refuse("device", why)
    kept = work.store.find(SettingRecord, id=_setting())
    work.store.put(SettingRecord(id=_setting(), value=told, version=kept[0].version if kept else 0))
    work.about(setting=_SETTING)


def _setting() -> str:
    return f"{_SETTING} {_own_name()}"


def _own_name() -> str:
    """The computer's name without its network's; a few words where it has none."""
    return "".join(one for one in node().partition(".")[0] if one.isascii() and one.isprintable()) or "this computer"
