"""A paper is saved as a file that its user chooses the place of, and it is said that the file is not encrypted."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from clinicdesk.ui.ask_file import ask_save
from clinicdesk.ui.front import Front
from clinicdesk.ui.papers.paper import Paper


def save_pdf(parent: QWidget, front: Front, paper: Paper) -> QFileDialog:
    """Ask for a place, and save there. The name that is offered has the paper's number and today's date."""
    say = front.words.say
    title = say("ui.papers.save.title_open" if paper.whose else "ui.papers.save.title")
    name = f"{paper.number} {front.now().astimezone().date()}.pdf"
    return ask_save(
        parent, title, say("ui.papers.save.filter"), name, lambda target: save_at(parent, front, paper, target)
    )


def save_at(parent: QWidget, front: Front, paper: Paper, target: Path) -> None:
    """Save at a place, and tell that it is saved and not encrypted."""
    say = front.words.say

    def saved(_told: object) -> None:
        told = say("ui.papers.save.saved", name=target.name, folder=target.parent)
        warning = say("ui.papers.save.open") if paper.whose else ""
        front.told.emit("review" if warning else "ok", f"{told} {warning}".strip())

    front.ask(parent, lambda desk: paper.saved(desk, target), saved)
