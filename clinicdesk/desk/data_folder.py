"""Where a clinic's data are when nobody says otherwise."""

import os
from pathlib import Path

from platformdirs import user_data_path

VARIABLE = "CLINICDESK_DATA"


def data_folder() -> Path:
    """The folder that `CLINICDESK_DATA` names, else the one of this account."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else _own("clinicdesk")


def demo_folder() -> Path:
    """The demo clinic's folder, beside the other one."""
    named = os.environ.get(VARIABLE)
    return Path(f"{named}-demo") if named else _own("clinicdesk-demo")


def _own(name: str) -> Path:
    return user_data_path(name, appauthor=False)
