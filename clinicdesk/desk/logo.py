"""The clinic's logo, which stands at the top of its sheets."""

from base64 import b64decode, b64encode

from clinicdesk.desk.desk import Desk, Work, act
from clinicdesk.desk.entry import refuse
from clinicdesk.documents.logo import NoLogoError, logo_of
from clinicdesk.model.records import SettingRecord
from clinicdesk.model.roles import Act

LOGO = "clinic.logo"
"""The setting that has it, as base64 text; empty where there is none. Its earlier states stay in the history."""


@act(Act.CHANGE_SETTINGS)
def set_logo(work: Work, data: bytes | None) -> None:
    """Set the logo from the bytes of a PNG or JPEG file; None takes it away.

    EntryRefused for another kind of file, a broken one, one of more than 256 KiB or 2,000 pixels across or down. What
    is kept is made anew from the picture alone, as fine as paper needs it.
    """
    value = b64encode(check_logo(data)).decode() if data is not None else ""
    kept = next(iter(work.store.find(SettingRecord, id=LOGO)), None)
    work.store.put(SettingRecord(id=LOGO, value=value, version=kept.version if kept else 0))
    work.about(setting=LOGO)


def check_logo(data: bytes) -> bytes:
    """The picture as it is kept. EntryRefused as `set_logo` raises it."""
    try:
        return logo_of(data)
    except NoLogoError as error:
        raise refuse("logo", error.args[0]) from None


def logo(at: Work | Desk) -> bytes:
    """The logo as it is printed, a PNG; empty where there is none. No act: it is the clinic's own."""
    kept = next(iter(at.store.find(SettingRecord, id=LOGO)), None)
    return b64decode(kept.value) if kept else b""
