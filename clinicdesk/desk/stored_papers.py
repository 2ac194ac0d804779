"""The stored bytes of a paper that was issued: to look at, and to save as a file."""

from pathlib import Path

from clinicdesk.desk.desk import Work, act
from clinicdesk.desk.files import check_content
from clinicdesk.exchange.whole_file import write_whole
from clinicdesk.model.records import DocumentRecord, SheetRecord
from clinicdesk.model.roles import Act


@act(Act.VIEW_PAPERS)
def look_at_paper(work: Work, document: str) -> bytes:
    """The stored bytes of a paper, to look at. ContentChanged where they are not those that were issued."""
    return stored(work, document)


@act(Act.SAVE_PAPER)
def save_paper(work: Work, document: str, target: Path) -> None:
    """Write the stored bytes of a paper into a file, whole or not at all; a file that is there already is replaced.

    ContentChanged as `look_at_paper`; ClinicdeskError where the place cannot be written to.
    """
    write_whole({target: stored(work, document)})


def stored(work: Work, document: str) -> bytes:
    """The stored bytes of a paper, and in the trail whose paper it is. ContentChanged as `look_at_paper`."""
    record = work.store.get(DocumentRecord, document)
    work.about(record.patient, record.visit, document=document, label=record.label)
    pdf = work.store.get(SheetRecord, record.sheet).pdf
    check_content(record, pdf)
    return pdf
