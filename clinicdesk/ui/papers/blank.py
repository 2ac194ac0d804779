"""The blank questions: printed for a patient to fill in by hand, or saved as a file."""

from PySide6.QtWidgets import QWidget

from clinicdesk.desk.preview import PageSize, pages
from clinicdesk.ui.front import Front
from clinicdesk.ui.papers.paper import Paper
from clinicdesk.ui.papers.printing import print_paper


def print_questions(parent: QWidget, front: Front) -> None:
    """Print the screening questions, as they hold here, for somebody to fill in by hand."""
    from clinicdesk.desk.draft_sheet import blank_questionnaire

    def made(pdf: bytes) -> None:
        front.ask(parent, lambda _desk: pages(pdf), lambda sizes: choose(pdf, sizes))

    def choose(pdf: bytes, sizes: tuple[PageSize, ...]) -> None:
        print_paper(parent, front, blank_paper(front, pdf, len(sizes)))

    front.ask(parent, blank_questionnaire, made)


def blank_paper(front: Front, pdf: bytes, count: int) -> Paper:
    """The blank questions; nothing of a patient stands on them."""
    from clinicdesk.desk.draft_sheet import save_questionnaire

    return Paper(
        number=front.words.say("ui.papers.blank.name"),
        pages=count,
        printed=lambda _desk: pdf,
        saved=save_questionnaire,
        whose=False,
    )
