"""A display for each worker, and programs on it."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.end2end.program import Program
from tests.end2end.screen import Screen, started
from tests.end2end.tools import lacking

INSTALLED = Path(sys.executable).with_name("clinicdesk")
"""The command as it was installed."""

Start = Callable[..., Program]


@pytest.fixture(scope="session")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """A display of its own. Where it cannot be started, the tests are skipped, with the line that helps."""
    if why := lacking():
        pytest.skip(why)
    with started(tmp_path_factory.mktemp("screen") / "run") as screen:
        yield screen


@pytest.fixture
def start(screen: Screen, tmp_path: Path) -> Iterator[Start]:
    """Starts programs, with a home of the test's own; a warning or stray line of any of them fails the test."""
    made: list[Program] = []

    def begin(*command: str, **environment: str) -> Program:
        made.append(Program(screen, command, tmp_path / "home", **environment))
        made[-1].be_active()
        return made[-1]

    yield begin
    for one in made:
        one.close()
    assert {one.said for one in made} <= {""}


@pytest.fixture
def clinicdesk(start: Start, tmp_path: Path) -> Start:
    """Starts the installed program, with folders of the test's own for a clinic and for the demo."""
    folders = {"CLINICDESK_DATA": f"{tmp_path / 'clinic'}", "CLINICDESK_DEMO": f"{tmp_path / 'demo'}"}

    def begin(*words: str, **environment: str) -> Program:
        return start(f"{INSTALLED}", *words, **folders, **environment)

    return begin
