"""What this computer remembers of the window: its language, light or dark, its size. Nothing of any patient."""

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication

from clinicdesk.model.language import ORIGINAL
from clinicdesk.resources import folder as shipped

FILE = "window.ini"
MIDDLE = 128
"""A ground that is darker than this, of 255, belongs to a dark look of the system."""


def remembered(folder: Path, name: str, otherwise: str = "") -> str:
    """What was remembered under a name."""
    return str(_file(folder).value(name, otherwise))


def remember(folder: Path, name: str, value: str) -> None:
    """Remember a value, where the folder can be written to."""
    if folder.is_dir():
        _file(folder).setValue(name, value)


def keep_qt_inside(folder: Path) -> None:
    """What Qt's own dialogs remember, such as the last folder, stays in the data folder too, and not in the home."""
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(folder))


def language_of(folder: Path) -> str:
    """The language of the screens that was chosen on this computer, where there are words in it; else English."""
    told = remembered(folder, "language", ORIGINAL)
    return told if told.isalpha() and (shipped() / "locale" / told).is_dir() else ORIGINAL


def theme_of(told: str) -> str:
    """The theme that is meant: light, dark, or the system's."""
    if told in {"light", "dark"}:
        return told
    return "dark" if QGuiApplication.palette().window().color().lightness() < MIDDLE else "light"


def _file(folder: Path) -> QSettings:
    return QSettings(str(folder / FILE), QSettings.Format.IniFormat)
