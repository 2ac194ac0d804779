"""Draws docs/pictures/screens/: every page with the demo clinic, light and dark. `python -m tests.screens`."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinicdesk.ui.style import THEMES
from tests.gui.demo_day import CLINICIAN, MANAGER, SIGHTS, open_demo_day

FOLDER = Path(__file__).parent.parent / "docs" / "pictures" / "screens"
COLORS = 64


def keep(drawn: QImage, place: Path) -> None:
    """A picture with few colours, which is enough for a screen and keeps the file small."""
    rgb = drawn.convertToFormat(QImage.Format.Format_RGB888)
    size = (rgb.width(), rgb.height())
    picture = Image.frombuffer("RGB", size, bytes(rgb.constBits()), "raw", "RGB", rgb.bytesPerLine(), 1)
    picture.quantize(COLORS, dither=Image.Dither.NONE).save(place, optimize=True)


def test_draw(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    """All pictures anew, and no other file left over."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    for theme in THEMES:
        for login in (MANAGER, CLINICIAN):
            day = open_demo_day(qtbot, qapp, tmp_path, tmp_path / f"{theme}-{login}", login=login, theme=theme)
            for sight in SIGHTS:
                if sight.login == login:
                    day.see(sight)
                    keep(day.window.grab().toImage(), FOLDER / f"{sight.name}-{theme}.png")
            day.close(qtbot)


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        options = ["-q", "-p", "no:cacheprovider", f"--basetemp={folder}/made", "-m", "", __file__]
        sys.exit(subprocess.call([sys.executable, "-m", "pytest", *options]))
