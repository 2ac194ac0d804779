"""Answers, findings and what is settled, in words."""

from collections.abc import Iterable, Sequence

from clinicdesk.model.questionnaire import Answer, Item, Questionnaire
from clinicdesk.model.screening import BIRTH_DATE, Finding
from clinicdesk.words import Words

_NAMED = 6
"""So many open questions are named; the sections tell where the others are."""


def answer_words(words: Words, item: Item, answer: Answer) -> str:
    """An answer as it is read: the words of what was chosen, a number, a text."""
    if isinstance(answer, tuple):
        return words.listed(item.options.get(one, one) for one in answer)
    return item.options.get(answer, answer) if isinstance(answer, str) else str(answer)


def labels(words: Words, questionnaire: Questionnaire, items: Iterable[str]) -> str:
    """What items are about, one after the other; the birth date, which is no question, among them."""
    found = (
        words.say("ui.screening.birth_date") if one == BIRTH_DATE else questionnaire.by_id[one].label for one in items
    )
    return words.listed(found)


def open_words(words: Words, questionnaire: Questionnaire, items: Sequence[str]) -> str:
    """What is still open, by name; of many the first ones."""
    more = len(items) - _NAMED
    if more <= 1:
        return words.say("ui.screening.still_open", count=len(items), labels=labels(words, questionnaire, items))
    told = ", ".join(labels(words, questionnaire, [one]) for one in items[:_NAMED])
    return words.say("ui.screening.still_open_many", count=len(items), labels=told, more=more)


def finding_words(words: Words, questionnaire: Questionnaire, finding: Finding) -> str:
    """A finding in one line: how grave, about what, and what to do."""
    return words.say(
        "ui.screening.finding",
        severity=words.word(finding.severity),
        label=questionnaire.by_id[finding.item].label,
        message=finding.message,
    )
