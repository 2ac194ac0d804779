"""The window: start and memory against a bare one, page switches, a full board, and how long the screen ever stops."""

import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import PIPE, Popen
from time import perf_counter
from typing import NamedTuple

from tests.bench.measure import Row, surroundings

ROUNDS = 11
VISITS = 500
LONGEST_GAP = 50
_BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow
app = QApplication([])
window = QMainWindow()
field = QLineEdit()
window.setCentralWidget(field)
window.resize(1280, 720)
window.show()
field.setFocus()
def done():
    if app.focusWidget() is not field:
        QTimer.singleShot(0, done)
        return
    print(open("/proc/self/smaps_rollup").read() if sys.platform == "linux" else "", flush=True)
    app.quit()
QTimer.singleShot(0, done)
app.exec()
"""
_OURS = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit
import clinicdesk.main as main
def done(self):
    if not isinstance(QApplication.focusWidget(), QLineEdit):
        QTimer.singleShot(0, lambda: done(self))
        return
    print(open("/proc/self/smaps_rollup").read() if sys.platform == "linux" else "", flush=True)
    QTimer.singleShot(0, QApplication.quit)
main._Opening.after_first_paint = done
main.run(Path(sys.argv[1]))
"""


class _Started(NamedTuple):
    wall: float
    cpu: float
    pss: float


def rows() -> Iterator[Row]:
    """Every figure of the window."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        yield from _starts(place)
        yield from _pages(place)


def _starts(place: Path) -> Iterator[Row]:
    """Until the field for the name takes keys."""
    clinic = place / "clinic"
    clinic.mkdir()
    (clinic / "keys.json").write_text("{}")
    bare, ours = [], []
    for _ in range(ROUNDS):
        bare.append(_start(_BARE))
        ours.append(_start(_OURS, str(clinic)))
    floor, own = (_Started(*(statistics.median(one) for one in zip(*runs, strict=True))) for runs in (bare, ours))
    yield _against("start until the sign-in takes keys", own.wall, floor.wall, 1.3, "ms", 1000)
    yield _against("the same, processor", own.cpu, floor.cpu, 1.3, "ms", 1000)
    if floor.pss:
        yield _against("memory then (PSS)", own.pss, floor.pss, 1.2, "MB", 1 / 1024)


def _against(what: str, own: float, floor: float, most: float, unit: str, times: float) -> Row:
    figure = f"{own / floor:.2f}x ({own * times:.0f} {unit} / {floor * times:.0f} {unit})"
    return Row(what, "a bare QMainWindow process", figure, f"<= {most}x", own / floor <= most)


def _start(code: str, *arguments: str) -> _Started:
    settings = {**surroundings(), "QT_QPA_PLATFORM": "offscreen"}
    begun = perf_counter()
    with Popen([sys.executable, "-c", code, *arguments], stdout=PIPE, stderr=PIPE, env=settings, text=True) as process:
        assert process.stdout is not None
        told = process.stdout.read()
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0
    wall = perf_counter() - begun
    pss = next((float(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:")), 0.0)
    return _Started(wall, used.ru_utime + used.ru_stime, pss)


def _pages(place: Path) -> Iterator[Row]:
    """The demo clinic's window, in this process."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from tests.bench.window_live import Live  # noqa: PLC0415 - Qt is started with the platform that is set above

    live = Live(place)
    yield from live.switches()
    yield from live.preview()
    yield from live.full_board(VISITS)
    yield from live.gaps()
    live.close()


def median_of(work: Callable[[], object], times: int = 7) -> float:
    """The median seconds of some work."""
    taken = []
    for _ in range(times):
        begun = perf_counter()
        work()
        taken.append(perf_counter() - begun)
    return statistics.median(taken)
