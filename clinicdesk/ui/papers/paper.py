"""What can be printed or saved from the screen: a stored paper, or the blank questions."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from clinicdesk.model.records import DocumentRecord

if TYPE_CHECKING:
    from clinicdesk.desk.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """`number` names it to the printer and as a file; `pages` is how many it has.

    `printed` is the act that hands out the bytes which are printed and leaves its row in the trail, `saved` the one
    that writes them into a file. `whose` says that something of a patient stands on it.
    """

    number: str
    pages: int
    printed: Callable[["Desk"], bytes]
    saved: Callable[["Desk", Path], object]
    whose: bool = True


def stored_paper(record: DocumentRecord, pages: int) -> Paper:
    """A paper that was issued: what is printed and saved are its stored bytes."""
    from clinicdesk.desk.papers import reprint
    from clinicdesk.desk.stored_papers import save_paper

    return Paper(
        number=record.label,
        pages=pages,
        printed=lambda desk: reprint(desk, record.id),
        saved=lambda desk, target: save_paper(desk, record.id, target),
    )
