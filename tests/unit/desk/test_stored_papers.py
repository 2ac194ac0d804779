"""The stored bytes of a paper are looked at and saved as a file; the trail tells which of the two."""

from pathlib import Path

import pytest

from clinicdesk.desk.desk import Desk
from clinicdesk.desk.files import ContentChanged
from clinicdesk.desk.papers import issue
from clinicdesk.desk.stored_papers import look_at_paper, save_paper
from clinicdesk.errors import ClinicdeskError
from clinicdesk.model.records import DocumentRecord, SheetRecord
from clinicdesk.model.roles import Act
from clinicdesk.store.embedded import EmbeddedStore
from tests.unit.desk.visits import Case, at_the_desk, become, screened


@pytest.fixture
def case(desk: Desk) -> Case:
    return screened(desk, at_the_desk(desk))


@pytest.fixture
def paper(desk: Desk, case: Case) -> DocumentRecord:
    return issue(desk, *case.here)[0]


def test_looking_at_a_paper_is_no_printing(desk: Desk, case: Case, paper: DocumentRecord) -> None:
    become(desk, "staff-ida")
    assert look_at_paper(desk, paper.id) == desk.store.get(SheetRecord, paper.sheet).pdf
    row = next(desk.store.trail(newest_first=True, limit=1)).entry
    assert (row.act, row.patient, row.visit) == (Act.VIEW_PAPERS, *case.here)
    assert row.told == {"document": paper.id, "label": paper.label}


def test_a_saved_paper_is_the_stored_one_and_the_trail_knows_of_it(
    desk: Desk, case: Case, paper: DocumentRecord, tmp_path: Path
) -> None:
    target = tmp_path / "paper.pdf"
    target.write_bytes(b"what was there")
    save_paper(desk, paper.id, target)
    assert target.read_bytes() == desk.store.get(SheetRecord, paper.sheet).pdf
    row = next(desk.store.trail(newest_first=True, limit=1)).entry
    assert (row.act, row.patient, row.told["label"]) == (Act.SAVE_PAPER, case.patient, paper.label)


def test_a_paper_that_cannot_be_saved_leaves_no_part_of_it_and_no_row(
    desk: Desk, paper: DocumentRecord, tmp_path: Path
) -> None:
    before = desk.store.last_row().number
    with pytest.raises(ClinicdeskError, match="cannot be written"):
        save_paper(desk, paper.id, tmp_path / "no such folder" / "paper.pdf")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["clinic"]
    assert desk.store.last_row().number == before


def test_bytes_that_were_changed_are_neither_shown_nor_saved(desk: Desk, paper: DocumentRecord, tmp_path: Path) -> None:
    assert isinstance(desk.store, EmbeddedStore)
    desk.store._connection.execute('DROP TRIGGER "sheet_UPDATE"')
    desk.store._connection.execute('UPDATE "sheet" SET "pdf" = CAST("pdf" || ? AS BLOB)', (b" ",))
    with pytest.raises(ContentChanged):
        look_at_paper(desk, paper.id)
    with pytest.raises(ContentChanged):
        save_paper(desk, paper.id, tmp_path / "paper.pdf")
    assert not (tmp_path / "paper.pdf").exists()
