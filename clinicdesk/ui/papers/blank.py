"""The blank questions: printed for a patient to fill in by hand, or saved as a file."""

from PySide6.QtWidgets import QWidget

from clinicdesk.desk.preview import PageSize, pages
from clinicdesk.desk.translations import language_for
from clinicdesk.model.language import ORIGINAL
from clinicdesk.model.records import PatientRecord
from clinicdesk.ui.front import Front
from clinicdesk.ui.papers.paper import Paper
from clinicdesk.ui.papers.printing import print_paper


def print_questions(parent: QWidget, front: Front, patient: PatientRecord | None = None) -> None:
    """Print the screening questions in the language of a patient, or in English, to be filled in by hand."""
    from clinicdesk.desk.draft_sheet import blank_questionnaire

    language = language_for(patient.language) if patient else ORIGINAL

    def made(pdf: bytes) -> None:
        front.ask(parent, lambda _desk: pages(pdf), lambda sizes: choose(pdf, sizes))

    def choose(pdf: bytes, sizes: tuple[PageSize, ...]) -> None:
        print_paper(parent, front, blank_paper(front, pdf, len(sizes), language))

    front.ask(parent, lambda desk: blank_questionnaire(desk, language), made)


def blank_paper(front: Front, pdf: bytes, count: int, language: str = ORIGINAL) -> Paper:
    """The blank questions; nothing of a patient stands on them."""
    from clinicdesk.desk.draft_sheet import save_questionnaire

    return Paper(
        number=front.words.say("ui.papers.blank.name"),
        pages=count,
        printed=lambda _desk: pdf,
        saved=lambda desk, target: save_questionnaire(desk, target, language),
        whose=False,
    )
