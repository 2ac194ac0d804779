"""What has been answered at a visit, and what a return carries over from the full set that it builds on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from clinicdesk.desk.desk import Work
from clinicdesk.engine.asking import builds_on_full
from clinicdesk.engine.practice import ADULT
from clinicdesk.engine.screening import screen
from clinicdesk.model.questionnaire import CHANGED_ITEM, Answer, Questionnaire, Repeat
from clinicdesk.model.records import AnswerRecord, Asked, ScreeningRecord, VisitRecord
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.model.screening import BIRTH_DATE
from clinicdesk.model.visit import Kind, ScreeningKind


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers that count at a visit, those `own` to it among them, and which set they answer.

    `carried` are those that an earlier full set gives it while nothing has changed.
    """

    answers: Mapping[str, Answer]
    own: Mapping[str, Answer]
    kind: ScreeningKind
    carried: Mapping[str, Answer] = field(default_factory=dict)


def answered(work: Work, visit: VisitRecord) -> Answered:
    """The answers of a visit, with those that it carries.

    The lasting answers of the course's last full set are carried, as later returns of the course have changed them,
    while that set is no more than twelve months old, had every question answered and asked them in today's words.
    As soon as `changed` is answered otherwise than `no`, nothing is carried: everything is asked anew. An own answer
    that was taken back leaves the one that is carried.
    """
    own = own_answers(work, visit)
    if visit.kind is Kind.FULL:
        return Answered(own, own, ScreeningKind())
    before = screenings_before(work, visit)
    full = next((one for one in reversed(before) if one.kind is Kind.FULL), None)
    carried = _lasting(work.rules, full, before[-1]) if full else {}
    if full is None or not _is_complete(work.rules.questionnaire, full, carried):
        return Answered(own, own, ScreeningKind(Kind.RETURN))
    kind = ScreeningKind(Kind.RETURN, work.store.get(VisitRecord, full.visit).day)
    if not builds_on_full(kind, visit.day):
        return Answered(own, own, kind)
    carries = own.get(CHANGED_ITEM, "no") == "no"
    return Answered({**carried, **own} if carries else own, own, kind, carried)


def own_answers(work: Work, visit: VisitRecord) -> dict[str, Answer]:
    """The latest answer to each item of one visit; one that was taken back is none."""
    latest = {one.item: one.answer for one in work.store.find(AnswerRecord, visit=visit.id)}
    return {item: answer for item, answer in latest.items() if answer is not None}


def screenings_before(work: Work, visit: VisitRecord) -> list[ScreeningRecord]:
    """The course's screenings of the visits before this one, each visit's last, in the order of their days."""
    if not visit.course:
        return []
    visits = [one for one in work.store.find(VisitRecord, course=visit.course) if _is_before(one, visit)]
    days = {one.id: (one.day, one.time, one.id) for one in visits}
    last = {one.visit: one for one in work.store.find_any(ScreeningRecord, "visit", list(days))}
    return sorted(last.values(), key=lambda one: days[one.visit])


def _is_before(one: VisitRecord, visit: VisitRecord) -> bool:
    return one.id != visit.id and (one.day, one.time, one.id) < (visit.day, visit.time, visit.id)


def _lasting(rules: Rulebook, full: ScreeningRecord, last: ScreeningRecord) -> dict[str, Answer]:
    """The lasting answers as they stood last, to the questions that have today's words in the language of that time."""
    then = {one.item: one for one in full.asked}
    lasting = (one.link_id for one in rules.questionnaire.items if one.repeat is Repeat.EACH_EPISODE)
    items = [one for one in lasting if one in then and _has_todays_words(rules, then[one])]
    return {one: last.answers[one] for one in items if one in last.answers}


def _has_todays_words(rules: Rulebook, asked: Asked) -> bool:
    now = rules.in_language(asked.language)
    today = now.questionnaire.by_id[asked.item]
    return (asked.language, asked.text, dict(asked.options)) == (now.language, today.text, dict(today.options))


def _is_complete(questionnaire: Questionnaire, full: ScreeningRecord, carried: Mapping[str, Answer]) -> bool:
    """Whether the full set left no lasting question open that is required today."""
    asked_then = {item: answer for item, answer in full.answers.items() if item in questionnaire.asked_each_visit}
    told = screen(
        questionnaire,
        {**asked_then, **carried},
        day=date.min,
        birth_date=None,
        kind=ScreeningKind(),
        age_of_consent=ADULT,
        referral_asked=False,
    )
    open_items = (questionnaire.by_id[one] for one in told.unanswered if one != BIRTH_DATE)
    return all(one.repeat is not Repeat.EACH_EPISODE for one in open_items)
