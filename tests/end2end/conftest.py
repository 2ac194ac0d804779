"""A display for each worker, and programs on it."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from pathlib import Path
from shutil import copytree
from typing import Protocol

import pytest

from clinicdesk.desk.clock import now
from clinicdesk.desk.demo import open_demo
from tests.end2end.program import Program
from tests.end2end.screen import Screen, started
from tests.end2end.tools import lacking, traced
from tests.end2end.whole_visit import WholeVisit, go_through

INSTALLED = Path(sys.executable).with_name("clinicdesk")
"""The command as it was installed."""


class Start(Protocol):
    """Starts a program and waits for its window, where it has one."""

    def __call__(self, *command: str, window: bool = True, **environment: str) -> Program:
        """What is started; `environment` is added to its own."""


@dataclass(frozen=True)
class Demo:
    """The demo clinic of today as a copy of a test's own, and a home beside it. `start` opens it."""

    beside: Path
    start: Start

    @property
    def data(self) -> Path:
        """The data folder."""
        return folders(self.beside)["CLINICDESK_DEMO"]

    @property
    def home(self) -> Path:
        """The home of whoever starts it."""
        return home(self.beside)


def home(beside: Path) -> Path:
    """The home of programs that are started for a test."""
    return beside / "home"


def folders(beside: Path) -> dict[str, Path]:
    """Where the installed program keeps a clinic and the demo of a test."""
    return {"CLINICDESK_DATA": beside / "clinic", "CLINICDESK_DEMO": beside / "demo"}


@pytest.fixture(scope="session")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """A display of its own. Where it cannot be started, the tests are skipped, with the line that helps."""
    if why := lacking():
        pytest.skip(why)
    with started(tmp_path_factory.mktemp("screen") / "run") as screen:
        yield screen


@contextmanager
def starting(screen: Screen, where: Path) -> Iterator[Start]:
    """Starts programs with one home; whatever any of them has said is a fault in the end."""
    made: list[Program] = []

    def begin(*command: str, window: bool = True, **environment: str) -> Program:
        made.append(Program(screen, command, where, **environment))
        if window:
            made[-1].be_active()
        return made[-1]

    try:
        yield begin
    finally:
        for one in made:
            one.close()
    assert {one.said for one in made} <= {""}


def installed(start: Start, beside: Path, before: Sequence[str] = ()) -> Start:
    """Starts the installed program, with folders of a test's own for a clinic and for the demo."""
    own = {name: f"{path}" for name, path in folders(beside).items()}

    def begin(*words: str, window: bool = True, **environment: str) -> Program:
        return start(*before, f"{INSTALLED}", *words, window=window, **own, **environment)

    return begin


@pytest.fixture
def start(screen: Screen, tmp_path: Path) -> Iterator[Start]:
    """Starts programs, with a home of the test's own; a warning or stray line of any of them fails the test."""
    with starting(screen, home(tmp_path)) as begin:
        yield begin


@pytest.fixture
def clinicdesk(start: Start, tmp_path: Path) -> Start:
    """Starts the installed program, with folders of the test's own for a clinic and for the demo."""
    return installed(start, tmp_path)


@pytest.fixture(scope="session")
def demo_of_today(screen: Screen, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: ARG001 - skips without one
    """The demo clinic, made once for all workers of a run."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen-") else base
    with (shared / "demo-lock").open("w") as lock:
        flock(lock, LOCK_EX)
        open_demo(shared / "demo-of-today", now())
    return shared / "demo-of-today"


@contextmanager
def demo_in(screen: Screen, beside: Path, made: Path, before: Sequence[str] = ()) -> Iterator[Demo]:
    """A copy of the demo, and the program on it; `before` stands before its command."""
    copytree(made, folders(beside)["CLINICDESK_DEMO"])
    with starting(screen, home(beside)) as start:
        command = installed(start, beside, before)

        def begin(*words: str, window: bool = True, **environment: str) -> Program:
            return command("--demo", *words, window=window, **environment)

        yield Demo(beside, begin)


@pytest.fixture
def demo(screen: Screen, tmp_path: Path, demo_of_today: Path) -> Iterator[Demo]:
    """The demo of one test."""
    with demo_in(screen, tmp_path, demo_of_today) as made:
        yield made


@pytest.fixture(scope="session")
def whole_visit(screen: Screen, tmp_path_factory: pytest.TempPathFactory, demo_of_today: Path) -> WholeVisit:
    """A new patient's visit that has gone through, and the program has ended."""
    beside = tmp_path_factory.mktemp("whole")
    calls = beside / "calls.txt"
    with demo_in(screen, beside, demo_of_today, before=traced(calls)) as demo:
        name, keys, for_the_call = go_through(demo.start())
        return WholeVisit(beside, demo.data, demo.home / name, calls if traced(calls) else None, keys, for_the_call)
