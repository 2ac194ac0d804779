"""What opens on the papers' screens can be read whole and by ear, too, and worked by keys; in longer words as well."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinicdesk.ui.papers.page import PapersPage
from clinicdesk.ui.papers.parts import DUE, PARTS
from clinicdesk.ui.visit.page import VisitPage
from clinicdesk.ui.visit.papers_step import PapersStep
from clinicdesk.ui.widgets.fold import Fold
from clinicdesk.words import Words
from tests.gui.demo_day import DemoDay, Sight, open_demo_day
from tests.gui.reading import cut_off, nameless, not_reached
from tests.gui.test_every_page import pseudo_words

VISITS = ("Castellano", "O'Malley", "Bell", "Papadopoulou", "Zhao", "Lindqvist", "Fairweather")


@pytest.fixture(params=[None, pseudo_words()], ids=["english", "longer"])
def day(
    request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DemoDay]:
    words: Words | None = request.param
    shared = tmp_path_factory.getbasetemp()
    own = tmp_path_factory.mktemp("papers") / "demo"
    made = open_demo_day(qtbot, qapp, _shared(shared), own, words=words)
    yield made
    made.close(qtbot)


def _shared(base: Path) -> Path:
    """The folder in which all processes of a run have the demo."""
    return base.parent if base.name.startswith("popen-") else base


def steps(day: DemoDay) -> Iterator[str]:
    """A visit's papers as they come up, the sheet alone, all reasons open, the form."""
    for family in VISITS:
        day.see(Sight(family, "visit", family, "papers"))
        page = day.seat.page
        assert isinstance(page, VisitPage)
        step = page._steps["papers"]
        assert isinstance(step, PapersStep)
        yield family
        step.turn()
        day.seat.settle()
        yield f"{family}: the sheet"
        step.turn()
        for fold in step.findChildren(Fold):
            fold.head.click()
        day.seat.settle()
        yield f"{family}: who says so"
        if family == "Castellano":
            step.primary.click()
            day.seat.settle()
            yield f"{family}: the form"


def lists(day: DemoDay) -> Iterator[str]:
    """Each part of the list, the first paper of it beside it, and the form."""
    for part in (*PARTS, DUE):
        day.see(Sight(part, "papers", part=part))
        page = day.seat.page
        assert isinstance(page, PapersPage)
        yield part
        if part != DUE and page.table.rows.keys:
            page.open_paper()
            day.seat.settle()
            yield f"{part}: a paper"
            if page.pane.can_sign:
                page.primary.click()
                day.seat.settle()
                yield f"{part}: the form"
            page.close_pane()


def test_it_is_read_whole_and_reached_by_keys(day: DemoDay) -> None:
    wrong = {}
    for ways in (steps, lists):
        for state in ways(day):
            found = [*nameless(day.window), *cut_off(day.window), *not_reached(day.window)]
            if found:
                wrong[state] = found
    assert wrong == {}
