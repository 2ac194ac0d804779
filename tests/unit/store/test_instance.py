"""One window at a time; a lock never outlives the program that held it."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from clinicdesk.errors import StoreRefused
from clinicdesk.store.instance import LOCK, held, only_window

HOLDER = """
import sys, time
from pathlib import Path
from clinicdesk.store.instance import only_window
with only_window(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def holder(folder: Path) -> subprocess.Popen[str]:
    """Another window that has the clinic open."""
    made = subprocess.Popen([sys.executable, "-c", HOLDER, str(folder)], stdout=subprocess.PIPE, text=True)
    assert made.stdout
    assert made.stdout.readline() == "held\n"
    return made


def test_a_second_window_is_told_that_the_clinic_is_open(tmp_path: Path) -> None:
    with holder(tmp_path) as other:
        with pytest.raises(StoreRefused, match="already open here, in another window"), only_window(tmp_path):
            pass
        other.terminate()


def test_a_lock_does_not_outlive_a_kill(tmp_path: Path) -> None:
    with holder(tmp_path) as other:
        other.send_signal(signal.SIGKILL)
    assert (tmp_path / LOCK).exists()
    with only_window(tmp_path):
        pass


def test_the_lock_goes_with_its_block_however_that_ends(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt), only_window(tmp_path):
            raise KeyboardInterrupt
    with only_window(tmp_path):
        with pytest.raises(StoreRefused), only_window(tmp_path):
            pass
        with pytest.raises(StoreRefused), only_window(tmp_path):
            pass


def test_locks_of_different_files_do_not_meet(tmp_path: Path) -> None:
    with only_window(tmp_path), held(tmp_path / "other", "Held."):
        assert sorted(path.name for path in tmp_path.iterdir()) == [LOCK, "other"]


def test_where_no_lock_can_be_made_that_is_told(tmp_path: Path) -> None:
    with (
        pytest.raises(StoreRefused, match=r"lock cannot be made \(No such file or directory\)"),
        only_window(tmp_path / "nowhere"),
    ):
        pass
