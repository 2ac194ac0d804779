"""Printed beside the papers of a visit: all that the patient gets, in one go, and the blank session sheet."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from clinicdesk.desk.preview import pages
from clinicdesk.model.records import DocumentRecord
from clinicdesk.ui.front import Front
from clinicdesk.ui.papers.paper import Paper
from clinicdesk.ui.papers.printing import print_paper
from clinicdesk.ui.widgets.basic import button

if TYPE_CHECKING:
    from clinicdesk.desk.desk import Desk


def packet_ways(
    parent: QWidget, front: Front, here: tuple[str, str], papers: Sequence[DocumentRecord]
) -> list[QPushButton]:
    """A button for the packet, where a paper of this visit is issued, and one for the session sheet."""
    say = front.words.say
    own = [one for one in papers if one.visit == here[1]]
    session = button(say("ui.official.session.print"), lambda: print_session_sheet(parent, front), "flat", "print")
    if not own:
        return [session]
    packet = button(say("ui.official.packet.print"), lambda: print_packet(parent, front, here, own), "flat", "print")
    return [packet, session]


def print_packet(parent: QWidget, front: Front, here: tuple[str, str], papers: Sequence[DocumentRecord]) -> None:
    """Print the stored papers of a visit, what is to be taken home, and the language notice."""
    from clinicdesk.desk import more_papers

    ids = [one.id for one in papers]

    def made(count: int) -> Paper:
        return Paper(
            number=front.words.say("ui.official.packet.name", number=papers[-1].label),
            pages=count,
            printed=lambda desk: more_papers.print_packet(desk, *here, ids),
            saved=lambda desk, target: more_papers.save_packet(desk, target, *here, ids),
        )

    _counted(parent, front, lambda desk: more_papers.look_at_packet(desk, *here, ids), made)


def print_session_sheet(parent: QWidget, front: Front) -> None:
    """Print the sheet on which a session is written by hand; nothing of a patient stands on it."""
    from clinicdesk.desk.more_papers import MorePaper, more_paper, save_more_paper

    which = MorePaper.SESSION_SHEET

    def made(count: int) -> Paper:
        return Paper(
            number=front.words.say("ui.official.session.name"),
            pages=count,
            printed=lambda desk: more_paper(desk, which),
            saved=lambda desk, target: save_more_paper(desk, target, which),
            whose=False,
        )

    _counted(parent, front, lambda desk: more_paper(desk, which), made)


def _counted(parent: QWidget, front: Front, look: Callable[["Desk"], bytes], made: Callable[[int], Paper]) -> None:
    """Print what `made` makes of the number of pages that `look` gives."""
    front.ask(parent, lambda desk: len(pages(look(desk))), lambda count: print_paper(parent, front, made(count)))
