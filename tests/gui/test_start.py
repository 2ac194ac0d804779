"""What the first paint needs, and no more; one window for each folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from clinicdesk.desk.one_window import CALL, only_one

FIRST_PAINT = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import clinicdesk.main as main
def done(self):
    print(*sorted(sys.modules))
    QTimer.singleShot(0, QApplication.quit)
main._Opening.after_first_paint = done
sys.exit(main.run(Path(sys.argv[1])))
"""
A_FILE_IS_CHOSEN = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog
import shiboken6
import clinicdesk.main as main
begun = main._Opening.after_first_paint
def choose(opening):
    if opening.held is None:
        QTimer.singleShot(10, lambda: choose(opening))
        return
    dialog = QFileDialog(opening.window)
    dialog.setDirectory(sys.argv[2])
    dialog.open()
    dialog.done(1)
    shiboken6.delete(dialog)
    QTimer.singleShot(0, QApplication.quit)
def begin(opening):
    begun(opening)
    choose(opening)
main._Opening.after_first_paint = begin
sys.exit(main.run(Path(sys.argv[1])))
"""
LATER = (
    "sqlcipher3",
    "sqlite_utils",
    "reportlab",
    "cryptography",
    "argon2",
    "dataclasses",
    "cattrs",
    "rapidfuzz",
    "phonenumbers",
    "PIL",
    "pypdfium2",
    "click",
    "platformdirs",
    "PySide6.QtSvg",
    "PySide6.QtPrintSupport",
    "PySide6.QtNetwork",
    "clinicdesk.desk",
    "clinicdesk.model.records",
    "clinicdesk.model.visit",
    "clinicdesk.ui.shell",
)


def loaded_at_first_paint(folder: Path) -> set[str]:
    settings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, str(folder)],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        env=settings,
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("there", [True, False])
def test_before_the_first_paint_nothing_is_loaded_that_the_door_does_not_need(tmp_path: Path, there: bool) -> None:
    folder = tmp_path / "clinic"
    folder.mkdir()
    if there:
        (folder / "keys.json").write_text("{}")
    loaded = loaded_at_first_paint(folder)
    assert "clinicdesk.ui.window" in loaded
    assert [name for name in LATER if name in loaded] == []


def test_the_command_loads_no_window_and_the_window_no_command() -> None:
    said = "import sys, clinicdesk.__main__; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True).stdout.split()
    assert "clinicdesk.__main__" in loaded
    assert {"PySide6", "click", "clinicdesk.cli", "clinicdesk.main"} & set(loaded) == set()


def test_a_second_window_calls_the_first_and_gets_nothing(tmp_path: Path) -> None:
    first = only_one(tmp_path)
    assert first is not None
    before = (tmp_path / CALL).stat().st_mtime_ns
    assert only_one(tmp_path) is None
    assert (tmp_path / CALL).stat().st_mtime_ns >= before
    first.close()
    again = only_one(tmp_path)
    assert again is not None
    again.close()


def test_without_a_screen_the_command_says_so_and_what_can_be_done() -> None:
    wanted = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    settings = {name: value for name, value in os.environ.items() if name not in wanted}
    done = subprocess.run(
        [sys.executable, "-m", "clinicdesk"], capture_output=True, text=True, check=False, timeout=60, env=settings
    )
    assert done.returncode == 1
    assert "There is no screen here" in done.stderr
    assert "--help" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt keeps its settings in no such file")
def test_the_folder_of_a_chosen_file_is_remembered_in_the_data_folder_and_not_in_the_home(tmp_path: Path) -> None:
    home, data, chosen = (tmp_path / one for one in ("home", "clinic", "chosen"))
    for one in (home, data, chosen):
        one.mkdir()
    settings = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    subprocess.run(
        [sys.executable, "-c", A_FILE_IS_CHOSEN, str(data), str(chosen)],
        check=True,
        timeout=120,
        env=settings | {"QT_QPA_PLATFORM": "offscreen", "HOME": str(home)},
    )
    assert [one for one in home.rglob("*") if one.is_file()] == []
    assert str(chosen) in (data / "QtProject.conf").read_text("utf-8")
