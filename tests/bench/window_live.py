"""The demo clinic's window while it is worked: page switches, a full board, gaps of the event loop."""

import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from itertools import accumulate
from pathlib import Path
from shutil import copytree
from statistics import median
from typing import Self, TypeVar

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QApplication

from clinicdesk.desk.board import BoardLine, board
from clinicdesk.desk.clock import day_of
from clinicdesk.desk.day import Choice, book, import_day
from clinicdesk.desk.demo import demo_people, make_demo
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.draft_sheet import blank_questionnaire, draft_sheet
from clinicdesk.desk.signin import sign_in
from clinicdesk.desk.visit_files import import_visit
from clinicdesk.model.people import Patient
from clinicdesk.model.records import StaffRecord
from clinicdesk.store.embedded import EmbeddedStore
from clinicdesk.ui.front import Front, Place
from clinicdesk.ui.hands import Hands
from clinicdesk.ui.pages import page_modules
from clinicdesk.ui.papers.viewer import Viewer
from clinicdesk.ui.style import look_of, wear
from clinicdesk.ui.window import Window
from clinicdesk.words import read_words
from tests.bench.measure import Row
from tests.bench.search import add_person, mistyped_of, people_of, texts_of
from tests.conftest import example_bytes
from tests.gui.demo_day import MANAGER, NOW, clock

T = TypeVar("T")

PAGES = ("today", "patients", "review", "coverage", "papers", "rules", "settings")
PATIENTS = 1_000_000
LONGEST_GAP = 50
FIRST_PAGE, RUNS = 150, 9
"""Milliseconds until the first page of a paper is there; how often it is tried."""

_TICK = 2


class _Gaps:
    """The longest time between two turns of the event loop."""

    def __init__(self) -> None:
        self.longest = 0
        self._since = QElapsedTimer()
        self._timer = QTimer()
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._turn)

    def __enter__(self) -> Self:
        self.longest = 0
        self._since.start()
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._turn()
        self._timer.stop()

    def _turn(self) -> None:
        self.longest = max(self.longest, self._since.restart())


class Live:
    """Somebody of the demo clinic at the window."""

    def __init__(self, place: Path) -> None:
        made = QApplication.instance()
        self.app = made if isinstance(made, QApplication) else QApplication([])
        wear(self.app, look_of("light"))
        make_demo(place / "made", NOW)
        folder = copytree(place / "made", place / "live")
        self.front = Front(Hands(), read_words("en"), folder)
        self.window = Window(self.front, folder, demo=True)
        person = next(one for one in demo_people() if one.login == MANAGER)
        got: list[Desk] = []
        for module in page_modules():
            import_module(module)
        self.front.hands.do(lambda: sign_in(folder, person.login, person.password, clock), got.append, _raise)
        self._until(lambda: bool(got))
        self.window.show()
        self.window.enter(got[0])
        self._until(lambda: self.window.shell is not None)
        self.settle()

    def close(self) -> None:
        """Everything closed."""
        self.window.close()
        self._until(lambda: not self.front.has_desk())
        self.front.hands.stop()

    def settle(self) -> None:
        """Wait until the desk has answered and the screen has shown it."""
        for _ in range(2):
            self._until(lambda: self.front.hands.idle)
            self.app.processEvents()

    def switches(self) -> Iterator[Row]:
        """From a page to the next until its contents are there, each seen once before."""
        for page in PAGES:
            self._go(page)
        slowest, name = 0.0, ""
        for page in PAGES:
            begun = time.perf_counter()
            self._go(page)
            taken = (time.perf_counter() - begun) * 1000
            slowest, name = max((slowest, name), (taken, page))
        yield Row("the slowest switch to a page, contents and all", "-", f"{slowest:.0f} ms ({name})", "-", None)

    def preview(self) -> Iterator[Row]:
        """A paper on the screen: from its bytes to the first page, drawn dot for dot."""
        pdf = self._do(blank_questionnaire)
        viewer = Viewer(self.front)
        viewer.resize(720, 560)
        viewer.show()
        taken = []
        for _ in range(RUNS):
            viewer.preview.forget()
            begun = time.perf_counter()
            viewer.show_pdf(pdf, "Questions")
            self._until(lambda: viewer.preview.sharp)
            taken.append((time.perf_counter() - begun) * 1000)
        viewer.close()
        soon = median(taken)
        what = "the first page of a paper in the preview, drawn dot for dot"
        yield Row(what, "-", f"{soon:.0f} ms", f"<= {FIRST_PAGE} ms", soon <= FIRST_PAGE)

    def full_board(self, visits: int) -> Iterator[Row]:
        """Today with many visits against the demo's twenty."""
        few = self._time(lambda: self._go("today"))
        people = [Patient(given_name=f"Test{at}", family_name=f"Person{at}", birth_date=None) for at in range(visits)]
        choices = [Choice(f"{8 + at // 60:02d}:{at % 60:02d}", one) for at, one in enumerate(people)]
        self._do(lambda desk: book(desk, day_of(NOW), choices))
        many = self._time(lambda: self._go("today"))
        figure = f"{many * 1000:.0f} ms against {few * 1000:.0f} ms"
        yield Row(f"Today with {visits} visits more", "the same with 20", figure, "-", None)

    def gaps(self) -> Iterator[Row]:
        """How long the event loop stops while the desk works hard."""
        line = self._do(lambda desk: board(desk, day_of(NOW)))
        listed = next(one for one in line if one.visit.course)
        for what, work in self._hard_work(listed):
            with _Gaps() as gaps:
                work()
            told = f"longest {gaps.longest} ms"
            yield Row(f"the event loop while {what}", "-", told, f"<= {LONGEST_GAP} ms", gaps.longest <= LONGEST_GAP)

    def _hard_work(self, line: BoardLine) -> Iterator[tuple[str, Callable[[], object]]]:
        rows = "".join(
            f"Given{at},Family{at},{1 + at % 12}/{1 + at % 28}/19{50 + at % 50},08:{at % 60:02d}\n" for at in range(500)
        )
        listed = f"First name,Last name,Birth date,Time\n{rows}".encode()
        here = (line.patient.id, line.visit.id)
        treating = self._do(lambda desk: next(one for one in desk.store.find(StaffRecord) if one.license))
        file = example_bytes("deductible-met-midway")
        yield "a visit file is read in", lambda: self._do(lambda desk: import_visit(desk, file, None, treating.id))
        yield "a list of 500 is matched", lambda: self._do(lambda desk: import_day(desk, listed))
        yield "a sheet is made", lambda: self._do(lambda desk: draft_sheet(desk, *here))
        yield "a backup is made", self._back_up
        yield "the day's board is shown", lambda: self._go("today")
        yield "a visit is opened", lambda: self._go("visit", *here)
        typed = self._grown()
        yield f"{PATIENTS:,} patients are searched at each key", lambda: self._search(typed)

    def _grown(self) -> list[str]:
        """Many more patients in this clinic; what a desk types to find some of them, also mistyped."""
        people = list(people_of(PATIENTS))

        def grow(desk: Desk) -> bool:
            assert isinstance(desk.store, EmbeddedStore)
            connection = desk.store._connection
            connection.execute("PRAGMA cache_size = -200000")
            connection.execute("BEGIN IMMEDIATE")
            for number, person in enumerate(people, 1_000):
                add_person(connection, number, person)
            connection.execute("COMMIT")
            desk.store.tidy()
            connection.execute("PRAGMA cache_size = -2000")
            return True

        self._do(grow)
        return [text for one in people[:3] for text in (*texts_of(one), mistyped_of(one))]

    def _search(self, typed: Sequence[str]) -> None:
        """Type into the search box, so that its list of those found is shown and hidden too."""
        assert self.window.shell is not None
        box = self.window.shell.search
        for text in typed:
            for key in accumulate(text):
                box.setText(key)
                self.settle()
        box.clear()

    def _back_up(self) -> None:
        backing_up = self.window.backing_up
        assert backing_up is not None
        self.front.back_up.emit()
        self._until(lambda: not backing_up.busy)

    def _do(self, act: Callable[[Desk], T]) -> T:
        told: list[T] = []
        self.front.ask(self.window, act, told.append, _raise)
        self._until(lambda: bool(told))
        return told[0]

    def _go(self, page: str, patient: str = "", visit: str = "") -> None:
        self.front.moved.emit(Place(page, patient, visit))
        self.settle()

    def _time(self, work: Callable[[], object]) -> float:
        work()
        begun = time.perf_counter()
        work()
        return time.perf_counter() - begun

    def _until(self, holds: Callable[[], bool]) -> None:
        for _ in range(600_000):
            if holds():
                return
            self.app.processEvents()
            time.sleep(0.001)
        raise TimeoutError


def _raise(error: BaseException) -> None:
    raise error
