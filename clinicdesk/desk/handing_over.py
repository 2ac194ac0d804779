"""Handing the questions over to the patient, taking their answers, and looking them through afterwards."""

from dataclasses import dataclass

from clinicdesk.desk.alone import forget_alone, note_alone
from clinicdesk.desk.chain import open_visit
from clinicdesk.desk.desk import Work, act
from clinicdesk.desk.screening import Progress, keep_answer, progress_now
from clinicdesk.desk.translations import is_reviewed, language_for
from clinicdesk.errors import NotAllowed
from clinicdesk.model.questionnaire import Answer
from clinicdesk.model.roles import Act


@dataclass(frozen=True, slots=True)
class HandedOver:
    """All that a patient gets to see: the own given name, and how far the questions are.

    Both are in `language`; `reviewed` says whether somebody has reviewed its words.
    """

    name: str
    progress: Progress
    language: str
    reviewed: bool


@act(Act.HAND_OVER)
def hand_over(work: Work, patient: str, visit: str) -> HandedOver:
    """Lock the desk for everything but this patient's own answers at this visit, until staff unlock it.

    Until then the questions are in the patient's language, where there are questions in it.

    NotAllowed where the screening is finished.
    """
    record = open_visit(work, patient, visit)
    if record.screened:
        raise NotAllowed("The screening of this visit is finished. Open it again first, and say why.")
    person = work.kept_patient(record.patient)
    language = language_for(person.language)
    work.rules = work.rules.in_language(language)
    told = HandedOver(person.given_name, progress_now(work, record), language, is_reviewed(work, language))
    work.desk.handed_over, work.desk.locked, work.desk.spoken = (record.patient, record.id), True, language
    work.about(language=language)
    return told


@act(Act.ANSWER_ALONE)
def answer_alone(work: Work, item: str, given: Answer | None) -> Progress:
    """Keep an answer that the patient gives while the desk is handed over. It raises what `answer` does.

    NotAllowed while nothing is handed over: so it can be no other patient's.
    """
    if work.desk.handed_over is None:
        raise NotAllowed("The questions are not handed over to a patient.")
    record = open_visit(work, *work.desk.handed_over)
    keep_answer(work, record, item, given)
    note_alone(work, record.id, item)
    return progress_now(work, record)


@act(Act.LOOK_THROUGH)
def look_through(work: Work, patient: str, visit: str) -> Progress:
    """Staff say that they have looked through what the patient answered alone."""
    record = open_visit(work, patient, visit)
    work.about(items=[*forget_alone(work, record.id)])
    return progress_now(work, record)
