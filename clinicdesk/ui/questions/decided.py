"""A clinician's decision in words."""

from clinicdesk.model.questionnaire import Questionnaire
from clinicdesk.model.records import DecisionRecord
from clinicdesk.ui.questions.told import labels
from clinicdesk.words import Words


def decision_words(words: Words, questionnaire: Questionnaire, made: DecisionRecord) -> str:
    """What was decided, by whom, when, about what and why, in a few sentences."""
    told = made.decision
    said = words.say(
        "ui.screening.decided_by",
        what=words.word(told.decision),
        by=told.by,
        day=told.on,
        code=words.word(made.code),
        reason=told.reason,
        about=labels(words, questionnaire, told.findings),
    )
    on_paper = words.say("ui.screening.decided_on_paper") if made.on_paper else ""
    return f"{said} {on_paper}".strip()
