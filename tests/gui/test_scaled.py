"""Every page at 200 %: Qt takes the scale once, at its start, so those tests run in a process of their own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SIZE = "from PySide6.QtWidgets import QApplication; print(QApplication([]).devicePixelRatio())"


def test_every_page_can_be_read_whole_at_200_percent(tmp_path: Path) -> None:
    settings = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "2"}
    told = subprocess.run([sys.executable, "-c", SIZE], env=settings, capture_output=True, text=True, check=True).stdout
    assert told.strip() == "2.0"
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", f"--basetemp={tmp_path / 'made'}"]
    which = ["tests/gui/test_every_page.py", "-k", "read_whole or cut_off"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, *which],
        cwd=ROOT,
        env=settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:]
    assert "3 passed" in done.stdout
