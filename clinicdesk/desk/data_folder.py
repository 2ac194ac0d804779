"""Where a clinic's data are, and the demo's, when nobody says otherwise."""

import os
from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_data_path

DEMO_MARK = "DEMO"
"""The file that marks a folder as the demo's, which is emptied on another day: no real clinic may be in it."""


def data_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder that CLINICDESK_DATA names, else the one of this account."""
    told = environment.get("CLINICDESK_DATA")
    return Path(told) if told else user_data_path("clinicdesk", appauthor=False)


def demo_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where the demo clinic is: the folder that CLINICDESK_DEMO names, else one of this account's."""
    told = environment.get("CLINICDESK_DEMO")
    return Path(told) if told else user_data_path("clinicdesk-demo", appauthor=False)
