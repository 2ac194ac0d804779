"""One window for each data folder: a second one asks the first to come to the front."""

from contextlib import ExitStack
from pathlib import Path

from clinicdesk.errors import StoreRefused
from clinicdesk.store.instance import only_window

CALL = "call"
"""A file in the data folder; touching it calls the window that is open."""


def only_one(folder: Path) -> ExitStack | None:
    """What holds the folder until it is closed; None where another window has it, which is called to the front."""
    held = ExitStack()
    try:
        held.enter_context(only_window(folder))
    except StoreRefused:
        if not (folder / "lock").exists():
            raise
        (folder / CALL).write_text("", encoding="utf-8")
        return None
    (folder / CALL).touch(mode=0o600)
    return held
