"""Saving: a file whose name is the paper's number, whole or not at all, and it is said that it is not encrypted."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from clinicdesk.model.records import DocumentRecord, SheetRecord
from clinicdesk.model.roles import Act
from clinicdesk.ui.papers.paper import stored_paper
from clinicdesk.ui.papers.saving import save_at, save_pdf
from tests.gui.papers.scene import dialogs, issued, ready
from tests.gui.seat import Seat
from tests.gui.visit.insured import TODAY


@pytest.fixture
def paper(seat: Seat) -> DocumentRecord:
    return issued(seat, ready(seat))[0]


def test_the_file_has_the_papers_number_for_its_name_and_its_bytes(
    seat: Seat, paper: DocumentRecord, tmp_path: Path
) -> None:
    asks = save_pdf(seat.page, seat.front, stored_paper(paper, 4))
    assert asks.windowTitle() == "Save as a file that is not encrypted"
    assert [Path(one).name for one in asks.selectedFiles()] == [f"{paper.label} {TODAY}.pdf"]
    asks.setDirectory(str(tmp_path))
    asks.accept()
    seat.settle()
    stored = seat.desk(lambda desk: desk.store.get(SheetRecord, paper.sheet)).pdf
    assert (tmp_path / f"{paper.label} {TODAY}.pdf").read_bytes() == stored
    assert "This file is not encrypted" in seat.shell.news.text
    assert f"{paper.label} {TODAY}.pdf" in seat.shell.news.text
    (row,) = seat.desk(lambda desk: list(desk.store.trail(act=Act.SAVE_PAPER)))
    assert row.entry.told["label"] == paper.label


def test_what_cannot_be_saved_is_told_and_leaves_nothing(seat: Seat, paper: DocumentRecord, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    save_at(seat.page, seat.front, stored_paper(paper, 4), tmp_path / "no such folder" / "paper.pdf")
    seat.settle()
    assert "cannot be written" in seat.shell.news.text
    assert sorted(tmp_path.iterdir()) == before


def test_it_leaves_no_file_elsewhere(
    temp: Callable[[], list[str]], seat: Seat, paper: DocumentRecord, tmp_path: Path
) -> None:
    target = tmp_path / "saved"
    target.mkdir()
    save_at(seat.page, seat.front, stored_paper(paper, 4), target / "paper.pdf")
    seat.settle()
    assert [one.name for one in target.iterdir()] == ["paper.pdf"]
    assert temp() == []


def test_a_desk_that_locks_closes_the_question(seat: Seat, paper: DocumentRecord) -> None:
    asks = save_pdf(seat.page, seat.front, stored_paper(paper, 4))
    assert isinstance(asks, QFileDialog)
    seat.settle()
    assert dialogs() != []
    seat.front.locked.emit()
    seat.settle()
    assert dialogs() == []
