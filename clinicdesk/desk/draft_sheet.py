"""Papers that are looked at or printed and not kept: the sheet before it is issued, the blank questionnaire."""

from pathlib import Path

from clinicdesk.desk.desk import Work, act
from clinicdesk.desk.guards import visit_of
from clinicdesk.desk.sheets import language_of, sheet_of, words_in
from clinicdesk.desk.translations import review_of
from clinicdesk.documents.questionnaire import questionnaire
from clinicdesk.exchange.whole_file import write_whole
from clinicdesk.model.roles import Act


@act(Act.VIEW_PAPERS)
def draft_sheet(work: Work, patient: str, visit: str, language: str = "") -> bytes:
    """The visit's sheet to the byte as it would be issued now, as PDF; nothing is kept. It raises what `issue` does.

    It is in the patient's language where papers are written in it, unless another one is asked for.
    """
    record = visit_of(work, patient, visit)
    work.about(record.patient, record.id, draft=True)
    return sheet_of(work, record, language or language_of(work, record)).pdf


@act(Act.VIEW_PAPERS)
def blank_questionnaire(work: Work, language: str = "en") -> bytes:
    """The screening questions as a form to fill in by hand, as PDF. EntryRefused for a language without papers."""
    return _blank(work, language)


@act(Act.VIEW_PAPERS)
def save_questionnaire(work: Work, target: Path, language: str = "en") -> None:
    """Write the blank questions into a file, whole or not at all. ClinicdeskError where the place does not take it."""
    write_whole({target: _blank(work, language)})


def _blank(work: Work, language: str) -> bytes:
    words = words_in(language)
    work.about(questionnaire=work.rules.questionnaire.version, language=language)
    return questionnaire(work.rules.in_language(language), words, review_of(work, language))
